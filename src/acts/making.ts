// One certificate in the making: key pair, prepared token, signed certificate, locked key. Wiped when the ceremony ends.

import { randomUUID } from "node:crypto";
import type { About, Fact } from "../audit/entry.ts";
import type { Receipt } from "../audit/journal.ts";
import { onSlip } from "../audit/slip.ts";
import type { Issued, KeyPair, Prepared, SerialNumber } from "../authority/authority.ts";
import { makeKeyPair } from "../authority/key-pair.ts";
import type { CaFolder } from "../authority/product.ts";
import type { RenewalProof } from "../authority/renewal.ts";
import type { SignerTrouble } from "../authority/signer.ts";
import { standingOf, supersededBy } from "../authority/superseded.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import { checkDrive, pairBytes } from "../media/check.ts";
import type { Drive } from "../media/drive.ts";
import { proveFolder } from "../media/prove.ts";
import { type WritingPhase, writeFolder } from "../media/write.ts";
import { certificateFile, keyFile } from "../npki/certificate-folder.ts";
import { lockKey } from "../npki/locked-key.ts";
import type { Secret } from "../secret.ts";
import type { TicketId } from "../verification/tickets.ts";
import { refusedBy, renewalSigned } from "./asking-authority.ts";
import { failedAt, placeAt, refusedAt, writingAt } from "./at-stick.ts";
import { charge, giveBack } from "./fee.ts";
import { OnToken } from "./on-token.ts";

export class Making {
  readonly #building: Building;
  readonly #progress: (phase: WritingPhase) => void;
  #keyPair: Promise<KeyPair> | null = null;
  #prepared: Prepared | null = null;
  #issued: Issued | null = null;
  #lockedKey: Buffer | null = null;
  #complete = false;
  readonly #token: OnToken;
  /** Of the fee that was taken for it. */
  #feeKey: string | null = null;

  constructor(building: Building, progress: (phase: WritingPhase) => void) {
    this.#building = building;
    this.#progress = progress;
    this.#token = new OnToken(building);
  }

  /** Begins at once and off the event loop; `prepare` waits for it if it must. */
  makeKeyPair(): void {
    this.#keyPair ??= makeKeyPair();
  }

  wipe(): void {
    void this.#keyPair?.then((pair) => pair.wipe());
    this.#lockedKey?.fill(0);
    this.#token.wipe();
    this.#keyPair = null;
    this.#prepared = null;
    this.#issued = null;
    this.#lockedKey = null;
  }

