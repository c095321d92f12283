// A certificate that the customer brought goes onto a stick: copied, in another form, or back under another password. Pure.

import type { IssuingPhase } from "./issuing-phase.ts";
import { established, factsOf, learn, serviceOf, update } from "./move.ts";
import { type ServiceId, service } from "./services.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

/** Those that need the password that opened the key until what they wrote is proven with it. */
export function keepsKeyPassword(id: ServiceId | null): boolean {
  const keeps = id && service(id).keeps;
  return keeps === "pack" || keeps === "unpack";
}

/** A changed password goes back where the certificate came from; a copy goes onto the stick that was chosen. */
export function enterKeeping(state: State): Move {
  const drive = factsOf(state).drive ?? established(state, "source");
  const { keeps: type } = serviceOf(state);
  if (!type) throw new Error("a service that keeps nothing");
  return update(learn(state, { drive }), issuing("writing"), [{ type, drive }]);
}

export function issuing(phase: IssuingPhase): StepAt<"issuing"> {
  return { at: "issuing", phase, finished: null, proof: null, seconds: 0 };
}
