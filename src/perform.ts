// Does what a ceremony wants: each effect records its intent, acts, records the outcome, and answers with an event.

import { randomInt, randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { type Choosing, choosePassword, choosePin, comparePasswords, comparePins } from "./acts/choosing.ts";
import { Counter } from "./acts/counter.ts";
import { listDecided } from "./acts/decided.ts";
import { settleDeposits } from "./acts/deposit-settling.ts";
import { Financial } from "./acts/financial.ts";
import { findCustomer, knownOf, searchCustomers } from "./acts/finding.ts";
import { identify, judgeForm } from "./acts/identifying.ts";
import { signOnTold } from "./acts/interruptions.ts";
import { Keeping } from "./acts/keeping.ts";
import { Making } from "./acts/making.ts";
import { Packing } from "./acts/packing.ts";
import { printSlip } from "./acts/printing.ts";
import { Registering } from "./acts/registering.ts";
import { SecondPerson } from "./acts/second-person.ts";
import { listTickets, makeTicket, redeemTicket, withdrawTicket } from "./acts/ticketing.ts";
import { findOld, removeOld } from "./acts/tidying.ts";
import { verifyingFor } from "./acts/verifying.ts";
import type { About, Fact } from "./audit/entry.ts";
import type { Receipt } from "./audit/journal.ts";
import type { Building } from "./building.ts";
import type { Effect, EffectOf } from "./ceremony/effect.ts";
import type { OutcomeEvent } from "./ceremony/event.ts";
import type { Bus } from "./input/bus.ts";
import type { WritingPhase } from "./media/write.ts";
import type { Verifying } from "./verification/judge.ts";
import { askOtp, checkOtp } from "./verification/otp.ts";
import { PhoneCheck } from "./verification/phone.ts";
import { checkCard, drawChallenge } from "./verification/security-card.ts";

type Outcome = OutcomeEvent | null;

type Acts = {
  readonly [T in Effect["type"]]: (effect: EffectOf<T>, about: About) => Outcome | Promise<Outcome>;
};

export class Performer {
  readonly #building: Building;
  readonly #bus: Bus;
  readonly #counter: Counter;
  readonly #secondPerson: SecondPerson;
  readonly #progress: (phase: WritingPhase) => void;
  #making: Making;
  #keeping: Keeping;
  #financial: Financial;
  #packing: Packing;
  #registering: Registering;
  #phone: PhoneCheck | null = null;
  #abort = new AbortController();

  /** `tell` hears what an effect has come to while it is still under way. */
  constructor(building: Building, bus: Bus, tell: (event: OutcomeEvent) => void) {
    this.#building = building;
    this.#bus = bus;
    this.#progress = (phase) => tell({ type: "write-advanced", phase });
    this.#making = new Making(building, this.#progress);
    this.#keeping = new Keeping(building, this.#progress);
    this.#packing = new Packing(building, this.#keeping, this.#progress);
    this.#registering = new Registering(building, this.#keeping);
    this.#counter = new Counter(building, bus);
    this.#secondPerson = new SecondPerson(building, bus);
    this.#financial = new Financial(this.#building, this.#bus);
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
    this.#making = new Making(this.#building, this.#progress);
    this.#keeping.wipe();
    this.#financial.wipe();
    this.#financial = new Financial(this.#building, this.#bus);
    this.#packing.wipe();
    this.#registering = new Registering(this.#building, this.#keeping);
    this.#phone = null;
    this.#secondPerson.forget();
  }

  async perform(effect: Effect, about: About): Promise<Outcome> {
    return this.#act(effect, about);
  }

  #act<T extends Effect["type"]>(effect: EffectOf<T> & { readonly type: T }, about: About): Outcome | Promise<Outcome> {
    return this.#acts[effect.type](effect, about);
  }

  /** One act an effect: the compiler lists one that is wanted and that nobody does. */
  readonly #acts: Acts = {
    "open-desk": (effect, about) => this.#opened(effect, about),
    "begin-anew": () => {
      this.#building.beginAnew();
      return null;
    },
    "catch-up": () => this.#caughtUp(),
    "close-desk": ({ desk }, about) => this.#recorded(about, { event: "desk-closed", desk }),
    record: ({ facts }, about) => this.#recorded(about, ...facts),
    "sign-on": ({ number }, about) =>
      signOnTold(this.#building, this.#verifying(about), number, this.#bus.secret("staff-password")),
    "begin-ceremony": (effect, about) => this.#began(effect, about),
    "make-key-pair": () => {
      this.makeKeyPair();
      return null;
    },
    "search-customers": (effect, about) => searchCustomers(this.#building, effect, about),
    "find-customer": (_, about) => findCustomer(this.#building, this.#bus.secret("resident-number"), about),
    "record-document": (effect, about) => this.#counter.recordDocument(effect, about),
    "refuse-document": ({ document: { kind }, why }, about) =>
      this.#recorded(about, { event: "document-refused", kind, why }),
    "check-resident-number": () => judgeForm(this.#bus),
    "check-account": (effect, about) => this.#identified(effect, about),
    "start-call": (effect, about) =>
      this.#phoneCheck().startCall(this.#verifying(about), effect.customer, effect.phone),
    "finish-call": (_, about) => this.#phoneCheck().finishCall(this.#verifying(about), this.#abort.signal),
    "send-code": ({ customer, phone }, about) =>
      this.#phoneCheck().sendCode(this.#verifying(about), customer, phone, this.#abort.signal),
    "check-code": (_, about) => this.#phoneCheck().checkCode(this.#verifying(about), this.#bus.secret("phone-code")),
    "draw-challenge": ({ serial }, about) => drawChallenge(this.#verifying(about), serial, (below) => randomInt(below)),
    "check-card": ({ serial }, about) =>
      checkCard(this.#verifying(about), serial, {
        serialDigits: this.#bus.secret("card-serial"),
        first: this.#bus.secret("card-first"),
        second: this.#bus.secret("card-second"),
      }),
    "ask-otp": ({ serial }, about) => askOtp(this.#verifying(about), serial, this.#building.clock.now()),
    "check-otp": ({ serial }, about) =>
      checkOtp(this.#verifying(about), serial, this.#bus.secret("otp"), this.#building.clock.now()),
    "open-file": (effect, about) => this.#counter.openFile(effect, about),
    resynchronise: (effect, about) => this.#counter.resynchronise(effect, about),
    "find-stock": (effect) => this.#counter.findStock(effect),
    "bind-medium": (effect, about) => this.#counter.bind(effect, about),
    "lose-medium": (effect, about) => this.#counter.lose(effect, about),
    "ask-request": (effect, about) => this.#secondPerson.ask(effect, about),
    "check-approver": (effect, about) => this.#secondPerson.checkApprover(effect, about),
    "decide-request": (effect, about) => this.#secondPerson.decide(effect, about),
    "list-decided": (_, about) => listDecided(this.#building, about),
    "list-requests": (_, about) => this.#secondPerson.list(about),
    "list-colleagues": () => this.#counter.listColleagues(),
    "change-staff-password": (_, about) => this.#counter.changePassword(about),
    "read-stick": (effect, about) => this.#keeping.read(effect, about),
    "open-key": (effect, about) => this.#keyOpened(effect, about),
    copy: (effect, about) => this.#keeping.copy(effect, about),
    relock: (effect, about) => this.#keeping.relock(effect, this.#bus.secret("certificate-password"), about),
    "list-pkcs12": (effect, about) => this.#packing.list(effect, about),
    "open-pkcs12": (effect, about) => this.#packing.open(effect, this.#bus.secret("key-password"), about),
    pack: (effect, about) => this.#packing.pack(effect, this.#bus.secret("key-password"), about),
    unpack: (effect, about) => this.#packing.unpack(effect, this.#bus.secret("key-password"), about),
    examine: (effect, about) => this.#registering.examine(effect, about),
    register: (effect, about) => this.#registering.register(effect, about),
    "list-registered": (effect) => this.#registering.list(effect),
    "end-registration": (effect, about) => this.#registering.end(effect, about),
    "check-drive": ({ drive }, about) => this.#making.checkDrive(drive, about),
    "judge-password": ({ customer, account }, about) =>
      // Of a certificate that was issued elsewhere the holder is not known here.
      choosePassword(this.#choosing(about), { customer: customer ?? this.#keeping.holder(), account }),
    "compare-passwords": (_, about) => comparePasswords(this.#choosing(about)),
    "find-financial": (effect) => this.#financial.find(effect),
    "judge-pin": (effect, about) => choosePin(this.#choosing(about), effect),
    "compare-pins": (_, about) => comparePins(this.#choosing(about)),
    "prove-pin": (_, about) => this.#financial.prove(about),
    "change-pin": (_, about) => this.#financial.changePin(about),
    deposit: (effect, about) => this.#financial.deposit(effect, about),
    "make-ticket": (effect, about) => makeTicket(this.#building, effect, about),
    "check-ticket": ({ reference }, about) =>
      redeemTicket(this.#building, this.#verifying(about), { reference, code: this.#bus.secret("ticket-code") }),
    "list-tickets": ({ customer }) => listTickets(this.#building, customer),
    "withdraw-ticket": ({ ticket }, about) => withdrawTicket(this.#building, ticket, about),
    "list-held": (effect) => this.#counter.listHeld(effect),
    "change-standing": (effect, about) => this.#counter.changeStanding(effect, about),
    charge: (effect, about) => this.#making.charge(effect, about),
    prepare: (effect, about) => this.#making.prepare(effect, about, (bytes) => this.#keeping.sign(bytes)),
    sign: (_, about) => this.#making.sign(this.#bus.secret("certificate-password"), about),
    write: ({ drive }, about) => this.#making.write(drive, about),
    "open-token": (effect, about) => this.#making.openToken(effect, this.#bus.secret("token-pin"), about),
    store: (_, about) => this.#making.store(about),
    "prove-token": (_, about) => this.#making.proveToken(about),
    "close-token": (_, about) => this.#making.closeToken(about),
    prove: ({ drive }, about) => this.#making.prove(drive, this.#bus.secret("certificate-password"), about),
    complete: (effect, about) => this.#making.complete(effect, about),
    "find-old-folders": (effect, about) => findOld(this.#building, effect, about),
    "remove-old-folders": (effect, about) => removeOld(this.#building, effect, about),
    release: ({ drive }, about) => this.#making.release(drive, about),
    "print-slip": (effect, about) => printSlip(this.#building, effect, about),
    "close-ceremony": (effect, about) => this.#closed(effect, about),
  };

  #recorded(about: About, ...facts: readonly Fact[]): null {
    this.#record(about, ...facts);
    return null;
  }

  #record(about: About, ...facts: readonly Fact[]): Receipt {
    return this.#building.journal.appendAll(facts, about);
  }

  #verifying(about: About): Verifying {
    return verifyingFor(this.#building, about);
  }

  #choosing(about: About): Choosing {
    return { building: this.#building, bus: this.#bus, about };
  }

  /** Settles what a power cut left half done at this terminal before anybody is served. */
  async #opened(effect: EffectOf<"open-desk">, about: About): Promise<Outcome> {
    await this.#building.settle();
    this.#record(about, { event: "desk-opened", desk: effect.desk });
    return null;
  }

  /** A desk that is open for weeks does so at midnight, and behind each customer. */
  async #caughtUp(): Promise<Outcome> {
    await this.#building.catchUp();
    await turn();
    this.#building.journal.seal();
    await turn();
    this.#building.tidy();
    return null;
  }

  #began(effect: EffectOf<"begin-ceremony">, about: About): Outcome {
    if (about.staff && this.#building.staff.member(about.staff)?.state !== "active") return { type: "officer-out" };
    const ceremony = randomUUID();
    const { service, desk, locale } = effect;
    this.#record({ ...about, ceremony }, { event: "ceremony-began", service, desk, locale });
    return { type: "ceremony-began", ceremony, service, at: this.#building.clock.now() };
  }

  #identified(effect: EffectOf<"check-account">, about: About): Promise<Outcome> {
    const [building, bus, verifying] = [this.#building, this.#bus, this.#verifying(about)];
    return identify({ building, bus, verifying }, effect);
  }

  async #keyOpened(effect: EffectOf<"open-key">, about: About): Promise<Outcome> {
    const outcome = await this.#keeping.open(effect, this.#bus.secret("key-password"), about);
    if (outcome) return outcome;
    const id = this.#keeping.holder();
    const customer = id && this.#building.registry.customer(id);
    return { type: "key-opened", holder: customer && knownOf(this.#building, customer) };
  }

  /** The phone checks of one ceremony. */
  #phoneCheck(): PhoneCheck {
    const { clock, phone } = this.#building;
    this.#phone ??= new PhoneCheck({ gateway: phone, clock, random: (low, high) => randomInt(low, high) });
    return this.#phone;
  }

  async #closed(effect: EffectOf<"close-ceremony">, about: About): Promise<Outcome> {
    await this.#making.undo(about);
    this.#financial.undo(about);
    await settleDeposits(this.#building, about);
    this.#secondPerson.close(about);
    const { result, at, why } = effect;
    this.#record(about, { event: "ceremony-ended", result, at, why });
    this.forget();
    return this.#caughtUp();
  }
}
