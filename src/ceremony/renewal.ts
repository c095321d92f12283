// A renewal: what speaks against it, said before any password is asked for, and what is known once the key is open. Pure.

import { products } from "../authority/product.ts";
import { renewalDays, renewalOpens } from "../authority/validity.ts";
import type { StickCertificate } from "../media/stick-certificate.ts";
import { fullAge } from "../verification/capacity.ts";
import type { FoundCustomer } from "../verification/customer-file.ts";
import type { Effect } from "./effect.ts";
import type { Ending } from "./ending.ts";
import { end, established, learn, nextStage, record } from "./move.ts";
import { productOf } from "./offer.ts";
import type { Move, State } from "./state.ts";

/** Null when it can be renewed today, as far as the stick and this branch's own rows tell. */
export function renewalRefusal({ standing, daysLeft, notAfter, policy }: StickCertificate): Ending | null {
  // A policy of ours without a row of ours: a copy of the database that is older than the certificate, or an imitation.
  if (standing === null) return { type: productOf(policy) ? "renewal-not-on-file" : "renewal-elsewhere" };
  if (standing === "revoked") return { type: "renewal-revoked" };
  if (daysLeft < 0) return { type: "renewal-expired" };
  if (standing === "suspended") return { type: "renewal-suspended" };
  return daysLeft > renewalDays ? { type: "renewal-too-early", from: renewalOpens(notAfter) } : null;
}

/**
 * Whoever has the stick and its password is the holder: no more is asked at a kiosk where nothing is paid, as no more is
 * asked of him anywhere else that he signs. Where a fee is debited the account and its password are asked for, because the
 * certificate says nothing of the account; at a counter a teller sees a document, because it is the teller who acts.
 */
export function renewing(state: State, holder: FoundCustomer | null): Move {
  const brought = established(state, "brought");
  const product = products.find(({ policy }) => policy === brought.policy);
  if (!holder || !product) return end(state, { type: "renewal-not-on-file" });
  if (state.desk === "kiosk" && holder.age < fullAge) return end(state, { type: "counter-needed" });
  const { serial, notAfter } = brought;
  const { id, fee, ca } = product;
  const held = { issuer: ca, serial, product: id, notAfter, expired: false, suspended: false };
  const customer = state.desk === "kiosk" && fee === 0 ? holder : null;
  const effects: Effect[] = [record({ event: "product-chosen", product: id, fee })];
  if (fee === 0) effects.push({ type: "make-key-pair" });
  const known = learn(state, {
    holder,
    customer,
    product,
    fee,
    held,
    replaces: [{ serial, notAfter, suspended: false }],
  });
  return nextStage(known, { verified: true }, effects);
}
