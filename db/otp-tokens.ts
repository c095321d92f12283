// OTP tokens: the seed is locked, a time step is spent once.

import { and, eq, lt, sql } from "drizzle-orm";
import type { OtpToken, Registry } from "../src/verification/registry.ts";
import { arrived } from "./arrivals.ts";
import type { Database } from "./open.ts";
import { otpTokens } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";

/** The column holds 6 or 8: a CHECK says so. */
export function digitsOf(digits: number): 6 | 8 {
  return digits === 8 ? 8 : 6;
}

export function openOtpTokens({ orm }: Database, strongbox: Strongbox): Pick<Registry, "otpToken"> {
  const bySerial = orm
    .select()
    .from(otpTokens)
    .where(and(eq(otpTokens.serial, sql.placeholder("serial")), arrived(otpTokens.arrival)))
    .prepare();

  const spend = (serial: string, step: number, driftSteps: number): void => {
    const earlier = and(eq(otpTokens.serial, serial), lt(otpTokens.lastStep, step));
    const { changes } = orm.update(otpTokens).set({ lastStep: step, driftSteps }).where(earlier).run();
    if (changes !== 1) throw new RangeError(`step ${step} of token ${serial} was spent before`);
  };

  return {
    otpToken(serial): OtpToken | null {
      const row = bySerial.get({ serial });
      if (!row) return null;
      const { kind, state, algorithm, periodSeconds, driftSteps, lastStep } = row;
      return {
        serial,
        state,
        kind,
        algorithm,
        digits: digitsOf(row.digits),
        periodSeconds,
        driftSteps,
        lastStep,
        notAfter: row.notAfter === null ? null : new Date(row.notAfter),
        withSeed(use) {
          const seed = strongbox.open({ table: "otp_tokens", column: "seed", row: serial }, row.seed);
          try {
            return use(seed);
          } finally {
            seed.fill(0);
          }
        },
        spend: (step, drift) => spend(serial, step, drift),
      };
    },
  };
}
