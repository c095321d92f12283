// Validity in whole days of Korean time (KST, UTC+9, no summer time). Pure.

const hour = 3_600_000;
const day = 24 * hour;
const kst = 9 * hour;

/** The calendar date in Korea at an instant. */
export function kstDate(at: Date): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = new Date(at.getTime() + kst);
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate() };
}

/** `20261123`: the registration date in a yessign common name. */
export function kstDateDigits(at: Date): string {
  const { year, month, day } = kstDate(at);
  return `${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`;
}

/** `2026-11-23` in Korea. */
export function kstDateText(at: Date): string {
  const digits = kstDateDigits(at);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
}

/** 00:00:00 KST of the day that holds `at`. */
export function startOfKstDay(at: Date): Date {
  return new Date(Math.floor((at.getTime() + kst) / day) * day - kst);
}

/** 23:59:59 KST, so many days after the day that holds `at`. */
export function endOfKstDay(at: Date, daysLater: number): Date {
  return new Date(startOfKstDay(at).getTime() + (daysLater + 1) * day - 1000);
}

/** Whole days in Korea from `now` to the day on which a validity ends: 0 on that day, negative when it is over. */
export function daysUntil(notAfter: Date, now: Date): number {
  const days = Math.round((startOfKstDay(notAfter).getTime() - startOfKstDay(now).getTime()) / day);
  return notAfter <= now ? Math.min(days, -1) : days;
}

/** From 00:00:00 KST today to 23:59:59 KST on the same date `years` later; 29 February becomes the 28th. */
export function validityFrom(at: Date, years: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: startOfKstDay(at), notAfter: sameDayLater(at, years) };
}

function sameDayLater(at: Date, years: number): Date {
  const from = kstDate(at);
  const lastDay = new Date(Date.UTC(from.year + years, from.month, 0)).getUTCDate();
  return new Date(Date.UTC(from.year + years, from.month - 1, Math.min(from.day, lastDay)) + day - 1000 - kst);
}

/** A joint certificate can be renewed on its last day and on so many days before it. */
export const renewalDays = 30;

/** The beginning of the first day in Korea on which a certificate can be renewed. */
export function renewalOpens(notAfter: Date, days: number = renewalDays): Date {
  return new Date(startOfKstDay(notAfter).getTime() - days * day);
}

/** The product's years behind the end of the certificate that is renewed: nobody loses the days that are left. */
export function renewedUntil(notAfter: Date, years = 1): Date {
  return sameDayLater(notAfter, years);
}
