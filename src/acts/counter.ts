// What staff do at a counter: a customer's document, file, media and certificates, and what they see and change of themselves.

import type { About, Fact } from "../audit/entry.ts";
import { onSlip } from "../audit/slip.ts";
import type { SerialNumber } from "../authority/authority.ts";
import type { CaFolder } from "../authority/product.ts";
import { reasonOf } from "../authority/revocation-reason.ts";
import { standingOf } from "../authority/superseded.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Bus } from "../input/bus.ts";
import { kstDateText } from "../kst.ts";
import { openRequests } from "../verification/approval.ts";
import { bindMedium, loseMedium } from "../verification/binding.ts";
import type { CustomerFile, HeldCertificate } from "../verification/customer-file.ts";
import { judgeDocument } from "../verification/document.ts";
import { resynchronise } from "../verification/otp-resync.ts";
import { changeOwnPassword } from "../verification/own-password.ts";
import type { CustomerId } from "../verification/registry.ts";
import { birthOf } from "./finding.ts";
import { locksOf } from "./locks.ts";
import { approvingFor, verifyingFor } from "./verifying.ts";

/** How many certificates a page lists: one key each. */
const listed = 9;

export class Counter {
  readonly #building: Building;
  readonly #bus: Bus;

  constructor(building: Building, bus: Bus) {
    this.#building = building;
    this.#bus = bus;
  }

  recordDocument({ document, holder }: EffectOf<"record-document">, about: About): OutcomeEvent {
    const today = kstDateText(this.#building.clock.now());
    const why = judgeDocument(document, today, holder && birthOf(this.#building, holder));
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
      requests: openRequests(approvingFor(this.#building, about), clock.now()).filter(
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
        suspended: state === "suspended",
      }))
      .sort((one, other) => other.notAfter.getTime() - one.notAfter.getTime());
  }

  listHeld({ customer }: EffectOf<"list-held">): OutcomeEvent {
    return { type: "held-found", held: this.#held(customer).slice(0, listed) };
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
    return resynchronise(verifyingFor(this.#building, about), serial, first, second, this.#building.clock.now());
  }

  findStock({ serial }: EffectOf<"find-stock">): OutcomeEvent {
    const medium = this.#building.registry.stockMedium(serial, this.#building.clock.now());
    return medium ? { type: "stock-found", medium } : { type: "stock-missing" };
  }

  bind({ customer, medium }: EffectOf<"bind-medium">, about: About): OutcomeEvent {
    const now = this.#building.clock.now();
    return bindMedium(verifyingFor(this.#building, about), customer, medium, this.#bus.secret("otp"), now);
  }

  lose({ customer, medium }: EffectOf<"lose-medium">, about: About): OutcomeEvent {
    loseMedium(verifyingFor(this.#building, about), customer, medium);
    return { type: "medium-recorded-lost" };
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
    return changeOwnPassword(verifyingFor(this.#building, about), member.number, {
      current: this.#bus.secret("staff-password"),
      next: this.#bus.secret("staff-password-new"),
      again: this.#bus.secret("staff-password-again"),
    });
  }
}
