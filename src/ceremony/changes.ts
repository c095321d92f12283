// What of a device's change is a fact for the journal: in, out, well again. Pure.

import type { Fact } from "../audit/entry.ts";
import type { Drive } from "../media/drive.ts";
import type { DeviceEvent } from "./event.ts";
import type { State } from "./state.ts";

export function changes(state: State, event: DeviceEvent): readonly Fact[] {
  switch (event.type) {
    case "drives-changed":
      return [
        ...missing(event.drives, state.drives).map(({ label }) => ({ event: "drive-inserted", drive: label }) as const),
        ...missing(state.drives, event.drives)
          .filter(({ id }) => id !== releasedDrive(state))
          .map(({ label }) => ({ event: "drive-removed", drive: label }) as const),
        ...takenAtTheEnd(state, event.released).map(({ label }) => ({ event: "drive-removed", drive: label }) as const),
      ];
    case "tokens-changed":
      return [
        ...missing(event.tokens, state.tokens).map(({ label }) => ({ event: "token-inserted", token: label }) as const),
        ...missing(state.tokens, event.tokens).map(({ label }) => ({ event: "token-removed", token: label }) as const),
      ];
    case "keypad-changed":
      return state.keypads[event.keypad] === event.status
        ? []
        : [{ event: "keypad-status", keypad: event.keypad, status: event.status }];
    case "printer-changed":
      // That a printer is there and well is nothing to record; that it is well again is.
      return state.printer === event.status || (state.printer === null && event.status === "ready")
        ? []
        : [{ event: "printer-status", status: event.status }];
    case "authority-changed":
      return state.authority === event.trouble ? [] : [{ event: "authority-status", status: event.trouble ?? "ready" }];
    case "phone-shown":
    case "card-written":
      return [];
  }
}

/** A stick that is being let go leaves the list while it is still in: nobody has removed it. */
function releasedDrive({ step, facts }: State): string | null {
  if (step.at === "issuing" && step.phase === "releasing") return facts?.drive?.id ?? null;
  const place = step.at === "done" ? step.place : null;
  return place?.type === "stick" && place.release === "released" ? place.drive.id : null;
}

/** The stick that was let go, once it is out. */
function takenAtTheEnd({ step }: State, released: readonly Drive[]): readonly Drive[] {
  const place = step.at === "done" ? step.place : null;
  return place?.type === "stick" && place.release === "released" && !place.gone ? missing([place.drive], released) : [];
}

/** Those of `some` that are not among `others`. */
export function missing<T extends { readonly id: string }>(some: readonly T[], others: readonly T[]): readonly T[] {
  return some.filter(({ id }) => !others.some((other) => other.id === id));
}
