// Ceremonies as the journal sees them, with crashes at every place at which a terminal can die: no alarm may be false.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAuditRows } from "../../db/audit-rows.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import type { JournalMeans } from "../../db/journal.ts";
import { type Database, openDatabase } from "../../db/open.ts";
import { openJournal } from "../../db/open-journal.ts";
import { nobody } from "../../src/audit/entry.ts";
import type { JournalBook, Receipt } from "../../src/audit/journal.ts";
import { verifyJournal } from "../../src/audit/verify.ts";
import { judgeSlips } from "../../src/audit/witness.ts";
import { Secret } from "../../src/secret.ts";
import { meansIn, signer } from "../db/journal-means.ts";

class Crash extends Error {
  override readonly name = "Crash";
}

/** A repeatable die (mulberry32). */
export function die(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export type Simulated = {
  readonly ceremonies: number;
  readonly crashes: number;
  readonly rows: number;
  readonly verifications: number;
};

/** One terminal that is started again after each crash. */
class Terminal {
  readonly #folder: string;
  readonly #roll: (below: number) => number;
  readonly #means: JournalMeans;
  readonly slips: Receipt[] = [];
  database: Database;
  journal: JournalBook;
  /** Places until the next crash. */
  fuse = Number.POSITIVE_INFINITY;

  constructor(folder: string, roll: (below: number) => number) {
    this.#folder = folder;
    this.#roll = roll;
    const means = meansIn(folder);
    const { keyStates, boots } = means;
    const around =
      <A extends readonly unknown[], T>(act: (...args: A) => T) =>
      (...args: A): T => {
        this.#burn();
        const result = act(...args);
        this.#burn();
        return result;
      };
    this.#means = {
      ...means,
      keyStates: { ...keyStates, replace: around(keyStates.replace) },
      boots: { ...boots, replace: around(boots.replace) },
    };
    this.database = this.#open();
    assert.equal(beginJournal(this.database, means, Secret.from(Buffer.alloc(32, 7))).type, "begun");
    this.journal = this.#start();
  }

  #burn(): void {
    if (this.fuse-- <= 0) throw new Crash();
  }

  #open(): Database {
    const outcome = openDatabase(join(this.#folder, "branch.db"));
    assert.ok(outcome.type === "opened", JSON.stringify(outcome));
    // Which bytes a power cut leaves is for other tests: here it is the order of the acts.
    outcome.database.client.pragma("synchronous = OFF");
    return outcome.database;
  }

  #start(): JournalBook {
    const outcome = openJournal(this.database, this.#means);
    assert.ok(outcome.type === "opened", `a false alarm: ${JSON.stringify(outcome)}`);
    const { journal } = outcome;
    const boot = journal.beginBoot();
    journal.append({ event: "started", version: "0", settings: "0", lastStop: "unclean", boot }, nobody);
    journal.seal();
    return journal;
  }

  restart(): void {
    for (;;) {
      this.database.client.close();
      // Now and then it dies again while it starts.
      this.fuse = this.#roll(4) === 0 ? this.#roll(6) : Number.POSITIVE_INFINITY;
      this.database = this.#open();
      try {
        this.journal = this.#start();
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
  }

  /** Facts alone and in transactions, some of which are rolled back; a slip; the end. */
  ceremony(name: string): void {
    const about = { ceremony: name, staff: "100001" };
    const facts = 4 + this.#roll(40);
    for (let fact = 0; fact < facts; fact++) {
      this.#burn();
      if (this.#roll(5) > 0) this.journal.append({ event: "idle-warned", at: `stage-${fact}` }, about);
      else this.#together(about);
    }
    this.slips.push(this.journal.append({ event: "read-back-confirmed" }, about));
    if (this.#roll(2) === 0) this.journal.seal();
    this.#burn();
    this.journal.append({ event: "ceremony-ended", result: "completed", at: "done", why: "" }, about);
    this.journal.seal();
  }

  #together(about: { readonly ceremony: string; readonly staff: string }): void {
    const rolledBack = this.#roll(4) === 0;
    try {
      this.database.transactions.run(() => {
        this.journal.append({ event: "screen-turned" }, about);
        if (this.#roll(3) === 0) this.journal.seal();
        this.#burn();
        this.journal.appendAll([{ event: "staff-called" }, { event: "screen-turned" }], about);
        if (rolledBack) throw new RangeError("the work failed");
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }

  verify(): void {
    const state = this.#means.keyStates.read();
    const boots = this.#means.boots.read();
    const rows = openAuditRows(this.database);
    const proof = {
      firstKey: Secret.from(Buffer.alloc(32, 7)),
      state: state.type === "found" ? state.state : null,
      publicKey: signer.publicKey,
      boots: boots.type === "found" ? boots.count.boots : null,
    };
    for (const rowByRow of [false, true]) {
      const found = verifyJournal(rows, { proof, rowByRow });
      assert.equal(found.type, "whole", `a false alarm: ${JSON.stringify(found)}`);
    }
    const slips = this.slips.map(({ seq, head }, line) => ({ line, seq, head, checkpoint: null }));
    for (const { type } of judgeSlips(rows, slips, { database: "", publicKey: null })) assert.equal(type, "agrees");
  }
}

/** Throws an AssertionError with the first false alarm. The same seed, the same ceremonies. */
export function simulateCeremonies(count: number, seed: number, every = 200): Simulated {
  const folder = mkdtempSync(join(tmpdir(), "changgu-ceremonies-"));
  const roll = die(seed);
  const terminal = new Terminal(folder, roll);
  let crashes = 0;
  let verifications = 0;
  try {
    for (let ceremony = 1; ceremony <= count; ceremony++) {
      terminal.fuse = roll(3) === 0 ? roll(60) : Number.POSITIVE_INFINITY;
      try {
        terminal.ceremony(`c-${ceremony}`);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        crashes++;
        terminal.restart();
      }
      terminal.fuse = Number.POSITIVE_INFINITY;
      if (ceremony % every === 0 || ceremony === count) {
        terminal.verify();
        verifications++;
      }
      if (ceremony % 50 === 0) terminal.database.checkpoint();
    }
    const rows = openAuditRows(terminal.database).last()?.seq ?? 0;
    return { ceremonies: count, crashes, rows, verifications };
  } finally {
    terminal.database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
