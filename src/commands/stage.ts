// Where a transcript is played, and what a player knows of the people in it.

import type { Desk } from "../audit/entry.ts";
import type { RowFields } from "../audit/row-body.ts";
import type { Rehearsal } from "../rehearsal.ts";

/** A rehearsed terminal that a player's hands can reach, in this process or in another behind a pseudo-terminal. */
export type Stage = Rehearsal & {
  readonly desk: Desk;
  /** Raw text on the terminal's own keyboard. */
  type(text: string): Promise<void>;
  /** The screen as a terminal shows it, a line each. */
  screen(): readonly string[];
  /** Resolves when no effect is under way and the screen is drawn. */
  settled(): Promise<void>;
  /** The journal's bodies in order. */
  journal(): readonly RowFields[];
  /** What in the branch's books does not agree; null when all does. */
  disagreement(): string | null;
  /** Paths of a drive's files below its root. */
  files(drive: string): readonly string[];
  /** The slips that were printed, in their order, as text. */
  slips(): readonly string[];
  /** All that was ever drawn, stored or written, for `never`. */
  traces(): readonly { readonly where: string; readonly bytes: Buffer }[];
  /**
   * Leaves this stage for another desk of the branch, whose devices are its own; `terminal` null: at the same one.
   * `later`: milliseconds for which all is closed meanwhile. `beside`: this one stays open, as a desk is at which somebody
   * else works.
   */
  goTo(next: NextDesk): Promise<Stage>;
  close(): Promise<void>;
};

export type NextDesk = {
  readonly desk: Desk;
  readonly terminal: string | null;
  readonly later: number;
  readonly beside: boolean;
};

/** What the trainer's card says of the customers, so that a player can answer as they would. */
export type Trainees = {
  /** By customer or by serial number; `pressed`: how often before, for a token that counts presses. */
  otp(name: string, at: Date, pressed: number): string | null;
  /** The four digits of a cell, and the serial's last digits. */
  card(name: string): { readonly serial: string; cell(number: number): string } | null;
};
