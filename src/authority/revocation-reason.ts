// What a customer wants done with a certificate that he has, and what stands on the list (RFC 5280 §5.3.1). Pure.

import type { RevocationReason } from "./authority.ts";

export type AskedReason = "lost" | "known-to-others" | "no-longer-needed";

/** For ever with a reason, for a while, or valid again. */
export type AskedAct = AskedReason | "suspend" | "restore";

const reasons: readonly AskedReason[] = ["lost", "known-to-others", "no-longer-needed"];

/** In the order of the digits that choose them. */
export function actsOn(suspended: boolean): readonly AskedAct[] {
  return [...reasons, suspended ? "restore" : "suspend"];
}

export function reasonOf(asked: AskedReason): RevocationReason {
  switch (asked) {
    // Somebody may have the key.
    case "lost":
    case "known-to-others":
      return "keyCompromise";
    case "no-longer-needed":
      return "cessationOfOperation";
  }
}
