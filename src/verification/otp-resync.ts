// A token that is too far off is found again by two consecutive codes, at a counter (RFC 4226 §7.4, RFC 6238 §6).

import type { Secret } from "../secret.ts";
import { judge, type Verifying } from "./judge.ts";
import { driftOf, hotp, isCode, stepAt, tokenInUse } from "./otp.ts";
import type { OtpToken } from "./registry.ts";

export type ResyncOutcome =
  | { readonly type: "otp-resynchronised" }
  | { readonly type: "otp-resync-refused"; readonly left: number }
  | { readonly type: "medium-locked" }
  | { readonly type: "medium-unavailable" };

/**
 * Steps to either side of the expected one: 200 minutes of a 60-second token, which a cheap quartz (20 ppm) is off
 * after 19 years. Two codes of six digits are hit by chance once in 2.5 thousand million tries.
 */
const stepsAround = 200;

/** Presses past the last spent counter: several a day in a pocket, for most of a year. */
const pressesAhead = 1000;

/** The first and the last step or counter that may be the first code's; always as many. */
function searched({ periodSeconds, driftSteps, lastStep }: OtpToken, now: Date): { from: number; count: number } {
  if (periodSeconds === null) return { from: lastStep + 1, count: pressesAhead };
  const expected = stepAt(now, periodSeconds) + driftSteps;
  return { from: Math.max(expected - stepsAround, 0), count: 2 * stepsAround + 1 };
}

/** The step of the second code, or null. Makes and compares every code, whatever matched first. */
function secondStep(token: OtpToken, first: Uint8Array, second: Uint8Array, now: Date): number | null {
  const { from, count } = searched(token, now);
  return token.withSeed((seed) => {
    let found: number | null = null;
    let wasFirst = false;
    for (let step = from; step <= from + count; step++) {
      const code = hotp(seed, step, token.digits, token.algorithm);
      const isFirst = isCode(code, first);
      const isSecond = isCode(code, second);
      if (wasFirst && isSecond && step - 1 > token.lastStep) found ??= step;
      wasFirst = isFirst;
      code.fill(0);
    }
    return found;
  });
}

/**
 * Two codes that the token showed one after the other, typed in this order. Success learns the drift and spends both;
 * failure counts like a wrong code. A locked token stays locked.
 */
export function resynchronise(
  verifying: Verifying,
  serial: string,
  first: Secret,
  second: Secret,
  now: Date,
): ResyncOutcome {
  return verifying.transactions.run((): ResyncOutcome => {
    const token = tokenInUse(verifying, serial, now);
    if (!token) return { type: "medium-unavailable" };
    const found = first.use((one) => second.use((two) => secondStep(token, one, two, now)));
    const step = found ?? 0;
    const drift = found === null ? 0 : driftOf(token, step, now);
    const verdict = judge(verifying, {
      target: { kind: "otp", id: serial },
      right: found !== null,
      spend: () => token.spend(step, drift),
      verified: { event: "otp-resynchronised", serial, step, drift },
      refused: (left) => ({ event: "otp-resync-refused", serial, left }),
      locked: { event: "otp-locked", serial },
    });
    switch (verdict.type) {
      case "right":
        return { type: "otp-resynchronised" };
      case "wrong":
        return { type: "otp-resync-refused", left: verdict.left };
      case "locked":
        return { type: "medium-locked" };
    }
  });
}
