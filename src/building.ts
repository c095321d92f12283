// The branch around the ceremony: everything that `perform` acts on, opened once, real or rehearsed.

import type { Desk } from "./audit/entry.ts";
import type { Journal, Transactions } from "./audit/journal.ts";
import type { Authority } from "./authority/authority.ts";
import type { Certificates } from "./authority/certificates.ts";
import type { House } from "./ceremony/state.ts";
import type { Clock } from "./clock.ts";
import type { TerminalRole, TrainersKey } from "./input/bus.ts";
import type { Keypad } from "./input/keypad.ts";
import type { Drives } from "./media/drive.ts";
import type { Attempts, Limits } from "./verification/attempts.ts";
import type { PhoneDisplay, PhoneGateway } from "./verification/phone.ts";
import type { Registry, StaffRegistry } from "./verification/registry.ts";

export type Building = {
  readonly house: House;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly transactions: Transactions;
  readonly registry: Registry;
  readonly staff: StaffRegistry;
  readonly attempts: Attempts;
  readonly limits: Limits;
  readonly certificates: Certificates;
  readonly authority: Authority;
  readonly drives: Drives;
  readonly keypads: readonly Keypad[];
  readonly phone: PhoneGateway;
  /** Shows what a simulated phone shows; never called in a real branch. */
  watchPhone(shown: (display: PhoneDisplay) => void): () => void;
  /** What the terminal's own keyboard stands for at a desk. */
  terminalRole(desk: Desk | null): TerminalRole;
  /** Named points of an effect (`write.intended`, `write.acted`, `write.recorded`): where a rehearsal cuts the power. */
  checkpoint(point: string): void;
  /** A trainer's key moves a simulated device; nothing happens in a real branch. */
  trainersKey(key: TrainersKey): void;
  /** Completes or undoes what a power cut left half done at this terminal. */
  settle(): void;
  /** Keeps what a bug said, beside the journal's number for it, in a file that only this user reads. */
  noteIncident(incident: string, error: unknown): void;
  close(): Promise<void>;
};
