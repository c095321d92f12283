// The table of services: each is a row of shared stages, in the order in which they are gone through.

import type { Desk } from "../audit/entry.ts";
import type { Digit } from "../input/key.ts";
import type { SlipService } from "../receipt/slip-words.ts";

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
  | "ticket"
  | "redemption"
  | "tickets"
  | "held"
  | "revocation"
  | "kinds"
  | "financial"
  | "pin"
  | "pin-proof"
  | "pin-change"
  | "deposit"
  | "registration"
  | "registrations"
  | "person"
  | "care"
  | "requests"
  | "colleagues"
  | "own-password";

/** The services stand on pages, for a keypad has nine keys: the front, and one behind a key of it for each kind. */
export type ServicePage = "front" | "joint" | "certificates" | "financial" | "staff";

export type Service = {
  /** At each desk where it is offered: its page, and the key that starts it there. */
  readonly places: Readonly<Partial<Record<Desk, readonly [page: ServicePage, key: Digit]>>>;
  readonly stages: readonly StageName[];
  /** Null where nothing is changed that a customer could want to prove. */
  readonly slip: SlipService | null;
  /** It costs something, if only sometimes, and its slip says so; what a ticket cost stands on the ticket's own slip. */
  readonly charged?: true;
  /** What is brought on a stick: a certificate in its folder, unless a PKCS#12 file. */
  readonly source?: "pkcs12";
  /** It writes what was brought, and signs nothing. */
  readonly keeps?: "copy" | "relock" | "pack" | "unpack";
  /** Which of the customer's certificates it is about: one on a stick that is replaced or revoked, or the one in the vault. */
  readonly held?: "replaced" | "revoked" | "in-vault";
  /** The old key asks for the new one, whose years begin where the old one's end. */
  readonly renews?: true;
};

