// The PIN of a financial certificate: chosen twice alike, proven by a signature, changed. Pure.

import type { Event, EventOf } from "./event.ts";
import { complete } from "./financial.ts";
import { end, established, factsOf, forward, nextStage, notify, onward, serviceOf, stay, update } from "./move.ts";
import { endWithSlip, recorded } from "./slip.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";

const unset: StepAt<"pin"> = { at: "pin", typed: nothingTyped, waiting: false };
const unproven: StepAt<"pin-proof"> = { at: "pin-proof", typed: nothingTyped, waiting: false };

export function enterPin(state: State): Move {
  return update(state, unset);
}

export function onPin(state: State, step: StepAt<"pin">, event: Event): Move {
  switch (event.type) {
    case "pressed": {
      if (event.key !== "enter" || step.waiting) return stay(state);
      const { account } = factsOf(state);
      const customer = established(state, "customer").id;
      return update(state, { ...step, waiting: true }, [{ type: "judge-pin", customer, account }]);
    }
    case "pin-accepted":
      return forward(state, { at: "pin-again", typed: nothingTyped, waiting: false });
    case "pin-rejected":
      return notify({ ...state, step: unset }, event);
    default:
      return stay(state);
  }
}

export function onPinAgain(state: State, step: StepAt<"pin-again">, event: Event): Move {
  switch (event.type) {
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "compare-pins" }]);
    case "pins-match": {
      // "Back" from the next page chooses anew, from the first of the two.
      const past = state.past.filter(({ at }) => at !== "pin");
      return nextStage({ ...state, past, step: unset }, { verified: false });
    }
    case "pins-differ": {
      const past = state.past.filter(({ at }) => at !== "pin");
      return notify({ ...state, past, step: unset }, event);
    }
    default:
      return stay(state);
  }
}

export function enterPinProof(state: State): Move {
  return update(state, unproven);
}

/** The PIN of the certificate that was just made, at the end; before that, of the one that the customer has. */
export function onPinProof(state: State, step: StepAt<"pin-proof">, event: Event): Move {
  switch (event.type) {
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "prove-pin" }]);
    case "pin-verified":
      return proven(state, step);
    case "pin-refused":
    case "vault-unreachable":
      return notify({ ...state, step: unproven }, event);
    case "pin-locked":
      // One that was never proven is worth no unlocking.
      return end(state, { type: factsOf(state).signed ? "proof-failed" : "pin-locked" });
    default:
      return stay(state);
  }
}

function proven(state: State, step: StepAt<"pin-proof">): Move {
  if (factsOf(state).signed) return complete(state);
  if (serviceOf(state).stages.at(-1) === "pin-proof") return end(state, { type: "financial-proven" });
  return nextStage({ ...state, step: { ...step, waiting: false } }, { verified: true });
}

export function enterPinChange(state: State): Move {
  return onward(state, { at: "pin-change", waiting: true }, [{ type: "change-pin" }]);
}

export function onPinChange(state: State, event: Event): Move {
  switch (event.type) {
    case "pin-changed": {
      const { serial, notAfter } = established(state, "held");
      return endWithSlip(state, { type: event.type }, { ...recorded(event), certificate: { serial, notAfter } });
    }
    case "pin-in-doubt":
    case "pin-locked":
      return end(state, { type: event.type });
    case "pin-refused":
      return wrongAfterAll(state, event);
    default:
      return stay(state);
  }
}

/** Changed elsewhere since it was proven: nothing was changed here. */
function wrongAfterAll(state: State, event: EventOf<"pin-refused">): Move {
  const facts = factsOf(state);
  const again: State = { ...state, facts: { ...facts, stage: facts.stage - 2 }, past: [] };
  return notify({ ...again, step: unproven }, event);
}
