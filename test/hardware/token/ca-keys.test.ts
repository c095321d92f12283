// The CAs' keys on a token: made there, used from there, and found again after whatever kept them from signing.

import assert from "node:assert/strict";
import { verify, X509Certificate } from "node:crypto";
import { suite, test } from "node:test";
import { caKeysThere, lookAtCaToken, tokenCaKeys } from "../../../hardware/token/ca-keys.ts";
import { simulatedTokens, trainingPin } from "../../../hardware/token/simulated-tokens.ts";
import { makeCertificateAuthorities } from "../../../src/authority/certificate-authorities.ts";
import type { CaRecord } from "../../../src/authority/certificates.ts";
import type { CaKeys, SignerTrouble } from "../../../src/authority/signer.ts";
import { wallClock } from "../../../src/clock.ts";
import type { TokenFault, Tokens } from "../../../src/media/token.ts";
import { Secret } from "../../../src/secret.ts";
import { now } from "../../authority/in-memory.ts";

const bytes = Buffer.from("to be signed");

/** One token with three CAs on it, for all tests: whatever they do to it, its keys stay. */
const tokens = simulatedTokens(wallClock);
tokens.insert("ca", {});
const records = await made();

async function made(): Promise<readonly CaRecord[]> {
  const keys = keysOn(tokens, []);
  const outcome = await makeCertificateAuthorities({ purpose: "training", keys, now });
  keys.close();
  assert.ok(outcome.type === "made");
  return outcome.records;
}

function keysOn(on: Tokens, of: readonly CaRecord[], pin: () => string = () => trainingPin): CaKeys {
  return tokenCaKeys({
    tokens: on,
    isOurs: ({ label }) => label === "ca",
    pin: () => Secret.fromText(pin()),
    certificates: of.map(({ certificate }) => certificate),
    again: 1,
  });
}

/** Resolves when it is so. */
function standing(keys: CaKeys, wanted: SignerTrouble | null): Promise<void> {
  return new Promise((resolve) => {
    if (keys.trouble() === wanted) return resolve();
    const stop = keys.watch((trouble) => {
      if (trouble !== wanted) return;
      stop();
      resolve();
    });
  });
}

const [, ca] = records;
const sign = (keys: CaKeys) => keys.signer(ca ?? assert.fail()).sign(bytes);

suite("the CAs' keys on a token", () => {
  test("certify one another, and are nowhere else", async () => {
    const [root, ...others] = records.map(({ certificate }) => new X509Certificate(certificate));
    assert.ok(root?.verify(root.publicKey));
    assert.ok(others.length === 2 && others.every((other) => root && other.verify(root.publicKey)));
    assert.deepEqual(
      records.map(({ name, lockedKey }) => [name, lockedKey]),
      [
        ["root", null],
        ["yessign", null],
        ["KICA", null],
      ],
    );
    const keys = keysOn(tokens, records);
    const signed = await sign(keys);
    keys.close();
    assert.ok(signed.type === "signed" && others[0] && verify("sha256", bytes, others[0].publicKey, signed.signature));
  });

  test("are absent while it is out, and sign again by themselves when it is back", async () => {
    const keys = keysOn(tokens, records);
    assert.equal((await sign(keys)).type, "signed");
    tokens.pull("ca");
    assert.equal(keys.trouble(), "absent");
    assert.deepEqual(await sign(keys), { type: "unsigned", why: "absent" });
    tokens.insert("ca", {});
    await standing(keys, null);
    assert.equal((await sign(keys)).type, "signed");
    keys.close();
  });

  test("do not try a PIN twice that was refused, and take another one from its file at once", async () => {
    let [pin, asked] = ["Wrong!0000", 0];
    const enough = Promise.withResolvers<void>();
    const keys = keysOn(tokens, records, () => {
      if (++asked === 20) enough.resolve();
      return pin;
    });
    assert.deepEqual(await sign(keys), { type: "unsigned", why: "pin-wrong" });
    await enough.promise;
    assert.deepEqual(tokens.list(), [{ id: "ca", label: "ca", pin: "few-left", left: 4 }]);
    assert.equal(keys.trouble(), "pin-wrong");
    pin = trainingPin;
    await standing(keys, null);
    assert.equal((await sign(keys)).type, "signed");
    assert.deepEqual(tokens.list(), [{ id: "ca", label: "ca", pin: "fine", left: 5 }]);
    keys.close();
  });

  test("say that it is locked, and that another token has its name", async () => {
    const locked = simulatedTokens(wallClock);
    locked.insert("ca", { locked: true });
    const another = simulatedTokens(wallClock);
    another.insert("ca", {});
    const means = { isOurs: () => true, pin: () => Secret.fromText(trainingPin) };
    const certificates = records.map(({ certificate }) => certificate);
    assert.equal(await lookAtCaToken({ ...means, certificates, tokens: locked }), "pin-locked");
    assert.equal(await lookAtCaToken({ ...means, certificates, tokens: another }), "key-missing");
    assert.equal(await lookAtCaToken({ ...means, certificates, tokens }), null);
    assert.equal(await lookAtCaToken({ ...means, certificates, tokens, pin: () => "no such file" }), "pin-wrong");
  });
});

