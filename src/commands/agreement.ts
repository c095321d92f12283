// Whether a branch's books agree with each other: the journal with itself, certificates, fees and money with the journal.

import type { RowFields } from "../audit/row-body.ts";

export type KeptCertificate = {
  readonly issuer: string;
  readonly serial: string;
  readonly product: string;
  readonly customer: string;
  readonly ceremony: string;
  readonly state: string;
  /** RFC 3339. */
  readonly notAfter: string;
  /** SHA-256, hex; null before it is signed. */
  readonly fingerprint: string | null;
};

export type KeptDebit = {
  readonly key: string;
  readonly ceremony: string;
  readonly amount: number;
  readonly state: string;
  /** The state of the ticket that it paid for; null where it paid for none. */
  readonly ticket: string | null;
  /** What the branch's own bank took for it and did not give back, in won. */
  readonly taken: number;
};

export type KeptTables = { readonly certificates: readonly KeptCertificate[]; readonly debits: readonly KeptDebit[] };

/** An outcome, what must stand before it, and the fields in which the two are alike. */
type Order = readonly [outcome: string, before: readonly string[], ...alike: readonly string[]];

/** Record, act, record: no outcome without its intent, no result without what was asked. */
const orders: readonly Order[] = [
  ["certificate-prepared", ["certificate-preparing"], "ceremony"],
  ["certificate-signing", ["certificate-prepared"], "issuer", "serial"],
  ["certificate-signed", ["certificate-signing"], "issuer", "serial"],
  ["certificate-writing", ["certificate-signed"], "ceremony", "serial"],
  ["certificate-written", ["certificate-writing"], "ceremony", "serial", "drive"],
  ["medium-proven", ["medium-proving"], "ceremony", "serial", "drive"],
  ["certificate-issued", ["medium-proven", "token-proven", "pin-verified"], "ceremony"],
  ["certificate-issued", ["certificate-signed"], "issuer", "serial"],
  ["certificate-revoked", ["certificate-revoking"], "issuer", "serial"],
  ["certificate-suspended", ["certificate-suspending"], "issuer", "serial"],
  ["certificate-restored", ["certificate-restoring"], "issuer", "serial"],
  ["certificate-stored", ["certificate-storing"], "ceremony", "serial", "token"],
  ["token-proven", ["token-proving"], "ceremony", "serial", "token"],
  ["renewal-signed", ["renewal-signing"], "ceremony", "serial"],
  ["certificate-copied", ["certificate-copying"], "ceremony", "serial", "drive"],
  ["certificate-relocked", ["certificate-relocking"], "ceremony", "serial", "drive"],
  ["pkcs12-written", ["pkcs12-writing"], "ceremony", "serial", "drive"],
  ["pkcs12-unpacked", ["pkcs12-unpacking"], "ceremony", "serial", "drive"],
  ["old-folder-removed", ["old-folder-removing"], "ceremony", "serial", "drive"],
  ["revocation-list-signed", ["revocation-list-signing"], "issuer", "number"],
  ["responder-certified", ["responder-certifying"], "issuer", "serial"],
  ["token-key-made", ["token-key-making"], "key"],
  ["token-key-removed", ["token-key-removing"], "key"],
  ["fee-charged", ["fee-charging"], "key"],
  ["fee-returned", ["fee-returning"], "key"],
  ["vault-key-made", ["vault-key-making"], "key"],
  ["vault-certificate-stored", ["vault-certificate-storing"], "key"],
  ["vault-key-destroyed", ["vault-key-destroying"], "key"],
  ["ticket-spent", ["ticket-verified"], "ceremony", "ticket"],
  ["phone-verified", ["phone-challenged"], "ceremony", "method"],
  ["card-verified", ["card-challenge-drawn", "card-challenge-kept"], "ceremony", "serial", "cells"],
  ["ceremony-ended", ["ceremony-began"], "ceremony"],
];

/** The events that anything else asks for. */
const asked = new Set(orders.flatMap(([, before]) => before));

/** Reads a journal in its order, and then holds the tables against it; each says what does not agree, or null. */
export class Agreement {
  /** `event|value|value` of the rows that others ask for, in each way in which they are asked for. */
  readonly #stood = new Set<string>();
  readonly #open = new Set<string>();
  readonly #fingerprints = new Map<string, string>();
  readonly #revoked = new Set<string>();
  readonly #issued = new Set<string>();
  /** Those that may be in the vault, with the certificate that was stored beside each. */
  readonly #vaultKeys = new Map<string, string>();
  #boots = 0;
  #now = "";

  read(line: RowFields): string | null {
    const event = String(line.event);
    const missing = orders.find(
      ([outcome, before, ...alike]) =>
        outcome === event && !before.some((each) => this.#stood.has(mark(each, alike, line))),
    );
    this.#note(event, line);
    if (missing) return `row ${line.seq}: ${event} without ${missing[1].join(" or ")} before it`;
    return event === "started" ? this.#started(line) : null;
  }

  /** Starts are counted on; one that died before its first checkpoint gives its number to the next. */
  #started({ seq, boot }: RowFields): string | null {
    const before = this.#boots;
    this.#boots = Number(boot);
    return Number(boot) >= before ? null : `row ${seq}: start ${boot} after start ${before}`;
  }

