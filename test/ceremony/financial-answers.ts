// What a building may answer where a financial certificate is made, proven or looked for.

import type { Effect, EffectOf } from "../../src/ceremony/effect.ts";
import type { Event } from "../../src/ceremony/event.ts";
import type { FinancialCertificate } from "../../src/verification/financial.ts";

type FinancialEffect = EffectOf<
  "find-financial" | "judge-pin" | "compare-pins" | "prove-pin" | "change-pin" | "deposit"
>;

const financialEffects: readonly Effect["type"][] = [
  "find-financial",
  "judge-pin",
  "compare-pins",
  "prove-pin",
  "change-pin",
  "deposit",
];

export function isFinancial(effect: Effect): effect is FinancialEffect {
  return financialEffects.includes(effect.type);
}

const held: FinancialCertificate = {
  ...{ issuer: "yessign", serial: "1", product: "financial", notAfter: new Date(1) },
  ...{ expired: false, suspended: false, locked: false, renewableFrom: null },
};

export function financialOutcomeOf(effect: FinancialEffect, pick: number): Event {
  const one = (first: Event, ...others: readonly Event[]): Event =>
    [first, ...others][pick % (others.length + 1)] ?? first;
  switch (effect.type) {
    case "find-financial":
      return one(
        { type: "financial-found", held },
        { type: "financial-found", held: { ...held, expired: true } },
        { type: "financial-found", held: { ...held, locked: true } },
        { type: "financial-found", held: { ...held, suspended: true } },
        { type: "financial-found", held: { ...held, renewableFrom: new Date(2) } },
        { type: "financial-found", held: null },
      );
    case "judge-pin":
      return one({ type: "pin-accepted" }, { type: "pin-rejected", rule: "run" });
    case "compare-pins":
      return one({ type: "pins-match" }, { type: "pins-differ" });
    case "prove-pin":
      return one(
        { type: "pin-verified" },
        { type: "pin-refused", left: 3 },
        { type: "vault-unreachable" },
        { type: "pin-locked" },
      );
    case "change-pin":
      return one(
        { type: "pin-changed", seq: 9, head: "ab" },
        { type: "pin-refused", left: 3 },
        { type: "pin-in-doubt" },
        { type: "pin-locked" },
      );
    case "deposit":
      return effect.phase === "completing"
        ? { type: "financial-issued", serial: "1", notAfter: new Date(1), seq: 9, head: "ab" }
        : one(
            { type: "deposit-advanced" },
            { type: "vault-unreachable" },
            { type: "certificate-refused", why: "serial-zero" },
            { type: "authority-unsigned", why: "removed" },
          );
  }
}

/** A certificate of either kind that is revoked, put on hold or restored. */
export function standingOutcomeOf(pick: number): Event | null {
  const row = { seq: 9, head: "ab" };
  const outcomes: readonly Event[] = [
    { type: "certificate-revoked", ...row },
    { type: "certificate-suspended", until: new Date(1), ...row },
    { type: "certificate-restored", ...row },
    { type: "standing-kept" },
  ];
  return outcomes[pick % outcomes.length] ?? null;
}
