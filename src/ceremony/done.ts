// The last page of a certificate that was made: a slip, a stick to be taken, and the desk rests. Pure.

import { rest } from "./desk.ts";
import type { Event } from "./event.ts";
import { leaves, stay } from "./move.ts";
import { onSlip } from "./slip.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

/** What is said of the stick changes when it is out. Enter, or nobody there: the desk rests. */
export function onDone(state: State, step: StepAt<"done">, event: Event): Move {
  const { place } = step;
  if (event.type === "drives-changed" && place.type === "stick" && !place.gone) {
    const stillIn = place.release === "released" ? event.released : event.drives;
    const gone = !stillIn.some(({ id }) => id === place.drive.id);
    return stay({ ...state, step: { ...step, place: { ...place, gone } } });
  }
  return onSlip(state, step, event) ?? stay(leaves(event) ? rest(state) : state);
}

/** On no stick: nothing is to be taken. */
export function onDeposited(state: State, step: StepAt<"deposited">, event: Event): Move {
  return onSlip(state, step, event) ?? stay(leaves(event) ? rest(state) : state);
}
