// The ceremony's one rule: a state and an event give the next state and what is wanted done. Pure, and never throws.

import {
  onCertificateChoice,
  onCustomerFile,
  onMediumBinding,
  onMediumLost,
  onMediumSerial,
  onNewPhone,
  onPhonePlace,
  onResynchronise,
} from "./care.ts";
import { changes } from "./changes.ts";
import { onColleagues } from "./colleagues.ts";
import { connected } from "./connected.ts";
import { closed, isFront, onDeskChoice, onEnded, onOpening, onOutOfService, onServices, onSignOn } from "./desk.ts";
import { onAttestation, onDocument, onDocumentKind, onDocumentRefused } from "./document.ts";
import { onDeposited, onDone } from "./done.ts";
import type { DeviceEvent, Event, EventOf } from "./event.ts";
import { askedLength, fieldOf, takesLetters, writtenIn } from "./field.ts";
import { onDepositing, onDepositReadBack, onFinancial, onKinds } from "./financial.ts";
import { onHeld, onRevocation, onRevocationAct } from "./held.ts";
import { onAccountNumber, onAccountPassword, onResidentNumber } from "./identity.ts";
import { onInterrupted } from "./interrupted.ts";
import { onIssuing, onReadBack, onWriteTrouble } from "./issuance.ts";
import { onOtp, onSecurityCard } from "./medium.ts";
import { notify, record, stay, update } from "./move.ts";
import { onOldFolders } from "./old-folders.ts";
import * as overlays from "./overlay.ts";
import { onOwnPassword } from "./own-password.ts";
import { hasMenu } from "./pages.ts";
import { onCapacity, onCustomerList, onCustomerNumber, onCustomerSearch, onPapers } from "./person.ts";
import { onPhoneCall, onPhoneCode, onPhoneMethod, onPhoneNumber } from "./phone.ts";
import { onPin, onPinAgain, onPinChange, onPinProof } from "./pin.ts";
import { onPkcs12Files } from "./pkcs12.ts";
import { onDeregistration, onExamination, onRegistration, onRegistrations } from "./registration.ts";
import {
  onApprover,
  onDecided,
  onDecision,
  onDecisionReason,
  onRequestReason,
  onRequestRoute,
  onRequests,
} from "./request.ts";
import { cameByItself, tooEarly } from "./settling.ts";
import { onSlip } from "./slip.ts";
import { homeLocale, type Move, type State } from "./state.ts";
import type { At, StepAt } from "./step.ts";
import { onKeyPassword, onSourceDrive, onStickCertificates, onView } from "./stick.ts";
import { onDrive, onPassword, onPasswordAgain, onTurnScreen } from "./storage.ts";
import { onProduct, onTerm, onTerms } from "./terms-stage.ts";
import { onTicket, onTicketCode, onTicketReadBack, onTicketReference } from "./ticket.ts";
import { onTickets, onTicketWithdrawal } from "./ticket-withdrawal.ts";
import { onTokenPin } from "./token.ts";

export function advance(state: State, event: Event): Move {
  const move = tooEarly(state, event) ?? answered(state, event);
  if (move.state.step.at === state.step.at) return move;
  // A new page gives its digits anew.
  return { ...move, state: { ...move.state, listed: [], settling: cameByItself(state, event) } };
}

function answered(state: State, event: Event): Move {
  switch (event.type) {
    case "drives-changed":
    case "tokens-changed":
    case "keypad-changed":
    case "printer-changed":
    case "authority-changed":
    case "phone-shown":
    case "card-written":
      return onDevice(state, event);
    case "out-of-service":
      return stay(closed(state, event));
    case "language-toggled":
      return stay(overlays.toggledLanguage(state));
    case "contrast-toggled":
      return stay(overlays.toggledContrast(state));
    case "card-toggled":
      return stay(card(state));
    case "hangul-typed":
      return notify(state, event);
    case "field-short":
      return short(state);
    case "day-began":
      return stay(onNewDay(state, event.at), restsAtDesk(state) ? [{ type: "catch-up" }] : []);
    case "deadline-passed":
      return onDeadline(state, event);
    case "pressed":
    case "wrote":
    case "secret-typed":
      if (state.overlay) return overlays.onOverlay(state, state.overlay, event);
      return corrected(state, event, onHand({ ...state, notice: null }, event));
    case "second-passed":
      return state.overlay ? overlays.onOverlay(state, state.overlay, event) : onPage(state, event);
    default:
      return onPage(state, event);
  }
}

