// Resident registration numbers: form, date and seventh digit. Pure.

/** Thirteen digits that passed `parseResidentNumber`. */
export type ResidentNumber = string & { readonly __brand: "ResidentNumber" };

const centuryOf: Readonly<Record<string, number>> = {
  "1": 1900,
  "2": 1900,
  "3": 2000,
  "4": 2000,
  "5": 1900,
  "6": 1900,
  "7": 2000,
  "8": 2000,
  "9": 1800,
  "0": 1800,
};

/**
 * Digits of a resident registration number as ASCII bytes; null unless they are 13 digits whose date exists.
 * The check digit is not looked at: numbers issued since October 2020 carry none.
 */
export function birthDate(digits: Uint8Array): Day | null {
  if (digits.length !== 13 || digits.some((byte) => byte < 0x30 || byte > 0x39)) return null;
  const two = (at: number): number => ((digits[at] ?? 0) - 0x30) * 10 + ((digits[at + 1] ?? 0) - 0x30);
  const century = centuryOf[String.fromCharCode(digits[6] ?? 0)];
  if (century === undefined) return null;
  const [year, month, day] = [century + two(0), two(2), two(4)];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0 ? { year, month, day } : null;
}

/** With or without the hyphen of the printed form, which is no part of the number. */
export function parseResidentNumber(text: string): ResidentNumber | null {
  const digits = text.replace(/^(\d{6})-/, "$1");
  return birthDate(new TextEncoder().encode(digits)) ? (digits as ResidentNumber) : null;
}

/** `900101-1******`: what staff may see. */
export function maskResidentNumber(number: ResidentNumber): string {
  return `${number.slice(0, 6)}-${number.slice(6, 7)}******`;
}

/** From the seventh digit: registered as a foreigner, not as a resident. */
export function isForeigner(digits: Uint8Array): boolean {
  return /[5-8]/.test(String.fromCharCode(digits[6] ?? 0));
}

export type Day = { readonly year: number; readonly month: number; readonly day: number };

/** Full years on a day of the same calendar. */
export function ageOn(birth: Day, today: Day): number {
  const hadBirthday = today.month > birth.month || (today.month === birth.month && today.day >= birth.day);
  return today.year - birth.year - (hadBirthday ? 0 : 1);
}
