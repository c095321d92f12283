// Dates and hours as they are in Korea: KST, UTC+9, no summer time. Pure.

export const dayMilliseconds = 24 * 3_600_000;
const offset = 9 * 3_600_000;

/** The calendar date in Korea at an instant. */
export function kstDate(at: Date): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = new Date(at.getTime() + offset);
  return { year: shifted.getUTCFullYear(), month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate() };
}

/** `2026-11-23 09:12:30`, by the clock on the wall of the branch. */
export function kstText(at: Date): string {
  return new Date(at.getTime() + offset).toISOString().slice(0, 19).replace("T", " ");
}

/** `2026-11-23 09:12`. */
export function kstMinuteText(at: Date): string {
  return kstText(at).slice(0, 16);
}

/** `2026-11-23`. */
export function kstDateText(at: Date): string {
  return kstText(at).slice(0, 10);
}

/** `20261123`: the registration date in a yessign common name. */
export function kstDateDigits(at: Date): string {
  return kstDateText(at).replaceAll("-", "");
}

/** 00:00:00 KST; months are counted from 1, and those beyond 12 are of the years behind. */
export function kstMidnight(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month - 1, day) - offset);
}

/** 00:00:00 KST of the day that holds `at`. */
export function startOfKstDay(at: Date): Date {
  return new Date(Math.floor((at.getTime() + offset) / dayMilliseconds) * dayMilliseconds - offset);
}

/** 23:59:59 KST, so many days after the day that holds `at`. */
export function endOfKstDay(at: Date, daysLater: number): Date {
  return new Date(startOfKstDay(at).getTime() + (daysLater + 1) * dayMilliseconds - 1000);
}

/** 23:59:59 KST on the same date so many months later; where that month is shorter, on its last day. */
export function endOfSameKstDate(at: Date, monthsLater: number): Date {
  const { year, month, day } = kstDate(at);
  const lastDay = kstDate(kstMidnight(year, month + monthsLater + 1, 0)).day;
  return endOfKstDay(kstMidnight(year, month + monthsLater, Math.min(day, lastDay)), 0);
}
