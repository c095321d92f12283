// The key state file: replaced whole, only forward, only by its own journal.

import assert from "node:assert/strict";
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { openKeyStates } from "../../../hardware/appliance/key-state.ts";
import type { KeyState } from "../../../src/audit/key-state.ts";
import { Secret } from "../../../src/secret.ts";
import { newFolder } from "../../db/new-journal.ts";

const database = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

function state(next: number, over: Partial<KeyState> = {}): KeyState {
  return { database, next, head: "ab".repeat(32), key: Secret.from(Buffer.alloc(32, next)), ...over };
}

function newFile(): string {
  return join(newFolder(), "key-state");
}

describe("the key state file", () => {
  it("holds the last state, with mode 0600 and nothing beside it", () => {
    const file = newFile();
    const states = openKeyStates(file);
    assert.deepEqual(states.read(), { type: "missing" });
    assert.deepEqual(states.replace(state(1)), { type: "written" });
    assert.deepEqual(states.replace(state(65)), { type: "written" });
    const read = states.read();
    assert.ok(read.type === "found");
    assert.deepEqual({ ...read.state, key: null }, { ...state(65), key: null });
    assert.ok(read.state.key.equals(state(65).key));
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(dirname(file)), ["key-state"]);
  });

  it("keeps no earlier key", () => {
    const file = newFile();
    const states = openKeyStates(file);
    states.replace(state(1));
    states.replace(state(65));
    assert.equal(readFileSync(file).includes(Buffer.alloc(32, 1)), false);
  });

  it("is replaced by a later state alone, and never by another journal's", () => {
    const states = openKeyStates(newFile());
    states.replace(state(1));
    states.replace(state(65));
    for (const next of [1, 64, 65]) assert.deepEqual(states.replace(state(next)), { type: "later-kept", next: 65 });
    const other = state(66, { database: database.replace("0", "1") });
    assert.equal(states.replace(other).type, "refused");
  });

  it("may begin anew when its journal recorded nothing, and is not made again when it vanished", () => {
    const file = newFile();
    const states = openKeyStates(file);
    states.replace(state(1));
    assert.equal(states.replace(state(1, { database: database.replace("0", "1") })).type, "written");
    rmSync(file);
    assert.equal(states.replace(state(2)).type, "refused");
  });

  it("is unreadable when cut, changed at any byte, or open to others", () => {
    const file = newFile();
    const states = openKeyStates(file);
    states.replace(state(1));
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      assert.equal(states.read().type, "unreadable", `byte ${at}`);
    }
    truncateSync(file, 100);
    assert.equal(states.read().type, "unreadable");
    assert.equal(states.replace(state(2)).type, "refused");
    writeFileSync(file, whole);
    chmodSync(file, 0o644);
    assert.equal(states.read().type, "unreadable");
  });
});
