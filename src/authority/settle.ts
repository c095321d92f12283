// What a power cut left half done at a terminal: a prepared serial is given up, what may be signed is revoked.

import type { About } from "../audit/entry.ts";
import type { Journal, Transactions } from "../audit/journal.ts";
import type { Authority } from "./authority.ts";
import type { Certificates } from "./certificates.ts";

export type Settling = {
  readonly certificates: Certificates;
  readonly authority: Authority;
  readonly transactions: Transactions;
  readonly journal: Journal;
  readonly terminal: string;
  readonly now: Date;
};

/**
 * Found from the rows in an open state, never by replaying the journal. A certificate that was not proven on its stick
 * is in nobody's hands for certain: it is revoked, and the customer gets another. So is a serial for which the intent to
 * sign is recorded and no signature: one may have been made, and only the list reaches it. Returns how many were settled.
 */
export function settleInterrupted({ certificates, authority, transactions, journal, terminal, now }: Settling): number {
  const open = certificates.open(terminal);
  for (const { serial, issuer, state, ceremony } of open) {
    const about: About = { ceremony, staff: null };
    transactions.run(() => {
      if (state === "prepared") {
        certificates.advance(serial, issuer, "abandoned");
        journal.append({ event: "certificate-abandoned", serial, issuer }, about);
      } else {
        authority.revoke(serial, issuer, "cessationOfOperation", now, about);
      }
      journal.append({ event: "ceremony-ended", result: "failed", at: state, why: "interrupted" }, about);
    });
  }
  return open.length;
}
