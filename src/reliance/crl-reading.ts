// A revocation list as whoever relies on it reads it (RFC 5280 §5 and §6.3): whose it is, how fresh, what it covers. Pure.

import { readExtensions, readTime } from "../npki/certificate-fields.ts";
import * as der from "../npki/der.ts";
import { mayUse, type PathCertificate } from "./path-certificate.ts";
import { isSignedBy, type SignedObject, signedObjectOf } from "./signed-object.ts";

export type ReadList = {
  readonly signed: SignedObject;
  /** DER Name. */
  readonly issuer: Buffer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** The SEQUENCE OF entries; null where none is revoked. */
  readonly entries: Buffer | null;
  /** Names of the points that it is for, each a GeneralName; null: for all certificates of the issuer. */
  readonly points: readonly Buffer[] | null;
  /** It speaks of these alone; null: of both. */
  readonly only: "users" | "cas" | null;
  /** cRLNumber (§5.2.3), up to 2^32 - 1; null where there is none, or a larger one. */
  readonly number: number | null;
};

/** CAs divide their lists; one of a million entries is larger than any. */
export const largestList = 15 << 20;
/** Clocks of two institutions differ. */
const slackMilliseconds = 5 * 60_000;

const issuingPoint = "2.5.29.28";
const crlPoints = "2.5.29.31";
/** An authority key identifier says which key; a number and a base say nothing about what is listed. */
const listNumber = "2.5.29.20";
const understood = new Set([issuingPoint, listNumber, "2.5.29.35"]);

/** Null where the bytes are no list that can be relied upon: delta lists and indirect ones are none. */
export function readRevocationList(bytes: Buffer): ReadList | null {
  const outer = der.readElement(bytes, 0, largestList);
  if (outer?.tag !== der.tags.sequence) return null;
  const signed = signedObjectOf(longParts(outer.content));
  if (!signed) return null;
  const fields = [...longParts(signed.toBeSigned.content)];
  if (fields[0]?.tag !== der.tags.integer || der.smallIntegerOf(fields.shift()) !== 1) return null;
  const [, issuer, from, to, ...rest] = fields;
  const entries = rest[0]?.tag === der.tags.sequence ? rest.shift() : undefined;
  const [wrapped, ...more] = rest;
  const [thisUpdate, nextUpdate] = [readTime(from), readTime(to)];
  if (!issuer || !thisUpdate || !nextUpdate || more.length > 0) return null;
  const covered = coveredBy(wrapped);
  if (covered === null) return null;
  return { signed, issuer: issuer.whole, thisUpdate, nextUpdate, entries: entries?.content ?? null, ...covered };
}

/** Elements that may be longer than a certificate; none where one is malformed. */
function longParts(content: Buffer): readonly der.Element[] {
  const found: der.Element[] = [];
  for (let at = 0; at < content.length; ) {
    const next = der.readElement(content, at, largestList);
    if (!next || found.length > 8) return [];
    found.push(next);
    at = next.end;
  }
  return found;
}

type Covered = Pick<ReadList, "points" | "only" | "number">;

/** onlyContainsUserCerts and onlyContainsCACerts of an IssuingDistributionPoint. */
const onlyAbout: ReadonlyMap<number, Covered["only"]> = new Map([
  [0x81, "users"],
  [0x82, "cas"],
]);

/** IssuingDistributionPoint (§5.2.5): lists by reason, and indirect ones, are not relied upon; null of those. */
function coveredBy(wrapped: der.Element | undefined): Covered | null {
  const extensions = readExtensions(wrapped);
  if (extensions === null || [...extensions.keys()].some((id) => !understood.has(id))) return null;
  const number = numberIn(extensions.get(listNumber));
  const value = extensions.get(issuingPoint);
  if (value === undefined) return { points: null, only: null, number };
  const parts = der.readExactly(value);
  const [narrowed, ...contradicting] = parts?.filter(({ tag }) => onlyAbout.has(tag)) ?? [];
  const [point, ...others] = parts?.filter(({ tag }) => !onlyAbout.has(tag)) ?? [];
  if (parts === null || others.length + contradicting.length > 0) return null;
  const only = onlyAbout.get(narrowed?.tag ?? 0) ?? null;
  if (point === undefined) return { points: null, only, number };
  return point.tag === der.tags.context0 ? { points: namesOfPoint(point), only, number } : null;
}

