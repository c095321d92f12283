// A page that came by itself takes no press for a moment: the hand meant the page before it. Pure.

import type { Event } from "./event.ts";
import { stay } from "./move.ts";
import type { Move, State } from "./state.ts";

/** A finger that is on its way when a page ends arrives within this time. */
export const settlingSeconds = 1;

/** Null: the page answers. */
export function tooEarly(state: State, event: Event): Move | null {
  if (!state.settling) return null;
  if (event.type === "deadline-passed") return stay({ ...state, settling: false });
  return event.type === "pressed" || event.type === "wrote" ? stay(state) : null;
}

/** Of a page that came by this event: nobody pressed anything, time was over, or what a hand was told to wait for is done. */
export function cameByItself(before: State, event: Event): boolean {
  const byTime = event.type === "deadline-passed" || event.type === "second-passed";
  // Whoever presses again and again while nothing is taken would leave the page unread that says what became of it.
  const impatient = before.notice?.type === "keys-wait";
  return byTime || (impatient && event.type !== "pressed");
}
