// Who stands there: at a kiosk by resident number, at a counter by document and teller; then the account. Pure.

import type { Event, EventOf } from "./event.ts";
import { end, factsOf, forward, learn, nextStage, notify, stay, update } from "./move.ts";
import { enterPerson } from "./person.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";
import { writing } from "./writing.ts";

/** Who is known by his certificate's key already is not asked again. */
export function enterIdentity(state: State): Move {
  if (factsOf(state).customer) return nextStage(state, { verified: true });
  return state.desk === "teller" ? enterPerson(state) : update(state, unasked);
}

const unasked: StepAt<"resident-number"> = { at: "resident-number", typed: nothingTyped, waiting: false };

/** A slip of the finger is told at once: it says nothing of anybody. */
export function onResidentNumber(state: State, step: StepAt<"resident-number">, event: Event): Move {
  switch (event.type) {
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "check-resident-number" }]);
    case "resident-number-formed":
      return forward(state, { at: "account-number", number: "" });
    case "resident-number-malformed":
      return notify({ ...state, step: unasked }, event);
    default:
      return stay(state);
  }
}

export function onAccountNumber(state: State, step: StepAt<"account-number">, event: Event): Move {
  const typed = (number: string): StepAt<"account-number"> => ({ ...step, number });
  return writing(state, event, typed, (number) =>
    forward(state, { at: "account-password", number, typed: nothingTyped, waiting: false }),
  );
}

export function onAccountPassword(state: State, step: StepAt<"account-password">, event: Event): Move {
  switch (event.type) {
    case "pressed": {
      if (event.key !== "enter" || step.waiting) return stay(state);
      const { chosenCustomer, fee } = factsOf(state);
      const customer = chosenCustomer?.id ?? null;
      const check = { type: "check-account", customer, account: step.number, fee } as const;
      return update(state, { ...step, waiting: true }, [check]);
    }
    case "identified": {
      const { holder, product } = factsOf(state);
      if (holder && holder.id !== event.customer.id) return end(state, { type: "renewal-not-yours" });
      if (event.uncovered) return end(state, { type: "fee-refused", why: event.uncovered });
      // A general-purpose certificate stands beside others, but for the one that it renews.
      const replaces = holder ? factsOf(state).replaces : product?.id === "limited" ? event.replaces : [];
      const known = learn(state, { customer: event.customer, account: step.number, replaces });
      return nextStage(known, { verified: true });
    }
    case "not-identified":
      return refused(state, event);
    case "account-locked":
    case "counter-needed":
      return end(state, { type: event.type });
    case "bank-unreachable":
      return notify({ ...state, step: { ...step, typed: nothingTyped, waiting: false } }, { type: "bank-unreachable" });
    default:
      return stay(state);
  }
}

/** Which of the numbers was wrong is not said: the first question is asked again. */
function refused(state: State, notice: EventOf<"not-identified">): Move {
  const past = state.past.filter(({ at }) => at !== "account-number" && at !== "resident-number");
  const again = { ...state, past, notice };
  if (state.desk === "teller") return update(again, { at: "account-number", number: "" });
  return update(again, unasked);
}