/** A device changed: noted, recorded, and then told to the page. */
function onDevice(state: State, event: DeviceEvent): Move {
  const { state: next, effects } = onPage(connected(state, event), event);
  const facts = changes(state, event);
  return { state: next, effects: facts.length > 0 ? [record(...facts), ...effects] : effects };
}

function card(state: State): State {
  if (!state.house?.card) return state;
  return overlays.lay(state, state.overlay?.at === "trainer-card" ? null : { at: "trainer-card", page: 0 });
}

/** What a key means everywhere, before the page is asked: the menu, the cancel key, the other language. */
function onHand(state: State, event: Event): Move {
  if (event.type === "secret-typed") return typed(state, event);
  if (event.type !== "pressed" || !hasMenu(state.step.at)) return onPage(state, event);
  const field = fieldOf(state.step);
  const empty = field === null || (field.type !== "secret" && writtenIn(state.step) === "");
  // Where `*` is a letter, the cancel key is the way to the menu.
  if (event.key === "cancel") return takesLetters(state) ? overlays.openMenu(state) : overlays.askToCancel(state);
  if (event.key === "clear" && (empty || field?.type === "secret")) return overlays.openMenu(state);
  if (event.key === "0" && field === null) return stay(overlays.toggledLanguage(state));
  const holdsTooLittle = field !== null && field.type !== "secret" && writtenIn(state.step).length < field.minimum;
  if (event.key === "enter" && holdsTooLittle) return short(state);
  return onPage(state, event);
}

/** What a page may know of a secret being typed. */
function typed(state: State, { length, half }: EventOf<"secret-typed">): Move {
  const { step } = state;
  return "typed" in step ? update(state, { ...step, typed: { length, half } }) : stay(state);
}

/** Enter came too early: what is still wanted is said, and what was typed stays. */
function short(state: State): Move {
  const field = fieldOf(state.step);
  if (field === null) return stay(state);
  const { minimum, maximum } = askedLength(state.step, field, state.house?.ticket);
  const half = "typed" in state.step && state.step.typed.half;
  const digits = field.type === "digits" || (field.type === "secret" && field.characters === "digits");
  return notify(state, { type: "field-short", minimum, exact: minimum === maximum, digits, half });
}

/** A field that a hand emptied is recorded: by its name, never by what it held. */
function corrected(state: State, event: Event, move: Move): Move {
  const { step } = state;
  const field = fieldOf(step);
  if (field === null || state.facts === null) return move;
  const secret = event.type === "secret-typed" && event.length === 0 && "typed" in step && step.typed.length > 1;
  const plain = event.type === "pressed" && event.key === "clear" && writtenIn(step) !== "";
  if (!secret && !plain) return move;
  const name = field.type === "secret" ? field.name : step.at;
  return { state: move.state, effects: [record({ event: "field-corrected", field: name }), ...move.effects] };
}

/** Until when something will be valid is counted anew for whoever reads it at midnight. */
function onNewDay(state: State, day: Date): State {
  return state.facts ? { ...state, facts: { ...state.facts, day } } : state;
}

/** Nobody is served, and somebody could be: behind a customer the desk catches up by itself. */
function restsAtDesk({ facts, desk, step }: State): boolean {
  return facts === null && desk !== null && step.at !== "out-of-service";
}

function onDeadline(state: State, event: Event): Move {
  switch (state.step.at) {
    case "sign-on":
    case "ended":
    case "done":
    case "old-folders":
    case "deposited":
    case "ticket":
      return onPage(state, event);
    default:
      // The customer before had chosen another language.
      if (isFront(state)) return stay({ ...state, locale: homeLocale });
      return overlays.askWhetherStillThere(state);
  }
}

