// The pages between ceremonies: which desk, who works at it, which service. Pure.

import type { Desk } from "../audit/entry.ts";
import type { Ending } from "./ending.ts";
import type { Event, EventOf } from "./event.ts";
import { back, forward, notify, record, stay, update } from "./move.ts";
import { offersAt, type ServiceId, service, signsFor } from "./services.ts";
import { proving } from "./staff-proof.ts";
import { enterStage } from "./stages.ts";
import type { Facts, House, Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";

const nobody: StepAt<"sign-on"> = { at: "sign-on", number: "", ask: "number", typed: nothingTyped, waiting: false };

/** The page on which a desk rests: a kiosk waits for a customer, a teller's desk first for its teller. */
export function rest(state: State): State {
  const clear = { ...state, facts: null, past: [], overlay: null, notice: null };
  if (state.desk === "teller" && state.officer === null) return { ...clear, step: nobody };
  return { ...clear, step: { at: "services", page: "front", waiting: false } };
}

/** Where a kiosk waits for its next customer. */
export function isFront({ step, officer }: State): boolean {
  return step.at === "services" && step.page === "front" && officer === null;
}

/** A key that came before is dropped: nobody has seen what it would be an answer to. */
export function onOpening(state: State, event: Event): Move {
  if (event.type !== "opened") return stay(state);
  const opened: State = { ...state, house: event.house };
  return event.desk ? openDesk(opened, event.desk) : update(opened, { at: "desk-choice" });
}

function openDesk(state: State, desk: Desk): Move {
  return stay(rest({ ...state, desk, officer: null }), [{ type: "open-desk", desk }]);
}

/** Nothing is done any more, and nobody is signed on; what was open before opens again. */
export function closed(state: State, { why, outage, desk }: EventOf<"out-of-service">): State {
  return { ...rest(state), desk: desk ?? state.desk, step: { at: "out-of-service", why, outage } };
}

/** The branch was opened again: the same desk, and whoever worked at it signs on anew. */
export function onOutOfService(state: State, event: Event): Move {
  return event.type === "opened" ? onOpening(state, { ...event, desk: event.desk ?? state.desk }) : stay(state);
}

/** Behind the desks, where there is something to forget. */
export function anewKey({ desks, begunOn }: House): string | null {
  return begunOn ? String(desks.length + 1) : null;
}

export function onDeskChoice(state: State, event: Event): Move {
  if (event.type !== "pressed" || !state.house) return stay(state);
  if (event.key === anewKey(state.house)) return update(state, { at: "opening" }, [{ type: "begin-anew" }]);
  const desk = state.house.desks[Number(event.key) - 1];
  return desk ? openDesk(state, desk) : stay(state);
}

export function onSignOn(state: State, step: StepAt<"sign-on">, event: Event): Move {
  switch (event.type) {
    case "signed-on": {
      const rested = rest({ ...state, officer: event.member });
      const { interrupted: ceremonies = [] } = event;
      return stay(ceremonies.length > 0 ? { ...rested, step: { at: "interrupted", ceremonies } } : rested);
    }
    case "sign-on-refused":
    case "sign-on-locked":
      return notify({ ...state, step: nobody }, event);
    case "deadline-passed":
      return update(state, nobody);
    default:
      return proving(state, step, event, { type: "sign-on", number: step.number });
  }
}

/** Back to the services: a service of the staff is done when they say so. */
export function finish(state: State): Move {
  const { at } = state.step;
  return stay(rest(state), [{ type: "close-ceremony", result: "completed", at, why: "finished" }]);
}

/** What an end leads on to by the key 1; null where it leads nowhere. */
export function serviceAfter(ending: Ending): ServiceId | null {
  switch (ending.type) {
    case "renewal-expired":
      return "reissue";
    // One that is locked can be unlocked at a counter, or had anew.
    case "no-financial":
    case "financial-expired":
    case "pin-locked":
      return "financial-issue";
    default:
      return null;
  }
}

export function onEnded(state: State, { ending }: StepAt<"ended">, event: Event): Move {
  if (event.type === "deadline-passed") return stay(rest(state));
  if (event.type !== "pressed") return stay(state);
  const next = event.key === "1" ? serviceAfter(ending) : null;
  if (next) return start(rest(state), next);
  return event.key === "enter" ? stay(rest(state)) : stay(state);
}

/** Nobody works at this desk any more. */
export function signOff(state: State, why: "key" | "idle" | "out"): Move {
  if (!state.officer) return stay(rest(state));
  const effect = record({ event: "staff-signed-off", number: state.officer.number, why });
  return stay(rest({ ...state, officer: null }), [effect]);
}

/** 8: in a rehearsal, the other desk. 9: the teller signs off; behind the front, back to it. Otherwise an offer's key. */
export function onServices(state: State, step: StepAt<"services">, event: Event): Move {
  if (event.type === "ceremony-began") return begin(state, event);
  if (event.type === "officer-out") return signOff(state, "out");
  if (event.type !== "pressed" || step.waiting || state.desk === null) return stay(state);
  const offers = offersAt(state.desk, step.page);
  // Not Enter: whoever pressed it once too often on the last page would begin another ceremony.
  const offer = offers.find(({ key }) => key === event.key);
  if (offer?.type === "page") return forward(state, { ...step, page: offer.page });
  if (offer) return start(state, offer.id);
  if (step.page !== "front") return event.key === "9" ? back(state) : stay(state);
  if (event.key === "9" && state.officer) return signOff(state, "key");
  return event.key === "8" ? otherDesk(state) : stay(state);
}

function start(state: State, id: ServiceId): Move {
  const { desk, locale, step } = state;
  if (step.at !== "services" || desk === null) return stay(state);
  if (state.authority && signsFor(id)) return notify(state, { type: "authority-unsigned", why: state.authority });
  return update(state, { ...step, waiting: true }, [{ type: "begin-ceremony", service: id, desk, locale }]);
}

/** In a rehearsal one terminal is both desks, one at a time, between ceremonies. */
export function otherDesk(state: State): Move {
  const other = state.house?.desks.find((desk) => desk !== state.desk);
  if (!other || state.desk === null || state.facts !== null) return stay(state);
  const opened = openDesk(state, other);
  return { state: opened.state, effects: [{ type: "close-desk", desk: state.desk }, ...opened.effects] };
}

function begin(state: State, began: EventOf<"ceremony-began">): Move {
  const facts: Facts = {
    ceremony: began.ceremony,
    service: began.service,
    day: began.at,
    stage: 0,
    product: null,
    chosenCustomer: null,
    capacity: "self",
    customer: null,
    account: "",
    replaces: [],
    held: null,
    ticket: null,
    fee: 0,
    source: null,
    brought: null,
    holder: null,
    file: null,
    drive: null,
    counterfeits: [],
    token: null,
    passwordSet: false,
    signed: false,
  };
  const first = service(began.service).stages[0];
  // What the phone of the customer before showed is nobody's business now.
  const fresh: State = { ...state, facts, past: [], notice: null, phone: { type: "idle" } };
  return first ? enterStage(fresh, first) : stay(state);
}
