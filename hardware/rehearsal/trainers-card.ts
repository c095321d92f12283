// The trainer's card: who the training customers are and what they would type, one-time codes as they read now.

import type { SecurityMedium } from "../../src/verification/medium.ts";
import { hotp, stepAt } from "../../src/verification/otp.ts";
import { otherStickLines } from "../accredited/training-sticks.ts";
import {
  cardCode,
  type TrainingCustomer,
  tokenSeed,
  trainingCustomers,
  trainingStaff,
  trainingStock,
} from "../rehearsal-fixture.ts";
import { trainingPin } from "../token/simulated-tokens.ts";
import { held } from "./held-certificates.ts";

/** A line each, 78 cells at most. */
export function trainersCard(now: Date): readonly string[] {
  return [
    "F5 F6 sticks  F7 phone  F8 keypad  F9 token  F10 paper  F12 others  F1 close",
    "",
    ...trainingCustomers.flatMap((customer) => [...personLines(customer), ...mediumLines(customer.medium, now), ""]),
    ...trainingStaff.map(({ number, name, role, password }) => `${number}  ${password}  ${name} (${role})`),
    "",
    `security token token0: PIN ${trainingPin}`,
    "in the drawer, nobody's yet:",
    ...trainingStock.flatMap((medium) => mediumLines(medium, now)),
    "",
    "sticks with certificates of other institutions, and their passwords:",
    ...otherStickLines(),
  ];
}

function personLines({ id, name, residentNumber, account, phone, locked }: TrainingCustomer): readonly string[] {
  const resident = `${residentNumber.slice(0, 6)}-${residentNumber.slice(6)}`;
  return [
    `${id}  ${name}  ${resident}${locked ? "  (locked)" : ""}`,
    `  account ${account.number}  password ${account.password}  phone ${phone}`,
    ...held.filter(({ customer }) => customer === id).map(stickLine),
  ];
}

function stickLine({ customer, product, password }: (typeof held)[number]): string {
  return `  stick usb-${customer}  ${product} certificate, its password ${password}`;
}

const codesPerLine = 8;

/** How many codes of a token that counts presses are printed, the first press first. */
const presses = [0, 1, 2, 3, 4];

function mediumLines(medium: SecurityMedium, now: Date): readonly string[] {
  if (medium.type !== "security-card") {
    if (medium.periodSeconds !== null) return [`  ${medium.type} ${medium.serial}  code now ${codeOf(medium, now)}`];
    return [`  ${medium.type} ${medium.serial}  codes ${presses.map((press) => codeOf(medium, now, press)).join(" ")}`];
  }
  const codes = Array.from(
    { length: medium.cells },
    (_, cell) => `${String(cell + 1).padStart(2, "0")}:${cardCode(medium.serial, cell + 1)}`,
  );
  const lines = Array.from({ length: Math.ceil(codes.length / codesPerLine) }, (_, line) =>
    codes.slice(line * codesPerLine, (line + 1) * codesPerLine).join(" "),
  );
  return [`  security card ${medium.serial}`, ...lines.map((line) => `  ${line}`)];
}

/** What a training token shows: now, or when its button was pressed so many times before. */
export function codeOf(
  { serial, digits, periodSeconds }: Exclude<SecurityMedium, { readonly type: "security-card" }>,
  now: Date,
  pressed = 0,
): string {
  const step = periodSeconds === null ? pressed : stepAt(now, periodSeconds);
  return hotp(tokenSeed(serial), step, digits).toString("ascii");
}
