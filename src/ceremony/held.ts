// A certificate that the customer has: which one, and what shall become of it. Pure.

import { products } from "../authority/product.ts";
import { askedReasons } from "../authority/revocation-reason.ts";
import type { HeldCertificate } from "../verification/customer-file.ts";
import type { Effect } from "./effect.ts";
import type { Event } from "./event.ts";
import { end, established, factsOf, forward, learn, nextStage, record, stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

export function enterHeld(state: State): Move {
  return update(state, { at: "held", held: null, waiting: true }, [
    { type: "list-held", customer: established(state, "customer").id },
  ]);
}

/** An expired one can be had anew, and needs no revocation. */
function choosable(state: State, held: readonly HeldCertificate[]): readonly HeldCertificate[] {
  return factsOf(state).service === "reissue" ? held : held.filter(({ expired }) => !expired);
}

export function onHeld(state: State, step: StepAt<"held">, event: Event): Move {
  if (event.type === "held-found") {
    const held = choosable(state, event.held);
    return held.length === 0
      ? end(state, { type: "nothing-held" })
      : update(state, { at: "held", held, waiting: false });
  }
  if (event.type !== "pressed") return stay(state);
  const chosen = step.held?.[Number(event.key) - 1];
  if (!chosen) return stay(state);
  return factsOf(state).service === "reissue"
    ? replacing(state, chosen)
    : nextStage(learn(state, { held: chosen }), { verified: false });
}

/** Free while the old one was valid: the year is paid for. */
function replacing(state: State, held: HeldCertificate): Move {
  const product = products.find(({ id }) => id === held.product) ?? null;
  const fee = held.expired ? (product?.fee ?? 0) : 0;
  const replaces = held.expired ? [] : [{ serial: held.serial, notAfter: held.notAfter }];
  const effects: Effect[] = [record({ event: "product-chosen", product: held.product, fee })];
  if (fee === 0) effects.push({ type: "make-key-pair" });
  return nextStage(learn(state, { held, product, fee, replaces }), { verified: false }, effects);
}

export function enterRevocation(state: State): Move {
  return update(state, { at: "revocation-reason" });
}

export function onRevocationReason(state: State, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const reason = askedReasons[Number(event.key) - 1];
  return reason ? forward(state, { at: "revocation", reason, waiting: false }) : stay(state);
}

/** 1: revoked for ever. 2: not. */
export function onRevocation(state: State, step: StepAt<"revocation">, event: Event): Move {
  if (event.type === "certificate-revoked") return end(state, event);
  if (event.type !== "pressed" || step.waiting) return stay(state);
  if (event.key === "2") return end(state, { type: "cancelled" });
  if (event.key !== "1") return stay(state);
  const { reason } = step;
  return update({ ...state, past: [] }, { ...step, waiting: true }, [
    record({ event: "read-back-confirmed" }),
    { type: "revoke-certificate", certificate: established(state, "held"), reason },
  ]);
}
