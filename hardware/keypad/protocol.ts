// What a keypad's wire speaks: bytes in, keys and a reply out. Each protocol is a file beside this one.

import type { Key } from "../../src/input/key.ts";

export type Received = {
  readonly keys: readonly Key[];
  /** Goes back to the pad at once; empty where there is nothing to answer. */
  readonly reply: Uint8Array;
  /** Bytes that were no key: noise, a frame with a wrong check, another speed, another framing. */
  readonly meaningless: number;
  /** The pad says that somebody opened it. */
  readonly tampered: boolean;
  /** Milliseconds of silence after which `silent` wants to be told; null when nothing is half said. */
  readonly patience: number | null;
};

/** A new one is made for every connection, so that half a frame never outlives an unplug. Never throws, holds a bounded rest. */
export type Protocol = {
  /** What the pad is told when its line opens. */
  readonly greeting: Uint8Array;
  receive(bytes: Uint8Array): Received;
  /** Nothing came for as long as `patience` said. */
  silent(): Received;
  /** What a pad sends for the key, without asking whether it may; empty for a key that it has not. */
  encode(key: Key): Uint8Array;
};

export const nothing = new Uint8Array(0);

/** What is gathered while one read is taken in. */
export type Gathered = {
  readonly keys: Key[];
  readonly reply: number[];
  meaningless: number;
  tampered: boolean;
};

export function gather(): Gathered {
  return { keys: [], reply: [], meaningless: 0, tampered: false };
}

export function received({ keys, reply, meaningless, tampered }: Gathered, patience: number | null): Received {
  return { keys, reply: reply.length > 0 ? Uint8Array.from(reply) : nothing, meaningless, tampered, patience };
}
