// Security tokens through a real PKCS#11 module: what is made there, what lies there, and what goes wrong.
import assert from "node:assert/strict";
import { createPublicKey, randomBytes, verify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { suite, test } from "node:test";
import { pkcs11Tokens } from "../../../hardware/token/pkcs11-tokens.ts";
import type { SecurityToken, TokenSession, Tokens } from "../../../src/media/token.ts";
import { Secret } from "../../../src/secret.ts";
import { softwareToken, withoutSoftwareToken } from "./software-token.ts";

const vector: { readonly certificate: string } = JSON.parse(
  readFileSync(new URL("../../vectors/openssl-certificate.json", import.meta.url), "utf8"),
);

function firstToken(tokens: Tokens): Promise<SecurityToken> {
  return new Promise((resolve) => {
    const stop = tokens.watch(([token]) => {
      if (!token) return;
      resolve(token);
      setImmediate(() => stop());
    });
  });
}

async function opened(tokens: Tokens, token: SecurityToken, pin: string): Promise<TokenSession> {
  using secret = Secret.fromText(pin);
  const outcome = await tokens.open(token, secret);
  assert.ok(outcome.type === "token-open", outcome.type);
  return outcome.session;
}

suite("a security token", { skip: withoutSoftwareToken }, () => {
  test("makes a key that it alone has, keeps the certificate beside it, and signs", async () => {
    using software = softwareToken();
    const tokens = pkcs11Tokens(software.program);
    const token = await firstToken(tokens);
    assert.equal(token.label, software.label);
    assert.equal(token.pin, "fine");
    const session = await opened(tokens, token, software.pin);
    try {
      const made = await session.makeKeyPair("changgu 1");
      assert.ok(made.type === "key-made", made.type);
      const key = createPublicKey({ key: made.publicKey, format: "der", type: "spki" });
      assert.equal(key.asymmetricKeyDetails?.modulusLength, 2048);
      assert.equal(key.asymmetricKeyDetails?.publicExponent, 65537n);
      const challenge = randomBytes(32);
      const signed = await session.sign(challenge);
      assert.ok(signed.type === "signed" && verify("sha256", challenge, key, signed.signature));
      const certificate = new X509Certificate(Buffer.from(vector.certificate, "base64")).raw;
      using r = Secret.from(randomBytes(20));
      assert.deepEqual(await session.store(certificate, r), { type: "stored" });
      assert.deepEqual(await session.stored(), { type: "found", certificate });
      assert.deepEqual(await session.discard(), { type: "discarded" });
    } finally {
      session.close();
    }
  });

  test("tells a wrong PIN, and opens with the right one afterwards", async () => {
    using software = softwareToken();
    const tokens = pkcs11Tokens(software.program);
    const token = await firstToken(tokens);
    using wrong = Secret.fromText("Token!4712");
    const outcome = await tokens.open(token, wrong);
    assert.equal(outcome.type, "pin-wrong");
    (await opened(tokens, token, software.pin)).close();
  });

  test("that is not there any more is told", async () => {
    using software = softwareToken();
    const tokens = pkcs11Tokens(software.program);
    const token = await firstToken(tokens);
    software.pull();
    using pin = Secret.fromText(software.pin);
    assert.deepEqual(await tokens.open(token, pin), { type: "token-removed" });
  });
});

suite("a security token that comes and goes", { skip: withoutSoftwareToken }, () => {
  test("is seen to be pulled, and to be back, by a module that knows only what was in when it was begun", async () => {
    using software = softwareToken();
    const seen: number[] = [];
    let changed = (): void => {};
    const stop = pkcs11Tokens(software.program).watch((tokens) => {
      seen.push(tokens.length);
      changed();
    });
    const until = (count: number): Promise<void> =>
      new Promise((resolve) => {
        changed = () => void (seen.at(-1) === count && resolve());
        changed();
      });
    await until(1);
    software.pull();
    await until(0);
    software.plug();
    await until(1);
    stop();
    assert.deepEqual(seen, [1, 0, 1]);
  });

  test("signs in a later session with the key beside a certificate, and is rid of a pair that has none", async () => {
    using software = softwareToken();
    const tokens = pkcs11Tokens(software.program);
    const token = await firstToken(tokens);
    const certificate = new X509Certificate(Buffer.from(vector.certificate, "base64")).raw;
    const first = await opened(tokens, token, software.pin);
    const made = await first.makeKeyPair("changgu-ca test");
    assert.ok(made.type === "key-made");
    assert.deepEqual(await first.store(certificate, null), { type: "stored" });
    assert.equal((await first.makeKeyPair("changgu 1")).type, "key-made");
    // As a kill between key and certificate.
    first.close();
    const later = await opened(tokens, token, software.pin);
    try {
      assert.deepEqual(await later.findKey(certificate), { type: "key-found", there: true });
      const signed = await later.signWith(certificate, Buffer.from("later"));
      const key = createPublicKey({ key: made.publicKey, format: "der", type: "spki" });
      assert.ok(signed.type === "signed" && verify("sha256", Buffer.from("later"), key, signed.signature));
      assert.deepEqual(await later.signWith(Buffer.from([0x30, 0]), Buffer.from("later")), { type: "key-missing" });
      const unfinished = { label: "changgu 1", certificate: null };
      assert.deepEqual(await later.pairs("changgu "), { type: "pairs", pairs: [unfinished] });
      assert.deepEqual(await later.remove("changgu 1"), { type: "discarded" });
      const left = await later.pairs("changgu");
      assert.ok(left.type === "pairs" && left.pairs.length === 1);
      assert.deepEqual(Buffer.from(left.pairs[0]?.certificate ?? []), certificate);
      assert.deepEqual(await later.findKey(certificate), { type: "key-found", there: true });
      // A pair that has one goes with it.
      assert.deepEqual(await later.remove("changgu-ca test"), { type: "discarded" });
      assert.deepEqual(await later.pairs("changgu"), { type: "pairs", pairs: [] });
      assert.deepEqual(await later.findKey(certificate), { type: "key-found", there: false });
    } finally {
      later.close();
    }
  });

  test("whose module crashes while it works is a fault, and no crash of the desk", async () => {
    using software = softwareToken();
    const tokens = pkcs11Tokens(software.program);
    const session = await opened(tokens, await firstToken(tokens), software.pin);
    const making = session.makeKeyPair("changgu 1");
    session.close();
    const outcome = await making;
    assert.ok(outcome.type === "token-failed" || outcome.type === "key-made", outcome.type);
    const later = await session.sign(Buffer.from("later"));
    assert.deepEqual(later, { type: "token-failed", code: "module-crashed" });
  });
});

suite("a module that cannot be had", () => {
  test("is no token, and no crash", async () => {
    const tokens = pkcs11Tokens({ file: "/nowhere/at/all.cjs", words: [] });
    using pin = Secret.fromText("1234");
    const outcome = await tokens.open({ id: "1", label: "none", pin: "fine" }, pin);
    assert.equal(outcome.type, "token-failed");
  });
});
