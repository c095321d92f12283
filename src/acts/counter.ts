// What staff do at a counter besides the certificate: people are found, files opened, media bound, second persons asked.

import { randomUUID } from "node:crypto";
import type { About, Fact } from "../audit/entry.ts";
import { onSlip } from "../audit/slip.ts";
import type { SerialNumber } from "../authority/authority.ts";
import type { CaFolder } from "../authority/product.ts";
import { reasonOf } from "../authority/revocation-reason.ts";
import { standingOf } from "../authority/superseded.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Revoked } from "../ceremony/slip.ts";
import type { Bus } from "../input/bus.ts";
import { kstDate, kstDateText } from "../kst.ts";
import {
  type Approving,
  ask,
  carryOutPhone,
  carryOutUnlock,
  closeRequestsOf,
  decide,
  openRequests,
  refusalOf,
} from "../verification/approval.ts";
import { bindMedium, loseMedium } from "../verification/binding.ts";
import type { LookUpOutcome, Query } from "../verification/core-bank.ts";
import type { CustomerFile, FoundCustomer, HeldCertificate } from "../verification/customer-file.ts";
import { judgeDocument } from "../verification/document.ts";
import type { Verifying } from "../verification/judge.ts";
import { resynchronise } from "../verification/otp-resync.ts";
import { changeOwnPassword } from "../verification/own-password.ts";
import type { Customer, CustomerId, StaffNumber } from "../verification/registry.ts";
import type { Request, RequestId } from "../verification/requests.ts";
import { ageOn, birthDate, type Day, isForeigner } from "../verification/resident-number.ts";
import { signOn } from "../verification/staff.ts";
import { locksOf } from "./locks.ts";
import { revokeAsked } from "./revoke-asked.ts";

/** How many customers a search lists: one key each. */
const searchLimit = 9;

export class Counter {
  readonly #building: Building;
  readonly #bus: Bus;
  /** A supervisor who proved himself at somebody else's desk, for one request, until his decision is made. */
  #approver: { readonly number: StaffNumber; readonly request: RequestId } | null = null;

  constructor(building: Building, bus: Bus) {
    this.#building = building;
    this.#bus = bus;
  }

  forget(): void {
    this.#approver = null;
  }

  async search({ by, query }: EffectOf<"search-customers">, about: About): Promise<OutcomeEvent> {
    const { registry } = this.#building;
    const looked = await this.#lookUp(by === "name" ? { by, name: query } : { by, account: query }, about);
    if (looked.type === "bank-unreachable") return looked;
    if (by === "name") return this.#found(by, registry.search(query, searchLimit), about);
    const owner = registry.account(query)?.customer;
    return this.#found(by, owner ? [registry.customer(owner)] : [], about);
  }

  async find(about: About): Promise<OutcomeEvent> {
    const { registry } = this.#building;
    const digits = this.#bus.secret("resident-number");
    if (digits.use(birthDate) === null) return { type: "resident-number-malformed" };
    const looked = await this.#lookUp({ by: "resident-number", digits }, about);
    if (looked.type === "bank-unreachable") return looked;
    const id = digits.use((bytes) => registry.byResidentNumber(bytes));
    return this.#found("resident-number", id ? [registry.customer(id)] : [], about);
  }

