// Another institution's certificate is examined, read back and registered; or one that is registered is taken off. Pure.

import type { StickCertificate } from "../media/stick-certificate.ts";
import type { Effect } from "./effect.ts";
import type { RegistrationBar } from "./ending.ts";
import type { Event } from "./event.ts";
import { end, established, forward, onward, record, stay, update } from "./move.ts";
import { endWithSlip, recorded } from "./slip.ts";
import type { Move, State } from "./state.ts";
import type { ExaminationPart, StepAt } from "./step.ts";

/** What the certificate alone can tell, its CA, and whoever holds its key. */
export const examinationParts: readonly ExaminationPart[] = ["certificate", "revocation", "holder"];

/** Null when nothing speaks against it as far as the list of the stick tells. */
export function registrationBar(chosen: StickCertificate): RegistrationBar | null {
  if (chosen.standing !== null) return "issued-here";
  if (chosen.registeredAt !== null) return "already-registered";
  if (chosen.daysLeft < 0) return "expired";
  return chosen.accepted ? null : "policy-not-accepted";
}

export function barred({ ca, serial }: StickCertificate, why: RegistrationBar): Effect {
  return record({ event: "registration-refused", ca, serial, check: "stick", why });
}

export function enterRegistration(state: State): Move {
  return examine(state, "certificate", false);
}

function examine(state: State, part: ExaminationPart, unanswered: boolean): Move {
  const customer = established(state, "customer").id;
  const step: StepAt<"examination"> = { at: "examination", part, unanswered, waiting: true };
  return update(state, step, [{ type: "examine", part, customer }]);
}

export function onExamination(state: State, step: StepAt<"examination">, event: Event): Move {
  switch (event.type) {
    case "examined": {
      const next = examinationParts[examinationParts.indexOf(event.part) + 1];
      const unanswered = step.unanswered || event.unanswered;
      return next
        ? examine(state, next, unanswered)
        : onward(state, { at: "registration", unanswered, waiting: false });
    }
    case "registration-refused":
      return end(state, event);
    default:
      return stay(state);
  }
}

/** 1 or Enter: it is registered. 2: it is not. */
export function onRegistration(state: State, step: StepAt<"registration">, event: Event): Move {
  switch (event.type) {
    case "certificate-registered": {
      const { serial, notAfter } = established(state, "brought");
      return endWithSlip(state, { type: event.type }, { ...recorded(event), certificate: { serial, notAfter } });
    }
    case "already-registered":
      return end(state, { type: event.type });
    case "pressed": {
      if (step.waiting) return stay(state);
      if (event.key === "2") return end(state, { type: "cancelled" });
      if (event.key !== "1" && event.key !== "enter") return stay(state);
      const register = { type: "register", customer: established(state, "customer").id } as const;
      return onward(state, { ...step, waiting: true }, [record({ event: "read-back-confirmed" }), register]);
    }
    default:
      return stay(state);
  }
}

export function enterRegistrations(state: State): Move {
  const customer = established(state, "customer").id;
  return update(state, { at: "registrations", registered: null, waiting: true }, [
    { type: "list-registered", customer },
  ]);
}

export function onRegistrations(state: State, step: StepAt<"registrations">, event: Event): Move {
  if (event.type === "registered-found") {
    return event.registered.length === 0
      ? end(state, { type: "nothing-registered" })
      : update(state, { ...step, registered: event.registered, waiting: false });
  }
  if (event.type !== "pressed") return stay(state);
  const registered = step.registered?.[Number(event.key) - 1];
  return registered ? forward(state, { at: "deregistration", registered, waiting: false }) : stay(state);
}

/** 1: it is taken off at once. 2: it stays. */
export function onDeregistration(state: State, step: StepAt<"deregistration">, event: Event): Move {
  switch (event.type) {
    case "registration-ended": {
      const { serial, notAfter } = step.registered;
      return endWithSlip(state, { type: event.type }, { ...recorded(event), certificate: { serial, notAfter } });
    }
    case "registration-gone":
      return end(state, { type: event.type });
    case "pressed": {
      if (step.waiting) return stay(state);
      if (event.key === "2") return end(state, { type: "cancelled" });
      if (event.key !== "1") return stay(state);
      const { registered } = step;
      const ending = { type: "end-registration", customer: established(state, "customer").id, registered } as const;
      return onward(state, { ...step, waiting: true }, [record({ event: "read-back-confirmed" }), ending]);
    }
    default:
      return stay(state);
  }
}
