// Does what a ceremony wants: each effect records its intent, acts, records the outcome, and answers with an event.

import { randomInt, randomUUID } from "node:crypto";
import type { About, Fact } from "./audit/entry.ts";
import type { Receipt } from "./audit/journal.ts";
import { kstDateText } from "./authority/validity.ts";
import type { Building } from "./building.ts";
import type { Effect, EffectOf } from "./ceremony/effect.ts";
import type { OutcomeEvent } from "./ceremony/event.ts";
import type { Bus } from "./input/bus.ts";
import { Making } from "./making.ts";
import { checkAccount } from "./verification/account.ts";
import { judgePassword } from "./verification/certificate-password.ts";
import type { Verifying } from "./verification/judge.ts";
import { checkOtp } from "./verification/otp.ts";
import { PhoneCheck } from "./verification/phone.ts";
import { birthDate } from "./verification/resident-number.ts";
import { checkCard, drawChallenge } from "./verification/security-card.ts";
import { signOn } from "./verification/staff.ts";

type Outcome = OutcomeEvent | null;

/** How many customers a search lists: one key each. */
const searchLimit = 9;

export class Performer {
  readonly #building: Building;
  readonly #bus: Bus;
  #making: Making;
  #phone: PhoneCheck | null = null;
  #abort = new AbortController();

  constructor(building: Building, bus: Bus) {
    this.#building = building;
    this.#bus = bus;
    this.#making = new Making(building);
  }

  makeKeyPair(): void {
    this.#making.makeKeyPair();
  }

  /** Ends what waits on somebody: a phone that rings, a key pair that nobody needs any more. */
  abandon(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  forget(): void {
    this.#making.wipe();
    this.#making = new Making(this.#building);
    this.#phone = null;
  }

  async perform(effect: Effect, about: About): Promise<Outcome> {
    switch (effect.type) {
      case "open-desk":
        return this.#opened(effect, about);
      case "close-desk":
        this.#record(about, { event: "desk-closed", desk: effect.desk });
        return null;
      case "record":
        this.#building.journal.appendAll(effect.facts, about);
        return null;
      case "sign-on":
        return signOn(this.#verifying(about), effect.number, this.#bus.secret("staff-password"));
      case "begin-ceremony":
        return this.#began(effect, about);
      case "make-key-pair":
        this.makeKeyPair();
        return null;
      case "search-customers":
        return this.#searched(effect, about);
      case "record-document":
        return this.#documented(effect, about);
      case "check-account":
        return this.#identified(effect, about);
      case "start-call":
      case "finish-call":
      case "send-code":
      case "check-code":
        return this.#phoned(effect, about);
      case "draw-challenge":
        return drawChallenge(this.#verifying(about), effect.serial, (below) => randomInt(below));
      case "check-card":
        return checkCard(this.#verifying(about), effect.serial, {
          serialDigits: this.#bus.secret("card-serial"),
          first: this.#bus.secret("card-first"),
          second: this.#bus.secret("card-second"),
        });
      case "check-otp":
        return checkOtp(this.#verifying(about), effect.serial, this.#bus.secret("otp"), this.#building.clock.now());
      case "check-drive":
        return this.#making.checkDrive(effect.drive, about);
      case "judge-password":
        return this.#judged(effect, about);
      case "compare-passwords":
        return this.#compared(about);
      case "prepare":
        return this.#making.prepare(effect, about);
      case "sign":
        return this.#making.sign(this.#bus.secret("certificate-password"));
      case "write":
        return this.#making.write(effect.drive, about);
      case "prove":
        return this.#making.prove(effect.drive, this.#bus.secret("certificate-password"), about);
      case "complete":
        return this.#making.complete(effect, about);
      case "release":
        return this.#making.release(effect.drive, about);
      case "close-ceremony":
        return this.#closed(effect, about);
    }
  }

  #record(about: About, ...facts: readonly Fact[]): Receipt {
    return this.#building.journal.appendAll(facts, about);
  }

  #verifying(about: About): Verifying {
    const { registry, staff, attempts, transactions, journal, limits } = this.#building;
    return { registry, staff, attempts, transactions, journal, limits, about };
  }

  /** Settles what a power cut left half done at this terminal before anybody is served. */
  async #opened(effect: EffectOf<"open-desk">, about: About): Promise<Outcome> {
    await this.#building.settle();
    this.#record(about, { event: "desk-opened", desk: effect.desk });
    return null;
  }

