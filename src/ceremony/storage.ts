// Where the certificate goes and what locks its key: the stick, then the password twice. Pure.

import type { Drive } from "../media/drive.ts";
import type { Event } from "./event.ts";
import { factsOf, forward, learn, nextStage, notify, record, serviceOf, stay, update } from "./move.ts";
import { type Place, placeAt } from "./places.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";
import { unconfirmed } from "./ticket.ts";
import { chooseToken, enterTokenPin } from "./token.ts";

export function enterDrive(state: State): Move {
  return update(state, { at: "drive", waiting: false });
}

/** A token has a PIN of its own. Who came back only for another stick keeps the password that was set. */
export function enterPassword(state: State): Move {
  const { token, passwordSet } = factsOf(state);
  if (token) return enterTokenPin(state, token);
  if (passwordSet) return nextStage({ ...state, past: state.past.slice(0, -1) }, { verified: false });
  const page = state.desk === "teller" ? ({ at: "turn-screen", before: "password" } as const) : unset;
  return update(state, page);
}

const unset: StepAt<"password"> = { at: "password", typed: nothingTyped, waiting: false };

/** The stick that a press names; what was pulled is told to be out. */
export function chosenDrive(state: State, event: Event): Drive | Move {
  const place = placeAt(state, event);
  if (place?.gone) return pulled(state, place);
  return place?.type === "stick" ? place.drive : stay(state);
}

function pulled(state: State, { type }: Place): Move {
  return notify(state, type === "stick" ? { type: "drive-removed" } : { type: "token-refused", why: "removed" });
}

export function onDrive(state: State, step: StepAt<"drive">, event: Event): Move {
  switch (event.type) {
    case "drive-accepted":
      return nextStage({ ...state, step: { ...step, waiting: false } }, { verified: false });
    case "drive-refused":
      return notify(learn({ ...state, step: { ...step, waiting: false } }, { drive: null }), event);
    default: {
      const place = step.waiting ? null : placeAt(state, event);
      if (!place) return stay(state);
      if (place.gone) return pulled(state, place);
      if (place.type === "token") return chooseToken(state, place.token);
      const { drive } = place;
      const { source } = factsOf(state);
      if (serviceOf(state).keeps === "copy" && drive.id === source?.id) return notify(state, { type: "same-stick" });
      return update(learn(state, { drive, token: null }), { ...step, waiting: true }, [{ type: "check-drive", drive }]);
    }
  }
}

/** A password and a ticket's numbers are the customer's: the teller turns the screen before they are typed or shown. */
export function onTurnScreen(state: State, { before }: StepAt<"turn-screen">, event: Event): Move {
  if (event.type !== "pressed" || event.key !== "enter") return stay(state);
  return forward(state, before === "ticket" ? unconfirmed : unset, [record({ event: "screen-turned" })]);
}

export function onPassword(state: State, step: StepAt<"password">, event: Event): Move {
  switch (event.type) {
    case "pressed": {
      if (event.key !== "enter" || step.waiting) return stay(state);
      const { account, customer } = factsOf(state);
      return update(state, { ...step, waiting: true }, [
        { type: "judge-password", customer: customer?.id ?? null, account },
      ]);
    }
    case "password-accepted":
      return forward(state, { at: "password-again", typed: nothingTyped, waiting: false });
    case "password-refused":
      return notify({ ...state, step: unset }, event);
    default:
      return stay(state);
  }
}

export function onPasswordAgain(state: State, step: StepAt<"password-again">, event: Event): Move {
  switch (event.type) {
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
      return notify({ ...state, past, step: unset }, event);
    }
    default:
      return stay(state);
  }
}
