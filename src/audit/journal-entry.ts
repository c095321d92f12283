// What the journal tells of itself: its checkpoints, and who looked at it or took it elsewhere.

import type { Digest } from "./chain.ts";

/** A file of former rows; `digest`: SHA-256 of its bytes. */
export type Filed = {
  readonly file: string;
  readonly from: number;
  readonly upto: number;
  readonly head: Digest;
  readonly digest: Digest;
};

export type OldCopyAccepted = {
  readonly event: "old-copy-accepted";
  readonly last: number;
  readonly upTo: number | null;
  readonly boots: number | null;
  readonly officer: string;
  readonly reason: string;
};

export type JournalFact =
  /** Made by the journal; `signature` is over the other fields, the journal's id and the row's time. */
  | {
      readonly event: "checkpoint";
      readonly from: number;
      readonly upto: number;
      readonly head: Digest;
      readonly root: Digest;
      readonly bulk: Digest;
      readonly boot: number;
      readonly previous: Digest;
      readonly signature: string;
    }
  /** A journal whose row 0 names no key: which key signs its checkpoints from here on. */
  | { readonly event: "checkpoint-key"; readonly publicKey: string }
  | {
      readonly event: "journal-verified";
      readonly upTo: number;
      readonly result: "whole" | "broken";
      /** By what the rows were proven. */
      readonly by: string;
      readonly slips: number;
      readonly operator: string;
    }
  /** `digest`: SHA-256 of the file; `wanted`: the selection in words. */
  | {
      readonly event: "journal-exported";
      readonly format: "jsonl" | "csv";
      readonly rows: number;
      readonly digest: Digest;
      readonly wanted: string;
      readonly operator: string;
    }
  /** Rows `from` to `upto` are in a file of their own, which is durable; only then do they leave the database. `head`: of row `upto`. */
  | ({ readonly event: "journal-rotating" } & Filed)
  | ({ readonly event: "journal-rotated" } & Filed)
  /** Its years are over. These rows say for ever what it was. */
  | ({ readonly event: "journal-file-removing" } & Filed)
  | ({ readonly event: "journal-file-removed" } & Filed)
  /** Somebody looks at rows; `wanted`: the selection in words. */
  | { readonly event: "journal-shown"; readonly wanted: string; readonly operator: string }
  | { readonly event: "backup-made"; readonly upTo: number; readonly digest: Digest; readonly operator: string }
  /** An officer has typed the first key back. */
  | { readonly event: "first-key-handed-over"; readonly officer: string }
  /** An officer gave the first key back, for the key state was lost; row `upTo` was the last one then. */
  | { readonly event: "key-state-recovered"; readonly upTo: number; readonly officer: string; readonly reason: string }
  /**
   * An officer lets a terminal go on from an old copy whose last row was `last`. `upTo`, `boots`: the last row and start that
   * the terminal knew of; null where nothing knew.
   */
  | OldCopyAccepted
  /** It was shown once, to whoever provisioned. */
  | { readonly event: "first-key-shown" };
