// A certificate that was made or kept: the row that says so, how it was proven and where it lies, or why it is not there yet.

import type { Drive, DriveFault, WriteDoubt } from "../media/drive.ts";
import type { SecurityToken } from "../media/token.ts";

/** Why a signed certificate is not on the stick yet; another stick may take it. */
export type WriteTrouble =
  | DriveFault
  | WriteDoubt
  | { readonly type: "pair-mismatch" }
  | { readonly type: "key-not-opened" }
  /** A changed password belongs onto the stick that the certificate is on. */
  | { readonly type: "certificate-not-there" }
  /** Files that are not this certificate's lie where it would go, and would be lost. */
  | { readonly type: "folder-taken" };

/** The row of the journal that a slip names; `head`: 80 bits of it as 20 hex digits. */
export type Recorded = { readonly seq: number; readonly head: string };

export type Finished = Recorded & {
  readonly serial: string;
  readonly folder: string;
  readonly notAfter: Date;
  /** How it was read back: from the stick, through the system's cache, or by a token that signed with it. */
  readonly proof: "direct" | "cached" | "token";
};

/** Where the certificate lies, and whether that can be taken out. */
export type StoredAt =
  | {
      readonly type: "stick";
      readonly drive: Drive;
      readonly release: "released" | "still-mounted";
      readonly gone: boolean;
    }
  | { readonly type: "token"; readonly token: SecurityToken };
