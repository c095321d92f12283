// A financial certificate in the making, and the one that a customer has: its key stays in the vault. Wiped at the end.

import { createHash, randomUUID } from "node:crypto";
import type { About, Fact } from "../audit/entry.ts";
import type { Receipt } from "../audit/journal.ts";
import { onSlip } from "../audit/slip.ts";
import type { Issued, Prepared } from "../authority/authority.ts";
import type { CertificateRow } from "../authority/certificates.ts";
import type { KeyName } from "../authority/key-vault.ts";
import type { RenewalProof } from "../authority/renewal.ts";
import { standingOf, supersededBy } from "../authority/superseded.ts";
import { renewalOpens, renewedUntil } from "../authority/validity.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Bus } from "../input/bus.ts";
import type { Secret } from "../secret.ts";
import type { FinancialCertificate } from "../verification/financial.ts";
import type { CustomerId } from "../verification/registry.ts";
import { refusedBy, renewalSigned } from "./asking-authority.ts";
import { changePin, type ProvenKey, type Proving, pinTarget, provePin } from "./pin-proof.ts";
import { verifyingFor } from "./verifying.ts";

type Made = { readonly name: KeyName; readonly publicKey: Buffer; readonly r: Secret };

/** The one that the customer has. */
type Held = ProvenKey & Pick<CertificateRow, "issuer" | "serial" | "notAfter">;

export class Financial {
  readonly #building: Building;
  readonly #bus: Bus;
  #held: Held | null = null;
  #made: Made | null = null;
  /** Where a certificate is renewed: what its key signed. */
  #renews: (RenewalProof & { readonly until: Date }) | null = null;
  #prepared: Prepared | null = null;
  #issued: Issued | null = null;
  #complete = false;

  constructor(building: Building, bus: Bus) {
    this.#building = building;
    this.#bus = bus;
  }

  wipe(): void {
    this.#made?.r.wipe();
  }

  /** Valid rather than on hold, and the one that ends last. */
  find({ customer }: EffectOf<"find-financial">): OutcomeEvent {
    const { certificates, deposits, attempts, clock, financial } = this.#building;
    const now = clock.now();
    const suspended = certificates.suspended().filter((row) => row.customer === customer);
    const latest = (rows: readonly CertificateRow[]): CertificateRow | undefined =>
      rows
        .filter(({ product }) => product === "financial")
        .toSorted((one, other) => other.notAfter.getTime() - one.notAfter.getTime())[0];
    const row = latest(certificates.ofCustomer(customer)) ?? latest(suspended);
    const deposit = row && deposits.ofCertificate(row.serial, row.issuer);
    if (!row?.certificate || !deposit) return { type: "financial-found", held: null };
    const { issuer, serial, notAfter } = row;
    this.#held = { name: deposit.name, certificate: row.certificate, issuer, serial, notAfter };
    const opens = renewalOpens(notAfter, financial.renewableDays);
    const held: FinancialCertificate = {
      ...{ issuer, serial, notAfter, product: "financial" },
      expired: notAfter <= now,
      suspended: row.state === "suspended",
      locked: attempts.isLocked(pinTarget(deposit.name)),
      renewableFrom: opens > now ? opens : null,
    };
    return { type: "financial-found", held };
  }

  /** Each step of the making has its effect, and is shown while it is done. */
  deposit(effect: EffectOf<"deposit">, about: About): Promise<OutcomeEvent> | OutcomeEvent {
    switch (effect.phase) {
      case "key":
        return this.#makeKey(effect, about);
      case "preparing":
        return this.#prepare(effect, about);
      case "signing":
        return this.#sign();
      case "storing":
        return this.#store(about);
      case "completing":
        return this.#completed(effect.customer, about);
    }
  }

