// The roots that this branch trusts for other institutions' certificates, read from a folder's files and proven.

import type { Trust } from "./chain.ts";
import { mayUse, type PathCertificate, readPathCertificate } from "./path-certificate.ts";
import { isSignedBy } from "./signed-object.ts";

/** A file and the certificates in it, DER; null of one that cannot be read: too large, or no plain file, say. */
export type TrustFile = { readonly name: string; readonly certificates: readonly Buffer[] | null };

/** Why nobody can be trusted by a file. */
export type TrustFault = "unread" | "empty" | "malformed" | "no-ca" | "not-self-signed";

export type OddFile = { readonly name: string; readonly fault: TrustFault; readonly detail?: string };

export type TrustOutcome =
  | { readonly type: "trust"; readonly trust: Trust }
  /** `why` names the file. */
  | { readonly type: "refused"; readonly why: string };

const refused = (why: string): TrustOutcome => ({ type: "refused", why });

const faultInWords: Readonly<Record<TrustFault, (detail?: string) => string>> = {
  unread: () => "cannot be read, or is too large or no file",
  empty: () => "holds no certificate",
  malformed: (detail) => `is no certificate that can be read: ${detail}`,
  "no-ca": () => "is no CA's certificate",
  "not-self-signed": () => "says that it signed itself, and did not",
};

/** Who signed himself is a root; the others are CAs between, and are trusted as far as a root leads to them. */
export function readTrust(files: readonly TrustFile[]): TrustOutcome {
  const { trust, odd } = sortedTrust(files);
  const [first] = odd;
  if (first) return refused(`${first.name} ${faultInWords[first.fault](first.detail)}`);
  if (trust.roots.length === 0) return refused("there is no root among the files: a CA that signed itself");
  return { type: "trust", trust };
}

/** As far as it goes, for whoever only looks: what is odd is left out, the whole file of it. */
export function sortedTrust(files: readonly TrustFile[]): { readonly trust: Trust; readonly odd: readonly OddFile[] } {
  const roots: PathCertificate[] = [];
  const between: PathCertificate[] = [];
  const odd: OddFile[] = [];
  for (const file of files) {
    const read = casIn(file);
    if ("fault" in read) odd.push(read);
    else for (const ca of read.cas) (signsItself(ca) ? roots : between).push(ca);
  }
  return { trust: { roots, between }, odd };
}

function casIn({ name, certificates }: TrustFile): OddFile | { readonly cas: readonly PathCertificate[] } {
  if (certificates === null) return { name, fault: "unread" };
  if (certificates.length === 0) return { name, fault: "empty" };
  const cas: PathCertificate[] = [];
  for (const bytes of certificates) {
    const reading = readPathCertificate(bytes);
    if (reading.type === "malformed") return { name, fault: "malformed", detail: reading.why };
    const { certificate } = reading;
    if (!certificate.isCa || !mayUse(certificate, "keyCertSign")) return { name, fault: "no-ca" };
    if (signsItself(certificate) && !isSignedBy(certificate.signed, certificate.publicKey))
      return { name, fault: "not-self-signed" };
    cas.push(certificate);
  }
  return { cas };
}

function signsItself({ subject, issuer }: PathCertificate): boolean {
  return subject.equals(issuer);
}

/** CAs that came with a certificate (CaPubs): what cannot be read is left out. */
export function readBeside(certificates: readonly Buffer[]): readonly PathCertificate[] {
  return certificates.flatMap((bytes) => {
    const reading = readPathCertificate(bytes);
    return reading.type === "certificate" ? [reading.certificate] : [];
  });
}

export const nobodyTrusted: Trust = { roots: [], between: [] };
