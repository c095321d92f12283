// What `audit verify` says of a terminal's own home: it judges what is there before it writes that it did.

import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import Sqlite from "better-sqlite3";
import { applicationId } from "../../db/open.ts";
import { openBootCounter } from "../../hardware/appliance/boot-counter.ts";
import { cursorFileOf, openCursor } from "../../hardware/appliance/cursor-file.ts";
import { openKeyStates } from "../../hardware/appliance/key-state.ts";
import { nobody } from "../../src/audit/entry.ts";
import { type Home, homeAt } from "../../src/home.ts";
import { verifyJournalOf } from "../../src/main/auditing.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-verify-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A terminal that was provisioned, and worked at once. */
async function worked(name: string): Promise<Home> {
  const home = homeAt(join(folder, name));
  const asked = { home, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  assert.equal((await provisionBranch({ ...asked, handOver: null })).type, "provisioned");
  assert.equal(await openDesk(home), null);
  return home;
}

async function openDesk(home: Home): Promise<string | null> {
  const opened = await openRealBranch({ home, settings: defaultSettings, desk: "teller" });
  if (opened.type === "refused") return opened.why;
  await opened.building.close();
  return null;
}

async function verify(home: Home): Promise<readonly [number, string]> {
  const said: string[] = [];
  const output = { print: (line: string) => void said.push(line), complain: (line: string) => void said.push(line) };
  const code = await verifyJournalOf(home, {}, output);
  return [code, said.join("\n")];
}

function written<T>(home: Home, work: (client: Sqlite.Database) => T): T {
  const client = new Sqlite(home.database);
  try {
    return work(client);
  } finally {
    client.close();
  }
}

const lastRow = (home: Home): unknown =>
  written(home, (client) => client.prepare("SELECT max(seq) FROM audit").pluck().get());

function sealedUpTo(home: Home): number {
  const read = openKeyStates(home.keyState).read();
  assert.ok(read.type === "found");
  read.state.key.wipe();
  return read.state.next - 1;
}

test("a changed row is named before anything is written, and again when it is looked at once more", async () => {
  const home = await worked("changed");
  assert.equal((await verify(home))[0], 0);
  const marked = written(home, (client) => {
    client.exec("DROP TRIGGER audit_no_update");
    const seq = client.prepare("SELECT max(seq) FROM audit WHERE event = 'checkpoint'").pluck().get();
    client.prepare(`UPDATE audit SET body = replace(body, '"boot":', '"boot":9') WHERE seq = ?`).run(seq);
    return seq;
  });
  const last = lastRow(home);
  for (let time = 0; time < 2; time++) {
    const [code, said] = await verify(home);
    assert.equal(code, 1, said);
    assert.match(said, new RegExp(`^BROKEN\\. Row ${marked} is not the one that was written`));
    assert.match(said, /That it was verified could not be journaled/);
  }
  assert.match((await openDesk(home)) ?? "", new RegExp(`not what was written \\(row ${marked}\\)`));
  assert.equal(lastRow(home), last);
});

test("rows after the key state that were cut off are not denied: it says from where on they could have been", async () => {
  const home = await worked("cut");
  const sealed = sealedUpTo(home);
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened");
  for (let row = 0; row < 5; row++) beside.books.journal.append({ event: "staff-called" }, nobody);
  beside.books.close();
  written(home, (client) => client.exec(`DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq > ${sealed + 2}`));
  const [code, said] = await verify(home);
  assert.equal(code, 0, said);
  const words = `No row up to ${sealed} was cut off; rows after ${sealed + 2} could have been, since the key state is older.`;
  assert.ok(said.includes(words), said);
  // It was journaled, with a key state of its own: that is said of the rows since, and of no others.
  assert.match((await verify(home))[1], /No row was cut off at the end since the key state was written\./);
});

test("a database whose rows are gone is told of in words, with how far they went, and exits with 1", async () => {
  const home = await worked("lost");
  const told = new RegExp(`^BROKEN\\. .* rows 0 to at least ${sealedUpTo(home)} were written`);
  truncateSync(home.database, Math.floor(statSync(home.database).size / 8192) * 4096);
  const [cut, cutSaid] = await verify(home);
  assert.deepEqual([cut, told.test(cutSaid)], [1, true], cutSaid);
  // As without the log that still held every page: the file is one of ours, and empty.
  for (const end of ["", "-wal", "-shm"]) rmSync(home.database + end, { force: true });
  written(home, (client) => client.pragma(`application_id = ${applicationId}`));
  const [empty, emptySaid] = await verify(home);
  assert.deepEqual([empty, told.test(emptySaid)], [1, true], emptySaid);
});

/** A copy of the home with something gone, and what is said of it. */
async function without(home: Home, name: string, damage: (copy: Home) => void): Promise<readonly [number, string]> {
  const copy = homeAt(join(folder, name));
  cpSync(home.root, copy.root, { recursive: true });
  damage(copy);
  return verify(copy);
}

function replaced(file: string, content: string): void {
  chmodSync(file, 0o600);
  writeFileSync(file, content);
}

/** As a syslog server got it: the last row. */
function handedOver(home: Home): void {
  const row = written(home, (client) =>
    client.prepare("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").get(),
  ) as { readonly seq: number; readonly hash: string };
  const counted = openBootCounter(home.boots).read();
  assert.ok(counted.type === "found");
  openCursor(cursorFileOf(home.cursor, "syslog.example:6514")).keep({ ...row, database: counted.count.database });
}

const removals: readonly (readonly [name: string, damage: (home: Home) => void, said: RegExp])[] = [
  ["key state", ({ keyState }) => rmSync(keyState), /^WHOLE, BUT NOT PROVEN TO ITS END\. .*key state .* is missing/s],
  [
    "garbled key state",
    ({ keyState }) => replaced(keyState, "x".repeat(148)),
    /TO ITS END.*key state .* cannot be used/s,
  ],
  ["boot counter", ({ boots }) => rmSync(boots), /TO ITS END.*boot counter .* is missing.*--old-copy/s],
  ["garbled boot counter", ({ boots }) => replaced(boots, "x"), /TO ITS END.*boot counter .* cannot be used/s],
  [
    "boot counter of another",
    ({ boots }) => replaced(boots, "changgu-boots-v1 2 00000000-0000-0000-0000-000000000000\n"),
    /TO ITS END.*boot counter .* is of another journal/s,
  ],
  [
    "garbled cursor",
    ({ cursor }) => replaced(cursorFileOf(cursor, "syslog.example:6514"), "x"),
    /TO ITS END.*is damaged/s,
  ],
  ["key file", ({ keyFile }) => rmSync(keyFile), /^WHOLE, BUT NOT PROVEN\. .*terminal\.key is missing.*--public-key/s],
];

test("what proves a journal and is not there is named, and nothing is whole without it", async () => {
  const home = await worked("bare");
  assert.equal(await openDesk(home), null);
  handedOver(home);
  assert.equal((await without(home, "as it is", () => {}))[0], 0);
  for (const [name, damage, words] of removals) {
    const [code, said] = await without(home, name, damage);
    assert.equal(code, 1, said);
    assert.match(said, words);
  }
});

test("rows that a syslog server has are missed, whatever else was removed with them", async () => {
  const home = await worked("handed-over");
  assert.equal(await openDesk(home), null);
  handedOver(home);
  const last = lastRow(home) as number;
  const cut = ({ keyState, boots, ...copy }: Home): void => {
    written({ keyState, boots, ...copy }, (client) =>
      client.exec(`DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq > ${last - 3}`),
    );
    for (const file of [keyState, boots]) rmSync(file);
  };
  const [code, said] = await without(home, "cut", cut);
  assert.equal(code, 1, said);
  assert.ok(
    said.startsWith(`BROKEN. A syslog server has the rows up to ${last}, and rows from ${last - 2} on are missing`),
    said,
  );
  const [all, none] = await without(home, "emptied", (copy) => {
    written(copy, (client) => client.exec("DROP TRIGGER audit_no_delete; DELETE FROM audit"));
    rmSync(copy.keyState);
    rmSync(cursorFileOf(copy.cursor, "syslog.example:6514"));
  });
  assert.equal(all, 1, none);
  assert.match(none, /^BROKEN\. Row 0, at least, is missing/);
});
