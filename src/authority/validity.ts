// Validity in whole days of Korean time. Pure.

import { dayMilliseconds, endOfSameKstDate, startOfKstDay } from "../kst.ts";

/** Whole days in Korea from `now` to the day on which a validity ends: 0 on that day, negative when it is over. */
export function daysUntil(notAfter: Date, now: Date): number {
  const days = Math.round((startOfKstDay(notAfter).getTime() - startOfKstDay(now).getTime()) / dayMilliseconds);
  return notAfter <= now ? Math.min(days, -1) : days;
}

/** From 00:00:00 KST today to 23:59:59 KST on the same date `years` later; 29 February becomes the 28th. */
export function validityFrom(at: Date, years: number): { readonly notBefore: Date; readonly notAfter: Date } {
  return { notBefore: startOfKstDay(at), notAfter: endOfSameKstDate(at, 12 * years) };
}

/** A joint certificate can be renewed on its last day and on so many days before it. */
export const renewalDays = 30;

/** The beginning of the first day in Korea on which a certificate can be renewed. */
export function renewalOpens(notAfter: Date, days: number = renewalDays): Date {
  return new Date(startOfKstDay(notAfter).getTime() - days * dayMilliseconds);
}

/** The product's years behind the end of the certificate that is renewed: nobody loses the days that are left. */
export function renewedUntil(notAfter: Date, years = 1): Date {
  return endOfSameKstDate(notAfter, 12 * years);
}
