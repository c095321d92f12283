// The table of services: each is a row of shared stages, in the order in which they are gone through.

import type { Desk } from "../audit/entry.ts";
import type { Digit } from "../input/key.ts";

export type StageName =
  | "terms"
  | "identity"
  | "phone"
  | "medium"
  | "storage"
  | "issuance"
  | "held"
  | "revocation"
  | "person"
  | "care"
  | "requests"
  | "colleagues"
  | "own-password";

export type ServiceId = "issue" | "reissue" | "revoke" | "care" | "requests" | "colleagues" | "own-password";

export type Service = {
  readonly id: ServiceId;
  /** The key that starts it on the page of services of each desk where it is offered. */
  readonly keys: Readonly<Partial<Record<Desk, Digit>>>;
  readonly stages: readonly StageName[];
};

export const services: readonly Service[] = [
  {
    id: "issue",
    keys: { kiosk: "1", teller: "1" },
    stages: ["terms", "identity", "phone", "medium", "storage", "issuance"],
  },
  // Lost, forgotten, damaged: a new pair in the place of the old one, to the same day. Expired: a new year.
  {
    id: "reissue",
    keys: { kiosk: "2", teller: "6" },
    stages: ["identity", "phone", "medium", "held", "storage", "issuance"],
  },
  {
    id: "revoke",
    keys: { kiosk: "3", teller: "7" },
    stages: ["identity", "phone", "medium", "held", "revocation"],
  },
  // A customer's cards, tokens, phones and locks: whoever asks is known by a document, because an account may be locked.
  { id: "care", keys: { teller: "2" }, stages: ["person", "care"] },
  { id: "requests", keys: { teller: "3" }, stages: ["requests"] },
  { id: "colleagues", keys: { teller: "4" }, stages: ["colleagues"] },
  { id: "own-password", keys: { teller: "5" }, stages: ["own-password"] },
];

export function service(id: ServiceId): Service {
  const found = services.find((row) => row.id === id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
}

/** In the order of their keys. */
export function servicesAt(desk: Desk): readonly (Service & { readonly key: Digit })[] {
  const offered = services.flatMap((row) => {
    const key = row.keys[desk];
    return key ? [{ ...row, key }] : [];
  });
  return offered.sort((one, other) => Number(one.key) - Number(other.key));
}
