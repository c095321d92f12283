// Another institution's certificates for tests: training CAs in a folder of their own, well made sticks and faulty ones.

import { sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeOther, type OtherMade, type OtherWanted } from "../../hardware/accredited/other-certificate.ts";
import { type TrainingIssuer, trainingIssuer } from "../../hardware/accredited/training-issuer.ts";
import { certificateDer } from "../../src/authority/profile.ts";
import * as der from "../../src/npki/der.ts";
import type { Trust } from "../../src/reliance/chain.ts";
import type { Demands } from "../../src/reliance/examination.ts";
import { type PathCertificate, readPathCertificate } from "../../src/reliance/path-certificate.ts";
import { individualPolicies } from "../../src/reliance/policy-kinds.ts";
import type { StandingSources } from "../../src/reliance/standing.ts";
import { readTrust } from "../../src/reliance/trust.ts";

export const now = new Date("2026-11-23T00:00:00Z");
export const person = { name: "김우정", residentNumber: "8503152345678" } as const;
export const password = "Cert!kim58";

const day = 86_400_000;

/** A year's certificate that ends in 200 days, of SignKorea, for all purposes. */
export const usual: OtherWanted = {
  ...{ ca: "SignKorea", policy: "1.2.410.200004.5.1.1.5", number: 7, password, ...person },
  notBefore: new Date(now.getTime() - 165 * day),
  notAfter: new Date(now.getTime() + 200 * day),
};

export type OtherWorld = {
  readonly issuer: TrainingIssuer;
  readonly trust: () => Trust;
  make(change?: Partial<OtherWanted>): Promise<OtherMade>;
  [Symbol.dispose](): void;
};

export function otherWorld(): OtherWorld {
  const folder = mkdtempSync(join(tmpdir(), "changgu-cas-"));
  const issuer = trainingIssuer(folder, now);
  return {
    issuer,
    trust() {
      const read = readTrust([{ name: "roots", certificates: issuer.trusted() }]);
      if (read.type === "refused") throw new Error(read.why);
      return read.trust;
    },
    make: (change = {}) => makeOther(issuer, { ...usual, ...change }),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

export function sources(lists: readonly Buffer[], ask: StandingSources["ask"] = null): StandingSources {
  return { lists: async () => lists, ask, random: (length) => Buffer.alloc(length, 0xa5) };
}

export function demandsOf(trust: Trust, from: StandingSources, more: Partial<Demands> = {}): Demands {
  return { trust, sources: from, policies: individualPolicies, unanswered: "refuse", ...more };
}

export function pathOf(bytes: Buffer): PathCertificate {
  const reading = readPathCertificate(bytes);
  if (reading.type === "malformed") throw new Error(reading.why);
  return reading.certificate;
}

/** The certificate with one part of what is signed exchanged, and signed again with `key`. */
export function resigned(
  certificate: Buffer,
  key: Parameters<typeof sign>[2],
  change: (fields: Buffer[]) => readonly Buffer[],
): Buffer {
  const [toBeSigned] = der.readChildren(certificate) ?? [];
  const fields = der.partsOf(toBeSigned).map(({ whole }) => whole);
  const changed = der.sequence(...change(fields));
  return certificateDer(changed, sign("sha256", changed, key));
}
