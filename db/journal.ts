// The journal on disk: each fact one row, chained, sealed with a key that is forgotten, durable before `append` returns.

import Sqlite from "better-sqlite3";
import type { BootCounter } from "../src/audit/boot-counter.ts";
import { canonicalJson, type Fields } from "../src/audit/canonical-json.ts";
import { type Digest, EvolvingKey, rowHash } from "../src/audit/chain.ts";
import type { SignedCheckpoint, Signer } from "../src/audit/checkpoint.ts";
import { type About, type Fact, nobody } from "../src/audit/entry.ts";
import { impersonal } from "../src/audit/impersonal.ts";
import { type JournalBook, JournalUnwritable, type Receipt } from "../src/audit/journal.ts";
import type { KeyState, KeyStates } from "../src/audit/key-state.ts";
import { factIn } from "../src/audit/row-body.ts";
import type { AuditRows } from "../src/audit/rows.ts";
import type { Clock } from "../src/clock.ts";
import { Secret } from "../src/secret.ts";
import { openAuditRows } from "./audit-rows.ts";
import { type CheckpointMaker, openCheckpoints } from "./checkpoints.ts";
import type { Database } from "./open.ts";
import type { TransactionEnd } from "./transactions.ts";

/** Rows after which a checkpoint is made, and the key state file replaced, without being asked. */
const rowsPerSeal = 64;

/** How far a clock that is being set may go back: the next row takes the time of the last one. */
export const clockSlack = 5000;

export type JournalMeans = {
  readonly keyStates: KeyStates;
  readonly boots: BootCounter;
  readonly signer: Signer;
  readonly clock: Clock;
  /** The terminal's id, a field of each row. */
  readonly terminal: string;
};

type Tail = { readonly seq: number; readonly hash: Digest; readonly time: string | null };

/** The key of the next row, and the hash of the row before it. */
type Position = { readonly key: EvolvingKey; head: Digest };

type Sheet = { tail(): Tail | undefined; add(seq: number, body: string, hash: Digest, mac: Digest): void };

/** Bare statements: this is the one path that every act waits for. */
function openSheet({ client }: Database): Sheet {
  const tail = client.prepare<[], Tail>("SELECT seq, hash, time FROM audit ORDER BY seq DESC LIMIT 1");
  const insert = client.prepare<[number, string, Digest, Digest]>(
    "INSERT INTO audit (seq, body, hash, mac) VALUES (?, ?, ?, ?)",
  );
  return {
    tail: () => tail.get(),
    add: (seq, body, hash, mac) => void insert.run(seq, body, hash, mac),
  };
}

/** Where to write now; throws when the rows that this process knows are gone. */
function follow(position: Position, tail: Tail | undefined): Tail {
  const next = position.key.seq;
  if (!tail || tail.seq + 1 < next) {
    throw new JournalUnwritable(
      `the journal ends before row ${next - 1}: rows were cut off, or an old copy was put back`,
    );
  }
  if (tail.seq + 1 === next && tail.hash !== position.head) {
    throw new JournalUnwritable(`row ${tail.seq} is not the one that was written`);
  }
  position.key.evolveTo(tail.seq + 1);
  return tail;
}

function mustBeNull(why: string | null): void {
  if (why !== null) throw new JournalUnwritable(why);
}

/** The text that is hashed; the table takes it, whatever was typed. */
function bodyOf(row: Fields): string {
  const body = canonicalJson(row);
  const kept = impersonal(row, body);
  return kept === row ? body : canonicalJson(kept);
}

/** What is known of a journal when it is opened. */
export type Known = {
  readonly state: KeyState;
  readonly last: SignedCheckpoint | null;
  readonly namesKey: boolean;
  /** The last start that it knows of. */
  readonly boot: number;
};

/** A start that was cut off before its checkpoint has used its number up all the same. */
function startedBoot(rows: AuditRows): number {
  const started = rows.lastOf(null, ["started"]);
  const fact = started && factIn(started);
  return fact?.event === "started" ? fact.boot : 0;
}

export class DatabaseJournal implements JournalBook {
  readonly #database: Database;
  readonly #means: JournalMeans;
  readonly #id: string;
  readonly #sheet: Sheet;
  readonly #rows: AuditRows;
  readonly #checkpoints: CheckpointMaker;
  /** After the last committed row. */
  #settled: Position;
  /** During a transaction: what `#settled` becomes if it commits. The two change places, so that neither is made anew. */
  #ahead: Position;
  #writing = false;
  #sealed: number;
  /** Asked for inside a transaction, whose rows may yet be rolled back. */
  #sealAsked = false;
  #boot: number;
  #bootWritten: number;
  /** Row 0 of an older journal names no key: its first checkpoint does. */
  #namesKey: boolean;

  constructor(database: Database, means: JournalMeans, { state, last, namesKey, boot }: Known) {
    this.#database = database;
    this.#means = means;
    this.#id = state.database;
    this.#sheet = openSheet(database);
    this.#rows = openAuditRows(database);
    this.#checkpoints = openCheckpoints(this.#rows, state.database, means.signer, last);
    const key = state.key.use((bytes) => new EvolvingKey(state.next, bytes));
    this.#settled = { key, head: state.head };
    this.#ahead = { key: key.copy(), head: state.head };
    this.#sealed = state.next;
    this.#boot = boot;
    this.#bootWritten = this.#boot;
    this.#namesKey = namesKey;
  }

  append(fact: Fact, about: About): Receipt {
    return this.appendAll([fact], about);
  }

