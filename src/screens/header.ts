// What the frame says around a page: the branch, the mode in words, the step of how many, and the reserved line.

import { type StageName, service } from "../ceremony/services.ts";
import type { View } from "./page.ts";
import { showable } from "./terminal/glyphs.ts";
import type { Said } from "./words/said.ts";

export function institutionOf({ state, words }: View): string {
  return state.house?.name[state.locale] ?? words.program;
}

/** `훈련 창구 이창구`: rehearsed or not, whose desk, who is signed on. */
export function modeOf({ state, words }: View): string {
  const parts = [
    state.house?.banner ? words.training : "",
    state.desk ? words.modes[state.desk] : "",
    state.officer && state.desk === "teller" ? showable(state.officer.name) : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** Looked up between two questions: nobody is asked anything, and nobody counts it. */
const unasked: readonly StageName[] = ["financial"];

type StageShown = { readonly name: StageName; readonly at: "done" | "now" | "waiting" };

/** The stages of the service under way; none where one is all, and nothing is to be counted. */
export function stagesShown({ facts }: View["state"]): readonly StageShown[] {
  const stages = facts ? service(facts.service).stages : [];
  const shown = stages.flatMap((name, stage) => (unasked.includes(name) ? [] : [{ name, stage }]));
  if (shown.length <= 1) return [];
  const now = shown.findLast(({ stage }) => stage <= (facts?.stage ?? 0))?.stage ?? 0;
  return shown.map(({ name, stage }) => ({ name, at: stage < now ? "done" : stage === now ? "now" : "waiting" }));
}

export function progressOf({ state, words }: View): string | null {
  const stages = stagesShown(state);
  return stages.length > 0 ? words.progress(stages.findIndex(({ at }) => at === "now") + 1, stages.length) : null;
}

/** `line` fits the large layout. */
type Length = keyof Said;

/** The keypad that does not answer; null when all do. */
export function keypadLine({ state, words }: View, length: Length): string | null {
  const status = Object.values(state.keypads).find((each) => each !== "online");
  return status === undefined ? null : words.keypad[status][length];
}

/** Told to everybody before a service is begun that ends with a signature of the CA's. */
function authorityLine({ state, words }: View, length: Length): string | null {
  return state.step.at === "services" && state.authority ? words.authority[state.authority][length] : null;
}

/** What is amiss with what stands here; the worst first. */
function deviceLine(view: View, length: Length): string | null {
  return keypadLine(view, length) ?? authorityLine(view, length) ?? printerLine(view, length);
}

/** Told to the staff between customers: a certificate needs no paper. */
function printerLine({ state, words }: View, length: Length): string | null {
  if (state.desk !== "teller" || state.step.at !== "services" || state.printer === null) return null;
  return state.printer === "ready" ? null : words.printer[state.printer][length];
}

export function noticeLine({ state, words }: View, length: Length): string | null {
  return state.notice && words.notice(state.notice)[length];
}

/** Where both have something to say and there is room, both say it shortly. */
export function reservedLine(view: View, compact: boolean): string | null {
  const length = compact ? "line" : "full";
  const [notice, device] = [noticeLine(view, length), deviceLine(view, length)];
  // The same sentence is said once.
  if (notice === null || device === null || compact || notice === device) return notice ?? device;
  return `${noticeLine(view, "line")}  ${deviceLine(view, "line")}`;
}
