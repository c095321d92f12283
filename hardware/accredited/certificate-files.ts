// Folders of certificates and of revocation lists, as an administrator fills them: DER or PEM, bounded, subfolders left out.

import { constants } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { TrustFile } from "../../src/reliance/trust.ts";
import { systemCode } from "../appliance/private-file.ts";

const mostFiles = 256;
const certificateNames = /\.(der|cer|crt|pem)$/i;
const listNames = /\.(crl|pem)$/i;
const largestCertificateFile = 256 * 1024;
/** The largest list that is read, in PEM. */
const largestListFile = 21 << 20;

export type FolderReading<T> =
  | { readonly type: "read"; readonly files: readonly T[] }
  | { readonly type: "refused"; readonly why: string };

/** Null of what is too large, or no file that can be read. */
type NamedFile = { readonly name: string; readonly bytes: Buffer | null };

export async function readCertificateFolder(folder: string): Promise<FolderReading<TrustFile>> {
  const read = await readFolder(folder, certificateNames, largestCertificateFile);
  if (read.type === "refused") return read;
  const files = read.files.map(({ name, bytes }) => ({
    name: join(folder, name),
    certificates: bytes && blocks(bytes, "CERTIFICATE"),
  }));
  return { type: "read", files };
}

export async function readListFolder(folder: string): Promise<FolderReading<Buffer>> {
  const read = await readListFiles(folder);
  return read.type === "refused" ? read : { type: "read", files: read.files.flatMap(({ lists }) => lists) };
}

/** A file and the lists in it, DER. */
export type ListFile = { readonly name: string; readonly lists: readonly Buffer[] };

export async function readListFiles(folder: string): Promise<FolderReading<ListFile>> {
  const read = await readFolder(folder, listNames, largestListFile);
  if (read.type === "refused") return read;
  const files: ListFile[] = [];
  for (const { name, bytes } of read.files) {
    if (bytes === null)
      return { type: "refused", why: `${join(folder, name)} cannot be read, or is too large or no file` };
    files.push({ name: join(folder, name), lists: blocks(bytes, "X509 CRL") });
  }
  return { type: "read", files };
}

async function readFolder(folder: string, wanted: RegExp, most: number): Promise<FolderReading<NamedFile>> {
  try {
    const names = (await readdir(folder)).filter((name) => wanted.test(name)).sort();
    if (names.length > mostFiles) return { type: "refused", why: `${folder} holds more than ${mostFiles} files` };
    const files: NamedFile[] = [];
    for (const name of names) files.push({ name, bytes: await readFile(join(folder, name), most) });
    return { type: "read", files };
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return { type: "refused", why: `${folder} cannot be read (${code})` };
  }
}

/** Null where it is no regular file, or larger, or may not be read. */
async function readFile(path: string, most: number): Promise<Buffer | null> {
  let handle: FileHandle | null = null;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await handle.stat();
    return found.isFile() && found.size <= most ? await handle.readFile() : null;
  } catch (error) {
    if (systemCode(error) === null) throw error;
    return null;
  } finally {
    await handle?.close();
  }
}

/** The blocks of PEM (RFC 7468), or the whole file, which is DER then. */
function blocks(bytes: Buffer, label: string): readonly Buffer[] {
  if (bytes[0] === 0x30) return [bytes];
  const pem = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]*)-----END ${label}-----`, "g");
  return [...bytes.toString("latin1").matchAll(pem)].map(([, text = ""]) => Buffer.from(text, "base64"));
}
