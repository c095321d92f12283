// Which PKCS#12 file on the stick, when a certificate is taken out of one. Pure.

import type { Pkcs12File } from "../media/pkcs12-files.ts";
import type { Event, EventOf } from "./event.ts";
import { forward, learn, nextStage, notify, stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

/** Files on one page; 9 is a key of the page itself. */
export const filesPageLength = 5;

export function onListed(rested: State, { files }: EventOf<"pkcs12-listed">): Move {
  if (files.length === 0) return notify(rested, { type: "no-pkcs12" });
  return forward(rested, { at: "pkcs12-files", files, first: 0 });
}

/** A digit chooses; 9 goes on to the next page, and round. */
export function onPkcs12Files(state: State, step: StepAt<"pkcs12-files">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const { files, first } = step;
  if (event.key === "9") {
    const next = first + filesPageLength;
    return update(state, { ...step, first: next < files.length ? next : 0 });
  }
  const page: readonly Pkcs12File[] = files.slice(first, first + filesPageLength);
  const chosen = event.key === "enter" && files.length === 1 ? files[0] : page[Number(event.key) - 1];
  return chosen ? nextStage(learn(state, { file: chosen }), { verified: false }) : stay(state);
}
