// PSKC files (RFC 6030): the seeds of tokens as their maker sends them, opened, checked, and taken or refused key by key.

import type { NewToken } from "./enrolment.ts";
import { spaces } from "./pskc-element.ts";
import { readPackage } from "./pskc-key.ts";
import { type Protection, type PskcKey, protectionOf } from "./pskc-protection.ts";
import type { FileRefusal, KeyRefusal } from "./pskc-refusal.ts";
import { printable, type XmlElement, xmlParts } from "./pskc-xml.ts";

export type PskcOptions = {
  readonly key: PskcKey | null;
  /** What all tokens of the file are. */
  readonly kind: NewToken["kind"];
  /** For policies that begin and end. */
  readonly now: Date;
};

export type TakenKey = { readonly line: number; readonly token: NewToken };

/** `line`: of its KeyPackage. */
export type RefusedKey = { readonly line: number; readonly serial: string | null; readonly why: KeyRefusal };

export type PskcReport =
  | {
      readonly type: "read";
      /** In the order of the file. The caller wipes the seeds. */
      readonly taken: readonly TakenKey[];
      readonly refused: readonly RefusedKey[];
      /** The file carries an XML signature, which is not checked: nobody's certificate is on file for it. */
      readonly signed: boolean;
    }
  | { readonly type: "refused"; readonly why: FileRefusal };

/** Some 100,000 tokens. */
export const mostBytes = 128 * 1024 * 1024;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Null for bytes that are no UTF-8. Seeds of a plain file are in this text: whoever has the file has them too. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

class Reading {
  readonly #options: PskcOptions;
  readonly #taken: TakenKey[] = [];
  readonly #refused: RefusedKey[] = [];
  readonly #lines = new Map<string, number>();
  #encryptionKey: XmlElement | null = null;
  #macMethod: XmlElement | null = null;
  /** From the first key on. */
  #protection: Protection | null = null;
  #signed = false;

  constructor(options: PskcOptions) {
    this.#options = options;
  }

  root({ space, name, line, attributes }: XmlElement): FileRefusal | null {
    if (space !== spaces.pskc || name !== "KeyContainer")
      return { type: "not-pskc", line, why: `its root is ${printable(name)}, not a KeyContainer of RFC 6030` };
    const version = attributes.get("Version") ?? "";
    // §1.2: a higher minor version changes nothing that matters here.
    return /^0*1\.\d+$/.test(version) ? null : { type: "unknown-version", version: printable(version) };
  }

  child(element: XmlElement): FileRefusal | null {
    const { space, name, line } = element;
    if (space === spaces.ds && name === "Signature") this.#signed = true;
    if (space !== spaces.pskc) return null;
    if (name === "KeyPackage") return this.#package(element);
    if (name !== "EncryptionKey" && name !== "MACMethod") return null;
    const known = name === "EncryptionKey" ? this.#encryptionKey : this.#macMethod;
    if (known || this.#protection) return { type: "not-pskc", line, why: `${name} stands twice, or after a key` };
    if (name === "EncryptionKey") this.#encryptionKey = element;
    else this.#macMethod = element;
    return null;
  }

  #package(element: XmlElement): FileRefusal | null {
    if (!this.#protection) {
      const header = { encryptionKey: this.#encryptionKey, macMethod: this.#macMethod };
      const outcome = protectionOf(header, this.#options.key);
      if (outcome.type === "refused") return outcome.why;
      this.#protection = outcome.protection;
    }
    const { kind, now } = this.#options;
    const outcome = readPackage(element, { protection: this.#protection, kind, now });
    if (outcome.type === "file-refused") return outcome.why;
    if (outcome.type === "token") this.#take(element.line, outcome.token);
    else this.#refused.push({ line: element.line, serial: outcome.serial, why: outcome.why });
    return null;
  }

  #take(line: number, token: NewToken): void {
    const { serial } = token;
    if (this.#lines.has(serial)) {
      token.seed.wipe();
      this.#refused.push({ line, serial, why: "duplicate-in-file" });
      return;
    }
    this.#lines.set(serial, line);
    this.#taken.push({ line, token });
  }

  end(): PskcReport {
    if (this.#taken.length + this.#refused.length === 0)
      return { type: "refused", why: { type: "not-pskc", line: 1, why: "there is no key in it" } };
    return { type: "read", taken: this.#taken, refused: this.#refused, signed: this.#signed };
  }

  wipeSeeds(): void {
    for (const { token } of this.#taken) token.seed.wipe();
  }

  wipeKeys(): void {
    this.#protection?.wipe();
  }
}

/** Yields how much of the file is read, 0 to 1, so that a long one can be shown and given up. */
export function* pskcReading(bytes: Uint8Array, options: PskcOptions): Generator<number, PskcReport> {
  if (bytes.length > mostBytes) return { type: "refused", why: { type: "too-big", limit: mostBytes } };
  const text = decoded(bytes);
  if (text === null) return { type: "refused", why: { type: "not-xml", line: 1, why: "it is not UTF-8" } };
  const reading = new Reading(options);
  let whole = false;
  try {
    for (const part of xmlParts(text)) {
      if (part.type === "read") yield part.done;
      else {
        const why = part.type === "root" || part.type === "child" ? reading[part.type](part.element) : part;
        if (why) return { type: "refused", why };
      }
    }
    whole = true;
    return reading.end();
  } finally {
    reading.wipeKeys();
    if (!whole) reading.wipeSeeds();
  }
}

/** In one go. */
export function readPskc(bytes: Uint8Array, options: PskcOptions): PskcReport {
  const reading = pskcReading(bytes, options);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}
