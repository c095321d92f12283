// Key files: written so that others open them, read in every scheme, and never garbage from a wrong password.
import assert from "node:assert/strict";
import { createPublicKey, pbkdf2Sync, sign, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as der from "../../src/npki/der.ts";
import { disposeKey, keyObject, lockKey, type UnlockOutcome, unlockKey } from "../../src/npki/locked-key.ts";
import { Secret } from "../../src/secret.ts";
import * as files from "./key-files.ts";
import { openssl, opensslMissing, opensslSays } from "./openssl.ts";

const seedWithSha1 = "1.2.410.200004.1.15";
const seedCbc = "1.2.410.200004.1.4";
const text = "Cert!hong90";

const contentOf = (file: Buffer): Buffer => der.readChildren(file)?.[1]?.content ?? Buffer.alloc(0);

/** The key that was locked came out, with R or without. */
function assertOpened(outcome: UnlockOutcome, withR = true): void {
  assert.equal(outcome.type, "opened", JSON.stringify(outcome));
  if (outcome.type !== "opened") return;
  assert.ok(outcome.key.privateKey.use((bytes) => files.pkcs8.equals(bytes)));
  assert.equal(
    outcome.key.r?.use((bytes) => Buffer.from(bytes).toString("hex")) ?? null,
    withR ? files.r.toString("hex") : null,
  );
  const message = Buffer.from("challenge");
  assert.ok(
    verify("sha256", message, createPublicKey(files.publicKey), sign("sha256", message, keyObject(outcome.key))),
  );
  disposeKey(outcome.key);
}

test("a locked key names scheme a with 2048 iterations and a fresh salt of eight bytes", () => {
  const [first, second] = [lockKey(files.openKey(), files.password()), lockKey(files.openKey(), files.password())];
  const [oid, parameters] = der.partsOf(der.readExactly(first)?.[0]);
  const [salt, iterations] = der.partsOf(parameters);
  assert.equal(der.oidOf(oid), seedWithSha1);
  assert.equal(salt?.content.length, 8);
  assert.equal(der.smallIntegerOf(iterations), 2048);
  assert.notDeepEqual(first, second);
});

test("what is locked opens again, with R and without", () => {
  for (const withR of [true, false]) {
    assertOpened(unlockKey(lockKey(files.openKey(withR), files.password()), files.password()), withR);
  }
});

test("openssl decrypts scheme a to the PrivateKeyInfo with R as its attribute", { skip: opensslMissing }, () => {
  const file = lockKey(files.openKey(), files.password());
  const salt = der.partsOf(der.partsOf(der.readExactly(file)?.[0])[1])[0]?.content ?? Buffer.alloc(0);
  const derived = files.pbkdf1(text, salt, 2048);
  const iv = files.pbkdf1("", derived.subarray(16), 1).subarray(0, 16);
  const plain = files.seed("-d", derived.subarray(0, 16), iv, contentOf(file));
  assert.deepEqual(plain, files.privateKeyInfo());
  const said = opensslSays(["asn1parse", "-inform", "DER"], plain).toString();
  assert.match(said, /:1\.2\.410\.200004\.10\.1\.1\.3\n.*SET\s+\n.*l= {2}21 prim: BIT STRING/);
  assert.equal(opensslSays(["rsa", "-inform", "DER", "-check", "-noout"], plain).toString().trim(), "RSA key ok");
  assert.equal(opensslSays(["rsa", "-inform", "DER", "-pubout"], plain).toString(), files.publicKey);
});

test("schemes a and b open with 1024, 2048 and 1 iterations", { skip: opensslMissing }, () => {
  for (const iterations of [1, 1024, 2048]) {
    const derived = files.pbkdf1(text, files.salt, iterations);
    const fixed = Buffer.from("0123456789012345");
    const own = files.pbkdf1("", derived.subarray(16), 1).subarray(0, 16);
    for (const [oid, iv] of [
      [seedWithSha1, own],
      [seedCbc, fixed],
    ] as const) {
      const encrypted = files.seed("-e", derived.subarray(0, 16), iv, files.privateKeyInfo());
      assertOpened(unlockKey(files.keyFile(files.pbes1(oid, iterations), encrypted), files.password()));
    }
  }
});

test("scheme c opens, and openssl reads the very same file", { skip: opensslMissing }, () => {
  const key = pbkdf2Sync(text, files.salt, 1024, 16, "sha1");
  const encrypted = files.seed("-e", key, files.iv, files.privateKeyInfo());
  const file = files.keyFile(files.pbes2({ cipher: seedCbc }), encrypted);
  assertOpened(unlockKey(file, files.password()));
  const theirs = opensslSays(["pkcs8", "-inform", "DER", "-passin", `pass:${text}`], file);
  assert.equal(opensslSays(["rsa", "-check", "-noout"], theirs).toString().trim(), "RSA key ok");
  assert.equal(opensslSays(["rsa", "-pubout"], theirs).toString(), files.publicKey);
  assert.equal(openssl(["pkcs8", "-inform", "DER", "-passin", "pass:Cert!hong91"], file).status, 1);
});

test("key files that openssl encrypts open: scheme c and scheme d", { skip: opensslMissing }, () => {
  for (const [cipher, prf] of [
    ["seed-cbc", "hmacWithSHA1"],
    ["seed-cbc", "hmacWithSHA256"],
    ["aes-256-cbc", "hmacWithSHA1"],
    ["aes-256-cbc", "hmacWithSHA256"],
    ["aria-128-cbc", "hmacWithSHA256"],
    ["aria-192-cbc", "hmacWithSHA256"],
    ["aria-256-cbc", "hmacWithSHA1"],
  ] as const) {
    const how = ["-topk8", "-v2", cipher, "-v2prf", prf, "-passout", `pass:${text}`];
    const file = opensslSays(["pkcs8", "-inform", "DER", "-outform", "DER", ...how], files.pkcs8);
    assertOpened(unlockKey(file, files.password()), false);
    assert.deepEqual(unlockKey(file, files.password("Cert!hong91")), { type: "wrong-password" }, cipher);
  }
});

test("scheme d keeps R, with a key length and without", () => {
  for (const [name, oid, bytes] of [
    ["aes-256-cbc", "2.16.840.1.101.3.4.1.42", 32],
    ["aria-128-cbc", "1.2.410.200046.1.1.2", 16],
    ["aria-256-cbc", "1.2.410.200046.1.1.12", 32],
  ] as const) {
    const encrypted = files.encryptNative(name, bytes, "sha256", text, files.privateKeyInfo());
    const named = { cipher: oid, prf: "1.2.840.113549.2.9" };
    assertOpened(unlockKey(files.keyFile(files.pbes2(named), encrypted), files.password()));
    assertOpened(unlockKey(files.keyFile(files.pbes2({ ...named, keyLength: bytes }), encrypted), files.password()));
    const other = unlockKey(
      files.keyFile(files.pbes2({ ...named, keyLength: bytes - 1 }), encrypted),
      files.password(),
    );
    assert.equal(other.type, "damaged");
  }
});

test("bytes behind the outer length are ignored, and none are written", () => {
  const file = lockKey(files.openKey(), files.password());
  assert.notEqual(der.readExactly(file), null);
  assertOpened(unlockKey(Buffer.concat([file, Buffer.alloc(46, 0x5a)]), files.password()));
});

test("passwords of any length and any bytes open what they locked, and nothing else does", () => {
  for (const right of ["", "8letters", "x".repeat(64), "비밀번호"]) {
    const file = lockKey(files.openKey(), files.password(right));
    assertOpened(unlockKey(file, files.password(right)));
    for (const wrong of ["", `${right} `, right.slice(1), right.toUpperCase(), text]) {
      if (wrong !== right) assert.deepEqual(unlockKey(file, files.password(wrong)), { type: "wrong-password" });
    }
  }
});

test("a wrong password whose padding happens to be right is a wrong password", () => {
  const scheme = files.pbes2({ cipher: "2.16.840.1.101.3.4.1.42", iterations: 1024 });
  const whole = files.privateKeyInfo();
  for (const garbage of [
    Buffer.alloc(1216, 0x9c),
    Buffer.from("3003020100", "hex"),
    Buffer.alloc(0),
    Buffer.concat([whole, Buffer.of(0)]),
    whole.subarray(0, -1),
    der.sequence(der.smallInteger(7), ...(der.readExactly(files.pkcs8) ?? []).slice(1).map((part) => part.whole)),
  ]) {
    const encrypted = files.encryptNative("aes-256-cbc", 32, "sha1", text, garbage);
    assert.deepEqual(unlockKey(files.keyFile(scheme, encrypted), files.password()), { type: "wrong-password" });
  }
});

test("a key that is damaged or of another kind inside is called so, and is not handed out", () => {
  const scheme = files.pbes2({ cipher: "2.16.840.1.101.3.4.1.42" });
  const open = (plain: Buffer): UnlockOutcome =>
    unlockKey(files.keyFile(scheme, files.encryptNative("aes-256-cbc", 32, "sha1", text, plain)), files.password());
  assertOpened(open(files.privateKeyInfo()));
  const [version, algorithm, key] = (der.readExactly(files.pkcs8) ?? []).map(({ whole }) => whole);
  assert.ok(version && algorithm && key);
  const kcdsa = der.sequence(der.oid("1.2.410.200004.1.21"), der.nothing());
  assert.deepEqual(open(der.sequence(version, kcdsa, key)), { type: "unsupported", oid: "1.2.410.200004.1.21" });
  const octets = (...parts: Buffer[]) => der.element(der.tags.octetString, ...parts);
  const numbers = der.readExactly(der.readElement(key)?.content ?? key)?.map(({ whole }) => whole) ?? [];
  const rsa = (changed: number, to: Buffer) =>
    open(
      der.sequence(
        version,
        algorithm,
        octets(der.sequence(...numbers.map((number, i) => (i === changed ? to : number)))),
      ),
    );
  assertOpened(rsa(-1, version), false);
  const withR = (head: string, unused: string, bits: Buffer) =>
    open(files.privateKeyInfo(attributeWith(head, unused, bits)));
  for (const [outcome, why] of [
    [open(der.sequence(version, algorithm, octets(Buffer.of(5, 0)))), "no RSA key inside"],
    [rsa(0, der.smallInteger(1)), "an RSA key of another version"],
    [rsa(1, der.element(2, Buffer.alloc(64, 0x55))), "an RSA key of 512 bits"],
    [rsa(1, der.element(2, Buffer.alloc(2048, 0x55))), "an RSA key of 16384 bits"],
    [rsa(2, der.smallInteger(65536)), "an absurd public exponent"],
    [rsa(3, der.element(2, Buffer.alloc(2048, 0x55))), "a number that is no part of an RSA key"],
    [rsa(4, der.element(2, Buffer.alloc(128, 0xff))), "a number that is no part of an RSA key"],
    [withR("0314", "00", files.r.subarray(1)), "R is not a bit string of 20 bytes"],
    [withR("0315", "04", files.r), "R is not a bit string of 20 bytes"],
    [open(files.privateKeyInfo(Buffer.from("3000", "hex"))), "R is not a bit string of 20 bytes"],
  ] as const) {
    assert.deepEqual(outcome, { type: "damaged", why });
  }
});

function attributeWith(head: string, unused: string, bits: Buffer): Buffer {
  const value = Buffer.concat([Buffer.from(head + unused, "hex"), bits]);
  const attribute = der.sequence(der.oid("1.2.410.200004.10.1.1.3"), der.element(der.tags.set, value));
  return der.element(der.tags.context0, attribute);
}

test("another attribute beside R does not hide it", () => {
  const other = der.sequence(der.oid("1.2.840.113549.1.9.20"), der.element(der.tags.set, der.smallInteger(1)));
  const mine = der.readElement(files.attributeOfR)?.content ?? Buffer.alloc(0);
  const plain = files.privateKeyInfo(der.element(der.tags.context0, other, mine));
  const scheme = files.pbes2({ cipher: "2.16.840.1.101.3.4.1.42" });
  assertOpened(
    unlockKey(files.keyFile(scheme, files.encryptNative("aes-256-cbc", 32, "sha1", text, plain)), files.password()),
  );
});

test("an unknown algorithm is named, and a hostile iteration count does not hang", () => {
  const blocks = Buffer.alloc(32);
  const open = (scheme: Buffer) => unlockKey(files.keyFile(scheme, blocks), files.password());
  const unknown = "1.2.840.113549.1.5.3";
  const aes = "2.16.840.1.101.3.4.1.42";
  assert.deepEqual(open(files.pbes1(unknown, 1)), { type: "unsupported", oid: unknown });
  assert.deepEqual(open(files.pbes2({ cipher: "1.3.14.3.2.7" })), { type: "unsupported", oid: "1.3.14.3.2.7" });
  assert.deepEqual(open(files.pbes2({ cipher: aes, prf: unknown })), { type: "unsupported", oid: unknown });
  assert.deepEqual(open(files.pbes2({ cipher: aes, kdf: unknown })), { type: "unsupported", oid: unknown });
  const before = performance.now();
  for (const iterations of [0, 1_000_001, 0x7fffffff, 0xffffffff]) {
    for (const scheme of [files.pbes1(seedWithSha1, iterations), files.pbes2({ cipher: aes, iterations })]) {
      assert.equal(open(scheme).type, "damaged");
    }
  }
  assert.ok(performance.now() - before < 500);
});

test("locking leaves the key and the password as they were, and disposing wipes the key and R", () => {
  const [key, password] = [files.openKey(), files.password()];
  assertOpened(unlockKey(lockKey(key, password), password));
  assert.ok(key.privateKey.use((bytes) => files.pkcs8.equals(bytes)));
  assert.ok(password.equals(Secret.fromText(text)));
  disposeKey(key);
  assert.equal(key.privateKey.length, 0);
  assert.equal(key.r?.length, 0);
});

test("openssl matches the decrypted key with the pair's public key from a file", {
  skip: opensslMissing,
}, (context) => {
  const folder = mkdtempSync(join(tmpdir(), "changgu-key-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const outcome = unlockKey(lockKey(files.openKey(), files.password()), files.password());
  assert.equal(outcome.type, "opened");
  if (outcome.type !== "opened") return;
  const [message, signature, pem] = ["message", "signature", "public.pem"].map((name) => join(folder, name));
  assert.ok(message && signature && pem);
  writeFileSync(message, "challenge");
  writeFileSync(pem, files.publicKey);
  writeFileSync(signature, sign("sha256", Buffer.from("challenge"), keyObject(outcome.key)));
  const said = opensslSays(["dgst", "-sha256", "-verify", pem, "-signature", signature, message]);
  assert.equal(said.toString().trim(), "Verified OK");
});
