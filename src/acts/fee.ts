// A fee is taken, given back, and settled after a power cut: record, act, record, and no debit stays in doubt.

import type { About, Fact } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import type { House } from "../ceremony/state.ts";
import type {
  BookingOutcome,
  CoreBank,
  Debit,
  DebitOutcome,
  FeeRefusal,
  RefundOutcome,
} from "../verification/core-bank.ts";
import type { DebitRow, DebitState } from "../verification/debits.ts";
import { maskAccount } from "../verification/masked.ts";

/** What of a building fees need. */
export type Fees = Pick<Building, "bank" | "debits" | "transactions" | "journal" | "checkpoint"> & {
  readonly house: Pick<House, "terminal">;
};

/** `key` is new for each charge: the bank books it once, however often it is asked. */
export type Fee = Debit & Pick<DebitRow, "customer">;

export type ChargeOutcome =
  | { readonly type: "fee-charged" }
  | { readonly type: "fee-refused"; readonly why: FeeRefusal }
  /** The bank did not say in time: whatever it booked is given back, now or as soon as it answers again. */
  | { readonly type: "fee-undone" };

export type GiveBackOutcome =
  | { readonly type: "fee-returned" }
  /** Nothing was taken. */
  | { readonly type: "nothing-taken" }
  /** The bank does not answer: it is asked again when a desk opens. */
  | { readonly type: "fee-returning" };

/** How often the bank is asked about one debit before somebody waits in vain. */
const tries = 3;

/** Why an account would not pay a fee now; null when it would, and when the bank does not say: the debit is judged anew. */
export async function notCovered(
  { bank, journal }: Pick<Fees, "bank" | "journal">,
  { account, amount }: Pick<Debit, "account" | "amount">,
  about: About,
): Promise<FeeRefusal | null> {
  if (amount === 0) return null;
  const outcome = await bank.covers({ account, amount });
  if (outcome.type !== "not-covered") return null;
  const { why } = outcome;
  journal.append({ event: "fee-not-covered", account: maskAccount(account), amount, why }, about);
  return why;
}

/** Takes a fee. Throws `JournalUnwritable`: what is half done then is settled when a desk opens. */
export async function charge(fees: Fees, { customer, ...debit }: Fee, about: About): Promise<ChargeOutcome> {
  const { bank, debits, transactions, journal, house, checkpoint } = fees;
  const { key, amount } = debit;
  transactions.run(() => {
    const ceremony = about.ceremony ?? "";
    debits.add({ ...debit, customer, ceremony, terminal: house.terminal, state: "intended" });
    journal.append({ event: "fee-charging", key, account: maskAccount(debit.account), amount }, about);
  });
  checkpoint("charge.intended");
  const answer = await booked(bank, debit);
  checkpoint("charge.acted");
  switch (answer.type) {
    case "charged":
      become(fees, { key, from: "intended", to: "charged" }, { event: "fee-charged", key, amount }, about);
      checkpoint("charge.recorded");
      return { type: "fee-charged" };
    case "debit-refused":
      become(fees, { key, from: "intended", to: "refused" }, { event: "fee-refused", key, why: answer.why }, about);
      checkpoint("charge.recorded");
      return { type: "fee-refused", why: answer.why };
    case "in-doubt":
      journal.append({ event: "fee-in-doubt", key, during: "debit" }, about);
      await giveBack(fees, key, about);
      return { type: "fee-undone" };
  }
}

/**
 * Undoes a charge, whatever the bank made of it. To be begun before the certificate that it paid for is revoked: later
 * nobody could tell it from one that was revoked in its time. Throws `JournalUnwritable`.
 */
