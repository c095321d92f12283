// The virtual id: the customer's number bound to the key's secret R, so that a site can check who the holder is.

import { createHash } from "node:crypto";
import type { Secret } from "../secret.ts";
import * as der from "./der.ts";

/** SHA-256, without NULL parameters in a VID. */
const oidSha256 = "2.16.840.1.101.3.4.2.1";
/** id-kisa-identifyData, and the VID inside it (KCAC.TS.SIVID). */
export const oidIdentifyData = "1.2.410.200004.10.1.1";
const oidVid = "1.2.410.200004.10.1.1.1";

/**
 * virtualID = SHA256(SHA256(HashContent)), 32 bytes; the second hash over the raw first digest.
 * `idn` holds ASCII digits alone, `r` 20 bytes.
 */
export function virtualId(idn: Secret, r: Secret): Buffer {
  const number = idn.use((digits) => der.element(der.tags.printable, digits));
  const random = r.use((bytes) => der.element(der.tags.bitString, Buffer.from([0]), bytes));
  const content = der.sequence(number, random);
  const first = createHash("sha256").update(content).digest();
  for (const buffer of [number, random, content]) buffer.fill(0);
  const second = createHash("sha256").update(first).digest();
  first.fill(0);
  return second;
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

export type IdentifyData = { readonly realName: string; readonly hash: string; readonly vid: Buffer | null };

/** Null where the bytes are no IdentifyData; `vid` null where it carries none. */
export function readIdentifyData(bytes: Buffer): IdentifyData | null {
  const [name, infos] = der.readChildren(bytes) ?? [];
  if (name?.tag !== der.tags.utf8) return null;
  const realName = name.content.toString("utf8");
  for (const info of (infos && der.readAll(infos.content)) ?? []) {
    const [type, value] = der.readAll(info.content) ?? [];
    if (!type || !value || der.readOid(type.content) !== oidVid) continue;
    const [algorithm, wrapped] = der.readAll(value.content) ?? [];
    const hash = der.readOid((algorithm && der.readElement(algorithm.content)?.content) ?? Buffer.alloc(0));
    const digest = wrapped && der.readElement(wrapped.content);
    return digest?.tag === der.tags.octetString ? { realName, hash, vid: digest.content } : null;
  }
  return { realName, hash: "", vid: null };
}