const table = {
  issue: {
    places: { kiosk: ["front", "1"], teller: ["front", "1"] },
    stages: ["terms", "identity", "phone", "medium", "drive", "password", "issuance"],
    slip: "issue",
    charged: true,
  },
  // The old key asks for the new one; who stands there is asked where somebody acts for him or his account is debited.
  renew: {
    places: { kiosk: ["front", "2"], teller: ["joint", "1"] },
    stages: ["source", "key", "identity", "drive", "password", "issuance"],
    slip: "renew",
    charged: true,
    renews: true,
  },
  // Lost, forgotten, damaged: a new pair in the place of the old one, to the same day. Expired: a new year.
  reissue: {
    places: { kiosk: ["front", "3"], teller: ["joint", "2"] },
    stages: ["identity", "phone", "medium", "held", "drive", "password", "issuance"],
    slip: "reissue",
    charged: true,
    held: "replaced",
  },
  revoke: {
    places: { kiosk: ["front", "5"], teller: ["joint", "3"] },
    stages: ["identity", "phone", "medium", "held", "revocation"],
    slip: "revoke",
    held: "revoked",
  },
  // Proven now, finished later: two numbers on a ticket stand for who was proven at the counter.
  "make-ticket": {
    places: { teller: ["joint", "4"] },
    stages: ["terms", "identity", "phone", "medium", "ticket"],
    slip: "make-ticket",
    charged: true,
  },
  redeem: {
    places: { kiosk: ["front", "7"], teller: ["joint", "5"] },
    stages: ["redemption", "drive", "password", "issuance"],
    slip: "redeem",
  },
  // Whoever changed his mind is known by a document; what he paid goes back to the account that it came from.
  "cancel-ticket": {
    places: { teller: ["joint", "6"] },
    stages: ["person", "tickets"],
    slip: "cancel-ticket",
  },
  // A customer's cards, tokens, phones and locks: whoever asks is known by a document, because an account may be locked.
  care: { places: { teller: ["front", "2"] }, stages: ["person", "care"], slip: null },
  requests: { places: { teller: ["front", "3"] }, stages: ["requests"], slip: null },
  // Whoever holds the stick may read what is on it; what opens the key is the password alone.
  view: {
    places: { kiosk: ["certificates", "1"], teller: ["certificates", "1"] },
    stages: ["source", "view"],
    slip: null,
  },
  copy: {
    places: { kiosk: ["certificates", "2"], teller: ["certificates", "2"] },
    stages: ["source", "key", "drive", "keeping"],
    slip: "copy",
    keeps: "copy",
  },
  "change-password": {
    places: { kiosk: ["certificates", "3"], teller: ["certificates", "3"] },
    stages: ["source", "key", "password", "keeping"],
    slip: "change-password",
    keeps: "relock",
  },
  // In the vault and never on a stick; a new one takes the place of the one before, when the customer has proven it.
  "financial-issue": {
    places: { kiosk: ["financial", "1"], teller: ["financial", "1"] },
    stages: ["kinds", "terms", "identity", "phone", "medium", "financial", "pin", "deposit"],
    slip: "financial-issue",
    charged: true,
  },
  "financial-renew": {
    places: { kiosk: ["financial", "2"], teller: ["financial", "2"] },
    stages: ["identity", "phone", "financial", "pin-proof", "deposit"],
    slip: "financial-renew",
    charged: true,
    renews: true,
  },
  "financial-pin": {
    places: { kiosk: ["financial", "3"], teller: ["financial", "3"] },
    stages: ["identity", "phone", "financial", "pin-proof", "pin", "pin-change"],
    slip: "financial-pin",
  },
  "financial-revoke": {
    places: { kiosk: ["financial", "4"], teller: ["financial", "4"] },
    stages: ["identity", "phone", "medium", "held", "revocation"],
    slip: "financial-revoke",
    held: "in-vault",
  },
  "financial-prove": {
    places: { kiosk: ["financial", "5"], teller: ["financial", "5"] },
    stages: ["identity", "financial", "pin-proof"],
    slip: null,
  },
  // Another institution's: who stands there is proven as for a new one, and that it is his by its virtual id.
  register: {
    places: { kiosk: ["certificates", "4"], teller: ["certificates", "4"] },
    stages: ["identity", "phone", "medium", "source", "key", "registration"],
    slip: "register",
  },
  deregister: {
    places: { kiosk: ["certificates", "5"], teller: ["certificates", "5"] },
    stages: ["identity", "phone", "medium", "registrations"],
    slip: "deregister",
  },
  // One file in the form that other programs take; its password is the certificate's.
  "to-pkcs12": {
    places: { kiosk: ["certificates", "6"], teller: ["certificates", "6"] },
    stages: ["source", "key", "drive", "keeping"],
    slip: "to-pkcs12",
    keeps: "pack",
  },
  "from-pkcs12": {
    places: { kiosk: ["certificates", "7"], teller: ["certificates", "7"] },
    stages: ["source", "key", "drive", "keeping"],
    slip: "from-pkcs12",
    source: "pkcs12",
    keeps: "unpack",
  },
  colleagues: { places: { teller: ["staff", "1"] }, stages: ["colleagues"], slip: null },
  "own-password": { places: { teller: ["staff", "2"] }, stages: ["own-password"], slip: null },
} as const satisfies Readonly<Record<string, Service>>;

export type ServiceId = keyof typeof table;

export const serviceIds = Object.keys(table) as readonly ServiceId[];

/** The keys of the front that lead to the other pages; a desk for which one is empty has no door to it. */
const doors: readonly { readonly page: ServicePage; readonly keys: Readonly<Partial<Record<Desk, Digit>>> }[] = [
  { page: "joint", keys: { teller: "6" } },
  { page: "certificates", keys: { kiosk: "4", teller: "5" } },
  { page: "financial", keys: { kiosk: "6", teller: "7" } },
  { page: "staff", keys: { teller: "4" } },
];

export type Offer = { readonly key: Digit } & (
  | { readonly type: "service"; readonly id: ServiceId }
  | { readonly type: "page"; readonly page: ServicePage }
);

export function service(id: ServiceId): Service {
  return table[id];
}

/** A CA signs in it: it is not begun while none can. */
export function signsFor(id: ServiceId): boolean {
  const { stages } = service(id);
  return stages.includes("issuance") || stages.includes("deposit");
}

/** What a page of services offers at a desk, in the order of the keys; a key without a service is left out. */
export function offersAt(desk: Desk, page: ServicePage): readonly Offer[] {
  const offers: Offer[] = [];
  for (const id of serviceIds) {
    const [at, key] = service(id).places[desk] ?? [];
    if (key && at === page) offers.push({ type: "service", key, id });
  }
  for (const door of page === "front" ? doors : []) {
    const key = door.keys[desk];
    if (key && offersAt(desk, door.page).length > 0) offers.push({ type: "page", key, page: door.page });
  }
  return offers.sort((one, other) => Number(one.key) - Number(other.key));
}
