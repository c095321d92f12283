// The training branch without a disk: what is not committed is lost, and what counts or spends outside a transaction is a bug.

import assert from "node:assert/strict";
import { cardCode, tokenSeed, trainingCustomers } from "../../hardware/rehearsal-fixture.ts";
import type { Fact } from "../../src/audit/entry.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits, type Limits, type Target } from "../../src/verification/attempts.ts";
import type { Verifying } from "../../src/verification/judge.ts";
import { maskPhone } from "../../src/verification/masked.ts";

import type {
  Account,
  Customer,
  CustomerId,
  OtpToken,
  Registry,
  SecurityCard,
  StaffMember,
  StaffRecord,
  StaffRegistry,
} from "../../src/verification/registry.ts";
import { maskResidentNumber, type ResidentNumber } from "../../src/verification/resident-number.ts";

export const about = { ceremony: "c-1", staff: null };

/** The process ends before its transaction is on the disk. */
export class PowerCut extends Error {}

type Stored = {
  attempts: Map<string, { failures: number; locked: boolean }>;
  challenges: Map<string, readonly [number, number]>;
  tokens: Map<string, { lastStep: number; driftSteps: number }>;
  facts: Fact[];
};

type Trouble = "journal-unwritable" | "power-cut" | null;

const keyOf = ({ kind, id }: Target): string => `${kind} ${id}`;
const ascii = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** A token that no training customer has. */
export type IssuedToken = Omit<OtpToken, "withSeed" | "spend"> & { readonly seed: Buffer };

export class MemoryBranch {
  #stored: Stored = { attempts: new Map(), challenges: new Map(), tokens: new Map(), facts: [] };
  #depth = 0;
  #staff = new Map<string, StaffRecord>();
  #issued = new Map<string, IssuedToken>();
  /** What befalls every transaction from now on. */
  trouble: Trouble = null;
  /** Comparisons with a stored secret, each of the same cost. */
  /** Serial numbers of cards that were reported lost. */
  readonly lost = new Set<string>();
  comparisons = 0;
  readonly verifying: Verifying;

  constructor(limits: Limits = defaultLimits) {
    const staff: StaffRegistry = {
      member: (number) => this.#staff.get(number) ?? null,
      all: () => [...this.#staff.values()],
      setPassword: (number, passwordHash) => {
        const record = this.#staff.get(number);
        if (record) this.#staff.set(number, { ...record, passwordHash });
      },
    };
    this.verifying = {
      registry: this.#registry(),
      staff,
      attempts: this.#attempts(),
      transactions: { run: (work) => this.#run(work) },
      journal: {
        append: (fact) => this.#append([fact]),
        appendAll: (facts) => this.#append(facts),
        seal: () => {},
      },
      limits,
      about,
    };
  }

  /** The journal, oldest first. */
  get facts(): readonly Fact[] {
    return this.#stored.facts;
  }

  get lastFact(): Fact | undefined {
    return this.#stored.facts.at(-1);
  }

  employ(member: StaffMember, passwordHash: string): void {
    this.#staff.set(member.number, { member, passwordHash, state: "active" });
  }

  takeOut(number: string): void {
    this.#setState(number, "locked");
  }

  takeBack(number: string): void {
    this.#setState(number, "active");
  }

  #setState(number: string, state: StaffRecord["state"]): void {
    const record = this.#staff.get(number);
    assert.ok(record, `nobody is ${number}`);
    this.#staff.set(number, { ...record, state });
  }

  issue(token: IssuedToken): void {
    this.#issued.set(token.serial, token);
  }

  #run<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    const before = structuredClone(this.#stored);
    this.#depth++;
    try {
      const answer = work();
      if (this.trouble === "power-cut") throw new PowerCut();
      return answer;
    } catch (error) {
      this.#stored = before;
      throw error;
    } finally {
      this.#depth--;
    }
  }

  #inTransaction(): Stored {
    assert.ok(this.#depth > 0, "changed outside a transaction");
    return this.#stored;
  }

