// What lies under a PIN opens with that PIN, in its own place, unchanged; and argon2id is the RFC's.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Secret } from "../../src/secret.ts";
import { argon2id } from "../../src/verification/argon2id.ts";
import { lockUnderPin, openUnderPin } from "../../src/verification/pin-lock.ts";

type Vector = Readonly<Record<"password" | "salt" | "secret" | "associatedData" | "tag", string>> &
  Readonly<Record<"memory" | "passes" | "parallelism" | "tagLength", number>>;

const vector = JSON.parse(readFileSync(new URL("../vectors/rfc9106.json", import.meta.url), "utf8")) as Vector;
const hex = (text: string): Buffer => Buffer.from(text, "hex");
const pin = (digits: string): Secret => Secret.fromText(digits);
const place = "vault_keys\nlocked_key\nk-1";

async function opened(locked: Uint8Array, digits: string, at = place): Promise<string | null> {
  using plain = await openUnderPin(locked, pin(digits), at);
  return plain?.use((bytes) => Buffer.from(bytes).toString()) ?? null;
}

describe("a PIN", () => {
  it("is stretched as RFC 9106 says", async () => {
    const { memory, passes, parallelism, tagLength } = vector;
    const tag = await argon2id(Secret.from(hex(vector.password)), {
      nonce: hex(vector.salt),
      ...{ memory, passes, parallelism, tagLength },
      secret: hex(vector.secret),
      associatedData: hex(vector.associatedData),
    });
    assert.equal(tag.toString("hex"), vector.tag);
  });

  it("opens what it locked, in its place alone, and locks the same differently each time", async () => {
    const locked = await lockUnderPin(Buffer.from("a key"), pin("482915"), place);
    assert.equal(await opened(locked, "482915"), "a key");
    assert.equal(await opened(locked, "482916"), null);
    assert.equal(await opened(locked, "482915", "vault_keys\nlocked_key\nk-2"), null);
    const again = await lockUnderPin(Buffer.from("a key"), pin("482915"), place);
    assert.notDeepEqual(again, locked);
  });

  it("opens nothing that was changed or cut, in version, salt, nonce, body and tag", async () => {
    const locked = await lockUnderPin(Buffer.from("a key"), pin("482915"), place);
    for (const at of [0, 1, 17, 29, locked.length - 1]) {
      const changed = Buffer.from(locked);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(await opened(changed, "482915"), null, `byte ${at}`);
    }
    for (const length of [0, 28, locked.length - 1])
      assert.equal(await opened(locked.subarray(0, length), "482915"), null, `cut at ${length}`);
  });
});
