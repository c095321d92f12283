// The trainer's card: who the training customers are and what they would type, one-time codes as they read now.

import { hotp, stepAt } from "../../src/verification/otp.ts";
import {
  cardCode,
  type TrainingCustomer,
  tokenDigits,
  tokenSeed,
  trainingCustomers,
  trainingStaff,
} from "../rehearsal-fixture.ts";

/** A line each, 78 cells at most. */
export function trainersCard(now: Date): readonly string[] {
  return [
    "F5 F6: usb0 usb1 in/out   F7: phone   F8: keypad   F2: language   F1: close",
    "",
    ...trainingCustomers.flatMap((customer) => [...personLines(customer), ...mediumLines(customer, now), ""]),
    ...trainingStaff.map(({ number, name, role, password }) => `${number}  ${password}  ${name} (${role})`),
  ];
}

function personLines({ id, name, residentNumber, account, phone, locked }: TrainingCustomer): readonly string[] {
  const resident = `${residentNumber.slice(0, 6)}-${residentNumber.slice(6)}`;
  return [
    `${id}  ${name}  ${resident}${locked ? "  (locked)" : ""}`,
    `  account ${account.number}  password ${account.password}  phone ${phone}`,
  ];
}

const codesPerLine = 8;

function mediumLines({ medium }: TrainingCustomer, now: Date): readonly string[] {
  if (medium.type !== "security-card") {
    const code = currentCode(medium.serial, medium.periodSeconds, now);
    return [`  ${medium.type} ${medium.serial}  code now ${code}`];
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

/** What the token of a training customer shows. */
export function currentCode(serial: string, periodSeconds: number, now: Date): string {
  return hotp(tokenSeed(serial), stepAt(now, periodSeconds), tokenDigits).toString("ascii");
}
