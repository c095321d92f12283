// A certificate that the customer has: which one, and what shall become of it. Pure.

import { products } from "../authority/product.ts";
import { actsOn } from "../authority/revocation-reason.ts";
import type { HeldCertificate } from "../verification/customer-file.ts";
import type { Effect } from "./effect.ts";
import type { Ending } from "./ending.ts";
import type { Event } from "./event.ts";
import type { Recorded } from "./finished.ts";
import { end, established, forward, learn, nextStage, onward, record, serviceOf, stay, update } from "./move.ts";
import { endWithSlip, recorded } from "./slip.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

export function enterHeld(state: State): Move {
  return update(state, { at: "held", held: null, waiting: true }, [
    { type: "list-held", customer: established(state, "customer").id },
  ]);
}

/**
 * Those on sticks, or the one in the vault. An expired one can be had anew and needs no revocation; one on hold is restored
 * or revoked first.
 */
function choosable(state: State, held: readonly HeldCertificate[]): readonly HeldCertificate[] {
  const { held: which } = serviceOf(state);
  const those = held.filter(({ product }) => (product === "financial") === (which === "in-vault"));
  if (which !== "replaced") return those.filter(({ expired }) => !expired);
  // One person holds one bank-limited certificate at a time: the one that is valid took the place of those that are over.
  const hasLimited = those.some(({ product, expired }) => product === "limited" && !expired);
  return those.filter(
    ({ product, expired, suspended }) => !suspended && !(expired && hasLimited && product === "limited"),
  );
}

export function onHeld(state: State, step: StepAt<"held">, event: Event): Move {
  if (event.type === "held-found") {
    const held = choosable(state, event.held);
    const none = serviceOf(state).held === "in-vault" ? "no-financial" : "nothing-held";
    return held.length === 0 ? end(state, { type: none }) : update(state, { at: "held", held, waiting: false });
  }
  if (event.type !== "pressed") return stay(state);
  const chosen = step.held?.[Number(event.key) - 1];
  if (!chosen) return stay(state);
  return serviceOf(state).held === "replaced"
    ? replacing(state, chosen)
    : nextStage(learn(state, { held: chosen }), { verified: false });
}

/** Free while the old one was valid: the year is paid for. */
function replacing(state: State, held: HeldCertificate): Move {
  const product = products.find(({ id }) => id === held.product) ?? null;
  const fee = held.expired ? (product?.fee ?? 0) : 0;
  const replaces = held.expired ? [] : [{ serial: held.serial, notAfter: held.notAfter, suspended: held.suspended }];
  const effects: Effect[] = [record({ event: "product-chosen", product: held.product, fee })];
  if (fee === 0) effects.push({ type: "make-key-pair" });
  return nextStage(learn(state, { held, product, fee, replaces }), { verified: false }, effects);
}

export function enterRevocation(state: State): Move {
  return update(state, { at: "revocation-act" });
}

export function onRevocationAct(state: State, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const act = actsOn(established(state, "held").suspended)[Number(event.key) - 1];
  return act ? forward(state, { at: "revocation", act, waiting: false }) : stay(state);
}

/** 1: it is done at once. 2: it is not. */
export function onRevocation(state: State, step: StepAt<"revocation">, event: Event): Move {
  switch (event.type) {
    case "certificate-revoked":
    case "certificate-restored":
      return changed(state, step, { type: event.type }, event);
    case "certificate-suspended":
      return changed(state, step, { type: event.type, until: event.until }, event);
    case "standing-kept":
      return end(state, event);
    case "pressed": {
      if (step.waiting) return stay(state);
      if (event.key === "2") return end(state, { type: "cancelled" });
      if (event.key !== "1") return stay(state);
      const change = { type: "change-standing", certificate: established(state, "held"), act: step.act } as const;
      return onward(state, { ...step, waiting: true }, [record({ event: "read-back-confirmed" }), change]);
    }
    default:
      return stay(state);
  }
}

function changed(state: State, { act }: StepAt<"revocation">, ending: Ending, row: Recorded): Move {
  const { serial, notAfter, product } = established(state, "held");
  const what = act === "suspend" || act === "restore" ? act : "revoke";
  const service = product === "financial" ? (`financial-${what}` as const) : what;
  return endWithSlip(state, ending, { ...recorded(row), certificate: { serial, notAfter }, service });
}
