// What `changgu audit recover` says besides, in either language.

import type { Precautions } from "../audit/journal-entry.ts";

type Counted = Exclude<keyof Precautions, "serials" | "lists">;

export type RecoverWords = {
  readonly reasonRefused: string;
  keyStateInTheWay(why: string): string;
  readonly keyStateThere: string;
  readonly bootsMissing: string;
  handedOver(seq: number): string;
  nothing(why: string): string;
  readonly stateReplaced: string;
  /** Behind a lost key state. */
  readonly goesOn: readonly string[];
  busy(process: number): string;
  // Of an old copy.
  anothers(what: "key-state" | "boots" | "both"): string;
  replaced(seq: number): string;
  nothingMissing(stateThere: boolean): string;
  bootsUnusable(why: string): string;
  stateUnusable(why: string): string;
  listsMissing(files: readonly string[]): readonly string[];
  /** `upTo` null: nothing knew how far it went. */
  accepted(last: number, upTo: number | null): readonly string[];
  serials(issuer: string, before: string, after: string): string;
  lists(issuer: string, before: string, after: string): string;
  readonly counted: Readonly<Record<Counted, (count: number) => string>>;
  lookUp(staff: string): readonly string[];
  // The first key.
  readonly typeWords: string;
  readonly notTheWords: string;
  readonly giveFile: string;
  readonly noneInFile: string;
};
