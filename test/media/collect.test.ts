// What is shown of a stick that a stranger filled.

import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { collectFolders } from "../../src/media/collect.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { run } from "./root-mount.ts";
import { driveAt, drivesOf, stickFolder } from "./stick.ts";

function put(root: string, path: string, content: string | Buffer): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), content);
}

async function collect(root: string, files = createSystemFiles()) {
  const drive = driveAt(root);
  const outcome = await collectFolders(drive, files, drivesOf(drive, files));
  assert.equal(outcome.type, "collected");
  if (outcome.type !== "collected") throw new Error("unreachable");
  return outcome;
}

async function collectedFrom(context: TestContext, path: string, content: string | Buffer) {
  const root = stickFolder(context);
  put(root, path, content);
  return (await collect(root)).folders;
}

describe("collectFolders", () => {
  it("finds nothing on an empty stick", async (context) => {
    assert.deepEqual((await collect(stickFolder(context))).folders, []);
  });

  it("finds pairs in any spelling of NPKI and USER, and says when the key is missing", async (context) => {
    const root = stickFolder(context);
    put(root, "NPKI/yessign/USER/cn=a/signCert.der", "A");
    put(root, "NPKI/yessign/USER/cn=a/signPri.key", "key");
    put(root, "npki/KICA/user/cn=b/SIGNCERT.DER", "B");
    put(root, "NPKI/.changgu-00000000000000aa/signCert.der", "unfinished");
    const found = (await collect(root)).folders.map((f) => [f.shownCa, f.certificate?.toString(), f.hasKey]);
    assert.deepEqual(found.sort(), [
      ["KICA", "B", false],
      ["yessign", "A", true],
    ]);
  });

  it("reads no more than 64 folders", async (context) => {
    const root = stickFolder(context);
    for (let i = 0; i < 70; i++) put(root, `NPKI/yessign/USER/cn=${i}/signCert.der`, "A");
    const { folders, more } = await collect(root);
    assert.deepEqual([folders.length, more], [64, true]);
  });

  it("finds one that is named after its holder in a crowd, and says that not all were looked at", async (context) => {
    const root = stickFolder(context);
    for (let i = 0; i < 1_100; i++) mkdirSync(join(root, `NPKI/yessign/USER/cn=${i}`), { recursive: true });
    assert.deepEqual(await collect(root), { type: "collected", folders: [], more: true });
    put(root, "NPKI/yessign/USER/cn=홍길동()0071046,ou=POST,o=yessign,c=kr/signCert.der", "A");
    const { folders, more } = await collect(root);
    assert.deepEqual([folders.map(({ shownCa }) => shownCa), more], [["yessign"], true]);
  });

  it("finds what lies below other CAs beside one CA's crowd", async (context) => {
    const root = stickFolder(context);
    for (let i = 0; i < 1_100; i++) mkdirSync(join(root, `NPKI/AAA/USER/cn=${i}`), { recursive: true });
    for (const ca of ["KICA", "yessign"]) put(root, `NPKI/${ca}/USER/other/signCert.der`, "A");
    // As a stick lists them that names AAA first.
    const files = createSystemFiles();
    const sorted = { ...files, list: async (path: string) => (await files.list(path)).toSorted() };
    const { folders, more } = await collect(root, sorted);
    assert.deepEqual([folders.map(({ shownCa }) => shownCa).sort(), more], [["KICA", "yessign"], true]);
  });

  it("refuses files over 64 KiB, links and pipes", async (context) => {
    const at = "NPKI/yessign/USER/cn=a/signCert.der";
    const [large] = await collectedFrom(context, at, Buffer.alloc(64 * 1024 + 1));
    assert.equal(large?.certificate, null);
    const root = stickFolder(context);
    put(root, "NPKI/yessign/USER/cn=link/signPri.key", "");
    symlinkSync("/etc/passwd", join(root, "NPKI/yessign/USER/cn=link/signCert.der"));
    put(root, "NPKI/yessign/USER/cn=pipe/signPri.key", "");
    run("mkfifo", join(root, "NPKI/yessign/USER/cn=pipe/signCert.der"));
    symlinkSync("/etc", join(root, "NPKI/yessign/USER/cn=folder"));
    const { folders } = await collect(root);
    assert.deepEqual(
      folders.map(({ certificate }) => certificate),
      [null, null],
    );
  });

  it("shows a hostile name as one harmless line", async (context) => {
    const [found] = await collectedFrom(context, "NPKI/\x1b[2J\n\u202egnp\u0007/USER/cn=a/signPri.key", "");
    assert.equal(found?.shownCa, "\\u{1b}[2J\\u{a}\\u{202e}gnp\\u{7}");
  });
});
