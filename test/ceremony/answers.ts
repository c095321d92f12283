// What a building may answer to each effect, well and badly: people, files, requests, devices and the bank.

import type { Effect, EffectOf } from "../../src/ceremony/effect.ts";
import type { Event } from "../../src/ceremony/event.ts";
import { financialOutcomeOf, isFinancial, standingOutcomeOf } from "./financial-answers.ts";
import { customer, cutOff, found, media, supervisors, teller } from "./people.ts";
import { isOfRegistration, registrationOutcomeOf } from "./registration-answers.ts";
import { staffOutcomeOf } from "./staff-answers.ts";
import { isOfStick, isOnToken, kept, stickOutcomeOf, tokenOutcomeOf } from "./storage-answers.ts";
import { isOfTicket, ticketOutcomeOf } from "./ticket-answers.ts";

type MediumEffect = EffectOf<"draw-challenge" | "check-card" | "ask-otp" | "check-otp">;

function mediumOutcomeOf(effect: MediumEffect, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "draw-challenge":
      return one(
        { type: "challenge-drawn", cells: [8, 30] },
        { type: "medium-locked" },
        { type: "medium-unavailable" },
      );
    case "check-card":
      return one({ type: "card-verified" }, { type: "card-refused", left: 1 }, { type: "medium-locked" });
    case "ask-otp":
      return one({ type: "otp-asked" }, { type: "medium-locked" }, { type: "medium-unavailable" });
    case "check-otp":
      return one({ type: "otp-verified" }, { type: "otp-refused", left: 1, why: "spent" }, { type: "medium-locked" });
  }
}

type CertificateEffect = EffectOf<
  | "check-drive"
  | "judge-password"
  | "compare-passwords"
  | "list-held"
  | "change-standing"
  | "charge"
  | "prepare"
  | "sign"
  | "write"
  | "prove"
  | "complete"
  | "release"
  | "print-slip"
>;

function certificateOutcomeOf(effect: CertificateEffect, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "print-slip": {
      const told = { type: "slip-told", seq: effect.slip.journal.seq, lines: ["slip"] } as const;
      return one(
        { ...told, result: "printed", copies: 1 },
        { ...told, result: "no-printer", copies: 0 },
        { ...told, result: "jam", copies: 1 },
      );
    }
    case "check-drive":
      return one({ type: "drive-accepted" }, { type: "drive-refused", fault: { type: "drive-read-only" } });
    case "judge-password":
      return one({ type: "password-accepted" }, { type: "password-refused", rule: "run" });
    case "compare-passwords":
      return one({ type: "passwords-match" }, { type: "passwords-differ" });
    case "list-held":
      return {
        type: "held-found",
        held: [false, true].slice(0, pick % 3).map((expired) => ({
          issuer: "KICA",
          serial: "1",
          product: "general",
          notAfter: new Date(1),
          expired,
          suspended: pick % 2 === 1,
        })),
      };
    case "change-standing":
      return standingOutcomeOf(pick);
    case "charge":
      return one({ type: "fee-charged" }, { type: "fee-refused", why: "too-little" }, { type: "fee-undone" });
    case "prepare":
      return one({ type: "certificate-prepared" }, { type: "certificate-refused", why: "serial-zero" });
    case "sign":
      return one({ type: "certificate-signed" }, { type: "authority-unsigned", why: "removed" });
    case "write":
      return one({ type: "certificate-written" }, { type: "write-failed", trouble: { type: "drive-removed" } });
    case "prove":
      return one(
        { type: "medium-proven", how: "direct" },
        { type: "write-failed", trouble: { type: "pair-mismatch" } },
      );
    case "complete":
      return { type: "certificate-issued", ...kept };
    case "release":
      return { type: "drive-released", result: pick % 2 === 0 ? "released" : "still-mounted" };
  }
}

function foundOutcomeOf(pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  return one(
    { type: "customers-found", customers: [found(36)] },
    { type: "customers-found", customers: [found(15), found(9)] },
    { type: "customers-found", customers: [] },
    { type: "bank-unreachable" },
  );
}

