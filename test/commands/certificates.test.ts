// The list of certificates calls each what people call it, in lines, in JSON, and where it is asked for by its state.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { CertificateState, Certificates, FoundCertificate } from "../../src/authority/certificates.ts";
import { listCertificates, type ShownState } from "../../src/commands/certificates.ts";

const now = new Date("2026-11-23T00:00:00Z");

function found(serial: string, state: CertificateState, notAfter: string): FoundCertificate {
  const named = { issuer: "yessign", serial: serial as SerialNumber, terminal: "T-1", notBefore: now } as const;
  const nothing = { suspendedAt: null, revokedAt: null, reason: null };
  return { ...named, product: "limited", state, notAfter: new Date(notAfter), holder: "홍길동", ...nothing };
}

const rows = [
  found("01", "valid", "2026-11-22T14:59:59Z"),
  found("02", "valid", "2026-11-23T14:59:59Z"),
  found("03", "revoked", "2026-11-22T14:59:59Z"),
];
const certificates: Pick<Certificates, "find"> = {
  find: ({ states }) => rows.filter(({ state }) => states.length === 0 || states.includes(state)),
};

function listed(...states: readonly ShownState[]): readonly string[] {
  const lines: string[] = [];
  const asked = { states, holder: null, expiresWithin: null };
  const means = {
    books: { certificates: certificates as Certificates },
    now,
    print: (line: string) => void lines.push(line),
  };
  listCertificates({ ...asked, json: false }, means);
  const inLines = lines.splice(0).map((line) => line.split(/\s+/).slice(1, 4).join(" "));
  listCertificates({ ...asked, json: true }, means);
  const inJson: readonly { serial: string; state: string }[] = JSON.parse(lines[0] ?? "");
  assert.deepEqual(
    inJson.map(({ serial, state }) => `${serial} limited ${state}`),
    inLines,
  );
  return inLines;
}

test("a certificate whose end is past is expired, and is not among the valid ones", () => {
  assert.deepEqual(listed(), ["01 limited expired", "02 limited valid", "03 limited revoked"]);
  assert.deepEqual(listed("expired"), ["01 limited expired"]);
  assert.deepEqual(listed("valid"), ["02 limited valid"]);
  assert.deepEqual(listed("valid", "expired"), ["01 limited expired", "02 limited valid"]);
});
