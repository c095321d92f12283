// The branch's staff: who is locked, and the request to unlock him. Pure.

import type { Colleague } from "../verification/customer-file.ts";
import type { StaffNumber } from "../verification/registry.ts";
import { finish } from "./desk.ts";
import type { Event } from "./event.ts";
import { stay, update } from "./move.ts";
import { askFor } from "./request.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

export function enterColleagues(state: State): Move {
  return update(state, { at: "colleagues", colleagues: null, waiting: true }, [{ type: "list-colleagues" }]);
}

/** Those whom a digit chooses, at most nine. */
export function lockedOf(colleagues: readonly Colleague[]): readonly Colleague[] {
  return colleagues.filter(({ locked, out }) => locked && !out).slice(0, 9);
}

export function onColleagues(state: State, step: StepAt<"colleagues">, event: Event): Move {
  if (event.type === "colleagues-found")
    return update(state, { at: "colleagues", colleagues: event.colleagues, waiting: false });
  if (event.type !== "pressed") return stay(state);
  if (event.key === "enter" && !step.waiting) return finish(state);
  const colleague = lockedOf(step.colleagues ?? [])[Number(event.key) - 1];
  return colleague ? askFor(state, { type: "unlock-staff", number: colleague.number as StaffNumber }) : stay(state);
}
