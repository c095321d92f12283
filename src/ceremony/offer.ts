// What pages list by digit and how they write what they know: the same values that `advance` goes by. Pure.

import { kindOfPolicy, type PolicyKind } from "../authority/policy-kinds.ts";
import { type Product, products } from "../authority/product.ts";
import { type AskedAct, actsOn } from "../authority/revocation-reason.ts";
import { renewedUntil, validityFrom } from "../authority/validity.ts";
import { endOfKstDay, kstDate } from "../kst.ts";
import { type Capacity, type Paper, papersOf } from "../verification/capacity.ts";
import type { FoundCustomer } from "../verification/customer-file.ts";
import { type DocumentKind, documentKinds, documentsOf } from "../verification/document.ts";
import { isMobile, maskAccount, maskPhone } from "../verification/masked.ts";
import { maskSerial, type SecurityMedium } from "../verification/medium.ts";
import { service } from "./services.ts";
import type { Facts, State } from "./state.ts";

/** In the order of the digits that choose them. */
export function productsListed(): readonly Product[] {
  return products;
}

/** Which of ours a certificate policy is; null of a stranger's. */
export function productOf(policy: string): Product["id"] | null {
  return products.find((product) => product.policy === policy)?.id ?? null;
}

/** What kind of certificate any accredited CA's policy means; null of one that is not known. */
export function policyKindOf(policy: string): PolicyKind | null {
  return kindOfPolicy(policy);
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

/** In the order of the digits that choose them. */
export function actsListed(onHold: boolean): readonly AskedAct[] {
  return actsOn(onHold);
}

/** The last day on which a certificate is valid, in Korea. */
export function lastDay(notAfter: Date): { readonly year: number; readonly month: number; readonly day: number } {
  return kstDate(notAfter);
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

export function shownAccount(number: string): string {
  return maskAccount(number);
}

export function shownPhone(digits: string): string {
  return maskPhone(digits);
}

export function shownSerial(medium: SecurityMedium): string {
  return maskSerial(medium);
}

/** Of hexadecimal digits, as names of folders of the market's programs spell it. */
export function decimalSerial(hex: string): string {
  return BigInt(`0x${hex}`).toString();
}

/** The papers of whoever comes in this capacity, in the order of the digits that tick them. */
export function papersListed(capacity: Capacity): readonly Paper[] {
  return papersOf(capacity);
}