test("what a provisioning that was cut off left on the token is named, and removed when that is asked for", async () => {
  const half = simulatedTokens(wallClock);
  half.insert("ca", { pulledAt: "store" });
  const means = { tokens: half, isOurs: () => true, pin: () => Secret.fromText(trainingPin), certificates: [] };
  const keys = tokenCaKeys(means);
  const outcome = await makeCertificateAuthorities({ purpose: "training", keys, now });
  keys.close();
  assert.deepEqual(outcome, { type: "unsigned", why: "removed" });
  assert.deepEqual(await caKeysThere(means, false), { type: "unsigned", why: "absent" });
  half.insert("ca", {});
  for (const remove of [false, true])
    assert.deepEqual(await caKeysThere(means, remove), { type: "there", names: ["root"] });
  assert.deepEqual(await caKeysThere(means, false), { type: "there", names: [] });
});

suite("a CA's token that fails", () => {
  const faults: readonly (readonly [TokenFault, SignerTrouble])[] = [
    [{ type: "token-removed" }, "removed"],
    [{ type: "token-silent" }, "silent"],
    [{ type: "token-failed", code: "CKR_DEVICE_ERROR" }, "failed"],
  ];
  for (const [fault, why] of faults)
    test(`sign nothing when it fails at work (${fault.type}), and again in the next session`, async () => {
      let [fails, sessions] = [true, 0];
      const keys = keysOn(
        {
          ...tokens,
          async open(token, pin) {
            const outcome = await tokens.open(token, pin);
            if (outcome.type !== "token-open") return outcome;
            sessions++;
            const { session } = outcome;
            const signWith: typeof session.signWith = async (...all) => (fails ? fault : session.signWith(...all));
            return { type: "token-open", session: { ...session, signWith } };
          },
        },
        records,
      );
      assert.deepEqual(await sign(keys), { type: "unsigned", why });
      fails = false;
      await standing(keys, null);
      assert.equal((await sign(keys)).type, "signed");
      assert.equal(sessions, 2);
      keys.close();
    });

  test("sign nothing that does not verify", async () => {
    const keys = keysOn(
      {
        ...tokens,
        async open(token, pin) {
          const outcome = await tokens.open(token, pin);
          if (outcome.type !== "token-open") return outcome;
          const signWith = async () => ({ type: "signed", signature: Buffer.alloc(256, 7) }) as const;
          return { type: "token-open", session: { ...outcome.session, signWith } };
        },
      },
      records,
    );
    assert.deepEqual(await sign(keys), { type: "unsigned", why: "failed" });
    keys.close();
  });
});
