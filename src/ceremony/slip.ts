// The slip of a service that is done: what stands on it, whether it was printed, and what the page shows of it. Pure.

import type { PrintTrouble } from "../receipt/printer.ts";
import type { Slip } from "../receipt/slip.ts";
import type { SlipService } from "../receipt/slip-words.ts";
import { maskName } from "../verification/masked.ts";
import type { Effect } from "./effect.ts";
import type { Ending } from "./ending.ts";
import type { Event, EventOf } from "./event.ts";
import type { Recorded } from "./finished.ts";
import { end, factsOf, notify, serviceOf, stay, update } from "./move.ts";
import { notRemoved } from "./old-folders.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

/** What the ceremony knows of a slip; the building adds who, where and when. */
export type SlipWanted = Pick<Slip, "locale" | "service" | "name" | "certificate" | "fee" | "reference" | "journal"> & {
  /** Whose slip it is: most are printed when their ceremony is over. */
  readonly ceremony: string;
};

export type SlipResult = "printed" | "no-printer" | PrintTrouble;

export type ShownSlip = {
  readonly wanted: SlipWanted;
  /** Null while it is under way. */
  readonly result: SlipResult | null;
  /** What became of it the time before. */
  readonly before: SlipResult | null;
  /** How many may be on paper. */
  readonly copies: number;
  readonly lines: readonly string[];
  /** The line from which it is shown in the large layout; null while it is not shown. */
  readonly from: number | null;
};

/** What was done, and the row of the journal that says so. */
export type SlipMatter = Recorded & {
  readonly certificate: Slip["certificate"];
  readonly reference?: Slip["reference"];
  /** Where a service has several outcomes. */
  readonly service?: SlipService;
};

/** A certificate that is revoked, and the row that says so. */
export type Revoked = Recorded & {
  readonly certificate: { readonly serial: string; readonly notAfter: Date };
  readonly financial: boolean;
};

/** Null for a service that gives no slip. */
export function slipOf(state: State, { seq, head, certificate, reference = null, ...matter }: SlipMatter) {
  const { ceremony, customer, chosenCustomer, brought, fee } = factsOf(state);
  const { slip, charged } = serviceOf(state);
  const service = matter.service ?? slip;
  if (!service) return null;
  const name = customer?.name ?? chosenCustomer?.name ?? brought?.holder ?? null;
  const wanted: SlipWanted = {
    ceremony,
    locale: state.locale,
    service,
    name: name === null ? null : maskName(name),
    certificate,
    fee: charged ? fee : null,
    reference,
    journal: { seq, head },
  };
  return { wanted, result: null, before: null, copies: 0, lines: [], from: null } satisfies ShownSlip;
}

export function printing(slip: ShownSlip | null): readonly Effect[] {
  return slip ? [{ type: "print-slip", slip: slip.wanted, copies: 0 }] : [];
}

export function recorded({ seq, head }: Recorded): Recorded {
  return { seq, head };
}

/** An end of which the customer takes a slip home. */
export function endWithSlip(state: State, ending: Ending, matter: SlipMatter): Move {
  const slip = slipOf(state, matter);
  const ended = end(state, ending, [], slip);
  return { state: ended.state, effects: [...ended.effects, ...printing(slip)] };
}

/** Lines of a slip that fit the large layout at once. */
export const slipPageLines = 6;

/** The pages that a slip lies under. */
type Slipped = StepAt<"done" | "deposited" | "ended" | "ticket">;

function told(state: State, step: Slipped, event: EventOf<"slip-told">): Move {
  const { slip } = step;
  if (!slip || slip.wanted.journal.seq !== event.seq) return stay(state);
  const { result, lines, copies } = event;
  const shown: State = { ...state, step: { ...step, slip: { ...slip, result, lines, copies } } };
  // Without a word of its own a second try looks as if nobody had tried.
  return result === "no-printer" || (result === "printed" && notRemoved(state))
    ? stay(shown)
    : notify(shown, { type: "slip-told", result, still: result === slip.before });
}

/** 1 prints (again); 2 shows the slip, and in the large layout its next part. Null: nothing of the slip's. */
export function onSlip(state: State, step: Slipped, event: Event): Move | null {
  const { slip } = step;
  if (event.type === "slip-told") return told(state, step, event);
  if (event.type !== "pressed" || !slip) return null;
  if (event.key === "1" && slip.result !== null && slip.result !== "no-printer")
    return update(state, { ...step, slip: { ...slip, result: null, before: slip.result } }, [
      { type: "print-slip", slip: slip.wanted, copies: slip.copies },
    ]);
  if (event.key === "2" && slip.lines.length > 0) {
    const next = slip.from === null ? 0 : slip.from + slipPageLines;
    return update(state, { ...step, slip: { ...slip, from: next < slip.lines.length ? next : 0 } });
  }
  if (event.key === "enter" && slip.from !== null) return update(state, { ...step, slip: { ...slip, from: null } });
  return null;
}
