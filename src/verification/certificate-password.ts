// The rules of a certificate password, judged byte by byte: no string of it is ever made.

import type { Secret } from "../secret.ts";

export type PasswordRule =
  | "too-short"
  | "too-long"
  | "forbidden-character"
  | "no-letter"
  | "no-digit"
  | "no-special"
  | "run"
  | "personal-number";

export type PasswordOutcome =
  | { readonly type: "password-accepted" }
  | { readonly type: "password-refused"; readonly rule: PasswordRule };

export type PasswordContext = {
  readonly residentNumber: Secret;
  /** Phone and account numbers of the customer, digits alone. */
  readonly numbers: readonly string[];
};

/** Applied when a password is set; reading an older certificate never enforces a minimum. */
export const shortestPassword = 10;
const longest = 64;
/** As many characters alike (`1111`) or one apart in one direction (`1234`, `dcba`). */
const runLength = 4;
/** As many digits of a personal number in one piece. */
const personalPiece = 6;

const forbidden: readonly number[] = [0x27, 0x22, 0x5c, 0x7c];

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** The first rule that is broken, in the order in which a person would mend them. */
export function judgePassword(password: Secret, context: PasswordContext): PasswordOutcome {
  const rule = password.use((bytes) => brokenRule(bytes, context));
  return rule ? { type: "password-refused", rule } : { type: "password-accepted" };
}

function brokenRule(bytes: Uint8Array, context: PasswordContext): PasswordRule | null {
  if (bytes.some((byte) => byte < 0x21 || byte > 0x7e || forbidden.includes(byte))) return "forbidden-character";
  if (bytes.length < shortestPassword) return "too-short";
  if (bytes.length > longest) return "too-long";
  if (!bytes.some(isLetter)) return "no-letter";
  if (!bytes.some(isDigit)) return "no-digit";
  if (bytes.every((byte) => isLetter(byte) || isDigit(byte))) return "no-special";
  if (hasRun(bytes)) return "run";
  const numbers = context.numbers.map((number) => Buffer.from(number, "ascii"));
  const personal = (number: Uint8Array): boolean => sharesPiece(bytes, number);
  return numbers.some(personal) || context.residentNumber.use(personal) ? "personal-number" : null;
}

function hasRun(bytes: Uint8Array): boolean {
  return [0, 1, -1].some((distance) => {
    let length = 1;
    return bytes.some((byte, at) => {
      const previous = bytes[at - 1];
      const sameKind =
        previous !== undefined && isDigit(previous) === isDigit(byte) && isLetter(previous) === isLetter(byte);
      length = sameKind && byte - previous === distance ? length + 1 : 1;
      return length >= runLength;
    });
  });
}

/** Whether any six digits of the number in a row stand in the password. */
function sharesPiece(bytes: Uint8Array, number: Uint8Array): boolean {
  for (let from = 0; from + personalPiece <= number.length; from++) {
    for (let at = 0; at + personalPiece <= bytes.length; at++) {
      let same = 0;
      while (same < personalPiece && bytes[at + same] === number[from + same]) same++;
      if (same === personalPiece) return true;
    }
  }
  return false;
}
