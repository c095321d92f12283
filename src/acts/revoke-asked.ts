// A certificate that two officers revoke without its stick; the names come from its own row.

import type { About } from "../audit/entry.ts";
import { onSlip } from "../audit/slip.ts";
import type { SerialNumber } from "../authority/authority.ts";
import type { CaFolder } from "../authority/product.ts";
import type { Building } from "../building.ts";
import type { Revoked } from "../ceremony/slip.ts";
import type { Wanted } from "../verification/requests.ts";

type Asked = Extract<Wanted, { readonly type: "revoke-certificate" }>;

/** Null where it is revoked already. */
export function revokeAsked(
  { authority, certificates, clock }: Pick<Building, "authority" | "certificates" | "clock">,
  asked: Asked,
  about: About,
): Revoked | null {
  const [serial, issuer] = [asked.serial as SerialNumber, asked.issuer as CaFolder];
  const receipt = authority.revoke(serial, issuer, "cessationOfOperation", clock.now(), about);
  const row = certificates.row(serial, issuer);
  if (!receipt || !row) return null;
  const certificate = { serial, notAfter: row.notAfter };
  return { ...onSlip(receipt), certificate, financial: row.product === "financial" };
}
