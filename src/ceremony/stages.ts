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

export function enterStage(state: State, name: StageName): Move {
  switch (name) {
    case "terms":
      return enterTerms(state);
    case "identity":
      return enterIdentity(state);
    case "phone":
      return enterPhone(state);
    case "medium":
      return enterMedium(state);
    case "source":
      return enterSource(state);
    case "view":
      return enterView(state);
    case "key":
      return enterKey(state);
    case "drive":
      return enterDrive(state);
    case "password":
      return enterPassword(state);
    case "keeping":
      return enterKeeping(state);
    case "issuance":
      return enterIssuance(state);
    case "ticket":
      return enterTicket(state);
    case "redemption":
      return enterRedemption(state);
    case "tickets":
      return enterTickets(state);
    case "held":
      return enterHeld(state);
    case "revocation":
      return enterRevocation(state);
    case "kinds":
      return enterKinds(state);
    case "financial":
      return enterFinancial(state);
    case "pin":
      return enterPin(state);
    case "pin-proof":
      return enterPinProof(state);
    case "pin-change":
      return enterPinChange(state);
    case "deposit":
      return enterDeposit(state);
    case "registration":
      return enterRegistration(state);
    case "registrations":
      return enterRegistrations(state);
    case "person":
      return enterPerson(state);
    case "care":
      return openFile(state);
    case "requests":
      return enterRequests(state);
    case "colleagues":
      return enterColleagues(state);
    case "own-password":
      return enterOwnPassword(state);
  }
}
