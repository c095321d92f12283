// What a verification is given, and what it can find.

import type { Secret } from "../secret.ts";
import type { Digest } from "./chain.ts";
import type { KeyState } from "./key-state.ts";

/** What stands outside the database. */
export type Proof = {
  /** K_0: 32 bytes, kept by two officers. */
  readonly firstKey: Secret | null;
  readonly state: KeyState | null;
  /** The key that signs checkpoints, as somebody outside the database knows it: 64 hexadecimal digits. */
  readonly publicKey: string | null;
  /** The boot counter. */
  readonly boots: number | null;
};

export type Fault =
  | { readonly type: "rows-missing"; readonly from: number; readonly to: number }
  | { readonly type: "out-of-order"; readonly found: number }
  | { readonly type: "not-genesis" }
  | { readonly type: "hash-differs" }
  | { readonly type: "seq-differs" }
  | { readonly type: "mac-differs" }
  | { readonly type: "sealed-with-later-key"; readonly key: number }
  | { readonly type: "first-key-differs" }
  | { readonly type: "signing-key-differs" }
  | { readonly type: "checkpoint-differs" }
  | { readonly type: "signature-differs" }
  /** A syslog server has rows that are not here, or another one. */
  | { readonly type: "handed-over-missing"; readonly from: number; readonly to: number }
  | { readonly type: "handed-over-differs" }
  | { readonly type: "older-than-boots"; readonly boots: number; readonly known: number }
  | { readonly type: "head-differs-from-state" }
  | { readonly type: "state-key-differs" }
  | { readonly type: "state-of-another-journal" }
  | { readonly type: "file-not-there"; readonly file: string; readonly from: number; readonly to: number }
  | { readonly type: "file-differs"; readonly file: string };

export type Interval = {
  readonly from: number;
  readonly to: number;
  readonly by: "first-key" | "key-state" | "checkpoints" | "chain";
};

export type Verification =
  | {
      readonly type: "whole";
      /** The last row; -1 when there is none. */
      readonly last: number;
      readonly head: Digest;
      readonly proven: readonly Interval[];
      /** The last row that cannot have been cut off unseen; null without a key state. */
      readonly endProven: number | null;
    }
  | { readonly type: "broken"; readonly seq: number; readonly fault: Fault; readonly proven: readonly Interval[] };

/** Which rows are proven by what; `signed` is the last row under a checkpoint that was found right. */
export function intervals(first: number, last: number, signed: number, proof: Proof): readonly Interval[] {
  if (last < first) return [];
  if (proof.firstKey) return [{ from: first, to: last, by: "first-key" }];
  const sealed = proof.state?.next ?? Number.POSITIVE_INFINITY;
  // Only a key that is known from outside the database proves who signed.
  const under = proof.publicKey ? Math.min(signed, last) : -1;
  const all: readonly Interval[] = [
    { from: first, to: under, by: "checkpoints" },
    { from: Math.max(first, under + 1), to: Math.min(last, sealed - 1), by: "chain" },
    { from: Math.max(first, sealed), to: last, by: "key-state" },
  ];
  return all.filter(({ from, to }) => from <= to);
}
