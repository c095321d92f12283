// What of a phone or account number may be seen. Pure.

/** `01012344567` becomes `010-****-4567`. */
export function maskPhone(digits: string): string {
  return `${digits.slice(0, 3)}-${"*".repeat(Math.max(digits.length - 7, 0))}-${digits.slice(-4)}`;
}

/** `01234502100017` becomes `012345-**-***017`: office, kind and the end of the serial, as on a passbook. */
export function maskAccount(digits: string): string {
  return `${digits.slice(0, 6)}-**-${"*".repeat(Math.max(digits.length - 11, 0))}${digits.slice(-3)}`;
}
