// What pages list by digit and say of what is about to be made: the same values that `advance` goes by. Pure.

import { type Product, products } from "../authority/product.ts";
import { renewedUntil, validityFrom } from "../authority/validity.ts";
import { endOfKstDay } from "../kst.ts";
import type { FoundCustomer } from "../verification/customer-file.ts";
import { type DocumentKind, documentKinds, documentsOf } from "../verification/document.ts";
import { isMobile } from "../verification/masked.ts";
import { service } from "./services.ts";
import type { Facts, State } from "./state.ts";

/** Which of ours a certificate policy is; null of a stranger's. */
export function productOf(policy: string): Product["id"] | null {
  return products.find((product) => product.policy === policy)?.id ?? null;
}

/** The kinds that their holder can have, in the order of the digits that choose them; of a visitor nothing is known. */
export function documentsListed(facts: Facts): readonly DocumentKind[] {
  const holder = documentHolder(facts);
  return holder ? documentsOf(holder) : documentKinds;
}

/** Whose document is seen; null for a proxy or a representative, who shows his own. */
export function documentHolder({ chosenCustomer, capacity }: Facts): FoundCustomer | null {
  return capacity === "self" || capacity === "minor" ? chosenCustomer : null;
}

/** How the bank reaches a phone (masked), in the order of the digits that choose it: a landline takes no message. */
export function phoneMethodsListed(phone: string): readonly ("call" | "message")[] {
  return isMobile(phone) ? ["call", "message"] : ["call"];
}

/** The last second of the certificate that is about to be made, as the authority will have it if it is made today. */
export function validUntil({ service: id, product, held, day }: Facts): Date {
  const years = product?.years ?? 1;
  const old = held && !held.expired ? held.notAfter : null;
  const { renews, held: which } = service(id);
  if (old && renews) return renewedUntil(old, years);
  return (which === "replaced" ? old : null) ?? validityFrom(day, years).notAfter;
}

/** Of a ticket that is made now: its last second. */
export function ticketUntil({ facts, house }: Pick<State, "facts" | "house">): Date {
  return endOfKstDay(facts?.day ?? new Date(0), house?.ticket.days ?? 0);
}

/** Of hexadecimal digits, as names of folders of the market's programs spell it. */
export function decimalSerial(hex: string): string {
  return BigInt(`0x${hex}`).toString();
}
