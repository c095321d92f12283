// `changgu customers|cards import` and `changgu staff` as an operator runs them: exit codes, warnings, progress, Ctrl-C.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import pty from "@lydell/node-pty";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "changgu-rows-"));
const environment = { ...process.env, CHANGGU_HOME: home, LANG: "ko_KR.UTF-8" };

function changgu(...words: readonly string[]) {
  const ran = spawnSync(process.execPath, ["--import", "tsx", main, ...words], { encoding: "utf8", env: environment });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

function kept(name: string, lines: readonly string[], mode = 0o600): string {
  const file = join(home, name);
  writeFileSync(file, lines.join("\n"), { mode });
  return file;
}

const header = "id,name,language,resident_number,phones,account,account_password,balance";
const cardHeader = ["serial", ...Array.from({ length: 35 }, (_, at) => at + 1)].join(",");
const card = (at: number): string => [810_000_000_000 + at, ...Array<string>(35).fill("1234")].join(",");

describe("changgu, as an operator provisions it,", () => {
  before(() => assert.equal(changgu("provision", "--acceptance").code, 0));
  after(() => rmSync(home, { recursive: true, force: true }));

  it("takes customers, and warns of a file that others can read", () => {
    const rows = [header, "new,한새로,ko,9203041234567,01099998888,09876543210,1357,10"];
    const open = changgu("customers", "import", kept("open.csv", rows, 0o644), "--dry-run", "--json");
    assert.equal(open.code, 0, open.err);
    assert.match(open.err, /^Warning: other users/);
    assert.partialDeepStrictEqual(JSON.parse(open.out), { type: "checked", file: "open.csv", taken: 1 });
    const shut = changgu("customers", "import", kept("shut.csv", rows));
    assert.deepEqual([shut.code, shut.out.split("\n")[0], shut.err], [0, "shut.csv: 1 customer taken.", ""]);
    const again = changgu("customers", "import", kept("shut.csv", rows));
    assert.equal(again.code, 1);
    assert.match(again.out, /line 2: id: the registry has it already/);
  });

  it("ends with 2 when there is nothing to read or to write to", () => {
    const file = kept("cards.csv", [cardHeader, card(0)]);
    for (const words of [["/nowhere/cards.csv"], [file, "--training"]])
      assert.equal(changgu("cards", "import", ...words).code, 2, words.join(" "));
  });

  it("shows how far it is, and leaves nothing after Ctrl-C", async () => {
    const file = kept("many.csv", [cardHeader, ...Array.from({ length: 5000 }, (_, at) => card(at))]);
    const words = ["--import", "tsx", main, "cards", "import", file];
    const child = pty.spawn(process.execPath, words, { cols: 100, rows: 24, env: environment });
    let seen = "";
    child.onData((data) => {
      if (!seen.includes("importing:") && (seen + data).includes("importing:")) child.write("\x03");
      seen += data;
    });
    const { exitCode } = await new Promise<{ exitCode: number }>((resolve) => void child.onExit(resolve));
    assert.equal(exitCode, 2, seen.slice(-300));
    assert.match(seen, /Interrupted: nothing was taken/);
    assert.ok(!changgu("audit", "tail", "--json", "-n", "1000").out.includes("many.csv"));
  });

  it("adds staff from a password file, lists, takes out of service and back", () => {
    const password = kept("password", ["Window#2026", "not this"]);
    const member = ["--number", "300001", "--name", "정새봄", "--role", "teller"];
    assert.equal(changgu("staff", "add", ...member, "--password-file", password).code, 0);
    assert.equal(changgu("staff", "add", ...member, "--password-file", password).code, 1);
    assert.equal(changgu("staff", "add", ...member).code, 2);
    assert.equal(changgu("staff", "lock", "300001").code, 0);
    assert.match(changgu("staff", "list").out, /300001 {2}teller {6}out of service {2}정새봄/);
    assert.equal(changgu("staff", "unlock", "300001").code, 0);
    const listed = JSON.parse(changgu("staff", "list", "--json").out);
    assert.partialDeepStrictEqual(listed.at(-1), { number: "300001", state: "active" });
    assert.ok(!changgu("audit", "tail", "--json", "-n", "1000").out.includes("Window#2026"));
  });
});
