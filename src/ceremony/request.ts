// What needs a second person: asked with a reason, decided by a supervisor who is another, with a reason. Pure.

import type { StaffMember } from "../verification/registry.ts";
import type { Request, Wanted } from "../verification/requests.ts";
import { finish } from "./desk.ts";
import { accepted } from "./document.ts";
import type { Notice } from "./ending.ts";
import type { Event, EventOf } from "./event.ts";
import { end, factsOf, forward, notify, onward, record, serviceOf, stay, update } from "./move.ts";
import type { StageName } from "./services.ts";
import { endWithSlip } from "./slip.ts";
import { proving } from "./staff-proof.ts";
import { enterStage } from "./stages.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";
import { writing } from "./writing.ts";

/** First the one who asks says why. */
export function askFor(state: State, wanted: Wanted): Move {
  return forward(state, { at: "request-reason", wanted, text: "", waiting: false });
}

export function onRequestReason(state: State, step: StepAt<"request-reason">, event: Event): Move {
  switch (event.type) {
    case "request-asked":
      return routed(state, event.request);
    case "request-waiting":
      return routed({ ...state, notice: { type: "request-waiting" } }, event.request);
    case "reason-refused":
      return notify({ ...state, step: { ...step, waiting: false } }, event);
    default: {
      const { wanted } = step;
      const typed = (text: string): StepAt<"request-reason"> => ({ ...step, text });
      return writing(state, event, typed, (reason) =>
        update(state, { ...step, waiting: true }, [{ type: "ask-request", wanted, reason }]),
      );
    }
  }
}

/** A ceremony waits for whether its document is good enough: that cannot be left for later. */
function routed(state: State, request: Request): Move {
  return onward(state, { at: "request-route", request, listable: request.wanted.type !== "accept-document" });
}

/** 1: a supervisor is here and signs. 2: it waits on the list. */
export function onRequestRoute(state: State, step: StepAt<"request-route">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  if (event.key === "1") return forward(state, approverStep(step.request));
  if (event.key === "2" && step.listable) return left(state, { type: "request-listed" });
  return stay(state);
}

function approverStep(request: Request): StepAt<"approver"> {
  return { at: "approver", request, number: "", ask: "number", typed: nothingTyped, waiting: false };
}

/** The supervisor's own number and password, on the desk of whoever asked. */
export function onApprover(state: State, step: StepAt<"approver">, event: Event): Move {
  switch (event.type) {
    case "approver-accepted":
      return onward(state, { at: "decision", request: step.request, approver: event.approver });
    case "approver-refused":
      return notify({ ...state, step: approverStep(step.request) }, event);
    case "request-gone":
      return left(state, { type: "request-gone" });
    default:
      return proving(state, step, event, { type: "check-approver", request: step.request, number: step.number });
  }
}

/** 1: approved. 2: rejected. */
export function onDecision(state: State, step: StepAt<"decision">, event: Event): Move {
  if (event.type !== "pressed" || (event.key !== "1" && event.key !== "2")) return stay(state);
  const { request, approver } = step;
  const approved = event.key === "1";
  return forward(state, { at: "decision-reason", request, approver, approved, text: "", waiting: false });
}

export function onDecisionReason(state: State, step: StepAt<"decision-reason">, event: Event): Move {
  switch (event.type) {
    case "request-decided":
      return decided(state, event);
    case "request-gone":
    case "request-outdated":
      return left(state, event);
    case "reason-refused":
      return notify({ ...state, step: { ...step, waiting: false } }, event);
    default: {
      const { request, approved, approver } = step;
      const typed = (text: string): StepAt<"decision-reason"> => ({ ...step, text });
      return writing(state, event, typed, (reason) =>
        update(state, { ...step, waiting: true }, [
          { type: "decide-request", request, by: approver.number, approved, reason },
        ]),
      );
    }
  }
}

function decided(state: State, { request, approved, reason, revoked }: EventOf<"request-decided">): Move {
  const { wanted } = request;
  // Whose it was stands there, and takes the proof of it home.
  if (revoked && serviceOf(state).stages.includes("care")) {
    const service = revoked.financial ? "financial-revoke" : "revoke";
    return endWithSlip(state, { type: "certificate-revoked" }, { ...revoked, service });
  }
  if (wanted.type !== "accept-document" || factsOf(state).ceremony !== wanted.ceremony)
    return left(state, approved ? { type: "request-approved" } : { type: "request-rejected", reason });
  if (!approved) return end(state, { type: "document-refused" });
  const { kind } = wanted.document;
  const taken = accepted({ ...state, past: [] }, [
    record({ event: "document-accepted", kind, why: wanted.why, request: request.id }),
  ]);
  return { ...taken, state: { ...taken.state, past: [] } };
}

/** Back to the page that the request came from, as it is now. */
function left(state: State, notice: Notice): Move {
  const moved = origin({ ...state, past: [] });
  return { ...moved, state: { ...moved.state, notice } };
}

/** The stages that requests come from; elsewhere it was about a document, on which nobody may decide any more. */
const origins: readonly StageName[] = ["care", "colleagues", "requests"];

function origin(state: State): Move {
  const stage = serviceOf(state).stages.find((name) => origins.includes(name));
  return stage ? enterStage(state, stage) : end(state, { type: "document-refused" });
}

export function enterRequests(state: State): Move {
  return update(state, { at: "requests", found: null, waiting: true }, [{ type: "list-requests" }]);
}

/** One key each, the oldest first. */
export const requestsListed = 8;

export function onRequests(state: State, step: StepAt<"requests">, event: Event): Move {
  if (event.type === "requests-found") return update(state, { at: "requests", found: event.requests, waiting: false });
  if (event.type !== "pressed" || step.waiting) return stay(state);
  if (event.key === "enter") return finish(state);
  if (event.key === "9")
    return forward(state, { at: "decided", found: null, waiting: true }, [{ type: "list-decided" }]);
  const request = step.found?.slice(0, requestsListed)[Number(event.key) - 1];
  if (!request) return stay(state);
  const { officer } = state;
  if (officer && mayDecide(officer, request)) return forward(state, { at: "decision", request, approver: officer });
  return forward(state, approverStep(request));
}

export function onDecided(state: State, step: StepAt<"decided">, event: Event): Move {
  if (event.type === "decided-found") return update(state, { at: "decided", found: event.decided, waiting: false });
  if (event.type !== "pressed" || event.key !== "enter" || step.waiting) return stay(state);
  return enterRequests({ ...state, past: [] });
}

/** A supervisor, and never whoever asked. */
export function mayDecide(member: StaffMember, request: Request): boolean {
  return member.role === "supervisor" && member.number !== request.askedBy.number;
}
