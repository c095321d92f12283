// A branch without a disk that publishes lists, with a clock, a place and a CA that a test can spoil.

import type { Authority, Issued, KeyPair } from "../../src/authority/authority.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import {
  openRevocationLists,
  type PublishOutcome,
  type RevocationLists,
} from "../../src/authority/revocation-lists.ts";
import type { SignerTrouble, SignOutcome } from "../../src/authority/signer.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { authorityOf, issuedBy, MemoryBranch, now, openKeys } from "./in-memory.ts";

type Means = { readonly records: readonly CaRecord[]; readonly pair: KeyPair };

export class Publisher {
  readonly branch: MemoryBranch;
  readonly authority: Authority;
  readonly #pair: KeyPair;
  readonly #records: readonly CaRecord[];
  readonly files: Map<string, Buffer>;
  now = now;
  full = false;
  trouble: SignerTrouble | null = null;
  /** What comes of a signature, when it is not made; null: it is. */
  sign: () => Promise<SignOutcome | null> = async () => null;
  readonly lists: RevocationLists;

  constructor({ records, pair }: Means, branch = new MemoryBranch(), files = new Map<string, Buffer>()) {
    this.#records = records;
    this.#pair = pair;
    this.branch = branch;
    this.files = files;
    this.authority = authorityOf(branch, records);
    this.lists = this.#open();
  }

  #open(): RevocationLists {
    return openRevocationLists({
      records: this.#records,
      keys: {
        ...openKeys,
        trouble: () => this.trouble,
        signer: (record) => ({
          sign: async (bytes) => {
            const outcome = await this.sign();
            return outcome ?? openKeys.signer(record).sign(bytes);
          },
        }),
      },
      certificates: this.branch.certificates,
      transactions: this.branch.transactions,
      journal: this.branch.journal,
      place: {
        write: (issuer, list) => {
          if (this.full) return "no room";
          this.files.set(issuer, list);
          return null;
        },
        read: (issuer) => this.files.get(issuer) ?? null,
      },
      hours: 24,
      now: () => this.now,
    });
  }

  get list(): Buffer {
    return this.files.get("yessign") ?? Buffer.alloc(0);
  }

  async issue(customer = "hong"): Promise<Issued> {
    const issued = await issuedBy(this.authority, this.#pair, { customer: customer as CustomerId });
    this.branch.transactions.run(() => this.branch.certificates.advance(issued.serial, "yessign", "valid"));
    return issued;
  }
}

/** `published yessign 1` */
export function types(outcomes: readonly PublishOutcome[]): readonly string[] {
  return outcomes.map(
    (outcome) => `${outcome.type} ${outcome.issuer} ${"number" in outcome ? outcome.number : outcome.why}`,
  );
}
