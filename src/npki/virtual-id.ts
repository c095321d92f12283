// The virtual id: the customer's number bound to the key's secret R, so that a site can check who the holder is.

import { createHash } from "node:crypto";
import type { Secret } from "../secret.ts";
import * as der from "./der.ts";
import { readText } from "./directory-string.ts";

/** SHA-256, without NULL parameters in a VID. */
export const oidSha256 = "2.16.840.1.101.3.4.2.1";
/** id-kisa-identifyData, and the VID inside it (KCAC.TS.SIVID). */
export const oidIdentifyData = "1.2.410.200004.10.1.1";
const oidVid = "1.2.410.200004.10.1.1.1";

/**
 * virtualID = SHA256(SHA256(HashContent)), 32 bytes; the second hash over the raw first digest.
 * `idn` holds ASCII digits alone, `r` 20 bytes.
 */
export function virtualId(idn: Secret, r: Secret): Buffer {
  const first = virtualIdHashedOnce(idn, r);
  const second = createHash("sha256").update(first).digest();
  first.fill(0);
  return second;
}

/** The first of the two hashes, which some test CAs stop at: it is compared with, never written. */
export function virtualIdHashedOnce(idn: Secret, r: Secret): Buffer {
  if (idn.use((digits) => digits.some((digit) => digit < 0x30 || digit > 0x39)))
    throw new RangeError("not digits alone");
  const number = idn.use((digits) => der.element(der.tags.printable, digits));
  const random = r.use((bytes) => der.element(der.tags.bitString, Buffer.from([0]), bytes));
  const content = der.sequence(number, random);
  const first = createHash("sha256").update(content).digest();
  for (const buffer of [number, random, content]) buffer.fill(0);
  return first;
}

/** IdentifyData of a subjectAltName's otherName: the registered name and the VID. */
export function identifyDataDer(realName: string, vid: Uint8Array): Buffer {
  const value = der.sequence(
    der.sequence(der.oid(oidSha256)),
    der.element(der.tags.context0, der.element(der.tags.octetString, vid)),
  );
  const userInfo = der.sequence(der.sequence(der.oid(oidVid), value));
  return der.sequence(der.element(der.tags.utf8, Buffer.from(realName, "utf8")), userInfo);
}

/** `hash` is the identifier of the VID's hash, empty where there is no VID. */
export type IdentifyData = { readonly realName: string; readonly hash: string; readonly vid: Buffer | null };

/** Null where the bytes are no IdentifyData; `vid` null where it carries none. */
export function readIdentifyData(bytes: Buffer): IdentifyData | null {
  const parts = der.readExactly(bytes);
  const [name, infos, ...more] = parts ?? [];
  const realName = name?.tag === der.tags.utf8 ? readText(name) : null;
  if (realName === null || more.length > 0) return null;
  if (infos === undefined) return { realName, hash: "", vid: null };
  const info = der
    .partsOf(infos)
    .map(der.partsOf)
    .find(([type]) => der.oidOf(type) === oidVid);
  if (info === undefined) return { realName, hash: "", vid: null };
  const [algorithm, wrapped] = der.partsOf(info[1]);
  const hash = der.oidOf(der.partsOf(algorithm)[0]);
  const [digest] = der.partsOf(wrapped);
  if (hash === null || wrapped?.tag !== der.tags.context0 || digest?.tag !== der.tags.octetString) return null;
  return { realName, hash, vid: digest.content };
}
