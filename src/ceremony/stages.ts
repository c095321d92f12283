// Where each stage begins: one entry a stage, so that the compiler lists what a new one still lacks. Pure.

import { openFile } from "./care.ts";
import { enterColleagues } from "./colleagues.ts";
import { enterDeposit, enterFinancial, enterKinds } from "./financial.ts";
import { enterHeld, enterRevocation } from "./held.ts";
import { enterIdentity } from "./identity.ts";
import { enterIssuance } from "./issuance.ts";
import { enterKeeping } from "./keeping.ts";
import { enterMedium } from "./medium.ts";
import { enterOwnPassword } from "./own-password.ts";
import { enterPerson } from "./person.ts";
import { enterPhone } from "./phone.ts";
import { enterPin, enterPinChange, enterPinProof } from "./pin.ts";
import { enterRegistration, enterRegistrations } from "./registration.ts";
import { enterRequests } from "./request.ts";
import type { StageName } from "./services.ts";
import type { Move, State } from "./state.ts";
import { enterKey, enterSource, enterView } from "./stick.ts";
import { enterDrive, enterPassword } from "./storage.ts";
import { enterTerms } from "./terms-stage.ts";
import { enterRedemption, enterTicket } from "./ticket.ts";
import { enterTickets } from "./ticket-withdrawal.ts";

const entrances: { readonly [Name in StageName]: (state: State) => Move } = {
  terms: enterTerms,
  identity: enterIdentity,
  phone: enterPhone,
  medium: enterMedium,
  source: enterSource,
  view: enterView,
  key: enterKey,
  drive: enterDrive,
  password: enterPassword,
  keeping: enterKeeping,
  issuance: enterIssuance,
  ticket: enterTicket,
  redemption: enterRedemption,
  tickets: enterTickets,
  held: enterHeld,
  revocation: enterRevocation,
  kinds: enterKinds,
  financial: enterFinancial,
  pin: enterPin,
  "pin-proof": enterPinProof,
  "pin-change": enterPinChange,
  deposit: enterDeposit,
  registration: enterRegistration,
  registrations: enterRegistrations,
  person: enterPerson,
  care: openFile,
  requests: enterRequests,
  colleagues: enterColleagues,
  "own-password": enterOwnPassword,
};

export function enterStage(state: State, name: StageName): Move {
  return entrances[name](state);
}