function accountOutcomeOf(pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  const medium = media[pick % media.length] ?? null;
  const phones = pick % 5 === 4 ? [] : pick % 5 === 3 ? ["010-****-0001", "010-****-0002"] : ["010-****-0001"];
  return one(
    { type: "identified", customer: customer(medium, phones), replaces: [], uncovered: null },
    { type: "identified", customer: customer(medium, phones), replaces: [], uncovered: null },
    { type: "identified", customer: customer(medium, phones), replaces: [], uncovered: null },
    { type: "identified", customer: customer(medium, phones), replaces: [], uncovered: "too-little" },
    { type: "not-identified", left: 2 },
    { type: "bank-unreachable" },
    { type: "account-locked" },
    { type: "counter-needed" },
  );
}

function phoneOutcomeOf(
  effect: EffectOf<"start-call" | "send-code" | "finish-call" | "check-code">,
  pick: number,
): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "start-call":
      return one({ type: "call-started", code: "42" }, { type: "phone-locked" });
    case "send-code":
      return one(
        { type: "code-sent" },
        { type: "phone-refused", why: "unreachable", left: null },
        { type: "phone-locked" },
      );
    case "finish-call":
    case "check-code":
      return one(
        { type: "phone-verified" },
        { type: "phone-verified" },
        { type: "phone-refused", why: "wrong", left: 2 },
        { type: "phone-refused", why: "void", left: null },
        { type: "phone-locked" },
      );
  }
}

/** What the building may answer to an effect; `pick` chooses among the outcomes. */
export function outcomesOf(effect: Effect, pick: number): Event | null {
  const one = (...events: readonly (Event | null)[]): Event | null => events[pick % events.length] ?? null;
  if (isOnToken(effect)) return tokenOutcomeOf(effect, pick);
  if (isOfStick(effect)) return stickOutcomeOf(effect, pick);
  if (isFinancial(effect)) return financialOutcomeOf(effect, pick);
  if (isOfTicket(effect)) return ticketOutcomeOf(effect, pick);
  if (isOfRegistration(effect)) return registrationOutcomeOf(effect, pick);
  switch (effect.type) {
    case "open-desk":
    case "begin-anew":
    case "catch-up":
    case "close-desk":
    case "record":
    case "make-key-pair":
    case "close-ceremony":
      return null;
    case "sign-on":
      return one(
        { type: "signed-on", member: teller },
        ...supervisors.map((member) => ({ type: "signed-on", member }) as const),
        { type: "sign-on-refused", left: 3 },
        { type: "sign-on-locked" },
        { type: "signed-on", member: teller, interrupted: [cutOff] },
      );
    case "begin-ceremony":
      return pick % 29 === 28
        ? { type: "officer-out" }
        : { type: "ceremony-began", ceremony: "c", service: effect.service, at: new Date(0) };
    case "find-customer":
    case "search-customers":
      return foundOutcomeOf(pick);
    case "record-document":
    case "refuse-document":
    case "open-file":
    case "resynchronise":
    case "find-stock":
    case "bind-medium":
    case "lose-medium":
    case "ask-request":
    case "check-approver":
    case "decide-request":
    case "list-decided":
    case "list-requests":
    case "list-colleagues":
    case "change-staff-password":
      return staffOutcomeOf(effect, pick);
    case "check-resident-number":
      return { type: pick % 4 === 3 ? "resident-number-malformed" : "resident-number-formed" };
    case "check-account":
      return accountOutcomeOf(pick);
    case "start-call":
    case "send-code":
    case "finish-call":
    case "check-code":
      return phoneOutcomeOf(effect, pick);
    case "draw-challenge":
    case "check-card":
    case "ask-otp":
    case "check-otp":
      return mediumOutcomeOf(effect, pick);
    case "check-drive":
    case "judge-password":
    case "compare-passwords":
    case "list-held":
    case "change-standing":
    case "charge":
    case "prepare":
    case "sign":
    case "write":
    case "prove":
    case "complete":
    case "release":
    case "print-slip":
      return certificateOutcomeOf(effect, pick);
  }
}
