// The teller's own password: the old one, and the new one twice. Pure.

import type { Event } from "./event.ts";
import { end, notify, stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";

const first: StepAt<"own-password"> = { at: "own-password", ask: "current", typed: nothingTyped, waiting: false };

const next = { current: "new", new: "again" } as const;

export function enterOwnPassword(state: State): Move {
  return update(state, first);
}

export function onOwnPassword(state: State, step: StepAt<"own-password">, event: Event): Move {
  switch (event.type) {
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return step.ask === "again"
        ? update(state, { ...step, waiting: true }, [{ type: "change-staff-password" }])
        : update(state, { ...step, ask: next[step.ask], typed: nothingTyped });
    case "staff-password-changed":
      return end(state, event);
    case "staff-password-refused":
      return notify({ ...state, step: first }, event);
    case "sign-on-locked":
      return end({ ...state, officer: null }, { type: "staff-locked" });
    default:
      return stay(state);
  }
}
