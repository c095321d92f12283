// Is the journal what was written? Reads every row once, names the first bad one, and says what proves the others.

import type { Secret } from "../secret.ts";
import { type AuditRow, type Digest, EvolvingKey, keyCommitment, noRow, rowHash } from "./chain.ts";
import type { KeyState } from "./key-state.ts";
import type { AuditRows } from "./rows.ts";

/** What stands outside the database. */
export type Proof = {
  /** K_0: 32 bytes, kept by two officers. */
  readonly firstKey: Secret | null;
  readonly state: KeyState | null;
};

export type Fault =
  | { readonly type: "rows-missing"; readonly from: number; readonly to: number }
  | { readonly type: "out-of-order"; readonly found: number }
  | { readonly type: "not-genesis" }
  | { readonly type: "hash-differs" }
  | { readonly type: "seq-differs" }
  | { readonly type: "mac-differs" }
  | { readonly type: "sealed-with-later-key"; readonly key: number }
  | { readonly type: "first-key-differs" }
  | { readonly type: "head-differs-from-state" }
  | { readonly type: "state-key-differs" }
  | { readonly type: "state-of-another-journal" };

export type Interval = { readonly from: number; readonly to: number; readonly by: "first-key" | "key-state" | "chain" };

export type Verification =
  | {
      readonly type: "whole";
      /** The last row; -1 when there is none. */
      readonly last: number;
      readonly head: Digest;
      readonly proven: readonly Interval[];
      /** The last row that cannot have been cut off unseen; null without a key state. */
      readonly endProven: number | null;
    }
  | { readonly type: "broken"; readonly seq: number; readonly fault: Fault; readonly proven: readonly Interval[] };

/** How far ahead a row's key is looked for, to name a row that was sealed with a later key. */
const laterKeys = 4096;

function laterKey(key: EvolvingKey, row: AuditRow): Fault {
  const later = key.copy();
  try {
    for (let seq = row.seq + 1; seq <= row.seq + laterKeys; seq++) {
      later.evolveTo(seq);
      if (later.mac(row.hash) === row.mac) return { type: "sealed-with-later-key", key: seq };
    }
    return { type: "mac-differs" };
  } finally {
    later.wipe();
  }
}

function genesisFault(row: AuditRow, proof: Proof): Fault | null {
  let genesis: unknown;
  try {
    genesis = JSON.parse(row.body);
  } catch {
    return { type: "not-genesis" };
  }
  const fields = typeof genesis === "object" && genesis !== null ? new Map(Object.entries(genesis)) : new Map();
  if (fields.get("event") !== "genesis") return { type: "not-genesis" };
  if (proof.firstKey && fields.get("commitment") !== proof.firstKey.use(keyCommitment)) {
    return { type: "first-key-differs" };
  }
  const ours = !proof.state || fields.get("database") === proof.state.database;
  return ours ? null : { type: "state-of-another-journal" };
}

/** Top-level keys alone can hold an unescaped quote, so this finds the row's own number. */
function holdsSeq({ body, seq }: AuditRow): boolean {
  return body.includes(`"seq":${seq},`) || body.includes(`"seq":${seq}}`);
}

/** One reading of a journal, row by row: so that a long one need not be held in memory. */
class Reading {
  readonly #proof: Proof;
  readonly #stateKey: EvolvingKey | null;
  #key: EvolvingKey | null;
  #next = 0;
  #head: Digest = noRow;

  constructor(proof: Proof) {
    const { firstKey, state } = proof;
    this.#proof = proof;
    this.#stateKey = state ? state.key.use((bytes) => new EvolvingKey(state.next, bytes)) : null;
    this.#key = firstKey ? firstKey.use((bytes) => new EvolvingKey(0, bytes)) : (this.#stateKey?.copy() ?? null);
  }

  get next(): number {
    return this.#next;
  }

  get head(): Digest {
    return this.#head;
  }

  /** Starts after row `next - 1`, which is trusted as it is. */
  startAt(next: number, head: Digest): void {
    this.#next = next;
    this.#head = head;
  }

  accept(row: AuditRow): Fault | null {
    const fault = this.#inOrder(row) ?? this.#chained(row) ?? this.#sealed(row) ?? this.#meetsState(row);
    if (fault) return fault;
    this.#next = row.seq + 1;
    this.#head = row.hash;
    return null;
  }