/** Which hand answers on which page: the compiler lists a page that has none. */
const pages: { readonly [A in At]: (state: State, step: StepAt<A>, event: Event) => Move } = {
  opening: (state, _, event) => onOpening(state, event),
  "out-of-service": (state, _, event) => onOutOfService(state, event),
  "desk-choice": (state, _, event) => onDeskChoice(state, event),
  "sign-on": onSignOn,
  interrupted: (state, _, event) => onInterrupted(state, event),
  services: onServices,
  product: (state, _, event) => onProduct(state, event),
  terms: onTerms,
  term: onTerm,
  "customer-search": onCustomerSearch,
  "customer-number": onCustomerNumber,
  "customer-list": onCustomerList,
  capacity: onCapacity,
  papers: onPapers,
  "document-kind": (state, _, event) => onDocumentKind(state, event),
  "document-authority": onDocument,
  "document-date": onDocument,
  "document-number": onDocument,
  attestation: onAttestation,
  "document-refused": onDocumentRefused,
  "resident-number": onResidentNumber,
  "account-number": onAccountNumber,
  "account-password": onAccountPassword,
  "phone-number": (state, _, event) => onPhoneNumber(state, event),
  "phone-method": onPhoneMethod,
  "phone-call": onPhoneCall,
  "phone-code": onPhoneCode,
  "security-card": onSecurityCard,
  otp: onOtp,
  "customer-file": onCustomerFile,
  resynchronise: onResynchronise,
  "medium-lost": onMediumLost,
  "medium-serial": onMediumSerial,
  "medium-binding": onMediumBinding,
  "phone-place": onPhonePlace,
  "new-phone": onNewPhone,
  "certificate-choice": onCertificateChoice,
  "request-reason": onRequestReason,
  "request-route": onRequestRoute,
  approver: onApprover,
  decision: onDecision,
  "decision-reason": onDecisionReason,
  requests: onRequests,
  decided: onDecided,
  colleagues: onColleagues,
  "own-password": onOwnPassword,
  "ticket-read-back": onTicketReadBack,
  ticket: onTicket,
  "ticket-reference": onTicketReference,
  "ticket-code": onTicketCode,
  tickets: onTickets,
  "ticket-withdrawal": onTicketWithdrawal,
  held: onHeld,
  "revocation-act": (state, _, event) => onRevocationAct(state, event),
  revocation: onRevocation,
  kinds: (state, _, event) => onKinds(state, event),
  financial: (state, _, event) => onFinancial(state, event),
  pin: onPin,
  "pin-again": onPinAgain,
  "pin-proof": onPinProof,
  "pin-change": (state, _, event) => onPinChange(state, event),
  "deposit-read-back": (state, _, event) => onDepositReadBack(state, event),
  depositing: onDepositing,
  deposited: onDeposited,
  examination: onExamination,
  registration: onRegistration,
  registrations: onRegistrations,
  deregistration: onDeregistration,
  "source-drive": onSourceDrive,
  "stick-certificates": onStickCertificates,
  "pkcs12-files": onPkcs12Files,
  "certificate-view": (state, _, event) => onView(state, event),
  "old-folders": onOldFolders,
  "key-password": onKeyPassword,
  drive: onDrive,
  "token-pin": onTokenPin,
  "turn-screen": onTurnScreen,
  password: onPassword,
  "password-again": onPasswordAgain,
  "read-back": (state, _, event) => onReadBack(state, event),
  issuing: onIssuing,
  "write-trouble": (state, _, event) => onWriteTrouble(state, event),
  done: onDone,
  ended: (state, step, event) => onSlip(state, step, event) ?? onEnded(state, step, event),
};

function onStep<A extends At>(state: State, step: StepAt<A> & { readonly at: A }, event: Event): Move {
  return pages[step.at](state, step, event);
}

function onPage(state: State, event: Event): Move {
  return onStep(state, state.step, event);
}
