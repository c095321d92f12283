// A financial certificate: what it is, whether the customer has one, and how a new one comes into the vault. Pure.

import { financialProduct } from "../authority/product.ts";
import { refusalOf } from "../verification/financial.ts";
import type { DepositPhase, Effect } from "./effect.ts";
import type { Event, EventOf } from "./event.ts";
import {
  end,
  established,
  factsOf,
  learn,
  nextStage,
  notify,
  onward,
  record,
  serviceOf,
  stay,
  update,
} from "./move.ts";
import { printing, slipOf } from "./slip.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";
import { nothingTyped } from "./step.ts";
import { enterTerms } from "./terms-stage.ts";

/** What is done behind the read-back, in order, for whoever waits and watches; `proving` is the customer's own part. */
export const depositPhases = ["key", "preparing", "signing", "storing", "proving", "completing"] as const;

const next: Readonly<Record<Exclude<DepositPhase, "storing" | "completing">, DepositPhase>> = {
  key: "preparing",
  preparing: "signing",
  signing: "storing",
};

export function enterKinds(state: State): Move {
  return update(state, { at: "kinds" });
}

/** 1: a financial certificate. 2: a joint one after all, from the beginning of its own service. */
export function onKinds(state: State, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  if (event.key === "1") {
    const product = financialProduct();
    const chosen = record({ event: "product-chosen", product: product.id, fee: product.fee });
    return nextStage(learn(state, { product, fee: product.fee }), { verified: false }, [chosen]);
  }
  if (event.key !== "2") return stay(state);
  const { state: entered } = enterTerms({ ...learn(state, { service: "issue", stage: 0, product: null }), past: [] });
  return stay(entered, [record({ event: "service-changed", service: "issue" })]);
}

export function enterFinancial(state: State): Move {
  return update(state, { at: "financial", waiting: true }, [
    { type: "find-financial", customer: established(state, "customer").id },
  ]);
}

/** A new one takes the place of whatever there is; everything else needs one that can sign. */
export function onFinancial(state: State, event: Event): Move {
  if (event.type !== "financial-found") return stay(state);
  const { held } = event;
  const { service } = factsOf(state);
  const { renews = false } = serviceOf(state);
  const refusal = service === "financial-issue" ? null : refusalOf(held, renews);
  if (refusal === "too-early" && held?.renewableFrom)
    return end(state, { type: "financial-too-early", from: held.renewableFrom });
  if (refusal) return end(state, { type: endingOf[refusal] });
  const replaces = held ? [{ serial: held.serial, notAfter: held.notAfter, suspended: held.suspended }] : [];
  const product = renews ? financialProduct() : factsOf(state).product;
  return nextStage(learn(state, { held, product, replaces }), { verified: true });
}

const endingOf = {
  none: "no-financial",
  expired: "financial-expired",
  "on-hold": "financial-on-hold",
  locked: "pin-locked",
  "too-early": "no-financial",
} as const;

export function enterDeposit(state: State): Move {
  return update(state, { at: "deposit-read-back" });
}

/** Who, what, where, until when: 1 or Enter makes it. */
export function onDepositReadBack(state: State, event: Event): Move {
  if (event.type !== "pressed" || (event.key !== "enter" && event.key !== "1")) return stay(state);
  if (state.authority) return notify(state, { type: "authority-unsigned", why: state.authority });
  const begun = depositing(state, "key");
  return onward(state, begun.state.step, [record({ event: "read-back-confirmed" }), ...begun.effects]);
}

function depositing(state: State, phase: DepositPhase): Move {
  const { renews = false } = serviceOf(state);
  const { id, name } = established(state, "customer");
  // A renewal keeps the PIN, which was proven a page ago.
  const under = renews ? "pin-proof" : "pin";
  const effect: Effect = { type: "deposit", phase, customer: id, name, renews, under };
  return update(state, { at: "depositing", phase }, [effect]);
}

/** Keys wait here: each outcome leads to the next, and at the end to the customer, who proves that it works. */
export function onDepositing(state: State, step: StepAt<"depositing">, event: Event): Move {
  switch (event.type) {
    case "deposit-advanced":
      if (step.phase === "storing") return onward(learn(state, { signed: true }), proof);
      return step.phase === "completing" ? stay(state) : depositing(state, next[step.phase]);
    case "certificate-refused":
      return end(state, { type: "certificate-refused", why: event.why });
    // The PIN and R are nowhere any more: another key is made in another ceremony.
    case "authority-unsigned":
      return end(state, event);
    case "vault-unreachable":
      // Before there is a key nothing is lost: the same page, and once more.
      return step.phase === "key"
        ? notify({ ...state, step: { at: "deposit-read-back" } }, event)
        : end(state, { type: "vault-unreachable" });
    case "financial-issued":
      return deposited(state, event);
    case "pressed":
      return notify(state, { type: "keys-wait" });
    default:
      return stay(state);
  }
}

const proof: StepAt<"pin-proof"> = { at: "pin-proof", typed: nothingTyped, waiting: false };

/** The customer has signed with it: it becomes valid, and the one before it is revoked. */
export function complete(state: State): Move {
  return depositing(state, "completing");
}

function deposited(state: State, { serial, notAfter, seq, head }: EventOf<"financial-issued">): Move {
  const { service } = factsOf(state);
  const slip = slipOf(state, { seq, head, certificate: { serial, notAfter } });
  const moved = onward(state, { at: "deposited", service, serial, notAfter, seq, head, slip }, [
    { type: "close-ceremony", result: "completed", at: "deposited", why: "issued" },
    ...printing(slip),
  ]);
  return { ...moved, state: { ...moved.state, facts: null, notice: null } };
}
