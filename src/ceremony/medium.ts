// The security medium that the customer has: two cells of a card, or the code that a token shows. Pure.

import type { Event } from "./event.ts";
import { end, established, nextStage, notify, stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";

export function enterMedium(state: State): Move {
  const { medium } = established(state, "customer");
  if (medium === null) return end(state, { type: "medium-missing" });
  switch (medium.type) {
    case "security-card":
      return update(state, { at: "security-card", ask: "serial", cells: null, typed: nothingTyped, waiting: true }, [
        { type: "draw-challenge", serial: medium.serial },
      ]);
    case "otp-token":
    case "mobile-otp":
      return update(state, { at: "otp", digits: medium.digits, typed: nothingTyped, waiting: true }, [
        { type: "ask-otp", serial: medium.serial },
      ]);
  }
}

function serialOf(state: State): string {
  return established(state, "customer").medium?.serial ?? "";
}

/** The end of the card's serial number, then a half of each of two cells; judged together. */
export function onSecurityCard(state: State, step: StepAt<"security-card">, event: Event): Move {
  switch (event.type) {
    case "challenge-drawn":
      return update(state, { ...step, cells: event.cells, waiting: false });
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return cardEntered(state, step);
    case "card-verified":
      return nextStage(state, { verified: true });
    case "card-refused": {
      const again = { ...step, ask: "serial", typed: nothingTyped, waiting: false } as const;
      return notify({ ...state, step: again }, event);
    }
    case "medium-locked":
    case "medium-unavailable":
      return end(state, { type: event.type === "medium-locked" ? "medium-locked" : "medium-missing" });
    default:
      return stay(state);
  }
}

function cardEntered(state: State, step: StepAt<"security-card">): Move {
  switch (step.ask) {
    case "serial":
      return update(state, { ...step, ask: "first", typed: nothingTyped });
    case "first":
      return update(state, { ...step, ask: "second", typed: nothingTyped });
    case "second":
      return update(state, { ...step, waiting: true }, [{ type: "check-card", serial: serialOf(state) }]);
  }
}

export function onOtp(state: State, step: StepAt<"otp">, event: Event): Move {
  switch (event.type) {
    case "otp-asked":
      return update(state, { ...step, waiting: false });
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "check-otp", serial: serialOf(state) }]);
    case "otp-verified":
      return nextStage(state, { verified: true });
    case "otp-refused":
      return notify({ ...state, step: { ...step, typed: nothingTyped, waiting: false } }, event);
    case "medium-locked":
    case "medium-unavailable":
      return end(state, { type: event.type === "medium-locked" ? "medium-locked" : "medium-missing" });
    default:
      return stay(state);
  }
}