function numberIn(value: Buffer | undefined): number | null {
  const [number, ...more] = (value && der.readAll(value)) ?? [];
  return more.length === 0 ? der.smallIntegerOf(number) : null;
}

/** DistributionPointName, fullName alone: `[0]` inside holds GeneralNames. */
function namesOfPoint(point: der.Element | undefined): readonly Buffer[] {
  const [full] = der.partsOf(point);
  return full?.tag === der.tags.context0 ? der.partsOf(full).map(({ whole }) => whole) : [];
}

export type ListAnswer =
  | { readonly type: "good" }
  | { readonly type: "revoked"; readonly since: Date; readonly onHold: boolean }
  /** It does not speak of this certificate. */
  | { readonly type: "silent" }
  | { readonly type: "untrusted"; readonly why: "list-signature" | "list-stale" };

export function askList(list: ReadList, certificate: PathCertificate, issuer: PathCertificate, now: Date): ListAnswer {
  if (!list.issuer.equals(issuer.subject) || !covers(list, certificate)) return { type: "silent" };
  if (!mayUse(issuer, "cRLSign") || !isSignedBy(list.signed, issuer.publicKey))
    return { type: "untrusted", why: "list-signature" };
  if (list.thisUpdate.getTime() > now.getTime() + slackMilliseconds || list.nextUpdate <= now)
    return { type: "untrusted", why: "list-stale" };
  return entryFor(list.entries ?? Buffer.alloc(0), certificate.serial);
}

function covers({ points, only }: ReadList, { extensions, isCa }: PathCertificate): boolean {
  if (only !== null && (only === "cas") !== isCa) return false;
  if (points === null) return true;
  const value = extensions.get(crlPoints);
  const named = (value && der.readExactly(value))?.flatMap((point) => {
    const [name] = der.partsOf(point);
    return name?.tag === der.tags.context0 ? namesOfPoint(name) : [];
  });
  return named?.some((name) => points.some((point) => point.equals(name))) === true;
}

/** CRLReason certificateHold; 8 takes an entry off again, in delta lists alone. */
const hold = 6;

function entryFor(entries: Buffer, serial: Buffer): ListAnswer {
  for (const entry of readEntries(entries)) {
    // A list that ends in the middle may have held it.
    if (entry === null) return { type: "untrusted", why: "list-signature" };
    if (!entry.serial.equals(serial)) continue;
    const reason = reasonOf(entry.wrapped);
    return { type: "revoked", since: readTime(entry.when) ?? new Date(0), onHold: reason === hold };
  }
  return { type: "good" };
}

type Entry = {
  readonly serial: Buffer;
  readonly when: der.Element | undefined;
  readonly wrapped: der.Element | undefined;
};

/** Null, and no more, where the list ends in the middle. */
function* readEntries(entries: Buffer): Generator<Entry | null> {
  for (let at = 0; at < entries.length; ) {
    const entry = der.readElement(entries, at);
    const serial = entry && der.readElement(entry.content);
    if (!entry || serial?.tag !== der.tags.integer) return yield null;
    at = entry.end;
    const [, when, wrapped] = der.partsOf(entry);
    yield { serial: serial.content, when, wrapped };
  }
}

/** One line of a list; `reason`: a CRLReason, 0 where none is said. */
export type ReadEntry = { readonly serial: Buffer; readonly since: Date; readonly reason: number };

/** All that a list says, oldest serial first or however it stands there; null where a line of it cannot be read. */
export function entriesOf({ entries }: ReadList): readonly ReadEntry[] | null {
  const found = [...readEntries(entries ?? Buffer.alloc(0))].map((entry) => {
    const since = readTime(entry?.when);
    return entry && since && { serial: entry.serial, since, reason: reasonOf(entry.wrapped) ?? 0 };
  });
  const whole = found.filter((entry) => entry !== null);
  return whole.length === found.length ? whole : null;
}

function reasonOf(list: der.Element | undefined): number | null {
  for (const extension of der.partsOf(list)) {
    const parts = der.partsOf(extension);
    if (der.oidOf(parts[0]) !== "2.5.29.21") continue;
    return der.readElement(parts.at(-1)?.content ?? Buffer.alloc(0))?.content[0] ?? null;
  }
  return null;
}
