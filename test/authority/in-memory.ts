// A branch that issues, without a disk: what is not committed is lost, and the power can go at every named point.

import assert from "node:assert/strict";
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { About, Fact } from "../../src/audit/entry.ts";
import { type Journal, JournalUnwritable, type Transactions } from "../../src/audit/journal.ts";
import type {
  Authority,
  CertificateRequest,
  Issued,
  KeyPair,
  Prepared,
  SerialNumber,
} from "../../src/authority/authority.ts";
import { makeCertificateAuthorities } from "../../src/authority/certificate-authorities.ts";
import type { CaRecord, CertificateRow, Certificates, LastList, Revocation } from "../../src/authority/certificates.ts";
import { embeddedAuthority } from "../../src/authority/embedded-authority.ts";
import { fileKeys } from "../../src/authority/file-keys.ts";
import { makeKeyPair } from "../../src/authority/key-pair.ts";
import { type CaFolder, financialProduct, type Product, products } from "../../src/authority/product.ts";
import type { Purpose } from "../../src/authority/profiles.ts";
import type { CaKeys } from "../../src/authority/signer.ts";
import { Secret } from "../../src/secret.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import virtualIdVector from "../vectors/virtual-id.json" with { type: "json" };

export const now = new Date("2026-11-23T09:00:00+09:00");
export const terminal = "T-01";

/** The process ends. */
export class PowerCut extends Error {}

type Entry = { readonly fact: Fact; readonly about: About };

const openStates: readonly CertificateRow["state"][] = ["prepared", "signing", "signed", "written"];

