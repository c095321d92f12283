// Who stands at a counter: the customer is found, whoever came for him shows his papers and a document. Pure.

import { type Capacity, capacitiesAt, fullAge, papersOf } from "../verification/capacity.ts";
import type { FoundCustomer } from "../verification/customer-file.ts";
import type { Event } from "./event.ts";
import { end, factsOf, forward, learn, notify, record, stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";
import { writing } from "./writing.ts";

export function enterPerson(state: State): Move {
  return update(state, { at: "customer-search", query: "", waiting: false });
}

/** A name, or the digits of an account. An empty line goes to the resident number, which nobody may read. */
export function onCustomerSearch(state: State, step: StepAt<"customer-search">, event: Event): Move {
  if (event.type === "customers-found" || event.type === "bank-unreachable") return found(state, step, event);
  const typed = (query: string): StepAt<"customer-search"> => ({ ...step, query });
  return writing(state, event, typed, (query) => {
    if (query === "") return forward(state, { at: "customer-number", typed: nothingTyped, waiting: false });
    const by = /^\d{10,14}$/.test(query) ? "account" : "name";
    return update(state, { ...step, waiting: true }, [{ type: "search-customers", by, query }]);
  });
}

export function onCustomerNumber(state: State, step: StepAt<"customer-number">, event: Event): Move {
  switch (event.type) {
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [{ type: "find-customer" }]);
    case "resident-number-malformed":
      return notify({ ...state, step: { ...step, typed: nothingTyped, waiting: false } }, event);
    case "customers-found":
    case "bank-unreachable":
      return found(state, { ...step, typed: nothingTyped }, event);
    default:
      return stay(state);
  }
}

function found(state: State, step: StepAt<"customer-search"> | StepAt<"customer-number">, event: Event): Move {
  const rested: State = { ...state, step: { ...step, waiting: false } };
  if (event.type !== "customers-found") return notify(rested, { type: "bank-unreachable" });
  if (event.customers.length === 0) return notify(rested, { type: "nobody-found" });
  const query = step.at === "customer-search" ? step.query : "";
  return forward(rested, { at: "customer-list", query, found: event.customers });
}

export function onCustomerList(state: State, step: StepAt<"customer-list">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const customer = step.found[Number(event.key) - 1];
  return customer ? chosen(state, customer) : stay(state);
}

/** Who is of full age came himself, unless the next page says otherwise. */
function chosen(state: State, customer: FoundCustomer): Move {
  const known = learn(state, { chosenCustomer: customer, capacity: "self" });
  const effects = [record({ event: "customer-chosen", customer: customer.id })];
  return customer.age >= fullAge
    ? forward(known, { at: "document-kind" }, effects)
    : forward(known, { at: "capacity", offered: capacitiesAt(customer.age) }, effects);
}

export function onCapacity(state: State, step: StepAt<"capacity">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const capacity = step.offered[Number(event.key) - 1];
  return capacity ? comesAs(state, capacity) : stay(state);
}

export function comesAs(state: State, capacity: Capacity): Move {
  const customer = factsOf(state).chosenCustomer?.id ?? "";
  return forward(state, { at: "papers", capacity, ticked: [] }, [
    record({ event: "capacity-chosen", customer, capacity }),
  ]);
}

/** The key behind the papers: one of them is not there. */
export function papersMissingKey(capacity: Capacity): string {
  return String(papersOf(capacity).length + 1);
}

/** Each paper is ticked when it was seen; all of them, or nothing is done. */
export function onPapers(state: State, step: StepAt<"papers">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const { capacity, ticked } = step;
  const papers = papersOf(capacity);
  const paper = papers[Number(event.key) - 1];
  if (paper) {
    const others = ticked.filter((each) => each !== paper);
    return update(state, { ...step, ticked: others.length < ticked.length ? others : [...ticked, paper] });
  }
  const missing = papers.filter((each) => !ticked.includes(each));
  if (event.key === papersMissingKey(capacity))
    return end(state, { type: "papers-missing" }, [
      record({ event: "papers-missing", capacity, papers: missing.join(" ") }),
    ]);
  if (event.key !== "enter") return stay(state);
  if (missing.length > 0) return notify(state, { type: "papers-unticked" });
  // Known from here on: whoever goes back before it is still asked for the papers.
  return forward(learn(state, { capacity }), { at: "document-kind" }, [
    record({ event: "papers-seen", capacity, papers: papers.join(" ") }),
  ]);
}
