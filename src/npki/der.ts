// DER over Buffers, written and read here because what passes through is secret: buffers can be wiped, strings cannot.

/** Tag octets that this program meets (X.690 §8). */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  printable: 0x13,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmp: 0x1e,
  sequence: 0x30,
  set: 0x31,
  /** `[0]` and `[3]`, constructed. */
  context0: 0xa0,
  context3: 0xa3,
} as const;

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

/** One element: tag, length, and the parts one after the other. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(length)]), ...parts]);
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return element(tags.sequence, ...parts);
}

/** A small number that is not negative. */
export function smallInteger(value: number): Buffer {
  const octets: number[] = [];
  for (let rest = value; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  if (octets.length === 0 || (octets[0] ?? 0) >= 0x80) octets.unshift(0);
  return element(tags.integer, Buffer.from(octets));
}

/** `1.2.410.200004.1.15` as an OBJECT IDENTIFIER (X.690 §8.19). */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return element(tags.oid, Buffer.from(octets));
}

export function nothing(): Buffer {
  return element(tags.null);
}

/** A view into the bytes that were read; `end` is behind the element. */
export type Element = { readonly tag: number; readonly content: Buffer; readonly whole: Buffer; readonly end: number };

/** No key, certificate or signature on a medium is larger. */
const largest = 1 << 20;
const mostElements = 1000;

/**
 * The element at `at`; null where the bytes hold none, or one whose length is not in DER's shortest form (X.690 §10.1).
 * What stands behind it is the caller's to judge: real key files have some bytes there. Reading goes one level a call, so
 * that nothing nested can exhaust the stack. `most`: content octets, for a list that may be longer than a megabyte.
 */
export function readElement(bytes: Buffer, at = 0, most: number = largest): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || tag === 0 || (tag & 0x1f) === 0x1f) return null;
  let length = first;
  let start = at + 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 3 || start + octets > bytes.length) return null;
    length = bytes.readUIntBE(start, octets);
    start += octets;
    if (length < 0x80 || length < 2 ** (8 * (octets - 1))) return null;
  }
  const end = start + length;
  if (length > most || end > bytes.length) return null;
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(at, end), end };
}

/** The elements inside a content, exactly filled; null otherwise, and where there are more than a thousand. */
export function readAll(content: Buffer): readonly Element[] | null {
  const found: Element[] = [];
  for (let at = 0; at < content.length; ) {
    const next = readElement(content, at);
    if (!next || found.length >= mostElements) return null;
    found.push(next);
    at = next.end;
  }
  return found;
}

/** The children of a SEQUENCE (or of another constructed tag) that begins the bytes; what stands behind it is ignored. */
export function readChildren(bytes: Buffer, tag: number = tags.sequence): readonly Element[] | null {
  const outer = readElement(bytes);
  return outer?.tag === tag ? readAll(outer.content) : null;
}

/** The children of a SEQUENCE that fills the bytes to their end. */
export function readExactly(bytes: Buffer): readonly Element[] | null {
  return readElement(bytes)?.end === bytes.length ? readChildren(bytes) : null;
}

/** The elements inside a constructed element; none where it is missing, primitive or malformed. */
export function partsOf(element: Element | undefined): readonly Element[] {
  return element !== undefined && element.tag & 0x20 ? (readAll(element.content) ?? []) : [];
}

/** Dotted text of an OBJECT IDENTIFIER's content; empty where it is malformed. */
export function readOid(content: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  let fresh = true;
  for (const octet of content) {
    if (fresh && octet === 0x80) return "";
    arc = arc * 128 + (octet & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) return "";
    fresh = octet < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [head, ...rest] = arcs;
  if (head === undefined || !fresh) return "";
  const first = Math.min(Math.floor(head / 40), 2);
  return [first, head - first * 40, ...rest].join(".");
}

/** The identifier in an element, null where there is none. */
export function oidOf(element: Element | undefined): string | null {
  return (element?.tag === tags.oid && readOid(element.content)) || null;
}

/** A number from 0 to 2^32 - 1 in its shortest form; null otherwise. */
export function readSmallInteger(content: Buffer): number | null {
  const [first = 0x80, second = 0x80] = content;
  if (content.length > 5 || first >= 0x80) return null;
  if (first === 0 && content.length > 1 && second < 0x80) return null;
  return content.length === 5 && first > 0 ? null : content.readUIntBE(0, content.length);
}

/** The number in an element, null where there is none. */
export function smallIntegerOf(element: Element | undefined): number | null {
  return element?.tag === tags.integer ? readSmallInteger(element.content) : null;
}
