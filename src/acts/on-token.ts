// A certificate in the making on a security token: its PIN, the key that never leaves it, what is stored there.

import { createPublicKey, randomBytes, randomUUID, verify } from "node:crypto";
import type { About, Fact } from "../audit/entry.ts";
import { factIn } from "../audit/row-body.ts";
import type { Issued } from "../authority/authority.ts";
import { newR } from "../authority/key-pair.ts";
import { issuingFolders } from "../authority/profiles.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { SecurityToken, TokenFault, TokenSession } from "../media/token.ts";
import { readCertificate } from "../npki/certificate-folder.ts";
import type { Secret } from "../secret.ts";
import { rowOf } from "./stick-reading.ts";

/** Of the labels on a token; the key's name, which the journal has, follows. */
const keyPrefix = "changgu ";

type Opened = { readonly token: SecurityToken; readonly session: TokenSession };
/** The half of a key pair that is known outside; the other half is on the token. */
type MadeThere = { readonly type: "key-made"; readonly publicKey: Buffer; readonly r: Secret };

type Means = Pick<Building, "tokens" | "journal" | "checkpoint" | "transactions" | "certificates" | "rows">;

export class OnToken {
  readonly #building: Means;
  #opened: Opened | null = null;
  #made: MadeThere | null = null;

  constructor(building: Means) {
    this.#building = building;
  }

  isOpen(): boolean {
    return this.#opened !== null;
  }

  wipe(): void {
    this.#opened?.session.close();
    this.#made?.r.wipe();
    this.#opened = null;
    this.#made = null;
  }

  async open({ token }: EffectOf<"open-token">, pin: Secret, about: About): Promise<OutcomeEvent> {
    this.wipe();
    const outcome = await this.#building.tokens.open(token, pin);
    switch (outcome.type) {
      case "token-open":
        this.#opened = { token, session: outcome.session };
        this.#record(about, { event: "token-opened", token: token.label });
        return this.#cleared(this.#opened, about);
      case "pin-wrong":
      case "pin-locked":
        this.#record(about, { event: "token-refused", token: token.label, why: outcome.type });
        return outcome;
      default:
        return this.#failed(token, outcome, about);
    }
  }

  async #cleared(opened: Opened, about: About): Promise<OutcomeEvent> {
    const fault = await this.#clearUnfinished(opened, about);
    if (!fault) return { type: "token-opened" };
    this.wipe();
    return this.#failed(opened.token, fault, about);
  }

  /**
   * A key pair whose making was cut off (a power cut, a kill) has no certificate, or one that never became valid and is
   * revoked: by its name, which stands in the journal, it is found when its token is opened again, and removed.
   */
  async #clearUnfinished({ token, session }: Opened, about: About): Promise<TokenFault | null> {
    const found = await session.pairs(keyPrefix);
    if (found.type !== "pairs") return found;
    for (const { label, certificate } of found.pairs) {
      if (certificate !== null && !this.#neverValid(certificate)) continue;
      const named = { token: token.label, key: label.slice(keyPrefix.length) };
      this.#record(about, { event: "token-key-removing", ...named });
      const outcome = await session.remove(label);
      if (outcome.type !== "discarded") return outcome;
      this.#record(about, { event: "token-key-removed", ...named });
    }
    return null;
  }

  /** One that was valid once stays, whatever became of it: it is the customer's to remove. */
  #neverValid(certificate: Uint8Array): boolean {
    const { certificates, rows } = this.#building;
    const read = readCertificate(certificate);
    if (read.type !== "certificate") return false;
    const row = issuingFolders
      .map((ca) => rowOf(certificates, { ca, serial: read.certificate.serial }))
      .find((each) => each?.certificate?.equals(certificate));
    if (row?.state !== "revoked") return false;
    const last = rows.lastIn(row.ceremony);
    const fact = last && factIn(last);
    return fact?.event === "ceremony-ended" && fact.result !== "completed";
  }

  /** Once a ceremony: what a fee that was undone left there is used again. */
  async makeKeyPair(about: About): Promise<MadeThere | (OutcomeEvent & { readonly type: "token-failed" })> {
    if (this.#made) return this.#made;
    const { token, session } = this.#there();
    const { checkpoint } = this.#building;
    const key = randomUUID();
    this.#record(about, { event: "token-key-making", token: token.label, key });
    checkpoint("token-key.intended");
    const outcome = await session.makeKeyPair(`${keyPrefix}${key}`);
    if (outcome.type !== "key-made") return this.#failed(token, outcome, about);
    checkpoint("token-key.acted");
    this.#record(about, { event: "token-key-made", token: token.label, key });
    checkpoint("token-key.recorded");
    this.#made = { ...outcome, r: newR() };
    return this.#made;
  }

  async store({ serial, issuer, certificate }: Issued, about: About): Promise<OutcomeEvent> {
    const { checkpoint, transactions, certificates } = this.#building;
    const { token, session } = this.#there();
    if (!this.#made) throw new Error("no key was made on the token");
    this.#record(about, { event: "certificate-storing", serial, token: token.label });
    checkpoint("store.intended");
    const outcome = await session.store(certificate, this.#made.r);
    checkpoint("store.acted");
    if (outcome.type !== "stored") return this.#failed(token, outcome, about);
    transactions.run(() => {
      certificates.advance(serial, issuer, "written");
      this.#record(about, { event: "certificate-stored", serial, token: token.label });
    });
    checkpoint("store.recorded");
    return { type: "certificate-written" };
  }

  /** As a stranger would: the certificate is read from the token, and verifies what the token signs. */
  async prove({ serial, certificate }: Issued, about: About): Promise<OutcomeEvent> {
    const { token, session } = this.#there();
    this.#record(about, { event: "token-proving", serial, token: token.label });
    const found = await session.stored();
    if (found.type !== "found") return this.#failed(token, found, about);
    const challenge = randomBytes(32);
    const signed = await session.sign(challenge);
    if (signed.type !== "signed") return this.#failed(token, signed, about);
    const same = found.certificate?.equals(certificate) === true;
    const key = createPublicKey({ key: this.#made?.publicKey ?? Buffer.alloc(0), format: "der", type: "spki" });
    if (!same || !verify("sha256", challenge, key, signed.signature))
      return this.#failed(token, { type: "token-failed", code: "not-proven" }, about);
    this.#record(about, { event: "token-proven", serial, token: token.label });
    return { type: "medium-proven", how: "token" };
  }

  /** It may be taken out; what is on it stays. */
  close(about: About): OutcomeEvent {
    const { token } = this.#there();
    this.wipe();
    this.#record(about, { event: "token-closed", token: token.label });
    return { type: "token-closed" };
  }

  /** What was begun and will not be finished is taken off again, as far as the token lets it. */
  async discard(about: About): Promise<void> {
    if (!this.#opened || !this.#made) return;
    const { token, session } = this.#opened;
    const outcome = await session.discard();
    this.#record(about, { event: "token-cleared", token: token.label, result: outcome.type });
  }

  #there(): Opened {
    if (!this.#opened) throw new Error("no token is open");
    return this.#opened;
  }

  #failed(token: SecurityToken, fault: TokenFault, about: About) {
    const why = fault.type === "token-failed" ? fault.code : fault.type;
    this.#record(about, { event: "token-refused", token: token.label, why });
    return { type: "token-failed", fault } as const;
  }

  #record(about: About, fact: Fact): void {
    this.#building.journal.append(fact, about);
  }
}
