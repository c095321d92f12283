// The derivation of PKCS#12 and the old cipher RC2, against vectors that others published, and against openssl.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bmpPassword, type Pkcs12Digest, pkcs12Derive, purpose } from "../../src/npki/pkcs12-kdf.ts";
import { rc2CbcDecrypt, rc2Decipher } from "../../src/npki/rc2.ts";
import derivations from "../vectors/pkcs12-kdf.json" with { type: "json" };
import blocks from "../vectors/rfc2268.json" with { type: "json" };
import { opensslMissing, opensslSays } from "./openssl.ts";

const purposes = Object.values(purpose);

test("the published vectors of the derivation hold", () => {
  assert.equal(derivations.vectors.length, 15);
  for (const { digest, password, salt, iterations, id, derived } of derivations.vectors) {
    const how = { digest: digest as Pkcs12Digest, salt: Buffer.from(salt, "hex"), iterations };
    const typed = bmpPassword(Buffer.from(password, "latin1"));
    const found = purposes.find((each) => each === id) ?? purpose.key;
    assert.equal(pkcs12Derive(how, typed, found, derived.length / 2).toString("hex"), derived);
  }
});

test("openssl derives the same, by every digest and over several blocks", { skip: opensslMissing }, () => {
  for (const digest of ["sha1", "sha224", "sha256", "sha384", "sha512"] as const)
    for (const [text, salt, length] of [
      ["Cert!hong90", "a0a1a2a3a4a5a6a7", 24],
      ["a password of more than one block of the digest, which is long", "00".repeat(20), 130],
      ["", "ff", 1],
    ] as const) {
      const typed = bmpPassword(Buffer.from(text));
      const options = [`digest:${digest}`, `hexpass:${typed.toString("hex")}`, `hexsalt:${salt}`, "iter:7", "id:1"];
      const named = options.flatMap((option) => ["-kdfopt", option]);
      const theirs = opensslSays(["kdf", "-keylen", String(length), "-binary", ...named, "PKCS12KDF"]);
      const how = { digest, salt: Buffer.from(salt, "hex"), iterations: 7 };
      assert.deepEqual(pkcs12Derive(how, typed, purpose.key, length), theirs, `${digest} ${length}`);
    }
});

test("the eight vectors of RFC 2268 hold", () => {
  assert.equal(blocks.vectors.length, 8);
  for (const { key, bits, plain, cipher } of blocks.vectors)
    assert.equal(rc2Decipher(Buffer.from(key, "hex"), bits, Buffer.from(cipher, "hex")).toString("hex"), plain);
});

test("what openssl encrypts with RC2 comes back, of every length around a block", { skip: opensslMissing }, () => {
  for (const [name, key] of [
    ["rc2-40-cbc", Buffer.from("0102030405", "hex")],
    ["rc2-cbc", Buffer.from("0102030405060708090a0b0c0d0e0f10", "hex")],
  ] as const)
    for (const length of [0, 1, 7, 8, 9, 900]) {
      const iv = Buffer.from("a0a1a2a3a4a5a6a7", "hex");
      const plain = Buffer.alloc(length, "certificate");
      const how = [`-${name}`, "-K", key.toString("hex"), "-iv", iv.toString("hex")];
      const encrypted = opensslSays(["enc", "-e", ...how], plain);
      assert.deepEqual(rc2CbcDecrypt(key, 8 * key.length, iv, encrypted), plain);
      encrypted.writeUInt8(encrypted.readUInt8(encrypted.length - 1) ^ 1, encrypted.length - 1);
      assert.equal(rc2CbcDecrypt(key, 8 * key.length, iv, encrypted)?.equals(plain) ?? false, false);
      assert.equal(rc2CbcDecrypt(key, 8 * key.length, iv, encrypted.subarray(1)), null);
    }
});
