// `changgu tokens import` as an operator runs it: exit codes, key files, progress, Ctrl-C.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import pty from "@lydell/node-pty";
import { container, keyPackage } from "../verification/pskc-maker.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const figure = (number: number): string =>
  fileURLToPath(new URL(`../vectors/rfc6030/figure${number}.xml`, import.meta.url));
const home = mkdtempSync(join(tmpdir(), "changgu-tokens-"));
const environment = { ...process.env, CHANGGU_HOME: home, LANG: "ko_KR.UTF-8" };

function changgu(...words: readonly string[]) {
  const ran = spawnSync(process.execPath, ["--import", "tsx", main, ...words], { encoding: "utf8", env: environment });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

function kept(name: string, content: string): string {
  const file = join(home, name);
  writeFileSync(file, content);
  return file;
}

describe("changgu tokens import", () => {
  before(() => assert.equal(changgu("provision", "--acceptance").code, 0));
  after(() => rmSync(home, { recursive: true, force: true }));

  it("opens a file with the key of a key file, and another with a passphrase", () => {
    const key = kept("key", "12345678901234567890123456789012\n");
    const { code, out } = changgu("tokens", "import", figure(6), "--key-file", key);
    assert.deepEqual([code, out.split("\n")[0]], [0, "figure6.xml: 1 of 1 token taken."]);
    const word = kept("passphrase", "qwerty\n");
    const again = changgu("tokens", "import", figure(7), "--passphrase-file", word, "--dry-run", "--json");
    assert.equal(again.code, 1);
    assert.partialDeepStrictEqual(JSON.parse(again.out), { type: "checked", left: [{ why: "duplicate-in-registry" }] });
  });

  it("ends with 1 for a file that is refused, and with 2 when there is nothing to read or to write to", () => {
    assert.equal(changgu("tokens", "import", figure(6)).code, 1);
    for (const words of [
      ["/nowhere/tokens.xml"],
      [figure(3), "--key-file", "/nowhere/key"],
      [figure(3), "--key-file", kept("short", "1234")],
      [figure(3), "--key-file", "a", "--passphrase-file", "b"],
      [figure(3), "--training"],
    ]) {
      const { code, err } = changgu("tokens", "import", ...words);
      assert.equal(code, 2, words.join(" "));
      assert.ok(err.length > 20, words.join(" "));
    }
  });

  it("shows how far it is, and leaves nothing after Ctrl-C", async () => {
    const many = Array.from({ length: 40_000 }, (_, at) => keyPackage({ serial: `N${at}` }));
    const file = kept("many.xml", container(many));
    const words = ["--import", "tsx", main, "tokens", "import", file];
    const child = pty.spawn(process.execPath, words, { cols: 100, rows: 24, env: environment });
    let seen = "";
    child.onData((data) => {
      if (!seen.includes("importing:") && (seen + data).includes("importing:")) child.write("\x03");
      seen += data;
    });
    const { exitCode } = await new Promise<{ exitCode: number }>((resolve) => void child.onExit(resolve));
    assert.equal(exitCode, 2, seen.slice(-300));
    assert.match(seen, /Interrupted: nothing was taken/);
    const journal = changgu("audit", "tail", "--json", "-n", "1000").out;
    assert.ok(!journal.includes("many.xml"));
  });
});
