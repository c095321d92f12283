// What is connected to a desk: a device that came, went or changed is noted. Pure.

import type { SignerTrouble } from "../authority/signer.ts";
import type { Drive } from "../media/drive.ts";
import { missing } from "./changes.ts";
import type { DeviceEvent } from "./event.ts";
import { placesOf } from "./places.ts";
import type { State } from "./state.ts";

/** The desk with the device as it is now. */
export function connected(state: State, event: DeviceEvent): State {
  switch (event.type) {
    case "drives-changed":
      return relisted(state, {
        ...state,
        drives: event.drives,
        notice: answered(state, event.drives) ? null : state.notice,
      });
    case "tokens-changed":
      return relisted(state, {
        ...state,
        tokens: event.tokens,
        notice: tokenIsIn(state, event.tokens) ? null : state.notice,
      });
    case "keypad-changed":
      return { ...state, keypads: { ...state.keypads, [event.keypad]: event.status } };
    case "printer-changed":
      return { ...state, printer: event.status };
    case "authority-changed":
      return { ...state, authority: event.trouble, notice: toldAnew(state, event.trouble) };
    case "phone-shown":
      return { ...state, phone: event.display };
    case "card-written":
      return state.house ? { ...state, house: { ...state.house, card: event.lines } } : state;
  }
}

/** Each digit of the page goes on to mean what it meant. */
function relisted(before: State, now: State): State {
  return { ...now, listed: placesOf({ ...now, listed: placesOf(before) }) };
}

/** Who waits for the CA is told when it can sign again, or what keeps it now. */
function toldAnew({ notice }: State, trouble: SignerTrouble | null): State["notice"] {
  if (notice?.type !== "authority-unsigned") return notice;
  return trouble === null ? { type: "authority-back" } : { type: "authority-unsigned", why: trouble };
}

/** What the reserved line asks for is there: a token. */
function tokenIsIn({ notice, tokens }: State, now: State["tokens"]): boolean {
  const asksForToken = notice?.type === "token-refused" && notice.why === "removed";
  return asksForToken && missing(now, tokens).length > 0;
}

/** What the reserved line asks for is there: another stick. */
function answered({ notice, drives }: State, now: readonly Drive[]): boolean {
  const asksForStick = notice?.type === "drive-removed" || notice?.type === "drive-refused";
  return asksForStick && missing(now, drives).length > 0;
}
