// Why a customer wants his certificate revoked: what he says, and what stands on the list (RFC 5280 §5.3.1). Pure.

import type { RevocationReason } from "./authority.ts";

export type AskedReason = "lost" | "known-to-others" | "no-longer-needed";

/** In the order of the digits that choose them. */
export const askedReasons: readonly AskedReason[] = ["lost", "known-to-others", "no-longer-needed"];

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
