// A list that this branch published, read back: what it says of certificates when the books behind it are lost. Pure.

import type { SerialNumber } from "../authority/authority.ts";
import type { ListedSerial } from "../authority/certificates.ts";
import { reasonOfCode } from "../authority/crl.ts";
import { entriesOf, readRevocationList } from "./crl-reading.ts";
import { readPathCertificate } from "./path-certificate.ts";
import { isSignedBy } from "./signed-object.ts";

export type PublishedList = { readonly number: number; readonly entries: readonly ListedSerial[] };

/** Null unless the CA with this certificate (DER) signed it, whatever its hours: an old list is true of what it says. */
export function publishedList(bytes: Buffer, certificate: Buffer): PublishedList | null {
  const list = readRevocationList(bytes);
  const ca = readPathCertificate(certificate);
  if (!list || list.number === null || ca.type === "malformed") return null;
  const { subject, publicKey } = ca.certificate;
  if (!list.issuer.equals(subject) || !isSignedBy(list.signed, publicKey)) return null;
  const entries = entriesOf(list)?.map(({ serial, since, reason }) => ({
    serial: serial.toString("hex") as SerialNumber,
    since,
    reason: reasonOfCode(reason),
  }));
  return entries ? { number: list.number, entries } : null;
}
