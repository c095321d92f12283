// An export in the hands of somebody else: what was signed, what was changed since, and openssl as the judge.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { homeAt, trainingRoot } from "../../src/home.ts";
import { listEvents } from "../../src/main/audit-events.ts";
import { signerOf, verifyJournalOf } from "../../src/main/auditing.ts";
import { provisionBranch } from "../../src/main/branch.ts";
import { checkExportsAt } from "../../src/main/checking.ts";
import { exportJournalOf } from "../../src/main/exporting.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-checking-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = homeAt(join(folder, "home"));
const elsewhere = homeAt(join(folder, "elsewhere"));
const at = (name: string): string => join(folder, name);

type Said = { readonly code: number; readonly text: string };

async function said(run: (output: { print(line: string): void; complain(line: string): void }) => Promise<number>) {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  return { code: await run({ print: say, complain: say }), text: lines.join("\n") };
}

const check = (files: readonly string[], publicKey?: string, where = home): Promise<Said> =>
  said((output) => checkExportsAt(where, { files: files.map(at), ...(publicKey && { publicKey }) }, output));

const exported = (name: string, event?: readonly string[]): Promise<Said> =>
  said((output) => exportJournalOf(home, { out: at(name), format: "jsonl", ...(event && { event }) }, output));

before(async () => {
  const asked = { home, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null, handOver: null };
  assert.equal((await provisionBranch(asked)).type, "provisioned");
  assert.equal((await exported("all.jsonl")).code, 0);
});

describe("audit check", () => {
  it("says of an export that it is what was signed, at the terminal and with its public key alone", async () => {
    const publicKey = signerOf(home)?.publicKey ?? "";
    for (const { code, text } of [await check(["all.jsonl"]), await check(["all.jsonl"], publicKey, elsewhere)]) {
      assert.match(text, /^SIGNED\. .*all\.jsonl: \d+ rows \(all\) of journal [0-9a-f-]{36}, exported by \S+ at 2/);
      assert.equal(code, 0);
    }
    const unknown = await check(["all.jsonl"], undefined, elsewhere);
    assert.deepEqual([unknown.code, /give --public-key/.test(unknown.text)], [2, true]);
  });

  it("finds a changed row, another key, a changed statement and a missing signature, each by its name", async () => {
    copyFileSync(at("all.jsonl"), at("changed.jsonl"));
    copyFileSync(at("all.jsonl.sig"), at("changed.jsonl.sig"));
    appendFileSync(at("changed.jsonl"), "\n");
    copyFileSync(at("all.jsonl"), at("alone.jsonl"));
    copyFileSync(at("all.jsonl"), at("claimed.jsonl"));
    const signature = readFileSync(at("all.jsonl.sig"), "utf8");
    writeFileSync(at("claimed.jsonl.sig"), signature.replace(/rows\\":\d+/, 'rows\\":1'));
    const { code, text } = await check(["all.jsonl", "changed.jsonl", "alone.jsonl", "claimed.jsonl"]);
    assert.deepEqual(
      text.split("\n").map((line) => line.split(". ")[0]),
      ["SIGNED", "CHANGED", "NOT SIGNED", "NOT SIGNED"],
    );
    assert.match(text, /there is no .*alone\.jsonl\.sig beside it\.\n.*claimed\.jsonl\.sig was not made with this key/);
    assert.equal(code, 1);
    assert.equal((await check(["all.jsonl"], "00".repeat(32))).code, 1);
    assert.equal((await check(["nowhere.jsonl"])).code, 2);
  });

  it("agrees with openssl, which has the public key alone", () => {
    const { statement, signature } = JSON.parse(readFileSync(at("all.jsonl.sig"), "utf8")) as Record<string, string>;
    writeFileSync(at("said"), `changgu-export-v1\n${statement}`);
    writeFileSync(at("sig"), Buffer.from(signature ?? "", "hex"));
    writeFileSync(at("key"), Buffer.from(`302a300506032b6570032100${signerOf(home)?.publicKey}`, "hex"));
    const files = ["-inkey", at("key"), "-in", at("said"), "-sigfile", at("sig")];
    const words = ["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", ...files];
    assert.match(execFileSync("openssl", words, { encoding: "utf8" }), /Verified Successfully/);
  });
});

describe("a word that was not the right one", () => {
  it("brings the events whose names are near", async () => {
    const mistyped = await exported("none.jsonl", ["staff-refusd"]);
    assert.match(mistyped.text, /there is no event "staff-refusd"; perhaps staff-refused/);
    assert.equal(mistyped.code, 2);
    const listed = await said(async (output) => listEvents("cerificate-issued", { json: false, ...output }));
    assert.match(listed.text, /perhaps .*certificate-/);
    const nonsense = await said(async (output) => listEvents("xyzzy", { json: false, ...output }));
    assert.deepEqual(nonsense, { code: 1, text: 'there is no event "xyzzy". All of them: changgu audit events' });
  });

  it("brings the rehearsal's option where there is a rehearsal", async () => {
    const verify = (root: string): Promise<Said> => said((output) => verifyJournalOf(homeAt(root), {}, output));
    assert.ok(!(await verify(at("elsewhere"))).text.includes("--training"));
    // The rehearsal of a home is the folder in it.
    copyFileSync(home.database, rehearsed(at("around")).database);
    const found = await verify(at("around"));
    assert.deepEqual([found.code, found.text.endsWith("; for the training branch's, add --training")], [2, true]);
  });
});

function rehearsed(root: string) {
  const training = homeAt(trainingRoot(root));
  mkdirSync(training.root, { recursive: true });
  return training;
}
