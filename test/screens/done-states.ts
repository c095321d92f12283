// What is done, in every way in which it can be: on a stick, on a token, with a slip and without.
import type { ShownSlip } from "../../src/ceremony/slip.ts";
import { slipLines } from "../../src/receipt/render.ts";
import { slipMarkup } from "../../src/receipt/slip.ts";
import { issued } from "../receipt/sample-slips.ts";
import { finished, kiosk, securityToken, stick, teller } from "./samples.ts";
import { of, type StatesOf } from "./staff-states.ts";

const onStick = { type: "stick", drive: stick, release: "released", gone: false } as const;
const done = { at: "done", service: "issue", finished, place: onStick, slip: null } as const;
export const slip: ShownSlip = {
  wanted: { ...issued, ceremony: "5d7a2c1e-0000-4000-8000-000000000001" },
  result: "no-printer",
  before: null,
  copies: 0,
  lines: slipLines(slipMarkup(issued)),
  from: null,
};

export const doneStates: StatesOf<"done"> = of(
  { ...kiosk, step: done },
  { ...kiosk, step: { ...done, service: "change-password" } },
  {
    ...kiosk,
    drives: [],
    step: { ...done, place: { ...onStick, gone: true }, finished: { ...finished, proof: "cached" } },
  },
  { ...teller, step: { ...done, place: { ...onStick, release: "still-mounted" } } },
  {
    ...kiosk,
    step: { ...done, place: { type: "token", token: securityToken }, finished: { ...finished, proof: "token" } },
  },
  { ...kiosk, step: { ...done, slip: { ...slip, result: "jam", copies: 1 } } },
  { ...kiosk, step: { ...done, slip: { ...slip, from: 6 } } },
);

/** What was done without a certificate in the hand, or was not done. */
export const endedStates: StatesOf<"ended"> = of(
  { ...kiosk, step: { at: "ended", ending: { type: "cancelled" }, slip: null } },
  {
    ...kiosk,
    step: { at: "ended", ending: { type: "renewal-too-early", from: new Date("2027-08-19T15:00:00Z") }, slip: null },
  },
  { ...kiosk, step: { at: "ended", ending: { type: "renewal-expired" }, slip: null } },
  { ...kiosk, step: { at: "ended", ending: { type: "certificate-revoked" }, slip } },
  {
    ...kiosk,
    step: {
      at: "ended",
      ending: { type: "certificate-registered" },
      slip: { ...slip, result: "printed", copies: 1 },
    },
  },
);
