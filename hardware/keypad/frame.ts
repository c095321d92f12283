// STX data ETX and a check byte: frames found in a stream of bytes, and made. Holds at most one frame of 64 bytes.

import type { Check } from "../../src/input/framing.ts";

export const stx = 0x02;
export const etx = 0x03;

/** Far above what a pad sends at once; what is longer is no frame. */
export const longest = 64;

export type Found =
  /** Good, if its check says so. The data is the reader's own: it is valid until the next byte is taken. */
  | { readonly type: "frame"; readonly data: Uint8Array }
  /** A frame that broke off, was too long, or has a wrong check; so many bytes meant nothing. */
  | { readonly type: "damaged"; readonly bytes: number }
  /** A byte outside of any frame. */
  | { readonly type: "stray"; readonly byte: number };

type State = "outside" | "data" | "check";

export class FrameReader {
  readonly #check: Check;
  readonly #mask: number;
  readonly #data = new Uint8Array(longest);
  #length = 0;
  #state: State = "outside";

  constructor(check: Check, sevenBits: boolean) {
    this.#check = check;
    this.#mask = sevenBits ? 0x7f : 0xff;
  }

  /** Whether a frame has begun and not ended. */
  get unfinished(): boolean {
    return this.#state !== "outside";
  }

  /** Whether the next byte is data: a check byte may be any. */
  get inData(): boolean {
    return this.#state === "data";
  }

  /** Null while a frame goes on. */
  take(raw: number): Found | null {
    const byte = raw & this.#mask;
    switch (this.#state) {
      case "outside":
        if (byte !== stx) return { type: "stray", byte };
        this.#begin();
        return null;
      case "data":
        return this.#inside(byte);
      case "check": {
        const data = this.#data.subarray(0, this.#length);
        const good = byte === (checkOf(this.#check, data) & this.#mask);
        this.#state = "outside";
        return good ? { type: "frame", data } : { type: "damaged", bytes: data.length + 3 };
      }
    }
  }

  /** The rest will not come: how many bytes are given up. */
  giveUp(): number {
    const bytes = this.unfinished ? this.#length + 1 : 0;
    this.wipe();
    return bytes;
  }

  /** What was typed is not kept. */
  wipe(): void {
    this.#data.fill(0);
    this.#state = "outside";
  }

  #begin(): void {
    this.#state = "data";
    this.#length = 0;
  }

  #inside(byte: number): Found | null {
    if (byte === stx) {
      const bytes = this.#length + 1;
      this.#begin();
      return { type: "damaged", bytes };
    }
    if (byte === etx) {
      this.#state = this.#check === "none" ? "outside" : "check";
      return this.#check === "none" ? { type: "frame", data: this.#data.subarray(0, this.#length) } : null;
    }
    if (this.#length === longest) return { type: "damaged", bytes: this.giveUp() };
    this.#data[this.#length++] = byte;
    return null;
  }
}

/** `lrc`: XOR of what follows STX, ETX included (ISO 1155); `sum8`: the low byte of their sum. */
export function checkOf(check: Check, data: Uint8Array): number {
  switch (check) {
    case "none":
      return 0;
    case "lrc":
      return data.reduce((sum, byte) => sum ^ byte, etx);
    case "lrc-with-stx":
      return data.reduce((sum, byte) => sum ^ byte, etx ^ stx);
    case "sum8":
      return data.reduce((sum, byte) => sum + byte, etx) & 0xff;
  }
}

export function frameOf(check: Check, data: Uint8Array): Uint8Array {
  const framed = [stx, ...data, etx];
  return Uint8Array.from(check === "none" ? framed : [...framed, checkOf(check, data)]);
}