export async function giveBack(fees: Fees, key: string, about: About): Promise<GiveBackOutcome> {
  const { bank, debits, journal, checkpoint } = fees;
  const row = debits.row(key);
  if (!row) throw new RangeError(`no debit ${key}`);
  const { state, account, amount } = row;
  if (state === "refused") return { type: "nothing-taken" };
  if (state === "returned") return { type: "fee-returned" };
  if (state !== "returning") {
    const begun = { event: "fee-returning", key, amount } as const;
    // Another terminal of the branch gives a ticket's fee back at this moment.
    if (!become(fees, { key, from: state, to: "returning" }, begun, about)) return { type: "fee-returning" };
  }
  checkpoint("refund.intended");
  const answer = await refunded(bank, { key, account, amount });
  checkpoint("refund.acted");
  if (answer.type === "in-doubt") {
    journal.append({ event: "fee-in-doubt", key, during: "refund" }, about);
    return { type: "fee-returning" };
  }
  become(fees, { key, from: "returning", to: "returned" }, { event: "fee-returned", key, amount }, about);
  checkpoint("refund.recorded");
  return { type: "fee-returned" };
}

/**
 * Asks the bank about every debit that this terminal left open, and undoes what paid for no certificate; a ticket's that is
 * over, whichever terminal made it. To be done
 * before certificates are settled, and while no ceremony is under way. What the bank does not answer stays open.
 */
export async function settleFees(fees: Fees): Promise<void> {
  const { debits, house } = fees;
  for (const row of debits.open(house.terminal)) if (row.state === "intended") await findOut(fees, row);
  for (const { key, ceremony } of debits.open(house.terminal)) await giveBack(fees, key, { ceremony, staff: null });
}

/** What became of a debit that was cut off. One that is not booked may still be on its way: it is left to be undone. */
async function findOut(fees: Fees, { key, amount, ceremony }: DebitRow): Promise<void> {
  const about: About = { ceremony, staff: null };
  const booking = await bookingOf(fees.bank, key);
  switch (booking.type) {
    case "charged":
      become(fees, { key, from: "intended", to: "charged" }, { event: "fee-charged", key, amount }, about);
      return;
    case "debit-refused":
      become(fees, { key, from: "intended", to: "refused" }, { event: "fee-refused", key, why: booking.why }, about);
      return;
    case "never-booked":
    case "returned":
    case "in-doubt":
      fees.journal.append({ event: "fee-in-doubt", key, during: "debit" }, about);
  }
}

type Step = { readonly key: string; readonly from: DebitState; readonly to: DebitState };

/** False where another terminal was first: nothing is done twice, and nothing recorded twice. */
function become({ debits, transactions, journal }: Fees, { key, from, to }: Step, fact: Fact, about: About): boolean {
  return transactions.run(() => {
    if (debits.row(key)?.state !== from) return false;
    debits.advance(key, from, to);
    journal.append(fact, about);
    return true;
  });
}

/** Sends a debit, and asks by its key while nobody knows whether it was booked. */
async function booked(bank: CoreBank, debit: Debit): Promise<DebitOutcome> {
  let answer = await bank.debit(debit);
  for (let asked = 1; answer.type === "in-doubt" && asked < tries; asked++) answer = await bookedAfterAll(bank, debit);
  return answer;
}

async function bookedAfterAll(bank: CoreBank, debit: Debit): Promise<DebitOutcome> {
  const booking = await bank.bookingOf(debit.key);
  switch (booking.type) {
    case "never-booked":
      // The first one may still be on its way: the same key is booked once.
      return bank.debit(debit);
    case "returned":
      return { type: "in-doubt" };
    case "charged":
    case "debit-refused":
    case "in-doubt":
      return booking;
  }
}

async function bookingOf(bank: CoreBank, key: string): Promise<BookingOutcome> {
  let answer = await bank.bookingOf(key);
  for (let asked = 1; answer.type === "in-doubt" && asked < tries; asked++) answer = await bank.bookingOf(key);
  return answer;
}

async function refunded(bank: CoreBank, debit: Debit): Promise<RefundOutcome> {
  let answer = await bank.refund(debit);
  for (let asked = 1; answer.type === "in-doubt" && asked < tries; asked++) answer = await bank.refund(debit);
  return answer;
}
