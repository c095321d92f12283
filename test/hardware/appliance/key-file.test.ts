// Key files: made once, private, whole.

import assert from "node:assert/strict";
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { keepFirstKey } from "../../../hardware/appliance/first-key-file.ts";
import { makeKeyFile, openKeyFile } from "../../../hardware/appliance/key-file.ts";
import { Secret } from "../../../src/secret.ts";
import { newFolder } from "../../db/new-journal.ts";

describe("the key file", () => {
  it("is made once, with mode 0400, and read back", () => {
    const folder = newFolder();
    const file = join(folder, "terminal.key");
    assert.deepEqual(openKeyFile(file), { type: "missing" });
    assert.deepEqual(makeKeyFile(file), { type: "made" });
    assert.equal(statSync(file).mode & 0o777, 0o400);
    const first = readFileSync(file);
    assert.deepEqual(makeKeyFile(file), { type: "exists" });
    assert.deepEqual(readFileSync(file), first);
    assert.deepEqual(readdirSync(folder), ["terminal.key"]);
    const opened = openKeyFile(file);
    assert.ok(opened.type === "opened");
    assert.deepEqual(
      opened.key.use((bytes) => Buffer.from(bytes)),
      first,
    );
  });

  it("is refused when others may read it, or its owner may write it", () => {
    const file = join(newFolder(), "terminal.key");
    makeKeyFile(file);
    for (const mode of [0o440, 0o404, 0o600]) {
      chmodSync(file, mode);
      const opened = openKeyFile(file);
      assert.ok(opened.type === "refused" && opened.why.includes("make it 400"), mode.toString(8));
    }
  });

  it("is refused when it is cut or too long, and cannot be made where there is no folder", () => {
    const folder = newFolder();
    for (const length of [0, 31, 33]) {
      const file = join(folder, `${length}.key`);
      writeFileSync(file, Buffer.alloc(length), { mode: 0o400 });
      assert.equal(openKeyFile(file).type, "refused", String(length));
    }
    assert.equal(makeKeyFile(join(folder, "missing", "x")).type, "failed");
  });
});

describe("the kept first key", () => {
  it("is stored once and leaves the secret as it is", () => {
    const file = join(newFolder(), "k0");
    const key = Secret.from(Buffer.alloc(32, 7));
    assert.deepEqual(keepFirstKey(file, key), { type: "made" });
    assert.deepEqual(keepFirstKey(file, key), { type: "exists" });
    assert.deepEqual(readFileSync(file), Buffer.alloc(32, 7));
    assert.equal(key.length, 32);
  });
});
