// What one who can write the disk could do, and the test that finds each of it: a line without one fails here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const files = [
  "journal-attacks",
  "checkpoint-attacks",
  "checkpoints",
  "journal-files",
  "../commands/audit",
  "../main/recovering",
  "../main/verifying",
];

/** The attack, and the titles of the tests that carry it out on the real schema. */
const attacks: readonly (readonly [attack: string, ...titles: string[]])[] = [
  ["edit a row", "an edited row is found"],
  [
    "edit a checkpoint's row",
    "a checkpoint's own row that was changed is found, and a start does not sign over it",
    "a changed row is named before anything is written, and again when it is looked at once more",
  ],
  [
    "edit a row before it is signed for",
    "a row before the key state that no checkpoint stands for yet is found at a start",
    "a row that was changed beside a working terminal is not signed for",
    "a row that was changed before its checkpoint was signed is found, as each row's own hash is looked at",
  ],
  ["delete a row", "a deleted row is found", "a deleted row is found when the later ones moved up"],
  ["swap two rows", "two rows that changed places are found"],
  ["put a row before the first", "a row put before the first one is found"],
  ["hash everything again", "is found by the first key at the row, and without it by the next checkpoint"],
  [
    "the same with the current key",
    "is found when it was sealed with the key of the key state, and said to be so",
    "is found by the first key even when the key state was written anew to fit",
  ],
  ["a row sealed with a later key", "is found when it was sealed with the key of the key state, and said to be so"],
  ["begin another journal", "is found when a whole new journal was begun with another first key"],
  [
    "cut the tail",
    "is found when the last rows were deleted",
    "rows after the key state that were cut off are not denied: it says from where on they could have been",
  ],
  ["cut the -wal file", "is found when the -wal file was cut"],
  ["remove the -wal file", "is found when the -wal file was removed"],
  [
    "put an old copy back",
    "is found when an old copy was put back, at a start and by a terminal that was open all the time",
    "counts starts, on every checkpoint, and refuses a copy that knows of fewer",
  ],
  [
    "put an old copy of the file and of the key state back",
    "finds an old copy of the database and of everything beside it, by one slip alone",
  ],
  ["sign checkpoints with another key", "are found when they are signed with a key that is not the terminal's"],
  [
    "steal the signing key too",
    "are found by the first key, and by the key state, when the signing key was stolen too",
    "are found by one slip when everything was stolen, the first key too",
    "finds a journal that was written anew with every key of the terminal stolen",
  ],
  ["look for old keys on the disk", "is no key of an earlier row, in the database, its log, or the key state"],
  ["set the clock back", "stops the journal when it goes back by more than it is set by, and not for less"],
  ["remove a file of former rows", "that is missing is named with its rows"],
  ["change a file of former rows", "that was altered is named by the row, or by itself where the rows are the same"],
  [
    "exchange files of former rows",
    "that took another one's place is found, and so is a row 0 that is not the first file's",
  ],
  [
    "lose the key state on purpose",
    "a lost key state is brought back by the first key alone, and the journal says by whom and why",
    "nothing is brought back onto a journal whose end was cut off, or whose row was changed",
  ],
];

test("each attack has its tests", () => {
  const titles = new Set(
    files.flatMap((file) => {
      const text = readFileSync(new URL(`${file}.test.ts`, import.meta.url), "utf8");
      return [...text.matchAll(/\b(?:it|test)\("([^"]+)"/g)].map(([, title = ""]) => title);
    }),
  );
  assert.ok(titles.size > 0);
  for (const [attack, ...wanted] of attacks)
    assert.deepEqual(
      wanted.filter((title) => !titles.has(title)),
      [],
      attack,
    );
});
