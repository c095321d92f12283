// The same set in two forms: the files of a certificate's folder, and the contents of a PKCS#12 file.

import { readExtensions } from "./certificate-fields.ts";
import {
  type CaFolderName,
  caFolders,
  certificateFile,
  certificateFolder,
  keyFile,
  kmKeyFile,
  type ReadCertificate,
  readCertificate,
} from "./certificate-folder.ts";
import * as der from "./der.ts";
import type { OpenKey } from "./locked-key.ts";
import type { Pkcs12, Pkcs12Pair } from "./pkcs12.ts";

const kmCertificateFile = "kmCert.der";
const chainFile = "CaPubs";

type NamedBytes = { readonly name: string; readonly bytes: Buffer };

/** `keys`: those that could be opened, by the names of their files. A pair whose key could not be is left out. */
export function contentsOf(files: readonly NamedBytes[], keys: ReadonlyMap<string, OpenKey>): Pkcs12 {
  const bytesOf = (name: string): Buffer | undefined => files.find((file) => file.name === name)?.bytes;
  const pairs: Pkcs12Pair[] = [];
  for (const [certificateName, keyName] of [
    [certificateFile, keyFile],
    [kmCertificateFile, kmKeyFile],
  ] as const) {
    const [bytes, key] = [bytesOf(certificateName), keys.get(keyName)];
    // Real files have bytes behind their end.
    const certificate = bytes && der.readElement(bytes)?.whole;
    if (certificate && key) pairs.push({ certificate, key });
  }
  return { pairs, others: (der.readChildren(bytesOf(chainFile) ?? Buffer.alloc(0)) ?? []).map(({ whole }) => whole) };
}

export type CertificateSet = {
  readonly ca: CaFolderName;
  /** `NPKI/<CA>/USER/<name>` */
  readonly folder: string;
  readonly certificate: Buffer;
  readonly read: ReadCertificate;
  readonly keys: ReadonlyMap<string, OpenKey>;
  /** All that stands beside the keys. */
  readonly files: readonly NamedBytes[];
};

/** Null where it holds no joint certificate: none of its certificates has a CA whose folder readers look into. */
export function setOf({ pairs, others }: Pkcs12): CertificateSet | null {
  const signing = pairs.find(({ certificate }) => !forManagement(certificate));
  const outcome = signing && readCertificate(signing.certificate);
  if (!signing || outcome?.type !== "certificate") return null;
  const { certificate: read } = outcome;
  const organization = read.issuer.find(({ type }) => type === "O")?.value ?? "";
  const ca = caFolders.find((name) => name.toLowerCase() === organization.toLowerCase());
  const folder = ca && certificateFolder(read.subject, ca);
  if (!ca || folder?.type !== "folder") return null;
  const managing = pairs.find((pair) => pair !== signing && forManagement(pair.certificate));
  const keys = new Map([[keyFile, signing.key]]);
  const files: NamedBytes[] = [{ name: certificateFile, bytes: signing.certificate }];
  if (managing) {
    keys.set(kmKeyFile, managing.key);
    files.push({ name: kmCertificateFile, bytes: managing.certificate });
  }
  if (others.length > 0) files.push({ name: chainFile, bytes: der.sequence(...rootFirst(others)) });
  return { ca, folder: folder.path, certificate: signing.certificate, read, keys, files };
}

/** keyUsage with keyEncipherment and without digitalSignature (RFC 5280 §4.2.1.3). */
function forManagement(certificate: Buffer): boolean {
  const [toBeSigned] = der.readChildren(certificate) ?? [];
  const wrapped = der.partsOf(toBeSigned).find(({ tag }) => tag === der.tags.context3);
  const usage = readExtensions(wrapped)?.get("2.5.29.15");
  const bits = usage && der.readElement(usage)?.content[1];
  return bits !== undefined && (bits & 0x80) === 0 && (bits & 0x20) !== 0;
}

/** Issuers before those whom they certify, as CaPubs has them; what belongs to nobody keeps its place behind them. */
function rootFirst(certificates: readonly Buffer[]): readonly Buffer[] {
  const names = certificates.map((certificate) => {
    const [, , , issuer, , subject] = der.partsOf(der.readChildren(certificate)?.[0]);
    return { certificate, issuer: issuer?.whole.toString("hex"), subject: subject?.whole.toString("hex") };
  });
  const depthOf = (one: (typeof names)[number], seen = 0): number => {
    if (one.issuer === one.subject || seen > names.length) return 0;
    const above = names.find(({ subject }) => subject === one.issuer);
    return above ? 1 + depthOf(above, seen + 1) : names.length;
  };
  return names
    .map((one) => ({ certificate: one.certificate, depth: depthOf(one) }))
    .sort((one, other) => one.depth - other.depth)
    .map(({ certificate }) => certificate);
}
