// The files of one certificate, in whatever spelling a stranger's program wrote them.

import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readFolderFiles } from "../../src/media/read-folder.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { stickFolder } from "./stick.ts";

const read = (place: string) => readFolderFiles(createSystemFiles(), place);

test("both pairs and the chain are read, under the names that they are written with", async (context) => {
  const place = stickFolder(context);
  for (const name of ["SIGNCERT.DER", "signPri.key", "kmcert.der", "kmPri.KEY", "capubs"])
    writeFileSync(join(place, name), name);
  const { files, more } = await read(place);
  assert.deepEqual(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes.toString()])), {
    "signCert.der": "SIGNCERT.DER",
    "signPri.key": "signPri.key",
    "kmCert.der": "kmcert.der",
    "kmPri.key": "kmPri.KEY",
    CaPubs: "capubs",
  });
  assert.equal(more, false);
});

test("what belongs to no certificate is said and not read", async (context) => {
  const place = stickFolder(context);
  writeFileSync(join(place, "signCert.der"), "c");
  mkdirSync(join(place, "photos"));
  assert.deepEqual(await read(place), {
    files: [{ name: "signCert.der", bytes: Buffer.from("c") }],
    ...{ unread: new Map(), more: true },
  });
});

test("a link and a large file are no files of a certificate; a folder that is none is an error with a code", async (context) => {
  const place = stickFolder(context);
  symlinkSync("/etc/passwd", join(place, "signPri.key"));
  const unread = (why: string) => ({ files: [], unread: new Map([["signPri.key", why]]), more: true });
  assert.deepEqual(await read(place), unread("no-plain-file"));
  const large = stickFolder(context);
  writeFileSync(join(large, "signPri.key"), Buffer.alloc(64 * 1024 + 1));
  assert.deepEqual(await read(large), unread("too-large"));
  await assert.rejects(read(join(large, "nothing")), { code: "ENOENT" });
});
