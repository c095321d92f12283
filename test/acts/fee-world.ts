// A branch on a disk that takes fees from a bank over a bad line, and whose power can go at every step.

import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openCertificates } from "../../db/certificates.ts";
import { openEmbeddedBank } from "../../db/core-bank.ts";
import { openDebits } from "../../db/debits.ts";
import type { Database } from "../../db/open.ts";
import { accountPurpose, openRegistry } from "../../db/registry.ts";
import { accounts, debits } from "../../db/schema.ts";
import { openTickets } from "../../db/tickets.ts";
import type { Fee, Fees } from "../../src/acts/fee.ts";
import type { Fact } from "../../src/audit/entry.ts";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { Certificates } from "../../src/authority/certificates.ts";
import type { CoreBank } from "../../src/verification/core-bank.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import type { TicketId, TicketState } from "../../src/verification/tickets.ts";
import { branch } from "../db/branch.ts";
import { type Home, home, journalOf } from "../db/new-journal.ts";
import { strongboxOf } from "../db/training-branch.ts";
import { PowerCut } from "../verification/in-memory.ts";

/** What becomes of one message to the bank. `late`: it comes when the next but one is sent, or never. */
export type Line = "good" | "question-lost" | "answer-lost" | "late";

export const hong = { account: "01234502100017", customer: "hong" as CustomerId };
export const kim = { account: "01234502200025", customer: "kim" as CustomerId };
const strongbox = strongboxOf(9);

export class FeeWorld {
  readonly #home: Home;
  #database: Database;
  #bank: CoreBank;
  #certificates: Certificates;
  #late: (() => Promise<unknown>)[] = [];
  #serial = 1;
  /** How the coming messages fare; good ones afterwards. */
  line: Line[] = [];
  /** Steps until the power goes; null: it stays. */
  powerFor: number | null = null;
  fees: Fees;

  constructor(folder: string) {
    this.#home = home(folder);
    [this.#database, this.#bank, this.#certificates, this.fees] = this.#open("T-01");
  }

  #open(terminal: string): [Database, CoreBank, Certificates, Fees] {
    const database = branch(this.#home.file);
    const inner = journalOf(database, this.#home.means);
    const run = <T>(work: () => T): T => {
      if (database.client.inTransaction) return work();
      const result = database.transactions.run(() => {
        const done = work();
        // Nothing of it is on the disk yet.
        this.#step();
        return done;
      });
      this.#step();
      return result;
    };
    const journal: Fees["journal"] = {
      append: (fact, about) => run(() => inner.append(fact, about)),
      appendAll: (facts, about) => run(() => inner.appendAll(facts, about)),
      seal: () => inner.seal(),
    };
    const embedded = openEmbeddedBank(database, strongbox, openRegistry(database, strongbox));
    const fees: Fees = {
      bank: this.#overTheLine(),
      debits: openDebits(database, strongbox),
      transactions: { run },
      journal,
      checkpoint: () => this.#step(),
      house: { terminal },
    };
    return [database, embedded, openCertificates(database), fees];
  }

  #step(): void {
    if (this.powerFor !== null && this.powerFor-- <= 0) throw new PowerCut();
  }

  #overTheLine(): CoreBank {
    const sent = async <T>(send: () => Promise<T>): Promise<T | { readonly type: "in-doubt" }> => {
      this.#step();
      const line = this.line.shift() ?? "good";
      if (this.#late.length > 1) await this.#late.shift()?.();
      if (line === "question-lost") return { type: "in-doubt" };
      if (line === "late") {
        this.#late.push(send);
        return { type: "in-doubt" };
      }
      const answer = await send();
      this.#step();
      return line === "answer-lost" ? { type: "in-doubt" } : answer;
    };
    return {
      distant: false,
      lookUp: (query) => this.#bank.lookUp(query),
      checkPassword: (account, password) => this.#bank.checkPassword(account, password),
      covers: (sum) => this.#bank.covers(sum),
      debit: (debit) => sent(() => this.#bank.debit(debit)),
      bookingOf: (key) => sent(() => this.#bank.bookingOf(key)),
      refund: (debit) => sent(() => this.#bank.refund(debit)),
    };
  }

  /** The terminal starts anew; `terminal` may be another one. */
  restart(terminal = this.fees.house.terminal): void {
    this.powerFor = null;
    this.#database.close();
    [this.#database, this.#bank, this.#certificates, this.fees] = this.#open(terminal);
  }

  /** The same database, without the time that opening takes. */
  sitDownAt(terminal: string): void {
    this.powerFor = null;
    this.fees = { ...this.fees, house: { terminal } };
  }

  /** What is still on its way arrives. */
  async deliver(): Promise<void> {
    for (const send of this.#late.splice(0)) await send();
  }

  /** The ceremony's certificate. */
  earn(ceremony: string, state: "written" | "valid" | "revoked"): void {
    const serial = (this.#serial++).toString(16).padStart(8, "0") as SerialNumber;
    const [notBefore, notAfter] = [new Date(0), new Date(1)];
    const names = { serial, issuer: "KICA", product: "general", customer: hong.customer, subject: "cn=x" } as const;
    const row = { ...names, terminal: this.fees.house.terminal, ceremony, notBefore, notAfter };
    const bytes = Buffer.of(0x30, 0);
    this.#certificates.add({
      ...row,
      state: state === "revoked" ? "valid" : state,
      toBeSigned: bytes,
      certificate: bytes,
    });
    if (state === "revoked") this.#certificates.revoke(serial, "KICA", "keyCompromise", new Date(2));
  }

  /** A ticket that this fee was taken for. */
  ticket({ key, customer, account }: Fee, state: TicketState): void {
    const id = `ticket-${key}` as TicketId;
    const names = { id, customer, account, debit: key, product: "general", expiresAt: new Date(1) } as const;
    const { terminal } = this.fees.house;
    const tickets = openTickets(this.#database, strongbox);
    const pair = { reference: key, code: "1234567890" };
    tickets.add({ ...names, terminal, ceremony: `of-${key}`, state: "open" }, pair);
    if (state !== "open") tickets.leave(id, state);
  }

  balance(account: string): number {
    const numberIndex = strongbox.index(accountPurpose, Buffer.from(account));
    const row = this.#database.orm.select().from(accounts).where(eq(accounts.numberIndex, numberIndex)).get();
    return row?.balance ?? Number.NaN;
  }

  /** What was taken for good, as the branch's own rows have it. */
  taken(): number {
    const rows = this.#database.orm.select().from(debits).where(eq(debits.state, "charged")).all();
    return rows.reduce((sum, { amount }) => sum + amount, 0);
  }

  keys(): readonly string[] {
    return this.#database.orm
      .select()
      .from(debits)
      .all()
      .map(({ key }) => key);
  }

  stateOf(key: string): string | null {
    return this.fees.debits.row(key)?.state ?? null;
  }

  /** What the bank says when it is asked on the spot. */
  async booked(key: string): Promise<string> {
    return (await this.#bank.bookingOf(key)).type;
  }

  /** The journal's events about a debit, in order. */
  events(key: string): readonly string[] {
    return [...openAuditRows(this.#database).all()]
      .map(({ body }) => JSON.parse(body) as Fact & { readonly key?: string })
      .filter((fact) => fact.key === key)
      .map(({ event }) => event);
  }

  /** Whether the file of the database, or its log, holds this text as it stands. */
  holdsText(text: string): boolean {
    const { file } = this.#home;
    return [file, `${file}-wal`].some((each) => readFileSync(each).includes(text));
  }

  close(): void {
    this.#database.close();
  }
}
