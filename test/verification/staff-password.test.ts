// Staff passwords against a hash that another program made, and what is refused.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secret } from "../../src/secret.ts";
import { checkPassword, hashPassword, judgeStaffPassword } from "../../src/verification/staff-password.ts";

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

describe("a new staff password", () => {
  for (const [rule, passwords] of [
    ["forbidden-character", ["Teller 2026!", "Teller!202\t6", "텔러!2026abc", "short \u00e9"]],
    ["too-short", ["", "Tell!20"]],
    ["too-long", [`Te!2${"x".repeat(61)}`]],
    ["no-letter", ["2026!2026!"]],
    ["no-digit", ["Teller!Teller"]],
    ["no-special", ["Teller2026"]],
    ["staff-number", ["a!100001", "100001!a", "Te!100001ll"]],
  ] as const)
    it(`is refused for ${rule}`, () => {
      for (const password of passwords)
        assert.deepEqual(judgeStaffPassword(Secret.fromText(password), "100001"), { type: "password-refused", rule });
    });

  it("is taken from 8 to 64 characters with a letter, a digit and a sign, and left as it is", () => {
    for (const password of ["Tell!202", "Teller!2026", "a1~aaaaa", `Te!2${"x".repeat(60)}`]) {
      const secret = Secret.fromText(password);
      assert.deepEqual(judgeStaffPassword(secret, "100001"), { type: "password-accepted" });
      assert.equal(secret.length, password.length);
    }
  });
});
