// A certificate that the customer brought goes onto a stick: copied, in another form, or back under another password. Pure.

import type { IssuingPhase } from "./issuing-phase.ts";
import { established, factsOf, learn, update } from "./move.ts";
import type { ServiceId } from "./services.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

const effects = { copy: "copy", "change-password": "relock", "to-pkcs12": "pack", "from-pkcs12": "unpack" } as const;

/** Services that write what was brought, and sign nothing. */
export function isKeeping(service: ServiceId): service is keyof typeof effects {
  return service in effects;
}

/** Those that need the password that opened the key until what they wrote is proven with it. */
export function keepsKeyPassword(service: ServiceId | null): boolean {
  return service === "to-pkcs12" || service === "from-pkcs12";
}

/** A changed password goes back where the certificate came from; a copy goes onto the stick that was chosen. */
export function enterKeeping(state: State): Move {
  const { drive: chosen, service } = factsOf(state);
  const drive = chosen ?? established(state, "source");
  const type = isKeeping(service) ? effects[service] : "copy";
  return update(learn(state, { drive }), issuing("writing"), [{ type, drive }]);
}

export function issuing(phase: IssuingPhase): StepAt<"issuing"> {
  return { at: "issuing", phase, finished: null, proof: null, seconds: 0 };
}
