// What needs a second person: it is asked for, somebody proves that he may decide, and what he approves is carried out.

import { randomUUID } from "node:crypto";
import type { About, Fact } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Revoked } from "../ceremony/slip.ts";
import type { Bus } from "../input/bus.ts";
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
import type { StaffNumber } from "../verification/registry.ts";
import type { Request, RequestId } from "../verification/requests.ts";
import { signOn } from "../verification/staff.ts";
import { revokeAsked } from "./revoke-asked.ts";
import { approvingFor, verifyingFor } from "./verifying.ts";

export class SecondPerson {
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
    const password = this.#bus.secret("approver-password");
    const proven = await signOn(verifyingFor(this.#building, about), number, password, verified);
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

  list(about: About): OutcomeEvent {
    return { type: "requests-found", requests: openRequests(this.#approving(about), this.#building.clock.now()) };
  }

  /** What was asked for this ceremony alone needs no decision any more. */
  close(about: About): void {
    this.forget();
    if (about.ceremony) closeRequestsOf(this.#approving(about), about.ceremony);
  }

  #approving(about: About): Approving {
    return approvingFor(this.#building, about);
  }
}
