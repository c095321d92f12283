// The PIN of a financial certificate: six digits, and the ones that a thief would try first are refused. Pure.

import type { Secret } from "../secret.ts";

/** `run`: 111111, 123456, 654321. `repeats`: 121212, 123123. `birth-date` and `personal-number`: what others know. */
export type PinRule = "run" | "repeats" | "birth-date" | "personal-number";

export type PinOutcome = { readonly type: "pin-accepted" } | { readonly type: "pin-rejected"; readonly rule: PinRule };

export type PinContext = {
  /** 13 digits. */
  readonly residentNumber: Secret;
  /** Phone and account numbers of the customer, digits alone. */
  readonly numbers: readonly string[];
};

export const pinLength = 6;

const centuries = ["18", "19", "20"].map((two) => [...Buffer.from(two)]);

/** The first rule that is broken. */
export function judgePin(pin: Secret, context: PinContext): PinOutcome {
  const rule = pin.use((digits) => brokenRule(digits, context));
  return rule ? { type: "pin-rejected", rule } : { type: "pin-accepted" };
}

function brokenRule(pin: Uint8Array, { residentNumber, numbers }: PinContext): PinRule | null {
  if ([0, 1, 9].some((distance) => isRun(pin, distance))) return "run";
  if ([2, 3].some((period) => pin.every((digit, at) => digit === pin[at % period]))) return "repeats";
  if (residentNumber.use((number) => isBirthDate(pin, number))) return "birth-date";
  const personal = (number: Uint8Array): boolean => stands(pin, number);
  return numbers.some((number) => personal(Buffer.from(number, "ascii"))) || residentNumber.use(personal)
    ? "personal-number"
    : null;
}

/** Each digit that far behind the one before, past 9 to 0: 9 is one downwards. */
function isRun(pin: Uint8Array, distance: number): boolean {
  return pin.every((digit, at) => at === 0 || (digit - (pin[at - 1] ?? 0) + 10) % 10 === distance);
}

/** The digits of a resident number that make a date: `900101`, `010190`, `011990` and the like. */
const dates: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5],
  [4, 5, 2, 3, 0, 1],
  [2, 3, 4, 5, 0, 1],
];

/** The same with a century before the year, and day or month left out. */
const longDates: readonly (readonly (number | "century")[])[] = [
  ["century", 0, 1, 2, 3],
  ["century", 0, 1, 4, 5],
  [2, 3, "century", 0, 1],
  [4, 5, "century", 0, 1],
];

function isBirthDate(pin: Uint8Array, number: Uint8Array): boolean {
  const spelled = (date: readonly (number | "century")[], century: readonly number[]): boolean => {
    const digits = date.flatMap((at) => (at === "century" ? century : [number[at] ?? 0]));
    return pin.every((digit, at) => digit === digits[at]);
  };
  return dates.some((date) => spelled(date, [])) || centuries.some((two) => longDates.some((one) => spelled(one, two)));
}

/** Whether the whole PIN stands in the number in one piece. */
function stands(pin: Uint8Array, number: Uint8Array): boolean {
  return Buffer.from(number.buffer, number.byteOffset, number.length).includes(
    Buffer.from(pin.buffer, pin.byteOffset, pin.length),
  );
}
