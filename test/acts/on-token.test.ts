// What lies on a token when it is opened: a pair that came to nothing is removed, and one that was ever the customer's stays.

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";
import { simulatedTokens, trainingPin } from "../../hardware/token/simulated-tokens.ts";
import { OnToken } from "../../src/acts/on-token.ts";
import type { Fact } from "../../src/audit/entry.ts";
import type { CertificateRow, CertificateState } from "../../src/authority/certificates.ts";
import { wallClock } from "../../src/clock.ts";
import { Secret } from "../../src/secret.ts";
import vector from "../vectors/openssl-certificate.json" with { type: "json" };

const about = { ceremony: "C-2", staff: null };
const certificate = new X509Certificate(Buffer.from(vector.certificate, "base64")).raw;

/** Opens a token on which an earlier ceremony left a pair with its certificate, or without; the keys that were removed. */
async function removedBy(stored: Buffer | null, state: CertificateState, end: Fact | null): Promise<readonly string[]> {
  const tokens = simulatedTokens(wallClock);
  tokens.insert("token0", {});
  const [token] = tokens.list();
  assert.ok(token);
  using pin = Secret.from(Buffer.from(trainingPin));
  const before = await tokens.open(token, pin);
  assert.ok(before.type === "token-open");
  await before.session.makeKeyPair("changgu K-1");
  if (stored) await before.session.store(stored, null);
  const facts: Fact[] = [];
  const row = { state, ceremony: "C-1", certificate } as CertificateRow;
  const onToken = new OnToken({
    tokens,
    journal: { append: (fact: Fact) => facts.push(fact) },
    certificates: { row: (_: unknown, issuer: string) => (issuer === "KICA" ? row : null) },
    rows: { lastIn: () => end && { body: JSON.stringify(end) } },
  } as unknown as ConstructorParameters<typeof OnToken>[0]);
  const outcome = await onToken.open({ type: "open-token", token }, pin, about);
  assert.equal(outcome.type, "token-opened");
  return facts.flatMap((fact) => (fact.event === "token-key-removed" ? [fact.key] : []));
}

const ended = (result: "completed" | "failed" | "cancelled"): Fact => ({
  event: "ceremony-ended",
  result,
  at: "written",
  why: "interrupted",
});

test("a pair whose making was cut off goes, with the certificate that never became valid", async () => {
  assert.deepEqual(await removedBy(null, "prepared", null), ["K-1"]);
  assert.deepEqual(await removedBy(certificate, "revoked", ended("failed")), ["K-1"]);
  assert.deepEqual(await removedBy(certificate, "revoked", ended("cancelled")), ["K-1"]);
});

test("a pair stays whose certificate is valid, or was, or is another terminal's in the making, or somebody else's", async () => {
  assert.deepEqual(await removedBy(certificate, "valid", ended("completed")), []);
  assert.deepEqual(await removedBy(certificate, "revoked", ended("completed")), []);
  assert.deepEqual(await removedBy(certificate, "written", null), []);
  assert.deepEqual(await removedBy(certificate, "revoked", null), []);
  assert.deepEqual(await removedBy(Buffer.from([0x30, 0]), "revoked", ended("failed")), []);
});
