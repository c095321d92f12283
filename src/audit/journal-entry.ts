// What the journal tells of itself: its checkpoints, and who looked at it or took it elsewhere.

import type { Digest } from "./chain.ts";
import type { SignedCheckpoint } from "./checkpoint.ts";

/** A file of former rows; `digest`: SHA-256 of its bytes. */
export type Filed = {
  readonly file: string;
  readonly from: number;
  readonly upto: number;
  readonly head: Digest;
  readonly digest: Digest;
};

/** An officer's word for an old copy, before anything is done about it. */
export type OldCopyAnswered = {
  readonly event: "old-copy-accepted";
  readonly last: number;
  readonly upTo: number | null;
  readonly boots: number | null;
  readonly officer: string;
  readonly reason: string;
};

/** What is done with it so that nothing is given out, honoured or believed twice; what has a number of its own has a row too. */
export type Precautions = {
  /** `yessign 10000005 101e9b45`: an issuer, the serial that was to be next, and the one that is. */
  readonly serials: readonly string[];
  /** `yessign 7 2006599`: the same of its revocation lists. */
  readonly lists: readonly string[];
  /** Certificates that the last published list says are revoked or on hold, and the copy did not know of. */
  readonly listed: number;
  /** Serials on that list of which nothing is here: they stay on every list that follows. */
  readonly unknown: number;
  /** Prepared certificates that may have been signed since: revoked as soon as their terminal opens. */
  readonly doubted: number;
  /** Open ones that were cancelled. */
  readonly tickets: number;
  /** Open ones that were closed. */
  readonly requests: number;
  /** Of security cards: drawn anew when they are asked next. */
  readonly challenges: number;
  /** OTP tokens with a clock, whose codes of the time until now are spent. */
  readonly tokens: number;
  /** OTP tokens that count presses: nobody knows how far they are, and a supervisor unlocks them. */
  readonly locked: number;
};

export type OldCopyAccepted = OldCopyAnswered & Precautions;

export type JournalFact =
  /** Made by the journal; `signature` is over the other fields, the journal's id and the row's time. */
  | ({ readonly event: "checkpoint" } & Omit<SignedCheckpoint, "database" | "time">)
  /** A journal whose row 0 names no key: which key signs its checkpoints from here on. */
  | { readonly event: "checkpoint-key"; readonly publicKey: string }
  | {
      readonly event: "journal-verified";
      readonly upTo: number;
      readonly result: "whole" | "broken" | "unproven";
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
