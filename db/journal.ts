// The journal on disk: each fact one row, chained, sealed with a key that is forgotten, durable before `append` returns.

import Sqlite from "better-sqlite3";
import { canonicalJson, type Fields } from "../src/audit/canonical-json.ts";
import { type Digest, EvolvingKey, rowHash } from "../src/audit/chain.ts";
import type { About, Fact } from "../src/audit/entry.ts";
import { impersonal } from "../src/audit/impersonal.ts";
import { type Journal, JournalUnwritable, type Receipt } from "../src/audit/journal.ts";
import type { KeyState, KeyStates } from "../src/audit/key-state.ts";
import { type Fault, verifySinceState } from "../src/audit/verify.ts";
import type { Clock } from "../src/clock.ts";
import { Secret } from "../src/secret.ts";
import { openAuditRows } from "./audit-rows.ts";
import type { Database } from "./open.ts";
import { isDiskFault, type TransactionEnd } from "./transactions.ts";

/** Rows after which the key state file is replaced without being asked. */
const rowsPerSeal = 64;

export type JournalMeans = {
  readonly keyStates: KeyStates;
  readonly clock: Clock;
  /** The terminal's id, a field of each row. */
  readonly terminal: string;
};

export type JournalRefusal =
  /** No row 0: the branch was never provisioned. */
  | { readonly type: "not-begun" }
  | { readonly type: "key-state-missing" }
  | { readonly type: "key-state-unreadable"; readonly why: string }
  /** Rows are missing, changed or replaced, or the key state is not this journal's. */
  | { readonly type: "not-what-was-written"; readonly seq: number; readonly fault: Fault }
  | { readonly type: "unwritable"; readonly why: string };

export type JournalOutcome =
  | { readonly type: "opened"; readonly journal: Journal }
  | { readonly type: "refused"; readonly refusal: JournalRefusal };

type Tail = { readonly seq: number; readonly hash: Digest };

/** The key of the next row, and the hash of the row before it. */
type Position = { readonly key: EvolvingKey; head: Digest };

type Sheet = { tail(): Tail | undefined; add(seq: number, body: string, hash: Digest, mac: Digest): void };

/** Bare statements: this is the one path that every act waits for. */
function openSheet({ client }: Database): Sheet {
  const tail = client.prepare<[], Tail>("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
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

/** The text that is hashed; the table takes it, whatever was typed. */
function bodyOf(row: Fields): string {
  const body = canonicalJson(row);
  const kept = impersonal(row, body);
  return kept === row ? body : canonicalJson(kept);
}

class DatabaseJournal implements Journal {
  readonly #database: Database;
  readonly #means: JournalMeans;
  readonly #id: string;
  readonly #sheet: Sheet;
  /** After the last committed row. */
  #settled: Position;
  /** During a transaction: what `#settled` becomes if it commits. The two change places, so that neither is made anew. */
  #ahead: Position;
  #writing = false;
  #sealed: number;
  /** Asked for inside a transaction, whose rows may yet be rolled back. */
  #sealAsked = false;

  constructor(database: Database, means: JournalMeans, state: KeyState) {
    this.#database = database;
    this.#means = means;
    this.#id = state.database;
    this.#sheet = openSheet(database);
    const key = state.key.use((bytes) => new EvolvingKey(state.next, bytes));
    this.#settled = { key, head: state.head };
    this.#ahead = { key: key.copy(), head: state.head };
    this.#sealed = state.next;
  }

  append(fact: Fact, about: About): Receipt {
    return this.appendAll([fact], about);
  }

  appendAll(facts: readonly Fact[], about: About): Receipt {
    if (!this.#writing && this.#sealDue()) this.seal();
    return this.#database.transactions.run(() => {
      try {
        return this.#write(facts, about);
      } catch (error) {
        if (!(error instanceof Sqlite.SqliteError)) throw error;
        throw new JournalUnwritable(`the journal cannot be written: ${error.message}`, { cause: error });
      }
    });
  }

  seal(): void {
    if (this.#writing) {
      this.#sealAsked = true;
      return;
    }
    this.#database.transactions.run(() => {
      const tail = follow(this.#settled, this.#sheet.tail());
      this.#settled.head = tail.hash;
      if (tail.seq + 1 > this.#sealed) this.#replaceState(tail);
      this.#sealAsked = false;
    });
  }

  #sealDue(): boolean {
    return this.#sealAsked || this.#settled.key.seq - this.#sealed >= rowsPerSeal;
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
    const position = this.#begin();
    let { seq, hash: head } = follow(position, this.#sheet.tail());
    const time = this.#means.clock.now().toISOString();
    for (const fact of facts) {
      seq += 1;
      const { terminal } = this.#means;
      const { ceremony, staff } = about;
      const body = bodyOf({ ...fact, seq, time, terminal, ceremony, staff });
      head = rowHash(head, body);
      position.key.evolveTo(seq);
      this.#sheet.add(seq, body, head, position.key.mac(head));
    }
    position.key.evolveTo(seq + 1);
    position.head = head;
    return { seq, head };
  }

  /** The key moves on in a copy: a transaction that fails leaves the old one. */
  #begin(): Position {
    if (this.#writing) return this.#ahead;
    this.#writing = true;
    this.#ahead.key.follow(this.#settled.key);
    this.#ahead.head = this.#settled.head;
    this.#database.transactions.onEnd(this.#end);
    return this.#ahead;
  }

  readonly #end = (how: TransactionEnd): void => {
    this.#writing = false;
    if (how === "committed") [this.#settled, this.#ahead] = [this.#ahead, this.#settled];
    this.#ahead.key.wipe();
  };
}

function opened(database: Database, means: JournalMeans, state: KeyState): JournalOutcome {
  const rows = openAuditRows(database);
  if (rows.last() === null && state.next === 1) return { type: "refused", refusal: { type: "not-begun" } };
  const verification = verifySinceState(rows, state);
  if (verification.type === "broken") {
    const { seq, fault } = verification;
    return { type: "refused", refusal: { type: "not-what-was-written", seq, fault } };
  }
  const journal = new DatabaseJournal(database, means, state);
  journal.seal();
  return { type: "opened", journal };
}

/** Opens a journal that was begun; checks every row since the key state before anything is written. */
export function openJournal(database: Database, means: JournalMeans): JournalOutcome {
  const read = means.keyStates.read();
  if (read.type === "missing") {
    const begun = openAuditRows(database).last() !== null;
    return { type: "refused", refusal: { type: begun ? "key-state-missing" : "not-begun" } };
  }
  if (read.type === "unreadable") {
    return { type: "refused", refusal: { type: "key-state-unreadable", why: read.why } };
  }
  try {
    return opened(database, means, read.state);
  } catch (error) {
    if (!(error instanceof JournalUnwritable) && !isDiskFault(error)) throw error;
    return { type: "refused", refusal: { type: "unwritable", why: error.message } };
  } finally {
    read.state.key.wipe();
  }
}
