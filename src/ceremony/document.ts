// The identity document that the teller holds: its kind, issuer, date and end of number, and what he attests. Pure.

import {
  authoritiesOf,
  type DocumentRefusal,
  type IdentityDocument,
  isAuthority,
  isDocumentEnd,
  parseDocumentDate,
} from "../verification/document.ts";
import type { Event } from "./event.ts";
import { end, factsOf, forward, nextStage, notify, onward, record, stay, update } from "./move.ts";
import { documentHolder, documentsListed } from "./offer.ts";
import { comesAs } from "./person.ts";
import { askFor } from "./request.ts";
import { service } from "./services.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";
import { writing } from "./writing.ts";

export function canBeProxy(state: State): boolean {
  return factsOf(state).capacity === "self";
}

export function onDocumentKind(state: State, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const kinds = documentsListed(factsOf(state));
  // Behind the kinds: somebody else came for an adult.
  if (event.key === String(kinds.length + 1) && canBeProxy(state)) return comesAs(state, "proxy");
  const kind = kinds[Number(event.key) - 1];
  if (!kind) return stay(state);
  return forward(state, { at: "document-authority", answers: { kind }, text: authoritiesOf(kind)[0] ?? "" });
}

type DocumentStep = StepAt<"document-authority"> | StepAt<"document-date"> | StepAt<"document-number">;

/** The three typed answers about a document; each goes on to the next. */
export function onDocument(state: State, step: DocumentStep, event: Event): Move {
  if (step.at === "document-number") {
    if (event.type === "document-recorded")
      return forward({ ...state, step: rested(step) }, { at: "attestation", document: documentOf(step, step.text) });
    if (event.type === "document-refused") return refused(state, documentOf(step, step.text), event.why);
    if (event.type === "document-date-wrong") return dateAgain(state, step);
  }
  const typed = (text: string): DocumentStep => ({ ...step, text });
  return writing(state, event, typed, (text) => answered({ ...state, step: typed(text) }, step, text));
}

function rested(step: StepAt<"document-number">): StepAt<"document-number"> {
  return { ...step, waiting: false };
}

function answered(state: State, step: DocumentStep, text: string): Move {
  const { answers } = step;
  switch (step.at) {
    case "document-authority":
      if (!isAuthority(text)) return notify(state, { type: "document-authority-malformed" });
      return forward(state, { at: "document-date", answers: { ...answers, authority: text }, text: "" });
    case "document-date": {
      const issuedOn = parseDocumentDate(text);
      if (!issuedOn) return notify(state, { type: "document-date-malformed" });
      return forward(state, { at: "document-number", answers: { ...answers, issuedOn }, text: "", waiting: false });
    }
    case "document-number": {
      if (!isDocumentEnd(text)) return notify(state, { type: "document-number-malformed" });
      const document = documentOf(step, text);
      const holder = documentHolder(factsOf(state))?.id ?? null;
      return update(state, { ...step, text, waiting: true }, [{ type: "record-document", document, holder }]);
    }
  }
}

function documentOf({ answers }: StepAt<"document-number">, text: string): IdentityDocument {
  const { kind, authority, issuedOn } = answers;
  if (!kind || !authority || !issuedOn) throw new Error("a document was asked for out of order");
  return { kind, authority, issuedOn, number: `****${text}` };
}

/** A document of tomorrow is refused at its date, and what else was typed is kept. */
function dateAgain(state: State, step: StepAt<"document-number">): Move {
  const past = state.past.filter(({ at }) => at !== "document-date");
  return notify(
    { ...state, past, step: { at: "document-date", answers: step.answers, text: "" } },
    { type: "document-date-malformed" },
  );
}

/** 1: genuine, and the person. 2: not genuine, as far as can be seen. 3: not the person. */
export function onAttestation(state: State, step: StepAt<"attestation">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const { document } = step;
  switch (event.key) {
    case "1":
      return accepted(state, [record({ event: "document-attested", kind: document.kind })]);
    case "2":
      return doubted(state, document, "not-genuine");
    case "3":
      return doubted(state, document, "not-the-person");
    default:
      return stay(state);
  }
}

function doubted(state: State, document: IdentityDocument, why: DocumentRefusal): Move {
  const moved = refused(state, document, why);
  return { state: moved.state, effects: [{ type: "refuse-document", document, why }] };
}

function refused(state: State, document: IdentityDocument, why: DocumentRefusal): Move {
  return onward(state, { at: "document-refused", document, why });
}

/** 1: another document. 2: a supervisor decides, here and now. 3: the end. */
export function onDocumentRefused(state: State, step: StepAt<"document-refused">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const { ceremony, chosenCustomer } = factsOf(state);
  const { document, why } = step;
  switch (event.key) {
    case "1":
      return onward(state, { at: "document-kind" });
    case "2":
      return chosenCustomer
        ? askFor(state, { type: "accept-document", customer: chosenCustomer.id, document, why, ceremony })
        : stay(state);
    case "3":
      return end(state, { type: "document-refused" });
    default:
      return stay(state);
  }
}

/** On to the account; a service that goes without it is done with the person. */
export function accepted(state: State, effects: Move["effects"] = []): Move {
  const { service: id, stage } = factsOf(state);
  if (service(id).stages[stage] === "person") return nextStage(state, { verified: true }, effects);
  return forward(state, { at: "account-number", number: "" }, effects);
}
