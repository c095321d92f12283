// One-time passwords: HOTP (RFC 4226) and TOTP (RFC 6238); a step is spent once, and the token's drift is learned.

import { createHmac, timingSafeEqual } from "node:crypto";
import type { Secret } from "../secret.ts";
import { judge, type Verdict, type Verifying } from "./judge.ts";
import type { OtpToken } from "./registry.ts";

export type OtpOutcome =
  | { readonly type: "otp-verified" }
  /** `spent`: the code was right once; the customer waits for the next one. It counts as a failure all the same. */
  | { readonly type: "otp-refused"; readonly left: number; readonly why: "wrong" | "spent" }
  | { readonly type: "medium-locked" }
  | { readonly type: "medium-unavailable" };

export type AskedOutcome =
  | { readonly type: "otp-asked" }
  | { readonly type: "medium-locked" }
  | { readonly type: "medium-unavailable" };

/** HOTP: the code of a counter as ASCII digits (RFC 4226 §5.3). */
export function hotp(
  seed: Uint8Array,
  counter: number,
  digits: number,
  algorithm: "sha1" | "sha256" | "sha512" = "sha1",
): Buffer {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(algorithm, seed).update(message).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const code = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  mac.fill(0);
  return Buffer.from(String(code).padStart(digits, "0"), "ascii");
}

/** The time step that holds an instant (RFC 6238 §4.2, T0 = 0). */
export function stepAt(now: Date, periodSeconds: number): number {
  return Math.floor(now.getTime() / 1000 / periodSeconds);
}

/** Steps around the expected one that a code may belong to (RFC 6238 §5.2). */
const window = [0, -1, 1] as const;

/** Presses that nobody typed in, past the counter that was spent last (RFC 4226 §7.4). */
const lookAhead = 10;

/** The steps or counters whose codes are compared: as many for each code that is typed. */
function candidates({ periodSeconds, driftSteps, lastStep }: OtpToken, now: Date): readonly number[] {
  if (periodSeconds !== null) {
    const expected = stepAt(now, periodSeconds) + driftSteps;
    return window.map((offset) => Math.max(expected + offset, 0));
  }
  // With the spent one, so that its code is told from a wrong one.
  return Array.from({ length: 1 + lookAhead }, (_, ahead) => Math.max(lastStep + ahead, 0));
}

/** How far the token's clock is ahead of ours, in steps; 0 for a token that has no clock. */
export function driftOf({ periodSeconds }: OtpToken, step: number, now: Date): number {
  return periodSeconds === null ? 0 : step - stepAt(now, periodSeconds);
}

/** The token, if it is a customer's; otherwise why it is of no use is journaled. */
export function tokenInUse({ registry, journal, about }: Verifying, serial: string, now: Date): OtpToken | null {
  const token = registry.otpToken(serial);
  const ended = token !== null && token.notAfter !== null && token.notAfter < now;
  if (token?.state === "bound" && !ended) return token;
  const why = ended ? "ended" : (token?.state ?? "no such token");
  journal.append({ event: "medium-unavailable", serial, why }, about);
  return null;
}

/** The step or counter that a code belongs to and that was not spent. Compares with every candidate, whatever matched first. */
function matchOtp(
  token: OtpToken,
  code: Secret,
  now: Date,
): { readonly fresh: number | undefined; readonly why: "wrong" | "spent" } {
  const matching = code.use((typed) => candidates(token, now).filter((step) => isCodeOf(token, step, typed)));
  const fresh = matching.find((step) => step > token.lastStep);
  return { fresh, why: fresh === undefined && matching.length > 0 ? "spent" : "wrong" };
}

/** Before a code is asked: as with a card, a token of no use is told at once. */
export function askOtp(verifying: Verifying, serial: string, now: Date): AskedOutcome {
  const { attempts, transactions, journal, about } = verifying;
  return transactions.run((): AskedOutcome => {
    if (!tokenInUse(verifying, serial, now)) return { type: "medium-unavailable" };
    if (!attempts.isLocked({ kind: "otp", id: serial })) return { type: "otp-asked" };
    journal.append({ event: "otp-locked", serial }, about);
    return { type: "medium-locked" };
  });
}

/** `why`: what was wrong with it, where it was. */
export function judgeOtp(
  verifying: Verifying,
  token: OtpToken,
  serial: string,
  code: Secret,
  now: Date,
): { readonly verdict: Verdict; readonly why: "wrong" | "spent" } {
  const { fresh, why } = matchOtp(token, code, now);
  // A token that was a step off is expected there from now on (RFC 6238 §6).
  const drift = fresh === undefined ? 0 : driftOf(token, fresh, now);
  const verdict = judge(verifying, {
    target: { kind: "otp", id: serial },
    right: fresh !== undefined,
    spend: () => token.spend(fresh ?? 0, drift),
    verified: { event: "otp-verified", serial, step: fresh ?? 0, drift },
    refused: (left) => ({ event: "otp-refused", serial, left, why }),
    locked: { event: "otp-locked", serial },
  });
  return { verdict, why };
}

export function checkOtp(verifying: Verifying, serial: string, code: Secret, now: Date): OtpOutcome {
  return verifying.transactions.run((): OtpOutcome => {
    const token = tokenInUse(verifying, serial, now);
    if (!token) return { type: "medium-unavailable" };
    const { verdict, why } = judgeOtp(verifying, token, serial, code, now);
    switch (verdict.type) {
      case "right":
        return { type: "otp-verified" };
      case "wrong":
        return { type: "otp-refused", left: verdict.left, why };
      case "locked":
        return { type: "medium-locked" };
    }
  });
}

function isCodeOf(token: OtpToken, step: number, typed: Uint8Array): boolean {
  return isCode(
    token.withSeed((seed) => hotp(seed, step, token.digits, token.algorithm)),
    typed,
  );
}

/** In time that depends on the lengths alone. */
export function isCode(code: Uint8Array, typed: Uint8Array): boolean {
  return typed.length === code.length && timingSafeEqual(typed, code);
}