  appendAll(facts: readonly Fact[], about: About): Receipt {
    return this.#durably(() => this.#write(facts, about));
  }

  seal(): void {
    if (this.#database.client.inTransaction) {
      this.#sealAsked = true;
      return;
    }
    this.#durably(() => {
      const position = this.#begin();
      const tail = follow(position, this.#sheet.tail());
      if (tail.seq + 1 > this.#sealed) position.head = this.#mark(position, tail, this.#now(tail)).hash;
      else position.head = tail.hash;
    });
    mustBeNull(this.#database.place.fault());
    // Only now: a state may hold no row that is not durable.
    this.#database.transactions.run(() => {
      const tail = follow(this.#settled, this.#sheet.tail());
      this.#settled.head = tail.hash;
      this.#keepState(tail);
    });
  }

  beginBoot(): number {
    const known = [this.#boot, this.#checkpoints.last()?.boot ?? 0, startedBoot(this.#rows)];
    this.#boot = Math.max(...known) + 1;
    return this.#boot;
  }

  lastCheckpoint(): SignedCheckpoint | null {
    return this.#checkpoints.last();
  }

  #durably<T>(work: () => T): T {
    return this.#database.transactions.run(() => {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof Sqlite.SqliteError)) throw error;
        throw new JournalUnwritable(`the journal cannot be written: ${error.message}`, { cause: error });
      }
    });
  }

  /** Under the write lock, at a tail that is durable. */
  #keepState(tail: Tail): void {
    if (tail.seq + 1 > this.#sealed) this.#replaceState(tail);
    this.#sealAsked = false;
    if (this.#boot === this.#bootWritten) return;
    const why = this.#means.boots.replace({ database: this.#id, boots: this.#boot });
    if (why !== null) throw new JournalUnwritable(`the boot counter cannot be written: ${why}`);
    this.#bootWritten = this.#boot;
  }

  #replaceState(tail: Tail): void {
    const key = this.#settled.key.use((bytes) => Secret.from(Buffer.from(bytes)));
    const state: KeyState = { database: this.#id, next: tail.seq + 1, head: tail.hash, key };
    const written = this.#means.keyStates.replace(state);
    key.wipe();
    if (written.type === "refused") throw new JournalUnwritable(`the key state cannot be written: ${written.why}`);
    this.#sealed = written.type === "written" ? state.next : written.next;
  }

  #write(facts: readonly Fact[], about: About): Receipt {
    const begins = !this.#writing;
    const position = this.#begin();
    const tail = follow(position, this.#sheet.tail());
    const time = this.#now(tail);
    let at = tail;
    if (begins && this.#due(tail)) {
      this.#settled.key.evolveTo(tail.seq + 1);
      this.#keepState(tail);
      at = this.#mark(position, tail, time);
    }
    for (const fact of facts) at = this.#add(position, at, { fact, about, time });
    position.head = at.hash;
    return { seq: at.seq, head: at.hash };
  }

  #due(tail: Tail): boolean {
    return this.#sealAsked || tail.seq - (this.#checkpoints.last()?.upto ?? -1) > rowsPerSeal;
  }

  /** A checkpoint over all rows so far; the tail as it was when there is nothing new. */
  #mark(position: Position, tail: Tail, time: string): Tail {
    let at = tail;
    if (!this.#namesKey && this.#checkpoints.last() === null) {
      const { publicKey } = this.#means.signer;
      at = this.#add(position, at, { fact: { event: "checkpoint-key", publicKey }, about: nobody, time });
    }
    const checkpoint = this.#checkpoints.next(this.#boot, time);
    if (!checkpoint) return at;
    const { database: _, time: __, ...stated } = checkpoint;
    return this.#add(position, at, { fact: { event: "checkpoint", ...stated }, about: nobody, time });
  }

  #add(
    position: Position,
    at: Tail,
    entry: { readonly fact: Fact; readonly about: About; readonly time: string },
  ): Tail {
    const { fact, about, time } = entry;
    const seq = at.seq + 1;
    const { terminal } = this.#means;
    const { ceremony, staff } = about;
    const body = bodyOf({ ...fact, seq, time, terminal, ceremony, staff });
    const head = rowHash(at.hash, body);
    position.key.evolveTo(seq);
    this.#sheet.add(seq, body, head, position.key.mac(head));
    position.key.evolveTo(seq + 1);
    return { seq, hash: head, time };
  }

  /** Rows are in the order of their times: a clock that went back stops the journal. */
  #now({ time: last }: Tail): string {
    const now = this.#means.clock.now();
    const time = now.toISOString();
    if (last === null || time >= last) return time;
    if (Date.parse(last) - now.getTime() <= clockSlack) return last;
    throw new JournalUnwritable(`the clock says ${time}, and the last row is of ${last}: set the clock`);
  }

  /** The key moves on in a copy: a transaction that fails leaves the old one. */
  #begin(): Position {
    if (this.#writing) return this.#ahead;
    // What could not be sealed afterwards is not begun.
    mustBeNull(this.#database.place.fault() ?? this.#means.keyStates.fault());
    this.#writing = true;
    this.#ahead.key.follow(this.#settled.key);
    this.#ahead.head = this.#settled.head;
    this.#database.transactions.onEnd(this.#end);
    return this.#ahead;
  }

  readonly #end = (how: TransactionEnd): void => {
    this.#writing = false;
    if (how === "committed") [this.#settled, this.#ahead] = [this.#ahead, this.#settled];
    this.#checkpoints.settle(how === "committed");
    this.#ahead.key.wipe();
  };
}
