// `changgu certificates notices`: who holds a certificate that ends soon is told, once, on the number on file.

import { randomUUID } from "node:crypto";
import { type Fact, nobody } from "../audit/entry.ts";
import type { CertificateRow } from "../authority/certificates.ts";
import { type ExpiryNotice, isDue, type NoticeGateway } from "../authority/expiry-notices.ts";
import { daysUntil } from "../authority/validity.ts";
import type { Books } from "../books.ts";
import { dayMilliseconds, kstDateText } from "../kst.ts";
import { isMobile } from "../verification/masked.ts";

export type NoticesMeans = {
  readonly books: Pick<Books, "certificates" | "notices" | "registry" | "transactions" | "journal">;
  readonly gateway: NoticeGateway;
  readonly now: Date;
  /** How many days before the end. */
  readonly within: number;
  print(line: string): void;
};

export type NoticesAsked = {
  /** Says who would be told, and tells nobody. */
  readonly dryRun: boolean;
  readonly json: boolean;
};

/** `no-phone`: none is on file; `no-mobile`: none that takes a message. `already` told, `due` on a dry run. */
type Result = "sent" | "unreachable" | "in-doubt" | "no-phone" | "no-mobile" | "already" | "due";

type Told = Pick<CertificateRow, "issuer" | "serial" | "product"> & {
  readonly ends: string;
  readonly daysLeft: number;
  /** Masked; "" where none is on file. */
  readonly phone: string;
  readonly result: Result;
};

const untold: readonly Result[] = ["unreachable", "in-doubt", "no-phone", "no-mobile"];

/** 0 when everybody who was to be told was, 1 when somebody could not be. Throws `JournalUnwritable`. */
export async function sendNotices(asked: NoticesAsked, means: NoticesMeans): Promise<0 | 1> {
  const told: Told[] = [];
  for (const row of due(means)) {
    const each = await tell(means, row, asked.dryRun);
    told.push(each);
    if (!asked.json && each.result !== "already") means.print(lineOf(each));
  }
  const count = (result: Result): number => told.filter((each) => each.result === result).length;
  if (asked.json) means.print(JSON.stringify(told));
  else
    means.print(`${asked.dryRun ? `${count("due")} would be` : count("sent")} told, ${count("already")} told before`);
  return told.some(({ result }) => untold.includes(result)) ? 1 : 0;
}

function due({ books, now, within }: NoticesMeans): readonly CertificateRow[] {
  const { certificates } = books;
  const ends = { from: now, to: new Date(now.getTime() + (within + 1) * dayMilliseconds) };
  return certificates
    .find({ states: ["valid"], holder: null, ends })
    .map(({ serial, issuer }) => certificates.row(serial, issuer))
    .filter((row) => row !== null)
    .filter((row) => isDue(row, certificates.ofCustomer(row.customer), within, now));
}

async function tell(means: NoticesMeans, row: CertificateRow, dryRun: boolean): Promise<Told> {
  const { registry } = means.books;
  const { issuer, serial, product, notAfter } = row;
  const customer = registry.customer(row.customer);
  const phones = customer?.phones ?? [];
  const mobile = phones.findIndex(isMobile);
  const number = mobile < 0 ? null : registry.phoneNumber(row.customer, mobile);
  const about = { issuer, serial, product, ends: kstDateText(notAfter), daysLeft: daysUntil(notAfter, means.now) };
  const phone = phones[Math.max(mobile, 0)] ?? "";
  const result = (which: Result): Told => ({ ...about, phone, result: which });
  if (means.books.notices.row(row)?.state === "sent") return result("already");
  if (!customer || number === null) return result(phone === "" ? "no-phone" : "no-mobile");
  if (dryRun) return result("due");
  const { ends } = about;
  return result(await send(means, row, { number, language: customer.language, issuer, product, ends }, phone));
}

/**
 * The row is durable before the message is asked for. One that nobody answered for is asked for again under the same key,
 * which the gateway takes once; one that was not delivered, under a new one.
 */
async function send(
  { books, gateway }: NoticesMeans,
  row: CertificateRow,
  notice: Omit<ExpiryNotice, "key">,
  phone: string,
): Promise<Result> {
  const { notices, transactions, journal } = books;
  const named = { serial: row.serial, issuer: row.issuer, phone };
  const known = notices.row(row);
  const key = known?.state === "intended" ? known.key : randomUUID();
  const become = (state: "intended" | "unreachable" | "sent", fact: Fact): void =>
    transactions.run(() => {
      notices.keep(row, { key, state });
      journal.append(fact, nobody);
    });
  become("intended", { event: "expiry-notice-sending", ...named });
  const outcome = await gateway.tellExpiry({ ...notice, key });
  if (outcome.type === "sent") become("sent", { event: "expiry-notice-sent", ...named });
  else {
    const state = outcome.type === "unreachable" ? "unreachable" : "intended";
    become(state, { event: "expiry-notice-not-sent", ...named, why: outcome.type });
  }
  return outcome.type;
}

const words: Readonly<Record<Result, string>> = {
  sent: "told",
  unreachable: "could not be reached; told at the next run",
  "in-doubt": "the gateway did not answer; asked again at the next run",
  "no-phone": "no phone on file: ask for one at the counter",
  "no-mobile": "a landline takes no message: call, or ask for a mobile number at the counter",
  already: "told before",
  due: "would be told",
};

function lineOf({ issuer, serial, product, ends, daysLeft, phone, result }: Told): string {
  const left = `${ends} (${daysLeft} days)`;
  return `${issuer.padEnd(7)}  ${serial}  ${product.padEnd(9)}  ${left.padEnd(21)}  ${phone.padEnd(13)}  ${words[result]}`;
}
