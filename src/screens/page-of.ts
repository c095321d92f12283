// Which page stands on the screen: the question laid over it, or the step. The compiler lists a step that has no page.

import type { Overlay } from "../ceremony/state.ts";
import type { At, StepAt } from "../ceremony/step.ts";
import type { Page, View } from "./page.ts";
import * as care from "./pages/care.ts";
import * as decided from "./pages/decided.ts";
import * as desk from "./pages/desk.ts";
import * as document from "./pages/document.ts";
import * as file from "./pages/file.ts";
import * as financial from "./pages/financial.ts";
import * as held from "./pages/held.ts";
import * as identity from "./pages/identity.ts";
import * as issuance from "./pages/issuance.ts";
import * as medium from "./pages/medium.ts";
import * as overlays from "./pages/overlay.ts";
import * as person from "./pages/person.ts";
import * as phone from "./pages/phone.ts";
import * as registration from "./pages/registration.ts";
import * as request from "./pages/request.ts";
import * as staff from "./pages/staff.ts";
import * as stick from "./pages/stick.ts";
import * as storage from "./pages/storage.ts";
import * as terms from "./pages/terms.ts";
import * as ticket from "./pages/ticket.ts";
import * as token from "./pages/token.ts";

export function pageOf(view: View): Page {
  return view.state.overlay ? overlaid(view, view.state.overlay) : stepPage(view, view.state.step);
}

function overlaid(view: View, overlay: Overlay): Page {
  switch (overlay.at) {
    case "menu":
      return overlays.menuPage(view);
    case "cancel":
      return overlays.cancelPage(view);
    case "idle":
      return overlays.idlePage(view, overlay);
    case "trainer-card":
      return overlays.trainerCardPage(view, overlay);
  }
}

/** How each step is shown. */
type Pages = { readonly [A in At]: (view: View, step: StepAt<A>) => Page };

const pages: Pages = {
  opening: desk.openingPage,
  "out-of-service": desk.outOfServicePage,
  "desk-choice": desk.deskChoicePage,
  "sign-on": desk.signOnPage,
  interrupted: staff.interruptedPage,
  services: desk.servicesPage,
  product: terms.productPage,
  terms: terms.termsPage,
  term: terms.termPage,
  "customer-search": person.customerSearchPage,
  "customer-number": person.customerNumberPage,
  "customer-list": person.customerListPage,
  capacity: person.capacityPage,
  papers: person.papersPage,
  "document-kind": document.documentKindPage,
  "document-authority": document.documentAuthorityPage,
  "document-date": document.documentDatePage,
  "document-number": document.documentNumberPage,
  attestation: document.attestationPage,
  "document-refused": document.documentRefusedPage,
  "resident-number": identity.residentNumberPage,
  "account-number": identity.accountNumberPage,
  "account-password": identity.accountPasswordPage,
  "phone-number": phone.phoneNumberPage,
  "phone-method": phone.phoneMethodPage,
  "phone-call": phone.phoneCallPage,
  "phone-code": phone.phoneCodePage,
  "security-card": medium.securityCardPage,
  otp: medium.otpPage,
  "customer-file": file.customerFilePage,
  resynchronise: care.resynchronisePage,
  "medium-lost": care.mediumLostPage,
  "medium-serial": care.mediumSerialPage,
  "medium-binding": care.mediumBindingPage,
  "phone-place": care.phonePlacePage,
  "new-phone": care.newPhonePage,
  "certificate-choice": care.certificateChoicePage,
  "request-reason": request.requestReasonPage,
  "request-route": request.requestRoutePage,
  approver: request.approverPage,
  decision: request.decisionPage,
  "decision-reason": request.decisionReasonPage,
  requests: request.requestsPage,
  decided: decided.decidedPage,
  colleagues: staff.colleaguesPage,
  "own-password": staff.ownPasswordPage,
  "ticket-read-back": ticket.ticketReadBackPage,
  ticket: ticket.ticketPage,
  "ticket-reference": ticket.ticketReferencePage,
  "ticket-code": ticket.ticketCodePage,
  tickets: ticket.ticketsPage,
  "ticket-withdrawal": ticket.ticketWithdrawalPage,
  held: held.heldPage,
  "revocation-act": held.revocationActPage,
  revocation: held.revocationPage,
  kinds: financial.kindsPage,
  financial: financial.financialPage,
  pin: financial.pinPage,
  "pin-again": financial.pinAgainPage,
  "pin-proof": financial.pinProofPage,
  "pin-change": financial.pinChangePage,
  "deposit-read-back": financial.depositReadBackPage,
  depositing: financial.depositingPage,
  deposited: financial.depositedPage,
  examination: registration.examinationPage,
  registration: registration.registrationPage,
  registrations: registration.registrationsPage,
  deregistration: registration.deregistrationPage,
  "source-drive": stick.sourceDrivePage,
  "stick-certificates": stick.stickCertificatesPage,
  "pkcs12-files": stick.pkcs12FilesPage,
  "certificate-view": stick.certificateViewPage,
  "old-folders": stick.oldFoldersPage,
  "key-password": stick.keyPasswordPage,
  drive: storage.drivePage,
  "token-pin": token.tokenPinPage,
  "turn-screen": storage.turnScreenPage,
  password: storage.passwordPage,
  "password-again": storage.passwordAgainPage,
  "read-back": storage.readBackPage,
  issuing: issuance.issuingPage,
  "write-trouble": issuance.writeTroublePage,
  done: issuance.donePage,
  ended: issuance.endedPage,
};

function stepPage<A extends At>(view: View, step: StepAt<A> & { readonly at: A }): Page {
  return pages[step.at](view, step);
}
