// Where a certificate lies on a medium, and what a reader takes from its DER.

import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import * as der from "./der.ts";
import { folderName, nameRefusal, type Subject } from "./distinguished-name.ts";
import { oidIdentifyData, readIdentifyData } from "./virtual-id.ts";

export const certificateFile = "signCert.der";
export const keyFile = "signPri.key";

/** The folders below NPKI, exactly so spelled. */
export const caFolders = ["yessign", "SignKorea", "KICA", "CrossCert", "TradeSign", "NCASign"] as const;
export type CaFolderName = (typeof caFolders)[number];

export type FolderOutcome =
  | { readonly type: "folder"; readonly path: string }
  | { readonly type: "refused"; readonly why: string };

/** `NPKI/yessign/USER/cn=…,ou=POST,ou=personal4IB,o=yessign,c=kr`, below the top of a removable medium. */
export function certificateFolder(subject: Subject, ca: CaFolderName): FolderOutcome {
  const name = folderName(subject);
  const why = nameRefusal(name);
  return why === null ? { type: "folder", path: `NPKI/${ca}/USER/${name}` } : { type: "refused", why };
}

export type ReadCertificate = {
  readonly subject: Subject;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly policies: readonly string[];
  readonly publicKey: KeyObject;
  readonly realName: string | null;
  readonly vid: Buffer | null;
  /** SHA-256 of the DER, hex. */
  readonly fingerprint: string;
};

export type ReadOutcome =
  | { readonly type: "certificate"; readonly certificate: ReadCertificate }
  | { readonly type: "malformed" };

const typeOf: Readonly<Record<string, Subject[number]["type"]>> = {
  "2.5.4.6": "C",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.3": "CN",
};
const oidPolicies = "2.5.29.32";
const oidAltName = "2.5.29.17";
const largestCertificate = 64 * 1024;

/** Any bytes give an outcome; what stands behind the outer length is ignored. */
export function readCertificate(bytes: Uint8Array): ReadOutcome {
  const whole = bytes.length <= largestCertificate ? der.readElement(Buffer.from(bytes))?.whole : undefined;
  const [toBeSigned] = (whole && der.readChildren(whole)) ?? [];
  const fields = toBeSigned ? der.readAll(toBeSigned.content) : null;
  // [0] version, serial, signature, issuer, validity, subject, key, …, [3] extensions (RFC 5280 §4.1)
  const [version, , , , , subject] = fields ?? [];
  if (!whole || version?.tag !== 0xa0 || subject?.tag !== der.tags.sequence) return { type: "malformed" };
  try {
    const x509 = new X509Certificate(whole);
    const extensions = extensionsOf(fields?.find(({ tag }) => tag === 0xa3));
    const identity = identityOf(extensions.get(oidAltName));
    const certificate: ReadCertificate = {
      subject: subjectOf(subject.content),
      serial: x509.serialNumber.toLowerCase(),
      notBefore: x509.validFromDate,
      notAfter: x509.validToDate,
      policies: policiesOf(extensions.get(oidPolicies)),
      publicKey: x509.publicKey,
      realName: identity?.realName ?? null,
      vid: identity?.vid ?? null,
      fingerprint: createHash("sha256").update(whole).digest("hex"),
    };
    return { type: "certificate", certificate };
  } catch {
    // OpenSSL's own refusals: each is a malformed certificate to its holder.
    return { type: "malformed" };
  }
}

function subjectOf(content: Buffer): Subject {
  return (der.readAll(content) ?? []).flatMap((rdn) => {
    const [type, value] = der.readChildren(rdn.content) ?? [];
    const known = type && typeOf[der.readOid(type.content)];
    return known && value ? [{ type: known, value: value.content.toString("utf8") }] : [];
  });
}

/** Extension values by their identifier. */
function extensionsOf(wrapped: der.Element | undefined): ReadonlyMap<string, Buffer> {
  const list = (wrapped && der.readChildren(wrapped.content)) ?? [];
  return new Map(
    list.flatMap(({ content }) => {
      const parts = der.readAll(content) ?? [];
      const [id] = parts;
      const value = parts.at(-1);
      return id && value?.tag === der.tags.octetString ? [[der.readOid(id.content), value.content] as const] : [];
    }),
  );
}

function policiesOf(value: Buffer | undefined): readonly string[] {
  return ((value && der.readChildren(value)) ?? []).map(({ content }) =>
    der.readOid(der.readElement(content)?.content ?? Buffer.alloc(0)),
  );
}

/** The otherName of the alternative names that carries identifyData. */
function identityOf(value: Buffer | undefined): ReturnType<typeof readIdentifyData> {
  for (const name of (value && der.readChildren(value)) ?? []) {
    const [type, wrapped] = der.readAll(name.content) ?? [];
    if (type?.tag === der.tags.oid && der.readOid(type.content) === oidIdentifyData && wrapped)
      return readIdentifyData(wrapped.content);
  }
  return null;
}