  #began(effect: EffectOf<"begin-ceremony">, about: About): Outcome {
    const ceremony = randomUUID();
    const { service, desk, locale } = effect;
    this.#record({ ...about, ceremony }, { event: "ceremony-began", service, desk, locale });
    return { type: "ceremony-began", ceremony, service };
  }

  async #searched({ query }: EffectOf<"search-customers">, about: About): Promise<Outcome> {
    const { bank, registry } = this.#building;
    const looked = await bank.lookUp({ by: "name", name: query });
    if (looked.type === "bank-unreachable") {
      this.#record(about, { event: "gateway-failed", gateway: "bank", why: "search: no answer" });
      return looked;
    }
    return { type: "customers-found", customers: registry.search(query, searchLimit) };
  }

  #documented({ document }: EffectOf<"record-document">, about: About): Outcome {
    if (document.issuedOn > kstDateText(this.#building.clock.now())) return { type: "document-refused" };
    this.#record(about, { event: "document-recorded", ...document });
    return { type: "document-recorded" };
  }

  async #identified(effect: EffectOf<"check-account">, about: About): Promise<Outcome> {
    const by = effect.customer
      ? ({ type: "customer", id: effect.customer } as const)
      : ({ type: "resident-number", digits: this.#bus.secret("resident-number") } as const);
    if (by.type === "resident-number" && by.digits.use(birthDate) === null)
      return { type: "resident-number-malformed" };
    const password = this.#bus.secret("account-password");
    const claim = { by, account: effect.account, password };
    const outcome = await checkAccount(this.#verifying(about), this.#building.bank, claim);
    if (outcome.type !== "identified") return outcome;
    const now = this.#building.clock.now();
    const replaces = this.#building.certificates
      .ofCustomer(outcome.customer.id)
      .filter((row) => row.product === "limited" && row.notAfter > now)
      .map(({ serial, notAfter }) => ({ serial, notAfter }));
    return { ...outcome, replaces };
  }

  async #phoned(
    effect: EffectOf<"start-call"> | EffectOf<"finish-call"> | EffectOf<"send-code"> | EffectOf<"check-code">,
    about: About,
  ): Promise<Outcome> {
    const { clock, phone } = this.#building;
    this.#phone ??= new PhoneCheck({ gateway: phone, clock, random: (low, high) => randomInt(low, high) });
    const check = this.#phone;
    const verifying = this.#verifying(about);
    switch (effect.type) {
      case "start-call":
        return check.startCall(verifying, effect.customer, effect.phone);
      case "finish-call":
        return check.finishCall(verifying, this.#abort.signal);
      case "send-code":
        return check.sendCode(verifying, effect.customer, effect.phone, this.#abort.signal);
      case "check-code":
        return check.checkCode(verifying, this.#bus.secret("phone-code"));
    }
  }

  #judged(effect: EffectOf<"judge-password">, about: About): Outcome {
    const { registry } = this.#building;
    using residentNumber = registry.residentNumber(effect.customer);
    const phones = (registry.customer(effect.customer)?.phones ?? []).map((_, index) =>
      registry.phoneNumber(effect.customer, index),
    );
    const numbers = [...phones, effect.account];
    const outcome = judgePassword(this.#bus.secret("certificate-password"), { residentNumber, numbers });
    if (outcome.type === "password-refused") this.#record(about, { event: "password-refused", rule: outcome.rule });
    return outcome;
  }

  #compared(about: About): Outcome {
    const same = this.#bus.secret("certificate-password").equals(this.#bus.secret("certificate-password-again"));
    this.#record(about, same ? { event: "password-set" } : { event: "password-refused", rule: "differs" });
    return { type: same ? "passwords-match" : "passwords-differ" };
  }

  #closed(effect: EffectOf<"close-ceremony">, about: About): Outcome {
    this.#making.undo(about);
    const { result, at, why } = effect;
    this.#record(about, { event: "ceremony-ended", result, at, why });
    this.forget();
    this.#building.journal.seal();
    return null;
  }
}
