// Where a certificate lies on a medium, and what a reader takes from its DER.

import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import { readExtensions, readIdentity, readName, readPolicies, readSerial, readTime } from "./certificate-fields.ts";
import * as der from "./der.ts";
import { folderName, nameRefusal, parseFolderName, type Subject } from "./distinguished-name.ts";

export const certificateFile = "signCert.der";
export const keyFile = "signPri.key";
/** The key-management pair's key, which some CAs issue too. */
export const kmKeyFile = "kmPri.key";
/** All that a certificate's folder may hold. */
export const folderFiles = [certificateFile, keyFile, "kmCert.der", kmKeyFile, "CaPubs"] as const;

/** The folders below NPKI, exactly so spelled. */
export const caFolders = ["yessign", "SignKorea", "KICA", "CrossCert", "TradeSign", "NCASign"] as const;
export type CaFolderName = (typeof caFolders)[number];

export type FolderOutcome =
  | { readonly type: "folder"; readonly path: string }
  | { readonly type: "refused"; readonly why: string };

/** `NPKI/yessign/USER/cn=…,ou=POST,ou=personal4IB,o=yessign,c=kr`, below the top of a removable medium. */
export function certificateFolder(subject: Subject, ca: CaFolderName): FolderOutcome {
  const name = folderName(subject);
  const why =
    nameRefusal(name) ?? (readsBack(name, subject) ? null : "one of its values is empty or reads like another part");
  return why === null ? { type: "folder", path: `NPKI/${ca}/USER/${name}` } : { type: "refused", why };
}

/** The folder's form has no escapes: `o=a,ou=b` could be one value or two. */
function readsBack(name: string, subject: Subject): boolean {
  const back = parseFolderName(name);
  return back !== null && folderParts(back) === folderParts(subject);
}

function folderParts(subject: Subject): string {
  return JSON.stringify(subject.map(({ type, value }) => [type, value.normalize("NFC")]));
}

/** A folder found on a medium, `npki/kica/user/…`, in the spelling in which every reader finds it. */
export function folderAsWritten(found: string): string {
  const [, ca = "", , name = ""] = found.split("/");
  const spelled = caFolders.find((each) => each.toLowerCase() === ca.toLowerCase()) ?? ca;
  return `NPKI/${spelled}/USER/${name}`;
}

export type ReadCertificate = {
  /** In DER order, values as they are in the certificate. */
  readonly subject: Subject;
  readonly issuer: Subject;
  /** Lower-case hexadecimal in whole bytes. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly policies: readonly string[];
  readonly publicKey: KeyObject;
  /** From identifyData, null without it; the name that was registered. */
  readonly realName: string | null;
  /** 32 bytes for SHA-256; see `virtualId`. */
  readonly vid: Buffer | null;
  /** Identifier of the hash that the VID was made with; "" without one. */
  readonly vidHash: string;
  /** SHA-256 of the DER, hex. */
  readonly fingerprint: string;
};

export type ReadOutcome =
  | { readonly type: "certificate"; readonly certificate: ReadCertificate }
  | { readonly type: "malformed"; readonly why: string };

const largestCertificate = 64 * 1024;

/** Any bytes give an outcome; what stands behind the outer length is ignored. Nothing is verified here. */
export function readCertificate(bytes: Uint8Array): ReadOutcome {
  const whole = bytes.length <= largestCertificate ? der.readElement(Buffer.from(bytes))?.whole : undefined;
  const [toBeSigned] = (whole && der.readExactly(whole)) ?? [];
  // [0] version, serial, signature, issuer, validity, subject, key, …, [3] extensions (RFC 5280 §4.1)
  const fields = der.partsOf(toBeSigned);
  if (!whole || fields[0]?.tag !== der.tags.context0) return malformed("no certificate of version 3");
  const [serial, issuer, subject] = [readSerial(fields[1]), readName(fields[3]), readName(fields[5])];
  if (serial === null) return malformed("its serial number");
  if (issuer === null || subject === null) return malformed("its names");
  const [notBefore, notAfter] = der.partsOf(fields[4]).map(readTime);
  if (!notBefore || !notAfter) return malformed("its validity");
  const extensions = readExtensions(fields.find(({ tag }) => tag === der.tags.context3));
  const policies = extensions && readPolicies(extensions);
  const identity = extensions && readIdentity(extensions);
  if (policies === null || identity === null) return malformed("its extensions");
  const publicKey = publicKeyOf(whole);
  if (publicKey === null) return malformed("its key");
  const { realName, vid, hash: vidHash } = identity === "none" ? { realName: null, vid: null, hash: "" } : identity;
  const fingerprint = createHash("sha256").update(whole).digest("hex");
  return {
    type: "certificate",
    certificate: {
      ...{ subject, issuer, serial, notBefore, notAfter, publicKey, policies },
      ...{ realName, vid, vidHash, fingerprint },
    },
  };
}

function malformed(why: string): ReadOutcome {
  return { type: "malformed", why };
}

/** Null where OpenSSL refuses the certificate or its key, which it says by throwing. */
export function publicKeyOf(whole: Buffer): KeyObject | null {
  try {
    return new X509Certificate(whole).publicKey;
  } catch {
    return null;
  }
}

/** CaPubs: the certificates in its SEQUENCE, DER; none where it is something else. At most as many as a chain can need. */
export function readCaPubs(bytes: Buffer): readonly Buffer[] {
  const most = 16;
  return (der.readChildren(bytes) ?? []).slice(0, most).map(({ whole }) => whole);
}
