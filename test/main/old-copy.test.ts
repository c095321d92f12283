// A backup that was put back: an officer with the first key lets the terminal go on, and the journal names what is missing.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import Sqlite from "better-sqlite3";
import { nobody } from "../../src/audit/entry.ts";
import { gapsOf } from "../../src/audit/old-copy.ts";
import { slipText } from "../../src/audit/slip.ts";
import { databaseOf } from "../../src/audit/verify.ts";
import { auditForward } from "../../src/commands/audit-forward.ts";
import { homeAt, lockOf } from "../../src/home.ts";
import { placeOf, verifyJournalOf, withJournal } from "../../src/main/auditing.ts";
import { backUp, checkBackup } from "../../src/main/backing-up.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { recoverJournalOf } from "../../src/main/recovering.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-old-copy-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = homeAt(join(folder, "home"));
const backups = join(folder, "backups");
const k0File = join(folder, "k0");
let copy = "";
/** Of rows that were written after the copy. */
let slips = "";

type Said = readonly [code: number, words: string];

async function listen(run: (output: Parameters<typeof verifyJournalOf>[2]) => Promise<number>): Promise<Said> {
  const said: string[] = [];
  const keep = (line: string): void => void said.push(line);
  const code = await run({ print: keep, complain: keep });
  return [code, said.join("\n")];
}

function recover(more: { readonly oldCopy?: boolean; readonly k0File?: string } = {}, at = home): Promise<Said> {
  const asked = { officer: "박책임", reason: "디스크가 고장남", k0File, oldCopy: true, ...more };
  return listen((output) => recoverJournalOf(at, asked, output));
}

function verify(more: { readonly slips?: readonly string[] } = {}): Promise<Said> {
  return listen((output) => verifyJournalOf(home, { k0File, ...more }, output));
}

/** Null when a desk opens. A slip is what the last row of that day would have printed. */
async function openDesk(at = home): Promise<string | null> {
  const opened = await openRealBranch({ home: at, settings: defaultSettings, desk: "teller" });
  if (opened.type === "refused") return `${opened.outage}: ${opened.why}`;
  await opened.building.close();
  return null;
}

function putBack(file: string, at = home): void {
  for (const end of ["", "-wal", "-shm"]) rmSync(at.database + end, { force: true });
  copyFileSync(file, at.database);
}

async function slipOfToday(): Promise<string> {
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened");
  const { rows, checkpoints } = beside.books;
  const last = rows.last();
  const slip = slipText({ seq: last?.seq ?? 0, head: last?.hash ?? "" }, checkpoints.lastCheckpoint());
  beside.books.close();
  return slip;
}

/** The files beside the database, as they were when the copy was put back. */
function keep(name: string): () => void {
  const kept = join(folder, name);
  for (const file of [home.keyState, home.boots]) copyFileSync(file, `${kept}.${basename(file)}`);
  return () => {
    for (const file of [home.keyState, home.boots]) copyFileSync(`${kept}.${basename(file)}`, file);
  };
}

