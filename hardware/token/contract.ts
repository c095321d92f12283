// What the desk and the process with the token's module say to each other: a request each, an answer each.

import type { PairOnToken, PinRefusal, SecurityToken, TokenFault } from "../../src/media/token.ts";

export type TokenRequest =
  /** The first one of a session. */
  | { readonly type: "open"; readonly token: string; readonly pin: Uint8Array }
  | { readonly type: "make-key-pair"; readonly label: string }
  | { readonly type: "store"; readonly certificate: Uint8Array; readonly r: Uint8Array | null }
  | { readonly type: "sign"; readonly bytes: Uint8Array }
  | { readonly type: "sign-with"; readonly certificate: Uint8Array; readonly bytes: Uint8Array }
  | { readonly type: "find-key"; readonly certificate: Uint8Array }
  | { readonly type: "find-pairs"; readonly prefix: string }
  | { readonly type: "remove"; readonly label: string }
  | { readonly type: "find-stored" }
  | { readonly type: "discard" };

export type TokenAnswer =
  | { readonly type: "opened" }
  | { readonly type: "key-made"; readonly publicKey: Uint8Array }
  | { readonly type: "stored" }
  | { readonly type: "signed"; readonly signature: Uint8Array }
  | { readonly type: "key-missing" }
  | { readonly type: "key-found"; readonly there: boolean }
  | { readonly type: "pairs"; readonly pairs: readonly PairOnToken[] }
  | { readonly type: "found"; readonly certificate: Uint8Array | null }
  | { readonly type: "discarded" }
  | PinRefusal
  | TokenFault;

/** From the desk; `number` counts up. */
export type ToAgent = { readonly number: number; readonly request: TokenRequest };

/** From the agent: an answer, or which tokens there are, at each change and first of all. */
export type FromAgent =
  | { readonly number: number; readonly answer: TokenAnswer }
  | { readonly tokens: readonly SecurityToken[] };