  /** What only the end shows. */
  finish(): Fault | null {
    const { state } = this.#proof;
    if (!state) return null;
    if (this.#next < state.next) return { type: "rows-missing", from: this.#next, to: state.next - 1 };
    return this.#next === state.next ? this.#stateKeyFault() : null;
  }

  wipe(): void {
    this.#key?.wipe();
    this.#stateKey?.wipe();
  }

  #inOrder(row: AuditRow): Fault | null {
    if (row.seq > this.#next) return { type: "rows-missing", from: this.#next, to: row.seq - 1 };
    if (row.seq < this.#next) return { type: "out-of-order", found: row.seq };
    return row.seq === 0 ? genesisFault(row, this.#proof) : null;
  }

  #chained(row: AuditRow): Fault | null {
    if (rowHash(this.#head, row.body) !== row.hash) return { type: "hash-differs" };
    return holdsSeq(row) ? null : { type: "seq-differs" };
  }

  #sealed(row: AuditRow): Fault | null {
    // Without the first key, rows before the key state have no key that could be known.
    if (!this.#key?.evolveTo(row.seq)) return null;
    return this.#key.mac(row.hash) === row.mac ? null : laterKey(this.#key, row);
  }

  #meetsState(row: AuditRow): Fault | null {
    const { state } = this.#proof;
    if (row.seq + 1 === state?.next && row.hash !== state.head) return { type: "head-differs-from-state" };
    return row.seq === state?.next ? this.#stateKeyFault() : null;
  }

  #stateKeyFault(): Fault | null {
    const stateKey = this.#stateKey;
    if (!stateKey || !this.#key?.evolveTo(stateKey.seq)) return null;
    const same = this.#key.use((ours) => stateKey.use((theirs) => Buffer.compare(ours, theirs) === 0));
    return same ? null : { type: "state-key-differs" };
  }
}

function intervals(first: number, last: number, proof: Proof): readonly Interval[] {
  if (last < first) return [];
  if (proof.firstKey) return [{ from: first, to: last, by: "first-key" }];
  const sealed = proof.state?.next ?? Number.POSITIVE_INFINITY;
  const before: Interval = { from: first, to: Math.min(last, sealed - 1), by: "chain" };
  const after: Interval = { from: Math.max(first, sealed), to: last, by: "key-state" };
  return [before, after].filter(({ from, to }) => from <= to);
}

function verify(reading: Reading, rows: Iterable<AuditRow>, proof: Proof): Verification {
  const first = reading.next;
  const broken = (fault: Fault): Verification => {
    const proven = intervals(first, reading.next - 1, proof);
    return { type: "broken", seq: reading.next, fault, proven };
  };
  for (const row of rows) {
    const fault = reading.accept(row);
    if (fault) return broken(fault);
  }
  const fault = reading.finish();
  if (fault) return broken(fault);
  const last = reading.next - 1;
  const endProven = proof.state ? proof.state.next - 1 : null;
  return { type: "whole", last, head: reading.head, proven: intervals(first, last, proof), endProven };
}

/** Every row of a journal, in order from row 0. */
export function verifyJournal(rows: Iterable<AuditRow>, proof: Proof): Verification {
  const reading = new Reading(proof);
  try {
    return verify(reading, rows, proof);
  } finally {
    reading.wipe();
  }
}

function stateFault(rows: AuditRows, state: KeyState): { readonly seq: number; readonly fault: Fault } | null {
  const last = rows.last()?.seq ?? -1;
  if (last + 1 < state.next) {
    return { seq: last + 1, fault: { type: "rows-missing", from: last + 1, to: state.next - 1 } };
  }
  const first = rows.after(-1, 1)[0];
  const genesis =
    first?.seq === 0 ? genesisFault(first, { firstKey: null, state }) : ({ type: "not-genesis" } as const);
  if (genesis) return { seq: 0, fault: genesis };
  const seq = state.next - 1;
  const same = rows.after(seq - 1, 1)[0]?.hash === state.head;
  return same ? null : { seq, fault: { type: "head-differs-from-state" } };
}

/** The rows since the key state was written: what a start checks before it writes. Rows before it are trusted as they are. */
export function verifySinceState(rows: AuditRows, state: KeyState): Verification {
  const proof: Proof = { firstKey: null, state };
  const fault = stateFault(rows, state);
  if (fault) return { type: "broken", ...fault, proven: [] };
  const reading = new Reading(proof);
  try {
    reading.startAt(state.next, state.head);
    return verify(reading, rows.since(state.next - 1), proof);
  } finally {
    reading.wipe();
  }
}
