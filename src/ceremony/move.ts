// The few ways in which a ceremony moves; every stage speaks in these. Pure.

import type { Fact } from "../audit/entry.ts";
import type { Effect } from "./effect.ts";
import { type Ending, type Notice, resultOf } from "./ending.ts";
import type { Event } from "./event.ts";
import { stagesOf } from "./pages.ts";
import { type Service, service } from "./services.ts";
import type { ShownSlip } from "./slip.ts";
import { enterStage } from "./stages.ts";
import type { Facts, Move, State } from "./state.ts";
import { nothingTyped, type Step } from "./step.ts";

export function stay(state: State, effects: readonly Effect[] = []): Move {
  return { state, effects };
}

/** The same page, changed. */
export function update(state: State, step: Step, effects: readonly Effect[] = []): Move {
  return { state: { ...state, step }, effects };
}

/** The same page with a sentence in the reserved line. */
export function notify(state: State, notice: Notice, effects: readonly Effect[] = []): Move {
  return { state: { ...state, notice }, effects };
}

/** A page as "back" finds it again: nothing under way, no secret typed. */
function revisited(step: Step): Step {
  const rested = "waiting" in step ? { ...step, waiting: false } : step;
  return "typed" in rested ? { ...rested, typed: nothingTyped } : rested;
}

/** The next page; "back" returns to this one. */
export function forward(state: State, step: Step, effects: readonly Effect[] = []): Move {
  return { state: { ...state, step, past: [...state.past, revisited(state.step)] }, effects };
}

/** A page that has no way back: something was verified or done. */
export function onward(state: State, step: Step, effects: readonly Effect[] = []): Move {
  return { state: { ...state, step, past: [] }, effects };
}

/** The menu offers it where there is a page to go back to. */
export function back(state: State): Move {
  const step = state.past.at(-1);
  if (!step) return stay(state);
  const facts = state.facts && inStageOf(step, state.facts);
  return { state: { ...state, step, facts, past: state.past.slice(0, -1), notice: null }, effects: [] };
}

/** A page of an earlier stage leads into the stages behind it again, none left out. */
function inStageOf(step: Step, facts: Facts): Facts {
  const names = stagesOf(step.at);
  const stage = service(facts.service).stages.findIndex((name) => names.includes(name));
  return stage < 0 ? facts : { ...facts, stage };
}

export function record(...facts: readonly Fact[]): Effect {
  return { type: "record", facts };
}

/** The facts of the ceremony under way; a stage is never entered without them. */
export function factsOf(state: State): Facts {
  if (!state.facts) throw new Error(`no ceremony is under way at ${state.step.at}`);
  return state.facts;
}

/** The row of the service under way. */
export function serviceOf(state: State): Service {
  return service(factsOf(state).service);
}

export function learn(state: State, known: Partial<Facts>): State {
  return { ...state, facts: { ...factsOf(state), ...known } };
}

/** A fact that an earlier stage of the service's row must have established. */
export function established<K extends "product" | "customer" | "source" | "brought" | "file" | "drive" | "held">(
  state: State,
  key: K,
): NonNullable<Facts[K]> {
  const value = factsOf(state)[key];
  if (value === null) throw new Error(`${key} is not established at ${state.step.at}`);
  return value as NonNullable<Facts[K]>;
}

/** On to the service's next stage. "Back" stays possible unless the stage just done has verified something. */
export function nextStage(
  state: State,
  options: { readonly verified: boolean },
  effects: readonly Effect[] = [],
): Move {
  const facts = factsOf(state);
  const stage = facts.stage + 1;
  const name = service(facts.service).stages[stage];
  if (!name) throw new Error(`${facts.service} has no stage after ${stage}`);
  const past = options.verified ? [] : [...state.past, revisited(state.step)];
  const entered = enterStage({ ...state, past, facts: { ...facts, stage } }, name);
  return { state: entered.state, effects: [...effects, ...entered.effects] };
}

/** Ends without a certificate: what was signed is undone, what was secret is forgotten. */
export function end(
  state: State,
  ending: Ending,
  effects: readonly Effect[] = [],
  slip: ShownSlip | null = null,
): Move {
  const close: Effect = { type: "close-ceremony", result: resultOf[ending.type], at: state.step.at, why: ending.type };
  return {
    state: { ...state, step: { at: "ended", ending, slip }, facts: null, past: [], overlay: null, notice: null },
    effects: [...effects, close],
  };
}

/** Enter on a page that has said all, or nobody there any more. */
export function leaves(event: Event): boolean {
  return event.type === "deadline-passed" || (event.type === "pressed" && event.key === "enter");
}
