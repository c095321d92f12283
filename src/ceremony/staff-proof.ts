// A member of the staff proves himself: his number, and then his password. Pure.

import type { Effect } from "./effect.ts";
import type { Event } from "./event.ts";
import { stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";
import { writing } from "./writing.ts";

/** The hands on such a page; `check` is what proves the password that was typed. */
export function proving(state: State, step: StepAt<"sign-on" | "approver">, event: Event, check: Effect): Move {
  if (step.ask === "password") {
    if (event.type !== "pressed" || event.key !== "enter" || step.waiting) return stay(state);
    return update(state, { ...step, waiting: true }, [check]);
  }
  const typed = (number: string): StepAt<"sign-on" | "approver"> => ({ ...step, number });
  return writing(state, event, typed, () => update(state, { ...step, ask: "password" }));
}