  async checkDrive(drive: Drive, about: About): Promise<OutcomeEvent> {
    const fault = await checkDrive({ ...placeAt(this.#building, drive), neededBytes: pairBytes });
    if (fault) return refusedAt(this.#building, drive, fault, about);
    this.#record(about, { event: "drive-chosen", drive: drive.label });
    return { type: "drive-accepted" };
  }

  async charge({ amount, customer, account }: EffectOf<"charge">, about: About): Promise<OutcomeEvent> {
    const key = randomUUID();
    const outcome = await charge(this.#building, { key, customer, account, amount }, about);
    if (outcome.type === "fee-charged") this.#feeKey = key;
    return outcome;
  }

  /** `signOld`: by the key that the customer opened, where a certificate is renewed. */
  async prepare(
    effect: EffectOf<"prepare">,
    about: About,
    signOld: (bytes: Uint8Array) => Buffer,
  ): Promise<OutcomeEvent> {
    const { authority, registry, clock, house } = this.#building;
    const pair = await this.#pairFor(about);
    if ("type" in pair && pair.type === "token-failed") return pair;
    const renews = await this.#renewal(effect, pair.publicKey, about, signOld);
    using residentNumber = registry.residentNumber(effect.customer);
    const outcome = await authority.prepare({
      ceremony: about.ceremony ?? "",
      terminal: house.terminal,
      about,
      customer: effect.customer,
      name: effect.name,
      product: effect.product,
      until: effect.until,
      renews,
      publicKey: pair.publicKey,
      r: pair.r,
      residentNumber,
      now: clock.now(),
    });
    if (outcome.type !== "prepared") return refusedBy(outcome);
    this.#prepared = outcome.prepared;
    return { type: "certificate-prepared" };
  }

  async #renewal(
    { renews, until, product: { policy } }: EffectOf<"prepare">,
    publicKey: Uint8Array,
    about: About,
    signOld: (bytes: Uint8Array) => Buffer,
  ): Promise<RenewalProof | null> {
    if (!renews || !until) return null;
    const [issuer, serial] = [renews.issuer as CaFolder, renews.serial as SerialNumber];
    const statement = { issuer, serial, policy, until, publicKey };
    return renewalSigned(this.#building, statement, about, async (bytes) => signOld(bytes));
  }

  /** The token's, where one is open; otherwise the pair that was begun when the product was chosen. */
  async #pairFor(about: About) {
    if (this.#token.isOpen()) return this.#token.makeKeyPair(about);
    this.makeKeyPair();
    const pair = await this.#keyPair;
    if (!pair) throw new Error("no key pair was begun");
    return pair;
  }

  openToken(effect: EffectOf<"open-token">, pin: Secret, about: About): Promise<OutcomeEvent> {
    return this.#token.open(effect, pin, about);
  }

  store(about: About): Promise<OutcomeEvent> {
    return this.#token.store(this.#signed(), about);
  }

  proveToken(about: About): Promise<OutcomeEvent> {
    return this.#token.prove(this.#signed(), about);
  }

  closeToken(about: About): OutcomeEvent {
    return this.#token.close(about);
  }

  /** Signs what was prepared and locks the key under the customer's password; on a token it is locked already. */
  async sign(password: Secret, about: About): Promise<OutcomeEvent> {
    if (!this.#prepared) return { type: "certificate-refused", why: "not prepared" };
    if (!this.#token.isOpen()) {
      const pair = await this.#keyPair;
      if (!pair) return { type: "certificate-refused", why: "not prepared" };
      this.#lockedKey = lockKey({ privateKey: pair.privateKey, r: pair.r }, password);
    }
    const outcome = await this.#building.authority.issue(this.#prepared);
    if (outcome.type === "not-prepared") return { type: "certificate-refused", why: "not prepared" };
    if (outcome.type === "unsigned") return this.#unsigned(outcome.why, about);
    this.#issued = outcome.issued;
    return { type: "certificate-signed" };
  }

  /** Back to the read-back, and nothing is owed meanwhile: when the CA can sign again, all is taken and made anew. */
  async #unsigned(why: SignerTrouble, about: About): Promise<OutcomeEvent> {
    if (this.#feeKey) await giveBack(this.#building, this.#feeKey, about);
    this.#feeKey = null;
    this.#prepared = null;
    return { type: "authority-unsigned", why };
  }

  async write(drive: Drive, about: About): Promise<OutcomeEvent> {
    const { checkpoint, certificates } = this.#building;
    const { serial, issuer, certificate, folder } = this.#signed();
    this.#record(about, { event: "certificate-writing", serial, drive: drive.label, folder });
    checkpoint("write.intended");
    const outcome = await writeFolder({
      ...writingAt(this.#building, drive),
      folder,
      contents: [
        { name: certificateFile, bytes: certificate },
        { name: keyFile, bytes: this.#lockedKey ?? Buffer.alloc(0) },
      ],
      progress: this.#progress,
    });
    checkpoint("write.acted");
    if (outcome.type !== "written") return failedAt(this.#building, drive, serial, outcome, about);
    this.#building.transactions.run(() => {
      certificates.advance(serial, issuer, "written");
      this.#record(about, { event: "certificate-written", serial, drive: drive.label });
    });
    checkpoint("write.recorded");
    return { type: "certificate-written" };
  }

  /** Opens the pair on the stick as a stranger would: with the customer's password, from the disk and not the cache. */
  async prove(drive: Drive, password: Secret, about: About): Promise<OutcomeEvent> {
    const { checkpoint } = this.#building;
    const { serial, certificate, folder } = this.#signed();
    this.#record(about, { event: "medium-proving", serial, drive: drive.label });
    checkpoint("prove.intended");
    const outcome = await proveFolder({ ...placeAt(this.#building, drive), folder, password, certificate });
    checkpoint("prove.acted");
    if (outcome.type !== "proven") {
      this.#record(about, { event: "medium-not-proven", serial, drive: drive.label, why: outcome.type });
      return { type: "write-failed", trouble: outcome };
    }
    this.#record(about, { event: "medium-proven", serial, drive: drive.label, how: outcome.how });
    checkpoint("prove.recorded");
    return { type: "medium-proven", how: outcome.how };
  }

  /** The certificate becomes valid, and what it replaces is revoked, in one durable transaction. */
  complete(effect: EffectOf<"complete">, about: About): OutcomeEvent {
    const { transactions, certificates, authority, clock, checkpoint } = this.#building;
    const { serial, issuer, folder, notAfter } = this.#signed();
    checkpoint("complete.intended");
    const receipt = transactions.run(() => {
      const held = standingOf(certificates, effect.customer);
      const now = clock.now();
      const replaced = new Set(supersededBy(effect.product, held, now));
      const named = held.find((row) => row.serial === effect.replaces?.serial && row.issuer === effect.replaces.issuer);
      if (named && named.notAfter > now) replaced.add(named);
      if (effect.ticket !== null && !this.#spent(effect.ticket, serial, issuer, about)) return null;
      certificates.advance(serial, issuer, "valid");
      for (const row of replaced) authority.revoke(row.serial, row.issuer, "superseded", now, about);
      return this.#record(about, { event: "certificate-issued", serial, issuer, notAfter: notAfter.toISOString() });
    });
    // Somebody came with the same ticket to another terminal, and was first.
    if (receipt === null) return { type: "certificate-refused", why: "the ticket is not open any more" };
    this.#complete = true;
    checkpoint("complete.recorded");
    return { type: "certificate-issued", serial, folder, notAfter, ...onSlip(receipt) };
  }

  #spent(ticket: TicketId, serial: string, issuer: string, about: About): boolean {
    if (!this.#building.tickets.leave(ticket, "spent")) return false;
    this.#record(about, { event: "ticket-spent", ticket, serial, issuer });
    return true;
  }

  async release(drive: Drive, about: About): Promise<OutcomeEvent> {
    const released = await this.#building.drives.release(drive);
    this.#record(about, { event: "drive-released", drive: drive.label, result: released.type });
    return { type: "drive-released", result: released.type };
  }

  /**
   * What was paid for a certificate that did not become valid is given back, and then it is revoked: the other way round a
   * power cut between the two would leave a fee that looks earned.
   */
  async undo(about: About): Promise<void> {
    if (this.#complete) return;
    if (this.#feeKey) await giveBack(this.#building, this.#feeKey, about);
    if (this.#issued) {
      const { serial, issuer } = this.#issued;
      this.#building.authority.revoke(serial, issuer, "cessationOfOperation", this.#building.clock.now(), about);
    }
    await this.#token.discard(about);
  }

  #signed(): Issued {
    if (!this.#issued) throw new Error("no certificate is signed");
    return this.#issued;
  }

  #record(about: About, fact: Fact): Receipt {
    return this.#building.journal.append(fact, about);
  }
}
