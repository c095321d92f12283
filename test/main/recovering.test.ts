// A terminal whose key state was lost: only an officer with the first key lets it go on, and only with a journal that is whole.

import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import Sqlite from "better-sqlite3";
import { homeAt } from "../../src/home.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { recoverJournalOf } from "../../src/main/recovering.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-recover-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = homeAt(join(folder, "home"));
const k0File = join(folder, "k0");

async function recover(
  more: { readonly reason?: string; readonly k0File?: string } = {},
): Promise<readonly [number, string]> {
  const said: string[] = [];
  const output = { print: (line: string) => void said.push(line), complain: (line: string) => void said.push(line) };
  const asked = { officer: "박책임", reason: "디스크를 바꾼 뒤 파일이 없음", k0File, ...more };
  const code = await recoverJournalOf(home, asked, output);
  return [code, said.join("\n")];
}

async function openDesk(): Promise<string | null> {
  const opened = await openRealBranch({ home, settings: defaultSettings, desk: "teller" });
  if (opened.type === "refused") return opened.why;
  await opened.building.close();
  return null;
}

test("a lost key state is brought back by the first key alone, and the journal says by whom and why", async () => {
  const asked = { home, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  const provisioned = await provisionBranch({ ...asked, handOver: null });
  assert.ok(provisioned.type === "provisioned");
  writeFileSync(k0File, `${provisioned.firstKey}\n`, { mode: 0o600 });
  assert.equal(await openDesk(), null);
  assert.match((await recover())[1], /nothing is to be recovered/);

  copyFileSync(home.keyState, join(folder, "state"));
  rmSync(home.keyState);
  assert.match((await openDesk()) ?? "", /changgu audit recover/);
  writeFileSync(home.keyState, "damaged", { mode: 0o600 });
  assert.match((await recover())[1], /^A key state that cannot be used is in the way/);
  rmSync(home.keyState);

  const other = join(folder, "other");
  writeFileSync(other, "07".repeat(32));
  const [wrong, said] = await recover({ k0File: other });
  assert.deepEqual([wrong, existsSync(home.keyState)], [1, false]);
  assert.match(said, /made with another first key/);
  assert.equal((await recover({ reason: "x" }))[0], 2);

  assert.equal((await recover())[0], 0);
  assert.equal(await openDesk(), null);
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened");
  const row = beside.books.rows.lastOf(null, ["key-state-recovered"]);
  beside.books.close();
  assert.match(row?.body ?? "", /"officer":"박책임","reason":"디스크를 바꾼 뒤 파일이 없음"/);
});

test("nothing is brought back onto a journal whose end was cut off, or whose row was changed", async () => {
  assert.equal(await openDesk(), null);
  for (const attack of [
    "DELETE FROM audit WHERE seq > (SELECT max(seq) - 8 FROM audit)",
    "UPDATE audit SET body = replace(body, '박책임', '김책임') WHERE event = 'key-state-recovered'",
  ]) {
    const kept = join(folder, "kept");
    copyFileSync(home.database, kept);
    rmSync(home.keyState, { force: true });
    const client = new Sqlite(home.database);
    client.exec(`DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_update; ${attack}`);
    client.close();
    const [code, said] = await recover();
    assert.deepEqual([code, existsSync(home.keyState)], [1, false], said);
    assert.match(said, /^BROKEN/m);
    for (const end of ["-wal", "-shm"]) rmSync(home.database + end, { force: true });
    copyFileSync(kept, home.database);
  }
  assert.equal((await recover())[0], 0);
  rmSync(home.keyState);
  rmSync(home.boots);
  assert.match((await recover())[1], /boot counter is gone as well/);
});
