// The chain of the journal: the hash that ties a row to the one before, and the MAC whose key is forgotten after each row.

import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";
import { canonicalJson, type Fields } from "./canonical-json.ts";
import { bodyFields, type RowFields } from "./row-body.ts";

/** SHA-256 in lower-case hexadecimal. */
export type Digest = string;

export type AuditRow = {
  readonly seq: number;
  /** Canonical JSON, the text that is hashed. */
  readonly body: string;
  readonly hash: Digest;
  readonly mac: Digest;
};

/** What row 0 stands on. */
export const noRow: Digest = "0".repeat(64);

const keyBytes = 32;
const evolveTag = Buffer.from("evolve");

/** SHA-256 over the tag, the previous row's hash in lower-case hexadecimal, and the body as UTF-8. */
export function rowHash(previous: Digest, body: string): Digest {
  // One call over a string: half the time of createHash over buffers.
  return hash("sha256", `changgu-row-v1\n${previous}\n${body}`);
}

/** Binds a journal to its first key without showing it: part of row 0. */
export function keyCommitment(firstKey: Uint8Array): Digest {
  return hash("sha256", Buffer.concat([Buffer.from("changgu-k0-v1\n"), firstKey]));
}

export type Genesis = {
  readonly database: string;
  readonly schema: number;
  readonly commitment: Digest;
  /** The key that signs checkpoints, 32 bytes in hexadecimal. */
  readonly publicKey: string;
  /** Under which settings the journal was begun. */
  readonly settings: string;
  readonly terminal: string;
  /** RFC 3339. */
  readonly time: string;
};

/** The body of row 0. */
export function genesisBody(genesis: Genesis): string {
  return canonicalJson({ ...genesis, event: "genesis", seq: 0 } satisfies Fields);
}

/** The fields of row 0; null when it begins no journal. Older journals name no key and no settings. */
export function genesisFields(row: AuditRow): RowFields | null {
  const fields = bodyFields(row);
  return fields.event === "genesis" ? fields : null;
}

/** The key of one row. It goes forward, never back: who finds it cannot seal any earlier row. */
export class EvolvingKey {
  #seq: number;
  /** The tag and the key: what is hashed for the next one, in place, so that no copy is left behind. */
  readonly #message = Buffer.alloc(evolveTag.length + keyBytes, evolveTag);
  readonly #bytes = this.#message.subarray(evolveTag.length);
  /** A KeyObject: six times as fast as HMAC with bytes. */
  #key: KeyObject | null = null;

  /** Copies the 32 bytes. `seq` is the row that they seal. */
  constructor(seq: number, bytes: Uint8Array) {
    if (bytes.length !== keyBytes) throw new RangeError(`a key of ${bytes.length} bytes`);
    this.#seq = seq;
    this.#bytes.set(bytes);
  }

  get seq(): number {
    return this.#seq;
  }

  /** K(i+1) = SHA256("evolve" ‖ K(i)), until row `seq`. False when the key is later already. */
  evolveTo(seq: number): boolean {
    if (seq < this.#seq) return false;
    while (this.#seq < seq) {
      const next = hash("sha256", this.#message, "buffer");
      this.#bytes.set(next);
      next.fill(0);
      this.#key = null;
      this.#seq++;
    }
    return true;
  }

  /** HMAC-SHA256 over the row's hash in lower-case hexadecimal. */
  mac(rowHash: Digest): Digest {
    this.#key ??= createSecretKey(this.#bytes);
    return createHmac("sha256", this.#key).update(rowHash).digest("hex");
  }

  /** A view that is valid during the call alone. */
  use<T>(read: (bytes: Uint8Array) => T): T {
    return read(this.#bytes);
  }

  copy(): EvolvingKey {
    return new EvolvingKey(this.#seq, this.#bytes);
  }

  /** Becomes the other key; its own is gone. */
  follow(other: EvolvingKey): void {
    this.#seq = other.#seq;
    this.#bytes.set(other.#bytes);
    this.#key = other.#key;
  }

  wipe(): void {
    this.#bytes.fill(0);
    this.#key = null;
  }
}
