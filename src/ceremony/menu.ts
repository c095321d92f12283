// The keys of a page of choices, as data: the screen's list, the key legend and `advance` read the same rows. Pure.

import type { Digit } from "../input/key.ts";
import type { State } from "./state.ts";

export type MenuItem = "back" | "language" | "contrast" | "call-staff" | "trainer-card" | "other-desk" | "cancel";

/** What the menu offers now; only what works is there. */
export function menuOf(state: State): readonly { readonly key: Digit; readonly item: MenuItem }[] {
  const rows: { readonly key: Digit; readonly item: MenuItem; readonly works: boolean }[] = [
    { key: "1", item: "back", works: state.past.length > 0 },
    { key: "2", item: "language", works: true },
    { key: "3", item: "contrast", works: true },
    { key: "4", item: "call-staff", works: state.desk === "kiosk" },
    { key: "7", item: "trainer-card", works: state.house?.card != null },
    { key: "8", item: "other-desk", works: state.facts === null && (state.house?.desks.length ?? 0) > 1 },
    { key: "9", item: "cancel", works: canCancel(state) },
  ];
  return rows.filter((row) => row.works).map(({ key, item }) => ({ key, item }));
}

/**
 * While the certificate is being made nobody can turn back: it is over in seconds, and ends well or with a choice. When it
 * is made, or a ticket for it, there is nothing to turn back from.
 */
export function canCancel(state: State): boolean {
  const { facts, step } = state;
  if (facts === null || step.at === "issuing" || step.at === "depositing" || step.at === "ticket") return false;
  return !(step.at === "old-folders" && step.finished);
}
