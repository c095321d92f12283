// What is done behind the read-back, step by step, for whoever waits and watches. Pure.

import type { WritingPhase } from "../media/write.ts";
import { service } from "./services.ts";
import type { Facts } from "./state.ts";

/** `flushing`: the system has the bytes, and the stick takes its time. */
export type IssuingPhase = "charging" | "preparing" | "signing" | "writing" | WritingPhase | "completing" | "releasing";

/** In order. A fee is not always taken, what is brought is not signed, and a token flushes by itself. */
export function phasesOf({ service: id, fee, token }: Facts): readonly IssuingPhase[] {
  if (service(id).keeps) return ["writing", "flushing", "proving", "releasing"];
  const kept = token ? (["writing"] as const) : (["writing", "flushing"] as const);
  const making = ["preparing", "signing", ...kept, "proving", "completing", "releasing"] as const;
  return fee > 0 ? ["charging", ...making] : making;
}
