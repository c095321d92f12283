// Files that a disk has damaged, at random: every command that is for them says so, and none falls over.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import Sqlite from "better-sqlite3";
import { onward } from "../../src/audit/rows.ts";
import { listCertificates } from "../../src/commands/certificates.ts";
import { type Home, homeAt } from "../../src/home.ts";
import { tailJournalOf, verifyJournalOf } from "../../src/main/auditing.ts";
import { backUp, checkBackup } from "../../src/main/backing-up.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { examine } from "../../src/main/examining.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-damaged-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Mulberry32: the same damages every time; the seed is named by a failure. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const page = 4096;

/** A few bits, a run of noise, a page of nothing, two pages that were swapped, or an end that is missing. */
function damaged(bytes: Buffer, draw: (below: number) => number): Buffer {
  const at = draw(4) === 0 ? draw(page) : draw(bytes.length);
  const first = Math.floor(at / page) * page;
  switch (draw(5)) {
    case 0:
      for (let bit = 0; bit < 8; bit++) {
        const where = Math.min(bytes.length - 1, first + draw(page));
        bytes.writeUInt8(bytes.readUInt8(where) ^ (1 << draw(8)), where);
      }
      return bytes;
    case 1: {
      const end = Math.min(bytes.length, at + 1 + draw(2 * page));
      for (let where = at; where < end; where++) bytes.writeUInt8(draw(256), where);
      return bytes;
    }
    case 2:
      return bytes.fill(0, first, first + page);
    case 3: {
      const other = Math.floor(draw(bytes.length) / page) * page;
      const kept = Buffer.from(bytes.subarray(first, first + page));
      bytes.copyWithin(first, other, other + page);
      kept.copy(bytes, other);
      return bytes;
    }
    default:
      return bytes.subarray(0, at);
  }
}

async function worked(name: string): Promise<{ readonly home: Home; readonly backup: string }> {
  const home = homeAt(join(folder, name));
  const asked = { home, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  assert.equal((await provisionBranch({ ...asked, handOver: null })).type, "provisioned");
  for (let start = 0; start < 2; start++) assert.equal(await openDesk(home), null);
  const copies = join(folder, `${name}-copies`);
  assert.equal(await backUp(home, copies, { json: false, ...quiet }), 0);
  const client = new Sqlite(home.database);
  client.pragma("wal_checkpoint(TRUNCATE)");
  client.close();
  const made = readdirSync(copies).find((each) => each.endsWith(".sqlite")) ?? "";
  return { home, backup: join(copies, made) };
}

const quiet = { print: () => {}, complain: () => {} };

async function openDesk(home: Home): Promise<string | null> {
  const opened = await openRealBranch({ home, settings: defaultSettings, desk: "teller" });
  if (opened.type === "refused") return opened.why;
  await opened.building.close();
  return null;
}

async function listed(home: Home): Promise<number> {
  const opened = await openBooksBeside(home);
  if (opened.type === "refused") return 2;
  const { books } = opened;
  try {
    return listCertificates(
      { states: [], holder: null, expiresWithin: null, json: false },
      { books, now: new Date(), ...quiet },
    );
  } finally {
    books.close();
  }
}

const looks: Readonly<Record<string, (home: Home) => Promise<unknown>>> = {
  "audit verify": (home) => verifyJournalOf(home, {}, quiet),
  async "audit tail"(home) {
    await tailJournalOf(home, { lines: 20 }, quiet);
    // Each call waits for ^C once.
    process.removeAllListeners("SIGINT");
  },
  doctor: (home) => examine(home, {}, { json: false, ...quiet }),
  "certificates list": listed,
  "a desk's start": openDesk,
};

const times = Number(process.env.CHANGGU_DAMAGES ?? 12);

test("a schema that is no SQL is a damaged file for whoever looks, and no fault of the program", async () => {
  const { home } = await worked("schema");
  const client = new Sqlite(home.database);
  client.unsafeMode();
  client.exec("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'garbage' WHERE name = 'audit'");
  client.close();
  const said: string[] = [];
  const output = { print: (line: string) => void said.push(line), complain: (line: string) => void said.push(line) };
  assert.deepEqual([await verifyJournalOf(home, {}, output), await tailJournalOf(home, {}, output)], [1, 1]);
  for (const line of said)
    assert.match(line, /^BROKEN\. .* holds no journal that can be read: malformed database schema/);
  assert.match((await openDesk(home)) ?? "", /the database is damaged/);
});

test("a CA whose key or certificate was damaged keeps a desk closed, and is named", async () => {
  const { home } = await worked("ca");
  for (const column of ["locked_key", "certificate"]) {
    const client = new Sqlite(home.database);
    client.exec(`UPDATE ca_records SET ${column} = zeroblob(length(${column})) WHERE name = 'KICA'`);
    client.close();
    assert.match((await openDesk(home)) ?? "", /^the database is damaged: .*KICA.*; restore the last backup$/);
  }
});

test("rows that a damaged page has out of order are not read for ever", () => {
  const rows = [1, 2, 0].map((seq) => ({ seq, body: "", hash: "", mac: "" }));
  const read = [...onward((seq) => (seq < 2 ? rows : []), -1)];
  assert.ok(read.length <= 2 * rows.length, `${read.length}`);
});

test("nothing but a named outcome comes of a database or a backup that was damaged at random", async () => {
  const { home, backup } = await worked("home");
  const [database, copy] = [readFileSync(home.database), readFileSync(backup)];
  const failed: string[] = [];
  const tried = async (what: string, seed: number, look: () => Promise<unknown>): Promise<void> => {
    try {
      await look();
    } catch (error) {
      failed.push(
        `${what}, damage ${seed}: ${error instanceof Error ? error.stack?.split("\n").slice(0, 9).join("\n") : error}`,
      );
    }
  };
  for (let seed = 1; seed <= times; seed++) {
    writeFileSync(backup, damaged(Buffer.from(copy), drawing(seed)));
    await tried("restore --check", seed, () => checkBackup(home, backup, { json: false, ...quiet }));
    for (const [what, look] of Object.entries(looks)) {
      const target = homeAt(join(folder, "damaged"));
      rmSync(target.root, { recursive: true, force: true });
      cpSync(home.root, target.root, { recursive: true });
      writeFileSync(target.database, damaged(Buffer.from(database), drawing(seed)));
      await tried(what, seed, () => look(target));
    }
  }
  assert.deepEqual(failed, []);
});