before(async () => {
  const asked = { home, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  const provisioned = await provisionBranch({ ...asked, handOver: null });
  assert.ok(provisioned.type === "provisioned");
  writeFileSync(k0File, `${provisioned.firstKey}\n`, { mode: 0o600 });
  const [code, words] = await listen((output) => backUp(home, backups, { json: false, ...output }));
  assert.equal(code, 0, words);
  copy = join(backups, readdirSync(backups).find((name) => name.endsWith(".sqlite")) ?? "");
});

test("a terminal goes on from its backup, and its journal says for ever what is missing and who answers for it", async () => {
  assert.match((await recover())[1], /^Nothing that this terminal knows of is missing/);
  assert.equal(await openDesk(), null);
  assert.equal(await openDesk(), null);
  slips = join(folder, "slips");
  writeFileSync(slips, `${await slipOfToday()}\n`);
  const [age, drill] = await listen((output) => checkBackup(home, copy, { json: false, ...output }));
  assert.deepEqual([age, /^OLD COPY\..*changgu audit recover --old-copy$/m.test(drill)], [0, true], drill);

  putBack(copy);
  assert.match((await openDesk()) ?? "", /^old-copy: /);
  const beside = await openBooksBeside(home);
  assert.match(beside.type === "refused" ? beside.why : "", /^rows from \d+ on are missing: .*recover --old-copy$/);
  assert.match((await verify())[1], /^BROKEN\. Rows.*\n(.*\n)*.*changgu audit recover --old-copy$/m);
  const other = join(folder, "other");
  writeFileSync(other, "07".repeat(32));
  assert.match((await recover({ k0File: other }))[1], /made with another first key/);
  assert.match((await openDesk()) ?? "", /^old-copy: /);

  const fields = readFileSync(`/proc/${process.ppid}/stat`, "utf8").replace(/^.*\) /s, "");
  writeFileSync(lockOf(home, "T-0002"), `${process.ppid} ${fields.split(" ")[19]}`);
  const [refused, why] = await recover();
  assert.deepEqual(
    [refused, /Nothing was recovered: a terminal of this home is open in process \d+/.test(why)],
    [1, true],
    why,
  );
  rmSync(lockOf(home, "T-0002"));
  assert.match((await openDesk()) ?? "", /^old-copy: /);

  const [code, words] = await recover();
  assert.equal(code, 0, words);
  assert.match(words, /can go on without rows \d+ to at least \d+/);
  assert.match(words, /^- Serials of yessign go on with [0-9a-f]{8} instead of 10000001$/m);
  assert.match(words, /^- who left since can sign on again: 100001 이창구, .*changgu staff lock NUMBER$/m);
  assert.equal(await openDesk(), null);
  assert.match((await recover())[1], /^Nothing that this terminal knows of is missing/);
  const [proven, told] = await verify();
  assert.equal(proven, 0, told);
  assert.match(told, /^WHOLE\. .*\n(.*\n)*GAP\. Rows \d+ to at least \d+: lost with their database, after 3 starts/);
  assert.match(told, /박책임 accepted an old copy in row \d+ \(디스크가 고장남\)/);
  const [lost, slip] = await verify({ slips: [slips] });
  assert.equal(lost, 1);
  assert.match(slip, /^WHOLE\./);
  assert.match(slip, /^Slip in line 1: .*lost in the gap accepted in row \d+/m);
  const mistaken = await slipOfToday();
  writeFileSync(
    slips,
    mistaken.replace(/ ./, (two) => (two === " 0" ? " 1" : " 0")),
  );
  const [, later] = await verify({ slips: [slips] });
  assert.match(later, /^BROKEN by a slip/);
  const client = new Sqlite(home.database, { readonly: true });
  const after = client.prepare("SELECT event FROM audit WHERE seq > ? ORDER BY seq LIMIT 2").pluck();
  const last = /"last":(\d+)/.exec(
    String(client.prepare("SELECT body FROM audit WHERE event = 'old-copy-accepted'").pluck().get()),
  );
  assert.deepEqual(after.all(Number(last?.[1])), ["old-copy-accepted", "checkpoint"]);
  client.close();
});

test("a copy of which a row was changed is refused, with whatever lies beside it", async () => {
  const restore = keep("changed");
  const changed = join(folder, "changed.sqlite");
  copyFileSync(copy, changed);
  const client = new Sqlite(changed);
  client.exec("DROP TRIGGER audit_no_update");
  client.exec("UPDATE audit SET body = replace(body, 'provisioned', 'provisionee') WHERE event = 'provisioned'");
  client.close();
  putBack(changed);
  for (const gone of [[], [home.keyState], [home.keyState, home.boots]]) {
    for (const file of gone) rmSync(file, { force: true });
    const [code, words] = await recover();
    assert.deepEqual([code, /^BROKEN\. Row \d+ is not the one/m.test(words)], [1, true], words);
  }
  restore();
});

