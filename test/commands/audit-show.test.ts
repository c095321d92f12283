// The auditor's screen without a screen: what is wanted, where the cursor goes, a ceremony as a story, and what comes meanwhile.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { nobody } from "../../src/audit/entry.ts";
import { bodyFields } from "../../src/audit/row-body.ts";
import {
  type Browsing,
  browse,
  type Key,
  nothingWanted,
  onKey,
  type Pressed,
  refreshed,
  wantedText,
} from "../../src/commands/audit-show.ts";
import { keyOf } from "../../src/commands/audit-show-keys.ts";
import { viewOf } from "../../src/commands/audit-view.ts";
import { begun, journalOf } from "../db/new-journal.ts";

const { home, database } = begun();
after(() => database.close());
const journal = journalOf(database, home.means);
for (const ceremony of ["c-1", "c-2"]) {
  const about = { ceremony, staff: ceremony === "c-1" ? "100001" : "100002" };
  const customer = ceremony === "c-1" ? "hong" : "kim";
  const rows = Array.from({ length: 150 }, (_, row) => ({ event: "idle-warned", at: `${ceremony} ${row}` }) as const);
  journal.appendAll(
    [
      { event: "ceremony-began", service: "issue", desk: "teller", locale: "ko" },
      { event: "customer-chosen", customer },
      ...rows,
      { event: "ceremony-ended", result: "completed", at: "done", why: "issued" },
    ],
    about,
  );
  journal.seal();
}

const looking = {
  rows: openAuditRows(database),
  customer: (named: string) => (named === "index-of-kim" ? "kim" : named),
};

function press(browsing: Browsing, ...keys: readonly (Key | `=${string}`)[]): Browsing {
  const pressed = keys.flatMap((key): readonly Pressed[] =>
    key.startsWith("=") ? [...key.slice(1)].map((character) => ({ character })) : [{ key: key as Key }],
  );
  return pressed.reduce<Browsing>((now, each) => {
    const next = onKey(now, each, looking);
    assert.notEqual(next, "leave");
    return next as Browsing;
  }, browsing);
}

const open = (): Browsing => browse(nothingWanted, looking, "ko");
const events = ({ rows }: Browsing): readonly unknown[] => [...new Set(rows.map((row) => bodyFields(row).event))];
const at = ({ rows, cursor }: Browsing): number => rows[cursor]?.seq ?? -1;

describe("audit show", () => {
  it("begins at the newest row, and goes back to row 0 as far as somebody goes", () => {
    const newest = open();
    assert.equal(at(newest), looking.rows.last()?.seq);
    assert.ok(newest.more && newest.rows.length < 300);
    let back = press(newest, "up");
    assert.equal(at(back), at(newest) - 1);
    for (let page = 0; page < 40; page++) back = press(back, "=9");
    assert.equal(at(back), 0);
    assert.deepEqual(
      back.rows.map(({ seq }) => seq),
      [...Array(at(newest) + 1).keys()],
    );
    assert.equal(at(press(back, "end")), at(newest));
  });

  it("shows what is wanted: an officer, a customer by id or blind index, an event, a ceremony, a day", () => {
    assert.deepEqual(events(press(open(), "=4customer-chosen", "enter")), ["customer-chosen"]);
    const kim = press(open(), "=3index-of-kim", "enter");
    assert.ok(kim.rows.every((row) => bodyFields(row).ceremony === "c-2") && kim.rows.length > 1);
    const officer = press(open(), "=2100001", "enter");
    assert.equal(bodyFields(officer.rows[0] ?? ({} as never)).ceremony, "c-1");
    const both = press(officer, "=4ceremony-ended", "enter");
    assert.equal(both.rows.length, 1);
    assert.equal(wantedText(both.wanted), "officer=100001 event=ceremony-ended");
    assert.equal(press(both, "=8").rows.length, open().rows.length);
    assert.equal(press(open(), "=5c-2", "enter").rows.length > 150, true);
    const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
    assert.ok(press(open(), `=1${today}`, "enter").rows.length > 150);
    assert.equal(press(open(), "=120200101", "enter").rows.length, 0);
  });

  it("refuses a day that is none, lets a letter be taken back, and leaves the filter as it was", () => {
    const asked = press(open(), "=12026133", "erase", "erase", "=99", "enter");
    assert.deepEqual([asked.fault, asked.page.at], ["no-day", "filter"]);
    assert.deepEqual(press(asked, "back").wanted, nothingWanted);
  });

  it("tells a ceremony from its beginning to its end, and what no ceremony holds by itself", () => {
    const row = press(open(), "=4customer-chosen", "enter");
    const story = press(row, "enter");
    assert.ok(story.page.at === "story");
    assert.equal(story.page.rows.length, 153);
    assert.deepEqual(
      [0, 152].map((index) => bodyFields((story.page as { rows: typeof row.rows }).rows[index] as never).event),
      ["ceremony-began", "ceremony-ended"],
    );
    const further = press(story, "end");
    assert.equal(further.page.at === "story" && further.page.top, 152);
    assert.equal(press(story, "=*").page.at, "rows");
    const checkpoint = press(open(), "=4checkpoint", "enter", "enter");
    assert.equal(checkpoint.page.at, "row");
    const shown = viewOf(checkpoint, { proven: { type: "broken", seq: 3 }, unrecorded: null }).page;
    assert.ok(shown.at === "row" && shown.facts.some(([name]) => name === "mac"));
  });

  it("follows: a row that is written meanwhile comes, and is gone to", () => {
    const still = open();
    assert.equal(refreshed(still, looking), still);
    const following = press(still, "=7");
    journal.append({ event: "staff-called" }, nobody);
    const fresh = refreshed(following, looking);
    assert.equal(at(fresh), looking.rows.last()?.seq);
    assert.equal(at(refreshed(still, looking)), at(still));
    assert.equal(press(fresh, "up").follows, false);
    const others = refreshed(press(following, "=4ceremony-ended", "enter"), looking);
    assert.deepEqual(events(others), ["ceremony-ended"]);
  });

  it("is left by * and Esc, and takes # for Enter", () => {
    assert.equal(onKey(open(), { character: "*" }, looking), "leave");
    assert.equal(onKey(open(), { key: "back" }, looking), "leave");
    assert.deepEqual(keyOf({ type: "character", codePoint: 0x23 }), { key: "enter" });
    assert.equal(keyOf({ type: "key", key: "ctrl-c" }), "leave");
    assert.equal(keyOf({ type: "key", key: "f5" }), null);
  });
});
