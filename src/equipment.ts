// What stands in a branch besides its books: clock, sticks, keypads, phone, and what the terminal's own keys are.

import type { Desk } from "./audit/entry.ts";
import type { CaRecord } from "./authority/certificates.ts";
import type { KeyVault } from "./authority/key-vault.ts";
import type { Purpose } from "./authority/profiles.ts";
import type { CaKeys } from "./authority/signer.ts";
import type { House, Locale } from "./ceremony/state.ts";
import type { Clock } from "./clock.ts";
import type { TerminalRole, TrainersKey } from "./input/bus.ts";
import type { Keypad } from "./input/keypad.ts";
import type { Drives } from "./media/drive.ts";
import type { Tokens } from "./media/token.ts";
import type { ReceiptPrinter } from "./receipt/printer.ts";
import type { Accredited } from "./reliance/accredited.ts";
import type { GatewayName } from "./settings/settings.ts";
import type { BankCustomer, CoreBank } from "./verification/core-bank.ts";
import type { PhoneDisplay, PhoneGateway } from "./verification/phone.ts";

/** Puts what a distant bank knows of a customer into the branch's own copy. The number is wiped by whoever drew it. */
export type Remember = (customer: BankCustomer) => void;

export type Equipment = {
  readonly house: House;
  /** Which CAs sign, and so what every certificate says of itself. */
  readonly purpose: Purpose;
  /** The other institutions' CAs, whose certificates can be registered here. */
  readonly accredited: Accredited;
  readonly clock: Clock;
  /** Whether a simulated device takes its time and nothing but the clock ends that; never in a real branch. */
  waitsForClock(): boolean;
  readonly drives: Drives;
  readonly tokens: Tokens;
  readonly keypads: readonly Keypad[];
  /** Null where there is none: the page shows what paper would. */
  readonly printer: ReceiptPrinter | null;
  readonly phone: PhoneGateway;
  /** A server that failed in a row is left in peace, and is back; the result ends the watching. */
  watchGateways(changed: (gateway: GatewayName, state: "resting" | "back") => void): () => void;
  /** A distant bank, or the one that the branch's books keep themselves. */
  connectBank(books: { readonly embedded: CoreBank; readonly remember: Remember }): CoreBank;
  /** A distant vault, or the one that the branch keeps itself. */
  connectVault(embedded: KeyVault): KeyVault;
  /** The CAs' token, or the keys that the branch's books keep themselves. No records: the CAs are still to be made. */
  connectCaKeys(embedded: CaKeys, records: readonly CaRecord[]): CaKeys;
  /** Shows what a simulated phone shows; never called in a real branch. */
  watchPhone(shown: (display: PhoneDisplay) => void): () => void;
  /** What the terminal's own keyboard stands for at a desk. */
  terminalRole(desk: Desk | null): TerminalRole;
  /** The trainer's card as it reads now. */
  card(locale: Locale): readonly string[];
  /** Ends this run and begins the rehearsal anew; never called in a real branch. */
  beginAnew(): void;
  /** A trainer's key moves a simulated device; nothing happens in a real branch. */
  trainersKey(key: TrainersKey): void;
  /** Named points of an effect (`write.intended`, `write.acted`, `write.recorded`): where a rehearsal cuts the power. */
  checkpoint(point: string): void;
};
