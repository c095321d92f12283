// A certificate that the customer brought goes onto a stick: copied as it is, or back under another password. Pure.

import { established, learn, update } from "./move.ts";
import type { ServiceId } from "./services.ts";
import type { Move, State } from "./state.ts";
import type { IssuingPhase, StepAt } from "./step.ts";

/** Services that write what was brought, and sign nothing. */
export function isKeeping(service: ServiceId): boolean {
  return service === "copy" || service === "change-password";
}

/** A changed password goes back where the certificate came from; a copy goes onto the stick that was chosen. */
export function enterKeeping(state: State): Move {
  const drive = state.facts?.drive ?? established(state, "source");
  const type = state.facts?.service === "copy" ? "copy" : "relock";
  return update(learn(state, { drive }), issuing("writing"), [{ type, drive }]);
}

export function issuing(phase: IssuingPhase): StepAt<"issuing"> {
  return { at: "issuing", phase, finished: null, proof: null };
}
