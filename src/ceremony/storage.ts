// Where the certificate goes and what locks its key: the stick, then the password twice. Pure.

import type { Drive } from "../media/drive.ts";
import type { Event } from "./event.ts";
import { established, factsOf, forward, learn, nextStage, notify, stay, typedIn, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";

export function enterStorage(state: State): Move {
  return update(state, { at: "drive", waiting: false });
}

/** The stick that a digit names among those that are really there; Enter takes the only one. */
export function driveAt(state: State, event: Event): Drive | null {
  if (event.type !== "pressed") return null;
  if (event.key === "enter") return state.drives.length === 1 ? (state.drives[0] ?? null) : null;
  return state.drives[Number(event.key) - 1] ?? null;
}

export function onDrive(state: State, step: StepAt<"drive">, event: Event): Move {
  switch (event.type) {
    case "drive-accepted":
      return accepted({ ...state, step: { ...step, waiting: false } });
    case "drive-refused":
      return notify(learn({ ...state, step: { ...step, waiting: false } }, { drive: null }), event);
    default: {
      const drive = step.waiting ? null : driveAt(state, event);
      if (!drive) return stay(state);
      return update(learn(state, { drive }), { ...step, waiting: true }, [{ type: "check-drive", drive }]);
    }
  }
}

/** Who came back only for another stick keeps the password that was set. */
function accepted(state: State): Move {
  if (factsOf(state).passwordSet) return nextStage(state, { verified: false });
  if (state.desk === "teller") return forward(state, { at: "turn-screen" });
  return forward(state, { at: "password", typed: nothingTyped, waiting: false });
}

/** The password is the customer's: the teller turns the screen before it is typed. */
export function onTurnScreen(state: State, event: Event): Move {
  if (event.type !== "pressed" || event.key !== "enter") return stay(state);
  return forward(state, { at: "password", typed: nothingTyped, waiting: false }, [
    { type: "record", facts: [{ event: "screen-turned" }] },
  ]);
}

export function onPassword(state: State, step: StepAt<"password">, event: Event): Move {
  switch (event.type) {
    case "secret-typed":
      return update(state, { ...step, typed: typedIn(event) });
    case "pressed": {
      if (event.key !== "enter" || step.waiting) return stay(state);
      const { account } = factsOf(state);
      return update(state, { ...step, waiting: true }, [
        { type: "judge-password", customer: established(state, "customer").id, account },
      ]);
    }
    case "password-accepted":
      return forward(state, { at: "password-again", typed: nothingTyped, waiting: false });
    case "password-refused":
      return notify({ ...state, step: { at: "password", typed: nothingTyped, waiting: false } }, event);
    default:
      return stay(state);
  }
}

export function onPasswordAgain(state: State, step: StepAt<"password-again">, event: Event): Move {
  switch (event.type) {
    case "secret-typed":
      return update(state, { ...step, typed: typedIn(event) });
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "compare-passwords" }]);
    case "passwords-match": {
      const before = state.past.filter(({ at }) => at !== "password" && at !== "turn-screen");
      const rested: State = { ...state, past: before.slice(0, -1), step: before.at(-1) ?? step };
      return nextStage(learn(rested, { passwordSet: true }), {
        verified: false,
      });
    }
    case "passwords-differ": {
      const past = state.past.filter(({ at }) => at !== "password");
      return notify({ ...state, past, step: { at: "password", typed: nothingTyped, waiting: false } }, event);
    }
    default:
      return stay(state);
  }
}
