// Who stands there: at a kiosk by resident number, at a counter by document and teller; then the account. Pure.

import { authoritiesOf, documentKinds, parseDocumentDate } from "../verification/document.ts";
import type { Event, EventOf } from "./event.ts";
import { end, factsOf, forward, learn, nextStage, notify, record, stay, typedIn, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import { nothingTyped, type StepAt } from "./step.ts";
import { write } from "./writing.ts";

export function enterIdentity(state: State): Move {
  return state.desk === "teller"
    ? update(state, { at: "customer-search", query: "", waiting: false })
    : update(state, { at: "resident-number", typed: nothingTyped });
}

export function onCustomerSearch(state: State, step: StepAt<"customer-search">, event: Event): Move {
  if (event.type === "customers-found") {
    if (event.customers.length === 0)
      return notify({ ...state, step: { ...step, waiting: false } }, { type: "nobody-found" });
    const rested: State = { ...state, step: { ...step, waiting: false } };
    return forward(rested, { at: "customer-list", query: step.query, found: event.customers });
  }
  if (event.type === "bank-unreachable")
    return notify({ ...state, step: { ...step, waiting: false } }, { type: "bank-unreachable" });
  const written = write(state, event);
  switch (written.type) {
    case "text":
      return update(state, { ...step, query: written.text });
    case "entered":
      return update(state, { ...step, waiting: true }, [{ type: "search-customers", query: written.text }]);
    case "ignored":
      return stay(state);
  }
}

export function onCustomerList(state: State, step: StepAt<"customer-list">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const customer = step.found[Number(event.key) - 1];
  if (!customer) return stay(state);
  return forward(learn(state, { chosenCustomer: customer }), { at: "document-kind" }, [
    record({ event: "customer-chosen", customer: customer.id }),
  ]);
}

export function onDocumentKind(state: State, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const kind = documentKinds[Number(event.key) - 1];
  if (!kind) return stay(state);
  return forward(state, { at: "document-authority", answers: { kind }, text: authoritiesOf(kind)[0] ?? "" });
}

type DocumentStep = StepAt<"document-authority"> | StepAt<"document-date"> | StepAt<"document-number">;

/** The three typed answers about a document; each goes on to the next. `now` is read by the screen's clock, not here. */
export function onDocument(state: State, step: DocumentStep, event: Event): Move {
  if (step.at === "document-number" && (event.type === "document-recorded" || event.type === "document-refused"))
    return documentJudged(state, step, event.type === "document-recorded");
  const written = write(state, event);
  switch (written.type) {
    case "text":
      return update(state, { ...step, text: written.text });
    case "entered":
      return documentAnswered({ ...state, step: { ...step, text: written.text } }, step, written.text);
    case "ignored":
      return stay(state);
  }
}

function documentAnswered(state: State, step: DocumentStep, text: string): Move {
  const { answers } = step;
  switch (step.at) {
    case "document-authority":
      return forward(state, { at: "document-date", answers: { ...answers, authority: text }, text: "" });
    case "document-date": {
      const issuedOn = parseDocumentDate(text);
      if (!issuedOn) return notify(state, { type: "document-date-malformed" });
      return forward(state, { at: "document-number", answers: { ...answers, issuedOn }, text: "", waiting: false });
    }
    case "document-number": {
      const { kind, authority, issuedOn } = answers;
      if (!kind || !authority || !issuedOn) throw new Error("a document was asked for out of order");
      const document = { kind, authority, issuedOn, number: `****${text}` };
      return update(state, { ...step, text, waiting: true }, [{ type: "record-document", document }]);
    }
  }
}

/** A document of tomorrow is refused at its date, and what else was typed is kept. */
function documentJudged(state: State, step: StepAt<"document-number">, accepted: boolean): Move {
  if (accepted) return forward(state, { at: "account-number", number: "" });
  const past = state.past.filter(({ at }) => at !== "document-date");
  return notify(
    { ...state, past, step: { at: "document-date", answers: step.answers, text: "" } },
    { type: "document-date-malformed" },
  );
}

export function onResidentNumber(state: State, step: StepAt<"resident-number">, event: Event): Move {
  if (event.type === "secret-typed") return update(state, { ...step, typed: typedIn(event) });
  if (event.type === "pressed" && event.key === "enter") return forward(state, { at: "account-number", number: "" });
  return stay(state);
}

export function onAccountNumber(state: State, step: StepAt<"account-number">, event: Event): Move {
  const written = write(state, event);
  switch (written.type) {
    case "text":
      return update(state, { ...step, number: written.text });
    case "entered":
      return forward(state, { at: "account-password", number: written.text, typed: nothingTyped, waiting: false });
    case "ignored":
      return stay(state);
  }
}

export function onAccountPassword(state: State, step: StepAt<"account-password">, event: Event): Move {
  switch (event.type) {
    case "secret-typed":
      return update(state, { ...step, typed: typedIn(event) });
    case "pressed":
      if (event.key !== "enter" || step.waiting) return stay(state);
      return update(state, { ...step, waiting: true }, [
        { type: "check-account", customer: factsOf(state).chosenCustomer?.id ?? null, account: step.number },
      ]);
    case "identified": {
      const known = learn(state, { customer: event.customer, account: step.number, replaces: event.replaces });
      return nextStage(known, { verified: true });
    }
    case "resident-number-malformed":
    case "not-identified":
      return refused(state, event);
    case "account-locked":
      return end(state, { type: "account-locked" });
    case "bank-unreachable":
      return notify({ ...state, step: { ...step, typed: nothingTyped, waiting: false } }, { type: "bank-unreachable" });
    default:
      return stay(state);
  }
}

/** Which of the numbers was wrong is not said: the first question is asked again. */
function refused(state: State, notice: EventOf<"not-identified"> | EventOf<"resident-number-malformed">): Move {
  const past = state.past.filter(({ at }) => at !== "account-number" && at !== "resident-number");
  const again = { ...state, past, notice };
  if (state.desk === "teller") return update(again, { at: "account-number", number: "" });
  return update(again, { at: "resident-number", typed: nothingTyped });
}