test("a key state that was made up, or of another journal, names no gap", async () => {
  const restore = keep("made-up");
  putBack(copy);
  const other = homeAt(join(folder, "another"));
  const asked = { home: other, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  assert.equal((await provisionBranch({ ...asked, handOver: null })).type, "provisioned");
  copyFileSync(other.keyState, home.keyState);
  assert.match((await recover())[1], /^The key state of this home is of another journal/);
  restore();
});

test("where the files beside it are lost too, what came later is not known, and that is what the journal says", async () => {
  putBack(copy);
  rmSync(home.keyState);
  assert.match((await recover({ oldCopy: false }))[1], /changgu audit recover --old-copy/);
  rmSync(home.boots);
  assert.match((await recover({ oldCopy: false }))[1], /changgu audit recover --old-copy/);
  const [code, words] = await recover();
  assert.equal(code, 0, words);
  assert.match(words, /without whatever came after row \d+/);
  assert.equal(await openDesk(), null);
  assert.equal(await openDesk(), null);
  const [proven, told] = await verify();
  assert.deepEqual([proven, /^GAP\. Whatever was written after row \d+/m.test(told)], [0, true], told);
});

test("rows that were lost with the log after a kill are a gap too, once an officer answers for them", async () => {
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened");
  beside.books.journal.append({ event: "staff-called" }, nobody);
  beside.books.journal.seal();
  // Until it is closed, what was written stands in the log alone.
  const cut = join(folder, "without-log.sqlite");
  copyFileSync(home.database, cut);
  beside.books.close();
  putBack(cut);
  assert.match((await openDesk()) ?? "", /^old-copy: /);
  assert.equal((await recover())[0], 0);
  assert.equal(await openDesk(), null);
  const [proven, told] = await verify();
  assert.deepEqual([proven, told.match(/^GAP\./gm)?.length], [0, 2], told);
});

test("an acceptance that was cut off before its key state was kept can be made again", async () => {
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened");
  const earlier = join(folder, "earlier.sqlite");
  copyFileSync(home.database, earlier);
  beside.books.journal.append({ event: "staff-called" }, nobody);
  beside.books.journal.seal();
  beside.books.close();
  const restore = keep("cut-off");
  putBack(earlier);
  assert.equal((await recover())[0], 0);
  restore();
  assert.match((await openDesk()) ?? "", /^old-copy: row \d+ accepts an old copy, .*recover --old-copy$/);
  const [code, words] = await recover();
  assert.equal(code, 0, words);
  assert.equal(await openDesk(), null);
});

test("what the syslog server had of the lost rows stays there, and it is given the rows from the acceptance on", async () => {
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened");
  const { last, upTo } = gapsOf(beside.books.rows).findLast((gap) => gap.upTo !== null) ?? {};
  beside.books.close();
  assert.ok(last !== undefined && upTo);
  await withJournal(placeOf(home), { print() {}, complain() {} }, async ({ rows }) => {
    const database = databaseOf(rows) ?? "";
    const handOver = async (seq: number): Promise<readonly [number, string]> => {
      const given: Buffer[] = [];
      const code = await auditForward(
        { follow: false },
        {
          rows,
          server: "server",
          cursor: { read: () => ({ database, seq, hash: "0".repeat(64) }), keep() {} },
          deliver: async (messages) => {
            given.push(...messages);
            return { type: "taken" };
          },
          pause: async () => false,
          print() {},
          complain() {},
        },
      );
      return [code, given[0]?.toString() ?? ""];
    };
    const [code, first] = await handOver(upTo);
    assert.deepEqual([code, first.includes(`seq="${last + 1}"`)], [0, true], first);
    assert.equal((await handOver(1))[0], 1);
    return 0;
  });
});
