// The roots that this branch trusts for other institutions' certificates, read from a folder's files and proven.

import type { Trust } from "./chain.ts";
import { mayUse, type PathCertificate, readPathCertificate } from "./path-certificate.ts";
import { isSignedBy } from "./signed-object.ts";

/** A file and the certificates in it, DER. */
export type TrustFile = { readonly name: string; readonly certificates: readonly Buffer[] };

export type TrustOutcome =
  | { readonly type: "trust"; readonly trust: Trust }
  /** `why` names the file. */
  | { readonly type: "refused"; readonly why: string };

const refused = (why: string): TrustOutcome => ({ type: "refused", why });

/** Who signed himself is a root; the others are CAs between, and are trusted as far as a root leads to them. */
export function readTrust(files: readonly TrustFile[]): TrustOutcome {
  const roots: PathCertificate[] = [];
  const between: PathCertificate[] = [];
  for (const { name, certificates } of files) {
    if (certificates.length === 0) return refused(`${name} holds no certificate`);
    for (const bytes of certificates) {
      const reading = readPathCertificate(bytes);
      if (reading.type === "malformed") return refused(`${name} is no certificate that can be read: ${reading.why}`);
      const { certificate } = reading;
      if (!certificate.isCa || !mayUse(certificate, "keyCertSign")) return refused(`${name} is no CA's certificate`);
      const itself = certificate.subject.equals(certificate.issuer);
      if (itself && !isSignedBy(certificate.signed, certificate.publicKey))
        return refused(`${name} says that it signed itself, and did not`);
      (itself ? roots : between).push(certificate);
    }
  }
  if (roots.length === 0) return refused("there is no root among the files: a CA that signed itself");
  return { type: "trust", trust: { roots, between } };
}

/** CAs that came with a certificate (CaPubs): what cannot be read is left out. */
export function readBeside(certificates: readonly Buffer[]): readonly PathCertificate[] {
  return certificates.flatMap((bytes) => {
    const reading = readPathCertificate(bytes);
    return reading.type === "certificate" ? [reading.certificate] : [];
  });
}

export const nobodyTrusted: Trust = { roots: [], between: [] };
