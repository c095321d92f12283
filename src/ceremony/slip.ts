// The slip of a service that is done: what stands on it, whether it was printed, and what the page shows of it. Pure.

import type { PrintTrouble } from "../receipt/printer.ts";
import type { Slip } from "../receipt/slip.ts";
import type { SlipService } from "../receipt/slip-words.ts";
import { maskName } from "../verification/masked.ts";
import type { Event, EventOf } from "./event.ts";
import { factsOf, notify, stay, update } from "./move.ts";
import type { ServiceId } from "./services.ts";
import type { Move, State } from "./state.ts";
import type { Finished, StepAt } from "./step.ts";

/** What the ceremony knows of a slip; the building adds who, where and when. */
export type SlipWanted = Pick<Slip, "locale" | "service" | "name" | "certificate" | "fee" | "reference" | "journal">;

export type SlipResult = "printed" | "no-printer" | PrintTrouble;

export type ShownSlip = {
  readonly wanted: SlipWanted;
  /** Null while it is under way. */
  readonly result: SlipResult | null;
  /** How many may be on paper. */
  readonly copies: number;
  readonly lines: readonly string[];
  /** The line from which it is shown in the large layout; null while it is not shown. */
  readonly from: number | null;
};

const slipOfService: Readonly<Partial<Record<ServiceId, SlipService>>> = {
  issue: "issue",
  renew: "renew",
  reissue: "reissue",
  copy: "copy",
  "change-password": "change-password",
};

/** Null for a service that gives no slip. */
export function slipOf(state: State, { serial, notAfter, seq, head }: Finished): ShownSlip | null {
  const { service, customer, brought, fee } = factsOf(state);
  const slip = slipOfService[service];
  if (!slip) return null;
  const name = customer?.name ?? brought?.holder ?? null;
  const wanted: SlipWanted = {
    locale: state.locale,
    service: slip,
    name: name === null ? null : maskName(name),
    certificate: { serial, notAfter },
    fee: slip === "copy" || slip === "change-password" ? null : fee,
    reference: null,
    journal: { seq, head },
  };
  return { wanted, result: null, copies: 0, lines: [], from: null };
}

/** Lines of a slip that fit the large layout at once. */
export const slipPageLines = 6;

export function told(state: State, step: StepAt<"done">, event: EventOf<"slip-told">): Move {
  const { slip } = step;
  if (!slip || slip.wanted.journal.seq !== event.seq) return stay(state);
  const { result, lines, copies } = event;
  const shown: State = { ...state, step: { ...step, slip: { ...slip, result, lines, copies } } };
  return result === "no-printer" ? stay(shown) : notify(shown, { type: "slip-told", result });
}

/** 1 prints (again); 2 shows the slip, and in the large layout its next part. */
export function onSlipKey(state: State, step: StepAt<"done">, event: Event): Move | null {
  const { slip } = step;
  if (event.type !== "pressed" || !slip) return null;
  if (event.key === "1" && slip.result !== null && slip.result !== "no-printer")
    return update(state, { ...step, slip: { ...slip, result: null } }, [
      { type: "print-slip", slip: slip.wanted, copies: slip.copies },
    ]);
  if (event.key === "2" && slip.lines.length > 0) {
    const next = slip.from === null ? 0 : slip.from + slipPageLines;
    return update(state, { ...step, slip: { ...slip, from: next < slip.lines.length ? next : 0 } });
  }
  if (event.key === "enter" && slip.from !== null) return update(state, { ...step, slip: { ...slip, from: null } });
  return null;
}
