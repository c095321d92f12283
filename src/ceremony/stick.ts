// A certificate that the customer brought: on which stick, which one, what it says, and the password of its key. Pure.

import type { StickCertificate } from "../media/stick-certificate.ts";
import { finish } from "./desk.ts";
import type { Effect } from "./effect.ts";
import type { Event, EventOf } from "./event.ts";
import { end, established, forward, learn, nextStage, notify, record, serviceOf, stay, update } from "./move.ts";
import { askAboutBrought, canRemove } from "./old-folders.ts";
import { onListed } from "./pkcs12.ts";
import { barred, registrationBar } from "./registration.ts";
import { renewalRefusal, renewing } from "./renewal.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";
import { chosenDrive } from "./storage.ts";

/** Certificates on one page; 8 and 9 are keys of the page itself. */
export const stickPageLength = 5;

export function enterSource(state: State): Move {
  return update(state, { at: "source-drive", waiting: false });
}

export function onSourceDrive(state: State, step: StepAt<"source-drive">, event: Event): Move {
  const rested: State = { ...state, step: { ...step, waiting: false } };
  switch (event.type) {
    case "pkcs12-listed":
      return onListed(rested, event);
    case "stick-read":
      if (event.found.length > 0) return forward(rested, listOf(event));
      // The last one on it was removed just now: that is what is said.
      if (state.notice?.type === "old-folders-removed") return stay(rested);
      return notify(rested, { type: event.more ? "too-many-folders" : "no-certificate" });
    case "drive-refused":
      return notify(rested, event);
    // What was said of a stick is not true of the next one.
    case "drives-changed":
      return stay({ ...state, notice: null });
    default: {
      if (step.waiting) return stay(state);
      const drive = chosenDrive(state, event);
      if ("state" in drive) return drive;
      const type = serviceOf(state).source === "pkcs12" ? "list-pkcs12" : "read-stick";
      const effects = [{ type, drive } as const];
      return update(learn(state, { source: drive, brought: null, file: null }), { ...step, waiting: true }, effects);
    }
  }
}

/** Expired ones stay hidden until they are asked for, unless there are no others. */
function listOf({ found, unreadable, more }: EventOf<"stick-read">): StepAt<"stick-certificates"> {
  const withExpired = found.every(({ daysLeft }) => daysLeft < 0);
  return { at: "stick-certificates", found, unreadable, more, withExpired, first: 0 };
}

/** Some are expired, and not all: where nothing else is there is nothing to hide them behind. */
export function canHideExpired({ found }: StepAt<"stick-certificates">): boolean {
  const expired = found.filter(({ daysLeft }) => daysLeft < 0).length;
  return expired > 0 && expired < found.length;
}

/** All that are listed now; a page shows `stickPageLength` of them, from `first` on. */
export function listed(step: StepAt<"stick-certificates">): readonly StickCertificate[] {
  return step.withExpired ? step.found : step.found.filter(({ daysLeft }) => daysLeft >= 0);
}

/** A digit chooses; 8 shows the expired ones too, or hides them; 9 goes on to the next page, and round. */
export function onStickCertificates(state: State, step: StepAt<"stick-certificates">, event: Event): Move {
  if (event.type === "drives-changed") return sourceGone(state) ? otherSource(state) : stay(state);
  if (event.type !== "pressed") return stay(state);
  const all = listed(step);
  if (event.key === "8" && canHideExpired(step))
    return update(state, { ...step, withExpired: !step.withExpired, first: 0 });
  if (event.key === "9") {
    const next = step.first + stickPageLength;
    return update(state, { ...step, first: next < all.length ? next : 0 });
  }
  const page = all.slice(step.first, step.first + stickPageLength);
  const chosen = event.key === "enter" && all.length === 1 ? all[0] : page[Number(event.key) - 1];
  return chosen ? choose(state, chosen) : stay(state);
}

function sourceGone({ drives, facts }: State): boolean {
  return !drives.some(({ id }) => id === facts?.source?.id);
}

/** Its list tells of a stick that is not there any more. */
function otherSource(state: State): Move {
  const past = state.past.filter(({ at }) => at !== "source-drive");
  const step: StepAt<"source-drive"> = { at: "source-drive", waiting: false };
  return notify({ ...learn(state, { source: null, brought: null }), past, step }, { type: "drive-removed" });
}

function choose(state: State, chosen: StickCertificate): Move {
  const { stages, renews } = serviceOf(state);
  if (stages.includes("key") && !chosen.hasKey) return notify(state, { type: "pair-incomplete" });
  const fact = record({ event: "stick-certificate-chosen", ca: chosen.ca, serial: chosen.serial });
  const bar = stages.includes("registration") ? registrationBar(chosen) : null;
  if (bar) return notify(state, { type: "not-registrable", why: bar }, [fact, barred(chosen, bar)]);
  const refusal = renews ? renewalRefusal(chosen) : null;
  if (refusal) return end(state, refusal, [fact]);
  return nextStage(learn(state, { brought: chosen }), { verified: false }, [fact]);
}

export function enterView(state: State): Move {
  return update(state, { at: "certificate-view" });
}

export function onView(state: State, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  if (event.key === "1" && canRemove(state)) return askAboutBrought(state);
  return event.key === "enter" ? finish(state) : stay(state);
}

export function enterKey(state: State): Move {
  return update(state, { at: "key-password", typed: nothingTyped, waiting: false });
}

export function onKeyPassword(state: State, step: StepAt<"key-password">, event: Event): Move {
  switch (event.type) {
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [opening(state)]);
    case "pkcs12-opened":
      return nextStage(learn(state, { brought: event.certificate }), { verified: true });
    case "key-opened":
      return serviceOf(state).renews ? renewing(state, event.holder) : nextStage(state, { verified: true });
    case "key-refused":
    case "drive-refused":
      return notify({ ...state, step: { at: "key-password", typed: nothingTyped, waiting: false } }, event);
    default:
      return stay(state);
  }
}

function opening(state: State): Effect {
  return serviceOf(state).source === "pkcs12"
    ? { type: "open-pkcs12", file: established(state, "file") }
    : { type: "open-key", certificate: established(state, "brought") };
}
