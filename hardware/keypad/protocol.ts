// What a keypad's wire speaks: bytes in, keys and a reply out. Each protocol is a file beside this one.

import type { Key } from "../../src/input/key.ts";

/** `reply` goes back to the pad at once; empty where the protocol has none. */
export type Received = { readonly keys: readonly Key[]; readonly reply: Uint8Array };

/** A new one is made for every connection, so that half a frame never outlives an unplug. Never throws, holds a bounded rest. */
export type Protocol = {
  receive(bytes: Uint8Array): Received;
  /** What a pad sends for the key; empty for a key that it has not. */
  encode(key: Key): Uint8Array;
};
