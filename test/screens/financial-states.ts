// The pages of a financial certificate: what it is, its PIN, its making, at both desks.
import { financialProduct } from "../../src/authority/product.ts";
import type { Facts, State } from "../../src/ceremony/state.ts";
import { nothingTyped, type Step } from "../../src/ceremony/step.ts";
import { slip } from "./done-states.ts";
import { at, card, customer, finished, kiosk, teller, typed } from "./samples.ts";
import { limited, of } from "./staff-states.ts";

const product = financialProduct();
export const inVault = { ...limited, product: "financial", serial: "1000003" } as const;

function making(stage: number, step: Step, known: Partial<Facts> = {}, desk: State = kiosk): State {
  return at(step, stage, desk, {
    service: "financial-issue",
    product,
    customer: customer(card),
    drive: null,
    ...known,
  });
}

const renewing: Partial<Facts> = {
  service: "financial-renew",
  held: inVault,
  replaces: [{ serial: inVault.serial, notAfter: inVault.notAfter, suspended: false }],
};
const { serial, notAfter, seq, head } = finished;
const deposited = { at: "deposited", service: "financial-issue", serial, notAfter, seq, head, slip: null } as const;

export const financialSteps = {
  kinds: of<"kinds">(
    making(0, { at: "kinds" }, { product: null }),
    making(0, { at: "kinds" }, { product: null }, teller),
  ),
  financial: of<"financial">(making(5, { at: "financial", waiting: true })),
  pin: of<"pin">(
    making(6, { at: "pin", typed: typed(3), waiting: false }),
    making(6, { at: "pin", typed: typed(6), waiting: true }, {}, teller),
  ),
  "pin-again": of<"pin-again">(
    making(6, { at: "pin-again", typed: nothingTyped, waiting: false }),
    making(6, { at: "pin-again", typed: typed(1), waiting: false }, {}, teller),
  ),
  "pin-proof": of<"pin-proof">(
    making(2, { at: "pin-proof", typed: typed(2), waiting: false }, { service: "financial-prove", product: null }),
    making(7, { at: "pin-proof", typed: typed(0), waiting: false }, { signed: true }),
    making(7, { at: "pin-proof", typed: typed(6), waiting: true }, { signed: true }, teller),
  ),
  "pin-change": of<"pin-change">(
    making(5, { at: "pin-change", waiting: true }, { service: "financial-pin", product: null }),
  ),
  "deposit-read-back": of<"deposit-read-back">(
    making(7, { at: "deposit-read-back" }),
    making(4, { at: "deposit-read-back" }, renewing),
    making(7, { at: "deposit-read-back" }, { ...renewing, service: "financial-issue" }, teller),
  ),
  depositing: of<"depositing">(
    making(7, { at: "depositing", phase: "key" }),
    making(7, { at: "depositing", phase: "completing" }, { signed: true }),
  ),
  deposited: of<"deposited">(
    { ...kiosk, step: deposited },
    { ...teller, step: { ...deposited, service: "financial-renew" } },
    { ...kiosk, step: { ...deposited, slip: { ...slip, result: "printed", copies: 1 } } },
  ),
};
