// One reading of a journal, row by row: each row against the one before, its key, and the checkpoints.

import { type AuditRow, type Digest, EvolvingKey, genesisFields, keyCommitment, noRow, rowHash } from "./chain.ts";
import {
  bulkDigest,
  checkpointDigest,
  checkpointIn,
  isSignedCheckpoint,
  merkleRoot,
  type SignedCheckpoint,
} from "./checkpoint.ts";
import type { Beginning } from "./journal-files.ts";
import { oldCopyIn } from "./old-copy.ts";
import { bodyFields } from "./row-body.ts";
import type { Resume } from "./segments.ts";
import type { Fault, Proof } from "./verification.ts";

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

/** What is wrong with row 0. */
export function genesisFault(row: AuditRow, proof: Proof): Fault | null {
  const fields = genesisFields(row);
  if (!fields) return { type: "not-genesis" };
  if (proof.firstKey && fields.commitment !== proof.firstKey.use(keyCommitment)) return { type: "first-key-differs" };
  if (proof.state && fields.database !== proof.state.database) return { type: "state-of-another-journal" };
  const signing = fields.publicKey;
  const known = signing === undefined || !proof.publicKey || signing === proof.publicKey;
  return known ? null : { type: "signing-key-differs" };
}

/** Top-level keys alone can hold an unescaped quote, so this finds the row's own number. */
function holdsSeq({ body, seq }: AuditRow): boolean {
  return body.includes(`"seq":${seq},`) || body.includes(`"seq":${seq}}`);
}

/** The key that an older journal names later than in row 0. */
export function namedKey(row: AuditRow): string | null {
  if (!row.body.includes('"event":"checkpoint-key"')) return null;
  const { publicKey } = bodyFields(row);
  return typeof publicKey === "string" ? publicKey : null;
}

export class Reading {
  readonly #proof: Proof;
  readonly #stateKey: EvolvingKey | null;
  readonly #beginning: Beginning | null;
  #key: EvolvingKey | null;
  #first = 0;
  #next = 0;
  #head: Digest = noRow;
  #database = "";
  #publicKey: string | null;
  /** The rows since the last checkpoint. */
  #segment: AuditRow[] = [];
  #last: SignedCheckpoint | null = null;
  /** Starts that an accepted old copy knew of, until the next checkpoint says as many. */
  #accepted = 0;

  /** `beginning`: where the rows go on after row 0. */
  constructor(proof: Proof, beginning: Beginning | null = null) {
    const { firstKey, state } = proof;
    this.#proof = proof;
    this.#beginning = beginning;
    this.#publicKey = proof.publicKey;
    this.#stateKey = state ? state.key.use((bytes) => new EvolvingKey(state.next, bytes)) : null;
    this.#key = firstKey ? firstKey.use((bytes) => new EvolvingKey(0, bytes)) : (this.#stateKey?.copy() ?? null);
  }

  get next(): number {
    return this.#next;
  }

  get head(): Digest {
    return this.#head;
  }

  /** The last checkpoint that was read and found right. */
  get last(): SignedCheckpoint | null {
    return this.#last;
  }

  /** Starts after row `next - 1`, which is trusted as it is. */
  resume({ next, head, database, publicKey }: Resume): void {
    this.#first = next;
    this.#next = next;
    this.#head = head;
    this.#database = database;
    this.#publicKey = publicKey;
  }

  accept(row: AuditRow): Fault | null {
    const fault =
      this.#inOrder(row) ?? this.#chained(row) ?? this.#sealed(row) ?? this.#checkpointed(row) ?? this.#meetsState(row);
    if (fault) return fault;
    this.#next = row.seq + 1;
    this.#head = row.hash;
    this.#segment.push(row);
    this.#accepted = Math.max(this.#accepted, oldCopyIn(row)?.boots ?? 0);
    if (row.seq === 0 && this.#beginning) this.#skipTo(this.#beginning);
    return null;
  }

  #skipTo({ next, head }: Beginning): void {
    this.#first = next;
    this.#next = next;
    this.#head = head;
  }

  /** What only the end shows. */
  finish(): Fault | null {
    const { state, boots } = this.#proof;
    if (state && this.#next < state.next) return { type: "rows-missing", from: this.#next, to: state.next - 1 };
    const fault = state && this.#next === state.next ? this.#stateKeyFault() : null;
    if (fault || boots === null || this.#last === null) return fault;
    const known = Math.max(this.#last.boot, this.#accepted);
    return boots > known ? { type: "older-than-boots", boots, known } : null;
  }

  wipe(): void {
    this.#key?.wipe();
    this.#stateKey?.wipe();
  }

  #inOrder(row: AuditRow): Fault | null {
    if (row.seq > this.#next) return { type: "rows-missing", from: this.#next, to: row.seq - 1 };
    if (row.seq < this.#next) return { type: "out-of-order", found: row.seq };
    if (row.seq > 0) return null;
    const { database, publicKey } = genesisFields(row) ?? {};
    this.#database = typeof database === "string" ? database : "";
    if (typeof publicKey === "string") this.#publicKey ??= publicKey;
    return genesisFault(row, this.#proof);
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

  #checkpointed(row: AuditRow): Fault | null {
    const named = namedKey(row);
    if (named && this.#proof.publicKey && named !== this.#proof.publicKey) return { type: "signing-key-differs" };
    this.#publicKey ??= named;
    const checkpoint = checkpointIn(row, this.#database);
    if (checkpoint === null) return null;
    const differs = checkpoint === "malformed" || !this.#agrees(checkpoint, row);
    if (differs) return { type: "checkpoint-differs" };
    // Read from the middle, a journal may not show its key.
    if (this.#publicKey !== null && !isSignedCheckpoint(checkpoint, this.#publicKey))
      return { type: "signature-differs" };
    this.#last = checkpoint;
    this.#segment = [];
    return null;
  }

  #agrees(checkpoint: SignedCheckpoint, row: AuditRow): boolean {
    const { from, upto, head, root, bulk, boot, previous } = checkpoint;
    if (upto !== row.seq - 1 || head !== this.#head || from > upto) return false;
    const last = this.#last;
    if (last && (previous !== checkpointDigest(last) || boot < last.boot)) return false;
    // The first one in an older journal, and the first one after a start, cover rows that are not all at hand.
    if (from < this.#first) return true;
    const segment = this.#segment.slice(Math.max(0, this.#segment.length - (upto - from + 1)));
    if (segment[0]?.seq !== from || (last && from !== last.upto + 1)) return false;
    return root === merkleRoot(segment.map((each) => each.hash)) && bulk === bulkDigest(segment);
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
