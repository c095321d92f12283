// A lesson: what goes wrong and when, as data, and who lets it go wrong.

import type { Desk } from "../audit/entry.ts";
import type { RowFields } from "../audit/row-body.ts";
import type { Clock } from "../clock.ts";
import type { PrinterBehaviour } from "../receipt/printer.ts";
import type { Rehearsal, StickOptions } from "../rehearsal.ts";
import type { BankBehaviour } from "../verification/bank-behaviour.ts";
import type { PhoneBehaviour } from "../verification/phone-behaviour.ts";
import { type Goal, matches, type RowWanted } from "./goal.ts";

type InBoth = { readonly ko: string; readonly en: string };

export type Act =
  | { readonly type: "insert"; readonly name: string; readonly options?: StickOptions }
  | { readonly type: "pull"; readonly name: string; readonly whileWriting?: true }
  | { readonly type: "keypad"; readonly plugged: boolean }
  | { readonly type: "phone"; readonly behaviour: PhoneBehaviour }
  | { readonly type: "bank"; readonly behaviour: BankBehaviour }
  | { readonly type: "printer"; readonly behaviour: PrinterBehaviour };

/** `at` null: from the start. `seconds` later by the branch's clock. A cue is given once. */
export type Cue = { readonly at: RowWanted | null; readonly seconds?: number; readonly acts: readonly Act[] };

export type Scenario = Goal & {
  readonly id: string;
  readonly title: InBoth;
  /** What the trainee is to do, and what will not go as it should. */
  readonly goal: InBoth;
  readonly desk: Desk;
  readonly cues: readonly Cue[];
};

/** Reads the journal as it grows, and lets things go wrong when the scenario says so. */
export class Director {
  readonly #scenario: Scenario;
  readonly #rehearsal: Rehearsal;
  readonly #clock: Clock;
  #waiting: readonly Cue[];

  constructor(scenario: Scenario, rehearsal: Rehearsal, clock: Clock) {
    this.#scenario = scenario;
    this.#rehearsal = rehearsal;
    this.#clock = clock;
    this.#waiting = scenario.cues.filter(({ at }) => at !== null);
  }

  async begin(): Promise<void> {
    for (const cue of this.#scenario.cues) if (cue.at === null) await this.#give(cue);
  }

  /** Rows that have come since the last call. */
  async see(rows: readonly RowFields[]): Promise<void> {
    for (const row of rows) {
      const due = this.#waiting.filter(({ at }) => at !== null && matches(row, at));
      this.#waiting = this.#waiting.filter((cue) => !due.includes(cue));
      for (const cue of due) await this.#give(cue);
    }
  }

  async #give({ seconds, acts }: Cue): Promise<void> {
    if (seconds === undefined) return this.#play(acts);
    this.#clock.after(seconds * 1000, () => void this.#play(acts));
  }

  async #play(acts: readonly Act[]): Promise<void> {
    for (const act of acts) await this.#act(act);
  }

  #act(act: Act): Promise<void> {
    switch (act.type) {
      case "insert":
        return this.#rehearsal.insert(act.name, act.options ?? {});
      case "pull":
        return this.#rehearsal.pull(act.name, act.whileWriting ?? false);
      case "keypad":
        return this.#rehearsal.plugKeypad(act.plugged);
      case "phone":
        return this.#rehearsal.behave(act.behaviour);
      case "bank":
        return this.#rehearsal.bank(act.behaviour);
      case "printer":
        return this.#rehearsal.printer(act.behaviour);
    }
  }
}