  async #lookUp(query: Query, about: About): Promise<LookUpOutcome> {
    const { bank, journal } = this.#building;
    const looked = await bank.lookUp(query);
    if (looked.type === "bank-unreachable")
      journal.append({ event: "gateway-failed", gateway: "bank", why: "search: no answer" }, about);
    return looked;
  }

  #found(by: Query["by"], customers: readonly (Customer | null)[], about: About): OutcomeEvent {
    const found = customers.filter((each) => each !== null);
    this.#building.journal.append({ event: "customers-searched", by, found: found.length }, about);
    return {
      type: "customers-found",
      customers: found.map((each) => this.known(each)),
    };
  }

  /** With what his number says of him, not the number. */
  known(customer: Customer): FoundCustomer {
    using number = this.#building.registry.residentNumber(customer.id);
    return { ...customer, age: this.age(customer.id), foreigner: number.use(isForeigner) };
  }

  /** In years, today in Korea. */
  age(id: CustomerId): number {
    return ageOn(this.#birth(id), kstDate(this.#building.clock.now()));
  }

  #birth(id: CustomerId): Day {
    using number = this.#building.registry.residentNumber(id);
    const birth = number.use(birthDate);
    if (!birth) throw new Error(`the registered number of ${id} has no date`);
    return birth;
  }

  recordDocument({ document, holder }: EffectOf<"record-document">, about: About): OutcomeEvent {
    const today = kstDateText(this.#building.clock.now());
    const why = judgeDocument(document, today, holder && this.#birth(holder));
    if (why === "issued-in-future") return { type: "document-date-wrong" };
    const facts: Fact[] = [{ event: "document-recorded", ...document }];
    if (why) facts.push({ event: "document-refused", kind: document.kind, why });
    this.#building.journal.appendAll(facts, about);
    return why ? { type: "document-refused", why } : { type: "document-recorded" };
  }

  openFile({ customer: id }: EffectOf<"open-file">, about: About): OutcomeEvent {
    const { registry, clock } = this.#building;
    const customer = registry.customer(id);
    if (!customer) throw new Error(`no customer ${id}`);
    const held = this.#held(id).filter(({ expired }) => !expired);
    const file: CustomerFile = {
      customer,
      phonesHere: !this.#building.bank.distant,
      locks: locksOf(this.#building, customer, held),
      certificates: held,
      requests: openRequests(this.#approving(about), clock.now()).filter(
        ({ wanted }) => wanted.type !== "unlock-staff" && wanted.customer === id,
      ),
    };
    return { type: "file-opened", file };
  }

  /** Valid, expired or on hold, not revoked; the one that ends last first. */
  #held(id: CustomerId): readonly HeldCertificate[] {
    const { certificates, clock } = this.#building;
    const now = clock.now();
    return standingOf(certificates, id)
      .map(({ issuer, serial, product, notAfter, state }) => ({
        ...{ issuer, serial, product, notAfter },
        expired: notAfter <= now,
        onHold: state === "suspended",
      }))
      .sort((one, other) => other.notAfter.getTime() - one.notAfter.getTime());
  }

  listHeld({ customer }: EffectOf<"list-held">): OutcomeEvent {
    return { type: "held-found", held: this.#held(customer).slice(0, searchLimit) };
  }

  /** The names come from the certificate's own row. */
  changeStanding({ certificate, act }: EffectOf<"change-standing">, about: About): OutcomeEvent {
    const { authority, clock } = this.#building;
    const [serial, issuer, now] = [certificate.serial as SerialNumber, certificate.issuer as CaFolder, clock.now()];
    switch (act) {
      case "suspend": {
        const outcome = authority.suspend(serial, issuer, now, about);
        return outcome.type === "suspended"
          ? { type: "certificate-suspended", until: outcome.until, ...onSlip(outcome.receipt) }
          : { type: "standing-kept" };
      }
      case "restore": {
        const outcome = authority.restore(serial, issuer, now, about);
        return outcome.type === "restored"
          ? { type: "certificate-restored", ...onSlip(outcome.receipt) }
          : { type: "standing-kept" };
      }
      case "lost":
      case "known-to-others":
      case "no-longer-needed": {
        const receipt = authority.revoke(serial, issuer, reasonOf(act), now, about);
        return receipt ? { type: "certificate-revoked", ...onSlip(receipt) } : { type: "standing-kept" };
      }
    }
  }

  resynchronise({ serial }: EffectOf<"resynchronise">, about: About): OutcomeEvent {
    const [first, second] = [this.#bus.secret("otp"), this.#bus.secret("otp-second")];
    return resynchronise(this.verifying(about), serial, first, second, this.#building.clock.now());
  }

  findStock({ serial }: EffectOf<"find-stock">): OutcomeEvent {
    const medium = this.#building.registry.stockMedium(serial, this.#building.clock.now());
    return medium ? { type: "stock-found", medium } : { type: "stock-missing" };
  }

  bind({ customer, medium }: EffectOf<"bind-medium">, about: About): OutcomeEvent {
    const now = this.#building.clock.now();
    return bindMedium(this.verifying(about), customer, medium, this.#bus.secret("otp"), now);
  }

  lose({ customer, medium }: EffectOf<"lose-medium">, about: About): OutcomeEvent {
    loseMedium(this.verifying(about), customer, medium);
    return { type: "medium-recorded-lost" };
  }

  ask({ wanted, reason }: EffectOf<"ask-request">, about: About): OutcomeEvent {
    const { staff, clock } = this.#building;
    const by = staff.member(about.staff ?? "")?.member;
    if (!by) throw new Error("nobody is signed on who could ask");
    const id = randomUUID() as RequestId;
    return ask(this.#approving(about), { id, wanted, reason, by, now: clock.now() });
  }

  /** He proves himself first; whether he may decide is said afterwards, and only to him. */
  async checkApprover({ request, number }: EffectOf<"check-approver">, about: About): Promise<OutcomeEvent> {
    const { journal } = this.#building;
    const verified: Fact = { event: "approver-verified", request: request.id, number };
    const proven = await signOn(this.verifying(about), number, this.#bus.secret("approver-password"), verified);
    if (proven.type !== "signed-on")
      return { type: "approver-refused", why: proven.type === "sign-on-locked" ? "locked" : "wrong" };
    const why = refusalOf(proven.member, request);
    if (why) {
      journal.append({ event: "approver-refused", request: request.id, number, why }, about);
      return { type: "approver-refused", why };
    }
    this.#approver = { number: proven.member.number, request: request.id };
    return { type: "approver-accepted", approver: proven.member };
  }

  /** Whoever decides has signed on at this desk, or has proven himself for this request. */
  decide({ request: { id }, by, approved, reason }: EffectOf<"decide-request">, about: About): OutcomeEvent {
    const proven = by === this.#approver?.number && id === this.#approver.request;
    if (!proven && by !== about.staff) throw new Error(`${by} has not proven himself`);
    const approving = this.#approving(about);
    const now = this.#building.clock.now();
    let revoked: Revoked | null = null;
    const outcome = decide(approving, { id, by, approved, reason, now }, (request) => {
      revoked = this.#carryOut(request, about);
    });
    if (outcome.type !== "reason-refused") this.forget();
    return outcome.type === "request-decided" && revoked ? { ...outcome, revoked } : outcome;
  }

  #carryOut(request: Request, about: About): Revoked | null {
    const approving = this.#approving(about);
    const { wanted } = request;
    carryOutUnlock(approving, request);
    carryOutPhone(approving, request);
    return wanted.type === "revoke-certificate" ? revokeAsked(this.#building, wanted, about) : null;
  }

  listRequests(about: About): OutcomeEvent {
    return { type: "requests-found", requests: openRequests(this.#approving(about), this.#building.clock.now()) };
  }

  listColleagues(): OutcomeEvent {
    const { staff, attempts } = this.#building;
    const colleagues = staff.all().map(({ member: { number, name, role }, state }) => ({
      number,
      name,
      role,
      locked: attempts.isLocked({ kind: "staff", id: number }),
      out: state === "locked",
    }));
    return { type: "colleagues-found", colleagues };
  }

  async changePassword(about: About): Promise<OutcomeEvent> {
    const { staff } = this.#building;
    const member = staff.member(about.staff ?? "")?.member;
    if (!member) throw new Error("nobody is signed on whose password could be changed");
    return changeOwnPassword(this.verifying(about), member.number, {
      current: this.#bus.secret("staff-password"),
      next: this.#bus.secret("staff-password-new"),
      again: this.#bus.secret("staff-password-again"),
    });
  }

  /** What was asked for this ceremony alone needs no decision any more. */
  close(about: About): void {
    this.forget();
    if (about.ceremony) closeRequestsOf(this.#approving(about), about.ceremony);
  }

  verifying(about: About): Verifying {
    const { registry, staff, attempts, transactions, journal, limits } = this.#building;
    return { registry, staff, attempts, transactions, journal, limits, about };
  }

  #approving(about: About): Approving {
    return { ...this.verifying(about), requests: this.#building.requests };
  }
}
