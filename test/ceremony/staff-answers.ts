// What a building may answer to what staff want: files, media, requests, each other.

import type { EffectOf } from "../../src/ceremony/effect.ts";
import type { Event } from "../../src/ceremony/event.ts";
import { file, media, request, supervisors, teller, unlockStaff } from "./people.ts";

type StaffEffect = EffectOf<
  | "record-document"
  | "refuse-document"
  | "open-file"
  | "resynchronise"
  | "find-stock"
  | "bind-medium"
  | "lose-medium"
  | "ask-request"
  | "check-approver"
  | "decide-request"
  | "list-requests"
  | "list-decided"
  | "list-colleagues"
  | "change-staff-password"
>;

export function staffOutcomeOf(effect: StaffEffect, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "record-document":
      return one(
        { type: "document-recorded" },
        { type: "document-refused", why: "too-old" },
        { type: "document-date-wrong" },
      );
    case "refuse-document":
      return null;
    case "open-file":
      return { type: "file-opened", file: file(pick) };
    case "resynchronise":
      return one({ type: "otp-resynchronised" }, { type: "otp-resync-refused", left: 3 }, { type: "medium-locked" });
    case "find-stock":
      return one(...media.filter((each) => each !== null).map((medium) => ({ type: "stock-found", medium }) as const), {
        type: "stock-missing",
      });
    case "bind-medium":
      return one({ type: "medium-bound" }, { type: "otp-refused", left: 3, why: "wrong" }, { type: "stock-missing" });
    case "lose-medium":
      return { type: "medium-recorded-lost" };
    case "ask-request":
      return one(
        { type: "request-asked", request: request(effect.wanted, teller, effect.reason) },
        { type: "reason-refused", why: "too-short" },
      );
    case "check-approver":
      return one(
        ...supervisors
          .filter(({ number }) => number !== effect.request.askedBy.number)
          .map((approver) => ({ type: "approver-accepted", approver }) as const),
        { type: "approver-refused", why: "own-request" },
        { type: "request-gone" },
      );
    case "decide-request":
      return one(
        { type: "request-decided", request: effect.request, approved: effect.approved, reason: effect.reason },
        { type: "reason-refused", why: "holds-a-number" },
        { type: "request-gone" },
        { type: "request-outdated" },
      );
    case "list-decided":
      return { type: "decided-found", decided: [] };
    case "list-requests":
      return {
        type: "requests-found",
        requests: [teller, ...supervisors].map((member) => request(unlockStaff, member, "잊었습니다")),
      };
    case "list-colleagues":
      return { type: "colleagues-found", colleagues: [{ ...teller, locked: true, out: false }] };
    case "change-staff-password":
      return one(
        { type: "staff-password-changed" },
        { type: "staff-password-refused", why: "wrong" },
        { type: "sign-on-locked" },
      );
  }
}
