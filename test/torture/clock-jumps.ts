// A terminal whose clock jumps, forward and back: no act without its row, no row before the one before it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAuditRows } from "../../db/audit-rows.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import { clockSlack } from "../../db/journal.ts";
import { openDatabase } from "../../db/open.ts";
import { openJournal } from "../../db/open-journal.ts";
import { nobody } from "../../src/audit/entry.ts";
import { type JournalBook, JournalUnwritable } from "../../src/audit/journal.ts";
import { bodyFields } from "../../src/audit/row-body.ts";
import { verifyJournal } from "../../src/audit/verify.ts";
import { Secret } from "../../src/secret.ts";
import { meansIn } from "../db/journal-means.ts";

type Roll = (below: number) => number;

export type Jumped = {
  readonly jumps: number;
  /** Acts and starts that a clock before the last row kept from being done. */
  readonly refused: number;
  /** What did not agree; null: nothing. */
  readonly fault: string | null;
};

const [second, hour] = [1000, 3_600_000];

/** By as little as when a clock is being set, by just what is let pass, and by hours. */
function jump(roll: Roll): number {
  const back = roll(2) === 0 ? -1 : 1;
  const far = [second, clockSlack, clockSlack + 1, 60 * second, 3 * hour][roll(5)] ?? 0;
  return back * roll(far + 1);
}

class Terminal {
  readonly #folder = mkdtempSync(join(tmpdir(), "changgu-clock-"));
  #now = Date.parse("2026-11-23T00:00:00Z");
  readonly #means = {
    ...meansIn(this.#folder),
    clock: { now: () => new Date(this.#now), after: () => () => {} },
  };
  readonly #database = this.#open();
  #journal: JournalBook | null = null;
  /** What the last row says, as it must be by the clocks so far. */
  #last = this.#now;
  acts = 0;

  #open() {
    const opened = openDatabase(join(this.#folder, "branch.db"));
    if (opened.type === "refused") throw new Error(opened.refusal.type);
    return opened.database;
  }

  begin(): void {
    beginJournal(this.#database, this.#means, Secret.from(Buffer.alloc(32, 7)));
    this.#database.client.exec("CREATE TABLE acts (at TEXT) STRICT");
  }

  jump(by: number): void {
    this.#now += by;
  }

  /** By the rule: a clock that is being set may be a little behind, and its row takes the time of the one before. */
  #allowed(): boolean {
    return this.#now >= this.#last - clockSlack;
  }

  /** Null when the terminal did what its clock allows. */
  start(): string | null {
    const opened = openJournal(this.#database, this.#means);
    this.#journal = opened.type === "opened" ? opened.journal : null;
    if ((opened.type === "opened") === this.#allowed()) return null;
    return `a start at ${this.#now}, after ${this.#last}: ${opened.type}`;
  }

  act(): string | null {
    const journal = this.#journal;
    if (!journal) return null;
    const allowed = this.#allowed();
    try {
      this.#database.transactions.run(() => {
        this.#database.client.prepare("INSERT INTO acts VALUES (?)").run(String(this.#now));
        journal.append({ event: "staff-called" }, nobody);
      });
    } catch (error) {
      if (!(error instanceof JournalUnwritable)) throw error;
      return allowed ? `refused at ${this.#now}, after ${this.#last}: ${error.message}` : null;
    }
    this.acts++;
    this.#last = Math.max(this.#last, this.#now);
    return allowed ? null : `done at ${this.#now}, after ${this.#last}`;
  }

  get standing(): boolean {
    return this.#journal !== null && this.#allowed();
  }

  /** Everything that is there, once the clock is right again. */
  judge(): string | null {
    const rows = openAuditRows(this.#database);
    const fields = [...rows.all()].map(bodyFields);
    const times = fields.map(({ time }) => String(time));
    const late = times.findIndex((time, at) => time < (times[at - 1] ?? ""));
    const called = fields.filter(({ event }) => event === "staff-called").length;
    const acts = this.#database.client.prepare("SELECT count(*) FROM acts").pluck().get();
    if (called !== this.acts || acts !== this.acts) return `${acts} acts, ${called} rows, ${this.acts} answers`;
    if (late >= 0) return `row ${late} is before the one before it`;
    const read = this.#means.keyStates.read();
    const proof = { firstKey: null, state: read.type === "found" ? read.state : null, publicKey: null, boots: null };
    return verifyJournal(rows, { proof }).type === "whole" ? null : "the journal is not whole";
  }

  close(): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true });
  }
}

/** One journal, begun, and acted on after each of `jumps`; started anew now and then. */
export function jumpClocks(jumps: number, roll: Roll): Jumped {
  const terminal = new Terminal();
  let refused = 0;
  try {
    terminal.begin();
    let fault = terminal.start();
    for (let at = 0; at < jumps && fault === null; at++) {
      terminal.jump(jump(roll));
      if (roll(8) === 0) fault = terminal.start();
      if (!terminal.standing) refused++;
      fault ??= terminal.act();
      // Whoever sets the clock right goes on.
      if (refused > 0 && roll(6) === 0) {
        terminal.jump(24 * hour);
        fault ??= terminal.start() ?? terminal.act();
      }
    }
    return { jumps, refused, fault: fault ?? terminal.judge() };
  } finally {
    terminal.close();
  }
}
