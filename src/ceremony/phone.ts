// The phone on file: the bank calls and two digits are keyed into it, or it sends a code of six. Pure.

import type { Event } from "./event.ts";
import { end, established, forward, nextStage, notify, stay, update } from "./move.ts";
import { phoneMethodsListed } from "./offer.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";

export function enterPhone(state: State): Move {
  const { phones } = established(state, "customer");
  if (phones.length === 0) return end(state, { type: "phone-missing" });
  return update(state, phones.length === 1 ? { at: "phone-method", phone: 0 } : { at: "phone-number" });
}

export function onPhoneNumber(state: State, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const phone = Number(event.key) - 1;
  return established(state, "customer").phones[phone] === undefined
    ? stay(state)
    : forward(state, { at: "phone-method", phone });
}

/** 1: the bank calls (ARS). 2: a code by message (SMS), to a mobile phone. */
export function onPhoneMethod(state: State, step: StepAt<"phone-method">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const { id, phones } = established(state, "customer");
  const { phone } = step;
  const method = phoneMethodsListed(phones[phone] ?? "")[Number(event.key) - 1];
  if (!method) return stay(state);
  switch (method) {
    case "call":
      return forward(state, { at: "phone-call", phone, code: null, waiting: true }, [
        { type: "start-call", customer: id, phone },
      ]);
    case "message":
      return forward(state, { at: "phone-code", phone, typed: nothingTyped, waiting: true }, [
        { type: "send-code", customer: id, phone },
      ]);
  }
}

/** The call runs while the page shows the code to key in; it ends by itself, answered or not. */
export function onPhoneCall(state: State, step: StepAt<"phone-call">, event: Event): Move {
  if (event.type === "call-started") return update(state, { ...step, code: event.code }, [{ type: "finish-call" }]);
  return answered(state, step.phone, event);
}

export function onPhoneCode(state: State, step: StepAt<"phone-code">, event: Event): Move {
  switch (event.type) {
    case "code-sent":
      return update(state, { ...step, waiting: false });
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "check-code" }]);
    case "phone-refused":
      if (event.why === "wrong")
        return notify({ ...state, step: { ...step, typed: nothingTyped, waiting: false } }, event);
      return answered(state, step.phone, event);
    default:
      return answered(state, step.phone, event);
  }
}

function answered(state: State, phone: number, event: Event): Move {
  switch (event.type) {
    case "phone-verified":
      return nextStage(state, { verified: true });
    case "phone-refused": {
      const past = state.past.filter(({ at }) => at !== "phone-method");
      return notify({ ...state, past, step: { at: "phone-method", phone } }, event);
    }
    case "phone-locked":
      return end(state, { type: "phone-locked" });
    default:
      return stay(state);
  }
}