  #append(facts: readonly Fact[]): { seq: number; head: string } {
    return this.#run(() => {
      if (this.trouble === "journal-unwritable") throw new JournalUnwritable();
      this.#stored.facts.push(...facts);
      return { seq: this.#stored.facts.length, head: "0".repeat(64) };
    });
  }

  #attempts(): Verifying["attempts"] {
    const of = (target: Target) => this.#stored.attempts.get(keyOf(target)) ?? { failures: 0, locked: false };
    return {
      failures: (target) => of(target).failures,
      isLocked: (target) => of(target).locked,
      fail: (target, limit) => {
        const failures = of(target).failures + 1;
        const locked = of(target).locked || failures >= limit;
        this.#inTransaction().attempts.set(keyOf(target), { failures, locked });
        return { left: locked ? 0 : limit - failures };
      },
      succeed: (target) => {
        const { locked } = of(target);
        if (!locked) this.#inTransaction().attempts.set(keyOf(target), { failures: 0, locked: false });
      },
      unlock: (target) => void this.#inTransaction().attempts.set(keyOf(target), { failures: 0, locked: false }),
    };
  }

  #registry(): Registry {
    const known = (id: string) => trainingCustomers.find((each) => each.id === id);
    return {
      customer: (id) => customerOf(id),
      byResidentNumber: (digits) => trainingCustomers.find((each) => each.residentNumber === ascii(digits))?.id ?? null,
      search: () => [],
      account: (number) => this.#account(number),
      checkNobodysPassword: () => {
        this.comparisons++;
        return false;
      },
      residentNumber: (id) => Secret.fromText(known(id)?.residentNumber ?? ""),
      phoneNumber: (id, index) => {
        const phone = index === 0 ? known(id)?.phone : undefined;
        if (phone === undefined) throw new RangeError(`${id} has no phone ${index}`);
        return phone;
      },
      accountsOf: (id) => trainingCustomers.filter((each) => each.id === id).map(({ account }) => account.number),
      changePhone: () => assert.fail("nobody changes phones here"),
      stockMedium: () => null,
      bindMedium: () => assert.fail("nothing is in stock here"),
      loseMedium: () => assert.fail("nobody loses anything here"),
      securityCard: (serial) => this.#card(serial),
      otpToken: (serial) => this.#token(serial),
    };
  }

  #account(number: string): Account | null {
    const owner = trainingCustomers.find(({ account }) => account.number === number);
    if (!owner) return null;
    const checkPassword = (digits: Uint8Array): boolean => {
      this.comparisons++;
      return ascii(digits) === owner.account.password;
    };
    return { customer: owner.id, checkPassword };
  }

  #card(serial: string): SecurityCard | null {
    const medium = trainingCustomers.find((each) => each.medium.serial === serial)?.medium;
    if (medium?.type !== "security-card") return null;
    return {
      serial,
      state: this.lost.has(serial) ? "lost" : "bound",
      cells: medium.cells,
      challenge: this.#stored.challenges.get(serial) ?? null,
      keepChallenge: (cells) => {
        const { challenges } = this.#inTransaction();
        if (cells) challenges.set(serial, cells);
        else challenges.delete(serial);
      },
      checkHalf: (cell, half, digits) => {
        this.comparisons++;
        const code = cardCode(serial, cell);
        return ascii(digits) === (half === "first" ? code.slice(0, 2) : code.slice(2));
      },
    };
  }

  #token(serial: string): OtpToken | null {
    const issued = this.#issued.get(serial);
    if (issued) return this.#remembered(issued);
    const medium = trainingCustomers.find((each) => each.medium.serial === serial)?.medium;
    if (!medium || medium.type === "security-card") return null;
    return this.#remembered({
      serial,
      state: "bound",
      kind: medium.type,
      algorithm: "sha1",
      digits: 6,
      periodSeconds: medium.periodSeconds,
      driftSteps: 0,
      notAfter: null,
      lastStep: -1,
      seed: tokenSeed(serial),
    });
  }

  #remembered({ seed, ...token }: IssuedToken): OtpToken {
    const { serial } = token;
    const learned = { ...token, ...this.#stored.tokens.get(serial) };
    return {
      ...learned,
      withSeed: (use) => {
        this.comparisons++;
        return use(seed);
      },
      spend: (step, driftSteps) => {
        assert.ok(step > learned.lastStep, `step ${step} was spent before`);
        this.#inTransaction().tokens.set(serial, { lastStep: step, driftSteps });
      },
    };
  }
}

function customerOf(id: string | undefined): Customer | null {
  const found = trainingCustomers.find((each) => each.id === id);
  if (!found) return null;
  return {
    id: found.id,
    name: found.name,
    language: found.language,
    residentNumber: maskResidentNumber(found.residentNumber as ResidentNumber),
    phones: [maskPhone(found.phone)],
    medium: found.medium,
  };
}

export const idOf = (id: string): CustomerId => id as CustomerId;
