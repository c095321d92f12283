// What a trainer or a player can do to a rehearsed building: everything that hands, sticks, phones and time do to a real one.

import { signerTroubles } from "./authority/signer.ts";
import type { Key } from "./input/key.ts";
import type { PrinterBehaviour } from "./receipt/printer.ts";
import type { BankBehaviour, VaultBehaviour } from "./verification/bank-behaviour.ts";
import type { PhoneBehaviour } from "./verification/phone-behaviour.ts";

/**
 * How a simulated stick is inserted: `readonly`, `full`, `fake`, `slow`, `dies` (gives out as soon as something is in its
 * place) are set; `fails-at` counts file operations; `from` is a folder.
 */
export type StickOptions = Readonly<Record<string, string | true>>;

/** Whether the CAs sign, or what keeps them from it; `slow`: the next signature takes half a minute. */
export const authorityBehaviours = ["signs", "slow", ...signerTroubles] as const;

export type AuthorityBehaviour = (typeof authorityBehaviours)[number];

export type Rehearsal = {
  now(): Promise<Date>;
  /** Moves a clock that stands still; throws where the clock is the wall's. */
  elapse(milliseconds: number): Promise<void>;
  press(key: Key): Promise<void>;
  plugKeypad(plugged: boolean): Promise<void>;
  /** Somebody opens the keypad, and it says so. */
  tamperKeypad(): Promise<void>;
  insert(drive: string, options: StickOptions): Promise<void>;
  pull(drive: string, whileWriting: boolean): Promise<void>;
  printer(behaviour: PrinterBehaviour): Promise<void>;
  behave(behaviour: PhoneBehaviour): Promise<void>;
  bank(behaviour: BankBehaviour): Promise<void>;
  vault(behaviour: VaultBehaviour): Promise<void>;
  authority(behaviour: AuthorityBehaviour): Promise<void>;
  /** The code in the last message that the simulated phone received. */
  phoneCode(): Promise<string | null>;
  /** The process ends at this point of an effect, as by `kill -9`. */
  killAt(point: string): Promise<void>;
};
