// Keeps personal numbers out of the journal, whoever typed them where: on a stick, in a name, in a wrong field. Pure.

import type { Fields, Scalar } from "./canonical-json.ts";

/** What the table refuses: a printed resident number, and thirteen digits that are a whole text. */
const personal = /\d{6}-\d{7}|"\d{13}"/;

const printed = /(\d{6})-\d{7}/g;
const whole = /(?<=^|")(\d{6})\d{7}(?="|$)/g;

function impersonalText(text: string): string {
  return text.replaceAll(printed, "$1-*******").replaceAll(whole, "$1*******");
}

/** A device's own number of thirteen digits is nobody's, and is told from another one's: it is written in two parts. */
function impersonalValue(key: string, value: Scalar): Scalar {
  if (typeof value !== "string") return value;
  return key === "serial" && /^\d{13}$/.test(value) ? `${value.slice(0, 7)}-${value.slice(7)}` : impersonalText(value);
}

/**
 * The same fields with what looks like a resident number masked after the date of birth. `body` is their text: the table
 * refuses a row that holds such a number, and a terminal whose journal refuses a row is out of service.
 */
export function impersonal<F extends Fields>(fields: F, body: string): F {
  if (!personal.test(body)) return fields;
  const masked = Object.entries(fields).map(([key, value]) => {
    if (typeof value !== "object" || value === null) return [key, impersonalValue(key, value)];
    return [key, value.map((each) => impersonalValue(key, each))];
  });
  return Object.fromEntries(masked) as F;
}