/** As `db/certificates.ts`: the same serials, and revoked stays revoked. */
export class MemoryBranch {
  #rows: ReadonlyMap<string, CertificateRow> = new Map();
  #entries: readonly Entry[] = [];
  #next = 0x10000001;
  #depth = 0;
  readonly #ended = new Map<string, Revocation>();
  #lists: ReadonlyMap<CaFolder, LastList> = new Map();
  /** The reason of each revoked serial. */
  readonly reasons = new Map<string, string>();
  /** Whoever publishes lists. */
  listChanges: (issuer: CaFolder) => void = () => {};
  /** The power goes where this is true. */
  cutAt: (point: string) => boolean = () => false;
  /** The disk takes no row of this event. */
  unwritable: Fact["event"] | null = null;
  readonly transactions: Transactions = { run: (work) => this.#run(work) };
  readonly journal: Journal = {
    append: (fact, about) => this.#append([fact], about),
    appendAll: (facts, about) => this.#append(facts, about),
    seal() {},
  };
  readonly certificates: Certificates = {
    nextSerial: () => (this.#next++).toString(16) as SerialNumber,
    add: (row) => this.#put(row),
    advance: (serial, issuer, state, certificate) => {
      const row = this.certificates.row(serial, issuer);
      assert.ok(row && row.state !== "revoked", `no certificate ${serial} of ${issuer} can become ${state}`);
      this.#put({ ...row, state, ...(certificate && { certificate }) });
    },
    revoke: (serial, issuer, reason, at) => {
      const row = this.certificates.row(serial, issuer);
      if (!row || row.state === "revoked") return;
      this.#put({ ...row, state: "revoked" });
      this.reasons.set(serial, reason);
      const suspendedAt = this.#ended.get(serial)?.suspendedAt ?? null;
      this.#ended.set(serial, { suspendedAt, revokedAt: at, reason });
    },
    hold: (serial, issuer, since) => {
      const row = this.certificates.row(serial, issuer);
      assert.ok(row && (row.state === "valid" || row.state === "suspended"));
      this.#put({ ...row, state: since ? "suspended" : "valid" });
      this.#ended.set(serial, { suspendedAt: since, revokedAt: null, reason: null });
    },
    revocation: (serial) => this.#ended.get(serial) ?? { suspendedAt: null, revokedAt: null, reason: null },
    suspended: () =>
      this.rows
        .filter((row) => row.state === "suspended")
        .map((row) => ({ ...row, suspendedAt: this.#ended.get(row.serial)?.suspendedAt ?? now })),
    listed: (issuer, endsFrom) =>
      this.rows
        .filter((row) => row.issuer === issuer && row.notAfter >= endsFrom)
        .filter(({ state }) => state === "revoked" || state === "suspended")
        .map(({ serial, state }) => {
          const { suspendedAt, revokedAt, reason } = this.certificates.revocation(serial, issuer) ?? {};
          const listedFor = state === "suspended" ? "certificateHold" : (reason ?? "unspecified");
          return { serial, since: suspendedAt ?? revokedAt ?? now, reason: listedFor };
        }),
    lastList: (issuer) => this.#lists.get(issuer) ?? null,
    keepList: (issuer, list) => {
      assert.ok(this.#depth > 0, "changed outside a transaction");
      this.#lists = new Map(this.#lists).set(issuer, list);
    },
    find: () => assert.fail("nobody is looked for in memory"),
    row: (serial, issuer) => this.#rows.get(`${issuer} ${serial}`) ?? null,
    open: (at) => [...this.#rows.values()].filter((row) => row.terminal === at && openStates.includes(row.state)),
    ofCustomer: (id) => [...this.#rows.values()].filter((row) => row.customer === id && row.state === "valid"),
  };

  get facts(): readonly Fact[] {
    return this.#entries.map(({ fact }) => fact);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get events(): readonly string[] {
    return this.#entries.map(({ fact }) => fact.event);
  }

  get rows(): readonly CertificateRow[] {
    return [...this.#rows.values()];
  }

  #run<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    const before = { rows: this.#rows, entries: this.#entries, lists: this.#lists };
    this.#depth++;
    try {
      const answer = work();
      if (this.cutAt("commit")) throw new PowerCut();
      return answer;
    } catch (error) {
      this.#rows = before.rows;
      this.#entries = before.entries;
      this.#lists = before.lists;
      throw error;
    } finally {
      this.#depth--;
    }
  }

  #append(facts: readonly Fact[], about: About): { seq: number; head: string } {
    return this.#run(() => {
      if (facts.some(({ event }) => event === this.unwritable)) throw new JournalUnwritable();
      this.#entries = [...this.#entries, ...facts.map((fact) => ({ fact, about }))];
      return { seq: this.#entries.length, head: "0".repeat(64) };
    });
  }

  #put(row: CertificateRow): void {
    assert.ok(this.#depth > 0, "changed outside a transaction");
    this.#rows = new Map(this.#rows).set(`${row.issuer} ${row.serial}`, row);
  }
}

export function keyOf({ lockedKey }: CaRecord): KeyObject {
  return createPrivateKey({ key: lockedKey ?? "", format: "der", type: "pkcs8" });
}

export const openKeys: CaKeys = fileKeys({ lock: (_, pkcs8) => Buffer.from(pkcs8), unlock: keyOf });

/** The three CAs; their keys lie open. */
export async function authorities(purpose: Purpose = "training", at: Date = now): Promise<readonly CaRecord[]> {
  const keys = fileKeys({ lock: (_, pkcs8) => Buffer.from(pkcs8), unlock: keyOf });
  const made = await makeCertificateAuthorities({ purpose, keys, now: at });
  assert.ok(made.type === "made");
  return made.records;
}

export function authorityOf(branch: MemoryBranch, records: readonly CaRecord[], keys: CaKeys = openKeys): Authority {
  const { certificates, transactions, journal } = branch;
  const checkpoint = (point: string): void => {
    if (branch.cutAt(point)) throw new PowerCut();
  };
  const purpose = "training";
  return embeddedAuthority({
    purpose,
    records,
    keys,
    certificates,
    transactions,
    journal,
    bankUnit: "POST",
    financialNotice: "이 인증서는 금융인증서 입니다",
    checkpoint,
    listChanges: (issuer) => branch.listChanges(issuer),
  });
}

export function product(id: Product["id"]): Product {
  const found = [...products, financialProduct()].find((each) => each.id === id);
  assert.ok(found);
  return found;
}

/** A key pair whose R and holder are those of the published virtual id. */
export async function knownPair(): Promise<KeyPair> {
  return { ...(await makeKeyPair()), r: Secret.from(Buffer.from(virtualIdVector.r, "hex")) };
}

export function requestFor(pair: KeyPair, changes: Partial<CertificateRequest> = {}): CertificateRequest {
  return {
    ceremony: "c-1",
    terminal,
    about: { ceremony: "c-1", staff: null },
    customer: "hong" as CustomerId,
    name: "홍길동",
    product: product("limited"),
    until: null,
    renews: null,
    publicKey: pair.publicKey,
    r: pair.r,
    residentNumber: Secret.fromText(virtualIdVector.idn),
    now,
    ...changes,
  };
}

export async function preparedBy(
  authority: Authority,
  pair: KeyPair,
  changes: Partial<CertificateRequest> = {},
): Promise<Prepared> {
  const outcome = await authority.prepare(requestFor(pair, changes));
  assert.equal(outcome.type, "prepared", JSON.stringify(outcome));
  return outcome.prepared;
}

export async function issuedBy(
  authority: Authority,
  pair: KeyPair,
  changes: Partial<CertificateRequest> = {},
): Promise<Issued> {
  const outcome = await authority.issue(await preparedBy(authority, pair, changes));
  assert.equal(outcome.type, "issued");
  return outcome.issued;
}