  #note(event: string, line: RowFields): void {
    this.#now = String(line.time);
    const ceremony = String(line.ceremony);
    const serial = `${line.issuer}/${line.serial}`;
    if (event === "ceremony-began") this.#open.add(ceremony);
    if (event === "ceremony-ended") this.#open.delete(ceremony);
    if (event === "certificate-signed") this.#fingerprints.set(serial, String(line.fingerprint));
    if (event === "certificate-revoked") this.#revoked.add(serial);
    if (event === "vault-key-making") this.#vaultKeys.set(String(line.key), "");
    if (event === "vault-certificate-stored") this.#vaultKeys.set(String(line.key), serial);
    if (event === "vault-key-destroyed") this.#vaultKeys.delete(String(line.key));
    if (event === "certificate-issued") this.#issued.add(serial);
    if (!asked.has(event)) return;
    for (const [, before, ...alike] of orders) if (before.includes(event)) this.#stood.add(mark(event, alike, line));
  }

  /**
   * To be read after the journal, in one snapshot with it. `atRest`: every desk was opened after what was left open, so that
   * nothing is on its way back any more.
   */
  hold({ certificates, debits }: KeptTables, atRest = false): string | null {
    for (const each of certificates) {
      const why = this.#certificateFault(each, atRest);
      if (why) return `certificate ${each.serial} of ${each.issuer} (${each.state}): ${why}`;
    }
    for (const each of debits) {
      const why = this.#debitFault(each, certificates, atRest);
      if (why) return `debit ${each.key} (${each.state}): ${why}`;
    }
    return this.#heldTwice(certificates) ?? (atRest ? this.#keyOfNobody(certificates) : null);
  }

  #certificateFault(certificate: KeptCertificate, atRest: boolean): string | null {
    const { issuer, serial, state, ceremony, fingerprint } = certificate;
    const name = `${issuer}/${serial}`;
    if (fingerprint !== null && this.#fingerprints.get(name) !== fingerprint)
      return "it is not the one that the journal says was signed";
    // What the training people bring along was issued before their branch opened.
    if (state === "valid" && !this.#issued.has(name) && !ceremony.startsWith("training-"))
      return "the journal does not know that it was issued";
    if (state === "revoked" && !this.#revoked.has(name)) return "the journal does not know that it was revoked";
    if (this.#revoked.has(name) && state !== "revoked") return "the journal says that it was revoked";
    const unfinished = state === "prepared" || state === "signed" || state === "written";
    if (unfinished && atRest) return "nobody settled it";
    return unfinished && this.#known(ceremony) && !this.#open.has(ceremony) ? "its ceremony is over" : null;
  }

  #debitFault(debit: KeptDebit, certificates: readonly KeptCertificate[], atRest: boolean): string | null {
    const { key, ceremony, amount, state, ticket, taken } = debit;
    if (taken !== 0 && taken !== amount) return `${taken} won were taken for ${amount}`;
    if ((state === "refused" || state === "returned") && taken !== 0) return `${taken} won are not given back`;
    if (!this.#stood.has(mark("fee-charging", ["key"], { key }))) return "the journal does not know it";
    if (atRest && (state === "intended" || state === "returning")) return "it is still on its way";
    if (state !== "charged" || (this.#open.has(ceremony) && !atRest)) return null;
    // Of a ticket that is over the fee goes back when the next ceremony ends.
    if (ticket === "open" || ticket === "spent" || (ticket !== null && !atRest)) return null;
    const bought = certificates.some(
      (each) => each.ceremony === ceremony && (each.state === "valid" || each.state === "revoked"),
    );
    return bought ? null : "its ceremony is over, and nothing was bought with it";
  }

  #known(ceremony: string): boolean {
    return this.#stood.has(mark("ceremony-began", ["ceremony"], { ceremony }));
  }

  /** A key in the vault that no certificate needs is destroyed. */
  #keyOfNobody(certificates: readonly KeptCertificate[]): string | null {
    const needed = new Set(
      certificates.flatMap(({ issuer, serial, state }) =>
        state === "valid" || state === "suspended" ? [`${issuer}/${serial}`] : [],
      ),
    );
    for (const [key, certificate] of this.#vaultKeys)
      if (!needed.has(certificate)) return `the key ${key} is in the vault, and no certificate needs it`;
    return null;
  }

  /** One person holds one limited-use certificate, and one financial one. */
  #heldTwice(certificates: readonly KeptCertificate[]): string | null {
    const held = new Set<string>();
    for (const { state, product, customer, notAfter } of certificates) {
      if (state !== "valid" || product === "general" || notAfter < this.#now) continue;
      const one = `${customer} ${product}`;
      if (held.has(one)) return `${customer} holds two valid ${product} certificates`;
      held.add(one);
    }
    return null;
  }
}

function mark(event: string, alike: readonly string[], line: RowFields): string {
  return [event, ...alike.map((field) => `${field}=${line[field]}`)].join("|");
}
