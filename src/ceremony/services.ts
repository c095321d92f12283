// The table of services: each is a row of shared stages, in the order in which they are gone through.

import type { Desk } from "../audit/entry.ts";
import type { Digit } from "../input/key.ts";

export type StageName =
  | "terms"
  | "identity"
  | "phone"
  | "medium"
  | "source"
  | "view"
  | "key"
  | "drive"
  | "password"
  | "keeping"
  | "issuance"
  | "held"
  | "revocation"
  | "person"
  | "care"
  | "requests"
  | "colleagues"
  | "own-password";

export type ServiceId =
  | "issue"
  | "reissue"
  | "revoke"
  | "view"
  | "copy"
  | "change-password"
  | "care"
  | "requests"
  | "colleagues"
  | "own-password";

/** The services stand on pages, for a keypad has nine keys: the front, and one behind a key of it for each kind. */
export type ServicePage = "front" | "certificates" | "staff";

export type Service = {
  readonly id: ServiceId;
  readonly page: ServicePage;
  /** The key that starts it on its page of each desk where it is offered. */
  readonly keys: Readonly<Partial<Record<Desk, Digit>>>;
  readonly stages: readonly StageName[];
};

export const services: readonly Service[] = [
  {
    id: "issue",
    page: "front",
    keys: { kiosk: "1", teller: "1" },
    stages: ["terms", "identity", "phone", "medium", "drive", "password", "issuance"],
  },
  // Lost, forgotten, damaged: a new pair in the place of the old one, to the same day. Expired: a new year.
  {
    id: "reissue",
    page: "front",
    keys: { kiosk: "2", teller: "6" },
    stages: ["identity", "phone", "medium", "held", "drive", "password", "issuance"],
  },
  {
    id: "revoke",
    page: "front",
    keys: { kiosk: "3", teller: "7" },
    stages: ["identity", "phone", "medium", "held", "revocation"],
  },
  // A customer's cards, tokens, phones and locks: whoever asks is known by a document, because an account may be locked.
  { id: "care", page: "front", keys: { teller: "2" }, stages: ["person", "care"] },
  { id: "requests", page: "front", keys: { teller: "3" }, stages: ["requests"] },
  // Whoever holds the stick may read what is on it; what opens the key is the password alone.
  { id: "view", page: "certificates", keys: { kiosk: "1", teller: "1" }, stages: ["source", "view"] },
  {
    id: "copy",
    page: "certificates",
    keys: { kiosk: "2", teller: "2" },
    stages: ["source", "key", "drive", "keeping"],
  },
  {
    id: "change-password",
    page: "certificates",
    keys: { kiosk: "3", teller: "3" },
    stages: ["source", "key", "password", "keeping"],
  },
  { id: "colleagues", page: "staff", keys: { teller: "1" }, stages: ["colleagues"] },
  { id: "own-password", page: "staff", keys: { teller: "2" }, stages: ["own-password"] },
];

/** The keys of the front that lead to the other pages. */
const doors: readonly { readonly page: ServicePage; readonly keys: Service["keys"] }[] = [
  { page: "certificates", keys: { kiosk: "4", teller: "5" } },
  { page: "staff", keys: { teller: "4" } },
];

export type Offer = { readonly key: Digit } & (
  | { readonly type: "service"; readonly id: ServiceId }
  | { readonly type: "page"; readonly page: ServicePage }
);

export function service(id: ServiceId): Service {
  const found = services.find((row) => row.id === id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
}

/** What a page of services offers at a desk, in the order of the keys. */
export function offersAt(desk: Desk, page: ServicePage): readonly Offer[] {
  const offers: Offer[] = [];
  for (const row of services) {
    const key = row.page === page ? row.keys[desk] : undefined;
    if (key) offers.push({ type: "service", key, id: row.id });
  }
  for (const door of page === "front" ? doors : []) {
    const key = door.keys[desk];
    if (key) offers.push({ type: "page", key, page: door.page });
  }
  return offers.sort((one, other) => Number(one.key) - Number(other.key));
}
