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
  | "person"
  | "care"
  | "requests"
  | "colleagues"
  | "own-password";

export type ServiceId = "issue" | "care" | "requests" | "colleagues" | "own-password";

export type Service = {
  readonly id: ServiceId;
  /** The key that starts it on the page of services. */
  readonly key: Digit;
  readonly desks: readonly Desk[];
  readonly stages: readonly StageName[];
};

export const services: readonly Service[] = [
  {
    id: "issue",
    key: "1",
    desks: ["kiosk", "teller"],
    stages: ["terms", "identity", "phone", "medium", "storage", "issuance"],
  },
  // A customer's cards, tokens, phones and locks: whoever asks is known by a document, because an account may be locked.
  { id: "care", key: "2", desks: ["teller"], stages: ["person", "care"] },
  { id: "requests", key: "3", desks: ["teller"], stages: ["requests"] },
  { id: "colleagues", key: "4", desks: ["teller"], stages: ["colleagues"] },
  { id: "own-password", key: "5", desks: ["teller"], stages: ["own-password"] },
];

export function service(id: ServiceId): Service {
  const found = services.find((row) => row.id === id);
  if (!found) throw new Error(`no service ${id}`);
  return found;
}

export function servicesAt(desk: Desk): readonly Service[] {
  return services.filter(({ desks }) => desks.includes(desk));
}
