// Staff passwords against a hash that another program made, and what is refused.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret } from "../../src/secret.ts";
import { checkPassword, hashPassword } from "../../src/verification/staff-password.ts";

/** Made by argon2-cffi (Python, the reference implementation in C) from `Teller!2026` and the salt `sixteen byte salt` cut to 16 bytes. */
const reference = "$argon2id$v=19$m=19456,t=2,p=1$c2l4dGVlbiBieXRlIHNhbA$TsfFmsPB35ahn0lkIwL74G1DbM58LvcmlYqjKrBTMJ4";

describe("staff passwords", () => {
  it("agree with the reference implementation of argon2id", async () => {
    assert.equal(await checkPassword(reference, Secret.fromText("Teller!2026")), true);
    assert.equal(await checkPassword(reference, Secret.fromText("Teller!2027")), false);
  });

  it("are hashed with a fresh salt and leave the secret as it is", async () => {
    const secret = Secret.fromText("Teller!2026");
    const [one, two] = await Promise.all([hashPassword(secret), hashPassword(secret)]);
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    assert.notEqual(one, two);
    assert.equal(await checkPassword(one, secret), true);
    assert.equal(secret.length, 11);
  });

  it("are wrong when the hash is none, or of another form", async () => {
    const secret = Secret.fromText("Teller!2026");
    const short = "$argon2id$v=19$m=19456,t=2,p=1$AA$AA";
    const others = [
      "",
      "Teller!2026",
      short,
      reference.replace("argon2id", "argon2i"),
      reference.replace("19456", "9999999"),
    ];
    for (const hash of others) assert.equal(await checkPassword(hash, secret), false, hash);
  });
});