  /** Its name is written down before it is asked for: so it is found again, whatever the vault made of it. */
  async #makeKey({ customer, under, renews }: EffectOf<"deposit">, about: About): Promise<OutcomeEvent> {
    const { vault, deposits, transactions, checkpoint, house } = this.#building;
    const name = randomUUID() as KeyName;
    using pin = this.#bus.secret(under).copy();
    transactions.run(() => {
      deposits.add({ name, customer, terminal: house.terminal, ceremony: about.ceremony ?? "" });
      this.#record(about, { event: "vault-key-making", key: name, customer });
    });
    checkpoint("vault-key.intended");
    const made = await vault.makeKey(name, pin);
    checkpoint("vault-key.acted");
    if (made.type !== "key-made") return this.#unanswered("make a key", about);
    const { publicKey, r } = made;
    const fingerprint = createHash("sha256").update(publicKey).digest("hex");
    transactions.run(() => {
      deposits.advance(name, "intended", "made");
      this.#record(about, { event: "vault-key-made", key: name, fingerprint });
    });
    checkpoint("vault-key.recorded");
    this.#made?.r.wipe();
    this.#made = { name, publicKey, r };
    const agreed = !renews || !this.#held || (await this.#agree(this.#held, publicKey, pin, about));
    return agreed ? { type: "deposit-advanced" } : this.#unanswered("sign the renewal", about);
  }

  /** With the PIN that opened the old key a page ago. */
  async #agree({ name, issuer, serial, notAfter }: Held, publicKey: Buffer, pin: Secret, about: About) {
    const { vault, financial } = this.#building;
    const { policy, years } = financial;
    const until = renewedUntil(notAfter, years);
    const statement = { issuer, serial, policy, until, publicKey };
    const proof = await renewalSigned(this.#building, statement, about, async (bytes) => {
      const answer = await vault.sign(name, pin, bytes);
      return answer.type === "signed" ? answer.signature : null;
    });
    this.#renews = proof && { ...proof, until };
    return proof !== null;
  }

  async #prepare({ customer, name }: EffectOf<"deposit">, about: About): Promise<OutcomeEvent> {
    const { authority, registry, clock, house, deposits, transactions, financial } = this.#building;
    const made = this.#key();
    using residentNumber = registry.residentNumber(customer);
    const { publicKey, r } = made;
    const outcome = await authority.prepare({
      ...{ about, customer, name, publicKey, r, residentNumber },
      ceremony: about.ceremony ?? "",
      terminal: house.terminal,
      product: financial,
      until: this.#renews?.until ?? null,
      renews: this.#renews,
      now: clock.now(),
    });
    r.wipe();
    if (outcome.type !== "prepared") return refusedBy(outcome);
    const { prepared } = outcome;
    transactions.run(() => deposits.bind(made.name, { serial: prepared.serial, issuer: prepared.issuer }));
    this.#prepared = prepared;
    return { type: "deposit-advanced" };
  }

  async #sign(): Promise<OutcomeEvent> {
    if (!this.#prepared) return { type: "certificate-refused", why: "not prepared" };
    const outcome = await this.#building.authority.issue(this.#prepared);
    if (outcome.type === "not-prepared") return { type: "certificate-refused", why: "not prepared" };
    // Its key is destroyed at the end, with all that no certificate needs.
    if (outcome.type === "unsigned") return { type: "authority-unsigned", why: outcome.why };
    this.#issued = outcome.issued;
    return { type: "deposit-advanced" };
  }

  async #store(about: About): Promise<OutcomeEvent> {
    const { vault, certificates, transactions, checkpoint } = this.#building;
    const { serial, issuer, certificate } = this.#signed();
    const { name: key } = this.#key();
    this.#record(about, { event: "vault-certificate-storing", key, serial, issuer });
    checkpoint("store.intended");
    const outcome = await vault.storeCertificate(key, certificate);
    checkpoint("store.acted");
    if (outcome.type !== "stored") return this.#unanswered("store a certificate", about);
    transactions.run(() => {
      certificates.advance(serial, issuer, "written");
      this.#record(about, { event: "vault-certificate-stored", key, serial, issuer });
    });
    checkpoint("store.recorded");
    return { type: "deposit-advanced" };
  }

  /** The one that was just stored, or the one that the customer has. */
  async prove(about: About): Promise<OutcomeEvent> {
    const fresh = this.#issued && { name: this.#key().name, certificate: this.#issued.certificate };
    const key = fresh ?? this.#held;
    if (!key) throw new Error("there is no key to be proven");
    return provePin(this.#proving(about), key, this.#bus.secret("pin-proof"));
  }

  async changePin(about: About): Promise<OutcomeEvent> {
    if (!this.#held) throw new Error("no certificate was found whose PIN could be changed");
    const [old, next] = [this.#bus.secret("pin-proof"), this.#bus.secret("pin")];
    return changePin(this.#proving(about), this.#held.name, old, next);
  }

  /** The certificate becomes valid, and the one before it is revoked, in one durable transaction. */
  #completed(customer: CustomerId, about: About): OutcomeEvent {
    const { transactions, certificates, authority, clock, checkpoint, financial } = this.#building;
    const { serial, issuer, notAfter } = this.#signed();
    checkpoint("complete.intended");
    const receipt = transactions.run(() => {
      const replaced = supersededBy(financial, standingOf(certificates, customer), clock.now());
      certificates.advance(serial, issuer, "valid");
      for (const row of replaced) authority.revoke(row.serial, row.issuer, "superseded", clock.now(), about);
      return this.#record(about, { event: "certificate-issued", serial, issuer, notAfter: notAfter.toISOString() });
    });
    this.#complete = true;
    checkpoint("complete.recorded");
    return { type: "financial-issued", serial, notAfter, ...onSlip(receipt) };
  }

  /** Its key is destroyed afterwards, with all that no certificate needs. */
  undo(about: About): void {
    if (this.#complete || !this.#issued) return;
    const { serial, issuer } = this.#issued;
    this.#building.authority.revoke(serial, issuer, "cessationOfOperation", this.#building.clock.now(), about);
  }

  #proving(about: About): Proving {
    return { verifying: verifyingFor(this.#building, about), vault: this.#building.vault };
  }

  #unanswered(asked: string, about: About): OutcomeEvent {
    this.#record(about, { event: "gateway-failed", gateway: "vault", why: `${asked}: no answer` });
    return { type: "vault-unreachable" };
  }

  #key(): Made {
    if (!this.#made) throw new Error("no key was made");
    return this.#made;
  }

  #signed(): Issued {
    if (!this.#issued) throw new Error("no certificate is signed");
    return this.#issued;
  }

  #record(about: About, fact: Fact): Receipt {
    return this.#building.journal.append(fact, about);
  }
}
