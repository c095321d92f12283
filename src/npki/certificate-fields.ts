// The fields of a certificate (RFC 5280 §4.1) as values: names, serial number, extensions. Null where they are malformed.

import * as der from "./der.ts";
import { readText } from "./directory-string.ts";
import type { Attribute, Subject } from "./distinguished-name.ts";
import { type IdentifyData, oidIdentifyData, readIdentifyData } from "./virtual-id.ts";

const attributeTypes: ReadonlyMap<string | null, Attribute["type"]> = new Map([
  ["2.5.4.6", "C"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.3", "CN"],
]);

/** In DER order. Null also for attributes that joint certificates do not have, rather than a name without them. */
export function readName(name: der.Element | undefined): Subject | null {
  const rdns = name?.tag === der.tags.sequence ? der.readAll(name.content) : null;
  if (rdns === null || rdns.length === 0) return null;
  const attributes = rdns.map((rdn) => {
    const [only, ...more] = der.partsOf(rdn);
    const [type, value] = der.partsOf(only);
    const named = attributeTypes.get(der.oidOf(type));
    const text = value === undefined ? null : readText(value);
    return named === undefined || text === null || more.length > 0 ? null : { type: named, value: text };
  });
  const known = attributes.filter((attribute) => attribute !== null);
  return known.length === attributes.length ? known : null;
}

/** Lower-case hexadecimal in whole bytes; null for zero and negative ones (RFC 5280 §4.1.2.2). */
export function readSerial(serial: der.Element | undefined): string | null {
  if (serial?.tag !== der.tags.integer || (serial.content[0] ?? 0x80) >= 0x80) return null;
  const digits = serial.content.subarray(serial.content[0] === 0 ? 1 : 0).toString("hex");
  return digits === "" || serial.content.length > 21 ? null : digits;
}

/** A Time (RFC 5280 §4.1.2.5): to the second, in Z; null for a day or an hour that there is not. */
export function readTime(time: der.Element | undefined): Date | null {
  const short = time?.tag === der.tags.utcTime;
  if (!time || !(short || time.tag === der.tags.generalizedTime)) return null;
  const text = time.content.toString("latin1");
  const century = short ? (text < "50" ? "20" : "19") : "";
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(`${century}${text}`);
  if (digits === null) return null;
  const [, year, month, day, hours, minutes, seconds] = digits;
  const date = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  // 31 February and 24:00:00 are taken by Date, as the day after.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}T${hours}`)
    ? date
    : null;
}

export type Extensions = ReadonlyMap<string, Buffer>;

/** Values by identifier, from `[3]`; null where one is malformed or there twice (RFC 5280 §4.2). */
export function readExtensions(wrapped: der.Element | undefined): Extensions | null {
  const found = new Map<string, Buffer>();
  if (wrapped === undefined) return found;
  const list = der.readExactly(wrapped.content);
  for (const extension of list ?? []) {
    const parts = der.partsOf(extension);
    const [id, value] = [der.oidOf(parts[0]), parts.at(-1)];
    if (id === null || value?.tag !== der.tags.octetString || parts.length > 3 || found.has(id)) return null;
    found.set(id, value.content);
  }
  return list === null ? null : found;
}

/** Identifiers of the extensions without whose meaning a certificate must not be used (RFC 5280 §4.2). */
export function criticalExtensions(wrapped: der.Element | undefined): readonly string[] {
  const [list] = der.partsOf(wrapped);
  return der.partsOf(list).flatMap((extension) => {
    const [id, flag] = der.partsOf(extension);
    const critical = flag?.tag === der.tags.boolean && flag.content[0] !== 0;
    return critical ? [der.oidOf(id) ?? ""] : [];
  });
}

/** Policy identifiers; none where the extension is absent. */
export function readPolicies(extensions: Extensions): readonly string[] | null {
  const value = extensions.get("2.5.29.32");
  if (value === undefined) return [];
  const policies = der.readExactly(value)?.map((policy) => der.oidOf(der.partsOf(policy)[0])) ?? [null];
  const named = policies.filter((policy) => policy !== null);
  return named.length === policies.length ? named : null;
}

/** The identifyData among the alternative names; `none` where there is none. */
export function readIdentity(extensions: Extensions): IdentifyData | "none" | null {
  const value = extensions.get("2.5.29.17");
  if (value === undefined) return "none";
  const names = der.readExactly(value);
  for (const name of names ?? []) {
    const [type, wrapped] = der.partsOf(name);
    if (name.tag === der.tags.context0 && der.oidOf(type) === oidIdentifyData) {
      return wrapped?.tag === der.tags.context0 ? readIdentifyData(wrapped.content) : null;
    }
  }
  return names === null ? null : "none";
}
