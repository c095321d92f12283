// Key files from a stranger's stick: any bytes end in a named outcome, soon, and a wrong password never opens.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as der from "../../src/npki/der.ts";
import { disposeKey, keyObject, unlockKey } from "../../src/npki/locked-key.ts";
import { seedCbcEncrypt } from "../../src/npki/seed.ts";
import { Secret } from "../../src/secret.ts";
import * as files from "./key-files.ts";

const text = "Cert!hong90";
const aes = "2.16.840.1.101.3.4.1.42";
const outcomes = ["opened", "wrong-password", "damaged", "unsupported"];

/** Scheme b with one iteration, and scheme d: valid files, made quickly and opened quickly. */
const seedKey = files.pbkdf1(text, files.salt, 1).subarray(0, 16);
const fixedIv = Buffer.from("0123456789012345");
const bases = [
  files.keyFile(files.pbes1("1.2.410.200004.1.4", 1), seedCbcEncrypt(seedKey, fixedIv, files.privateKeyInfo())),
  files.keyFile(
    files.pbes2({ cipher: aes, prf: "1.2.840.113549.2.9" }),
    files.encryptNative("aes-256-cbc", 32, "sha256", text, files.privateKeyInfo()),
  ),
];

const base = fc.constantFrom(...bases);
/** Most changes fall on the head, where the structure is. */
const change = fc.tuple(fc.oneof({ arbitrary: fc.nat(120), weight: 3 }, fc.nat(1200)), fc.nat(255));
const mutated = fc
  .tuple(base, fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([file, changes]) => changes.reduce((bytes, [at, byte]) => bytes.fill(byte, at, at + 1), Buffer.from(file)));
const cut = fc.tuple(base, fc.nat(1300)).map(([file, end]) => file.subarray(0, end));
const any = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

test("the files that are changed below open when they are not", () => {
  for (const file of bases) assert.equal(unlockKey(file, files.password()).type, "opened");
});

test("no bytes make it throw, and a key that is handed out can be used", () => {
  fc.assert(
    fc.property(fc.oneof({ arbitrary: mutated, weight: 4 }, cut, any), (file) => {
      const before = Buffer.from(file);
      const outcome = unlockKey(file, files.password());
      assert.ok(outcomes.includes(outcome.type));
      assert.deepEqual(file, before);
      if (outcome.type !== "opened") return;
      assert.equal(keyObject(outcome.key).asymmetricKeyType, "rsa");
      assert.ok(outcome.key.r === null || outcome.key.r.length === 20);
      disposeKey(outcome.key);
    }),
    { numRuns: 15_000 },
  );
});

test("a wrong password never opens, nor calls the file damaged", () => {
  const wrong = fc.uint8Array({ maxLength: 64 }).filter((bytes) => !Buffer.from(bytes).equals(Buffer.from(text)));
  const [quick] = bases;
  assert.ok(quick);
  fc.assert(
    fc.property(wrong, (bytes) => {
      assert.deepEqual(unlockKey(quick, Secret.from(Uint8Array.from(bytes))), { type: "wrong-password" });
    }),
    { numRuns: 5000 },
  );
});

test("a file too large for a key is not looked into, though a key begins it", () => {
  const [quick] = bases;
  assert.ok(quick);
  const padded = (size: number): string =>
    unlockKey(Buffer.concat([quick, Buffer.alloc(size - quick.length)]), files.password()).type;
  assert.equal(padded(65_536), "opened");
  assert.equal(padded(65_537), "damaged");
});

test("an outer structure that is no encrypted key is damaged, whatever the password", () => {
  const [quick] = bases;
  const [algorithm, encrypted] = der.readExactly(quick ?? Buffer.alloc(0)) ?? [];
  assert.ok(algorithm && encrypted);
  for (const parts of [
    [],
    [algorithm.whole],
    [encrypted.whole, algorithm.whole],
    [algorithm.whole, encrypted.whole, der.nothing()],
    [algorithm.whole, der.element(der.tags.octetString)],
    [algorithm.whole, der.element(der.tags.octetString, encrypted.content, Buffer.of(0))],
    [algorithm.whole, der.element(der.tags.bitString, encrypted.content)],
  ]) {
    assert.equal(unlockKey(der.sequence(...parts), files.password()).type, "damaged");
  }
});
