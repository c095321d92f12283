// What the linter says of a certificate's dates: their form, whole Korean days, and how many of them.

import forge from "node-forge";
import { dayMilliseconds, startOfKstDay } from "../kst.ts";
import { bytesOf, type CertificateView, type Node } from "./lint-view.ts";
import { validityFrom } from "./validity.ts";

const { Type } = forge.asn1;

function instant(node: Node | undefined): Date | null {
  const text = bytesOf(node);
  const full = node?.type === Type.UTCTIME ? `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full);
  return parts ? new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`) : null;
}

export function timeEncoding(view: CertificateView): string | null {
  for (const time of view.times) {
    const at = instant(time);
    if (!at) return "a date is not in the form YYMMDDHHMMSSZ";
    if (time.type === Type.GENERALIZEDTIME && at.getUTCFullYear() < 2050)
      return "a date before 2050 is a GeneralizedTime";
  }
  return view.times.length === 2 ? null : "there are not two dates";
}

export function wholeDays(view: CertificateView): string | null {
  const [begin, end] = view.times.map(instant);
  if (!begin || !end) return "a date cannot be read";
  const isMidnight = (at: Date): boolean => startOfKstDay(at).getTime() === at.getTime();
  return isMidnight(begin) && isMidnight(new Date(end.getTime() + 1000))
    ? null
    : "the validity is not of whole Korean days";
}

/**
 * To the last day of the product's years at most, counted from the end of the certificate that was renewed, which began
 * to be renewable thirty days before; one that replaces another ends with it, and earlier.
 */
export function validityLength(view: CertificateView, years: number, renewable: number): string | null {
  const [begin, end] = view.times.map(instant);
  if (!begin || !end) return "a date cannot be read";
  const days = (end.getTime() + 1000 - begin.getTime()) / dayMilliseconds;
  const right =
    days > 0 && end <= validityFrom(new Date(begin.getTime() + renewable * dayMilliseconds), years).notAfter;
  return right ? null : `the certificate is valid for ${Math.round(days)} days`;
}
