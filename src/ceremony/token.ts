// A security token in the place of a stick: chosen beside the sticks, and opened with its own PIN. Pure.

import type { SecurityToken, TokenFault } from "../media/token.ts";
import type { Event } from "./event.ts";
import { factsOf, learn, nextStage, notify, record, stay, update } from "./move.ts";
import { service } from "./services.ts";
import type { Facts, Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";

export function chooseToken(state: State, token: SecurityToken): Move {
  if (token.pin === "locked") return notify(state, { type: "token-refused", why: "locked" });
  const chosen = learn(state, { token, drive: null, passwordSet: false });
  return nextStage(chosen, { verified: false }, [record({ event: "token-chosen", token: token.label })]);
}

const unset: StepAt<"token-pin"> = { at: "token-pin", typed: nothingTyped, pin: "fine", left: null, waiting: false };

export function enterTokenPin(state: State, { pin, left }: SecurityToken): Move {
  return update(state, { ...unset, pin, left: left ?? null });
}

export function onTokenPin(state: State, step: StepAt<"token-pin">, event: Event): Move {
  switch (event.type) {
    case "pressed": {
      const { token } = factsOf(state);
      if (event.key !== "enter" || step.waiting || !token) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "open-token", token }]);
    }
    case "token-opened":
      return nextStage(state, { verified: true });
    case "pin-wrong": {
      const { pin, left = null } = event;
      return notify({ ...state, step: { ...unset, pin, left } }, { type: "pin-wrong", pin, left });
    }
    case "pin-locked":
      return otherPlace(state, { type: "token-refused", why: "locked" });
    case "token-failed":
      return otherPlace(state, { type: "token-refused", why: reasonOf(event.fault) });
    default:
      return stay(state);
  }
}

/** Back to where sticks and tokens are chosen. */
export function otherPlace(state: State, notice: Parameters<typeof notify>[1]): Move {
  const facts: Facts = { ...factsOf(state), drive: null, token: null };
  const past = state.past.filter(({ at }) => at !== "drive");
  const stage = service(facts.service).stages.indexOf("drive");
  return notify({ ...state, past, facts: { ...facts, stage }, step: { at: "drive", waiting: false } }, notice);
}

export type TokenReason = "locked" | "removed" | "full" | "silent" | "failed";

export function reasonOf(fault: TokenFault): TokenReason {
  switch (fault.type) {
    case "token-removed":
      return "removed";
    case "token-full":
      return "full";
    case "token-silent":
      return "silent";
    case "token-failed":
      return "failed";
  }
}
