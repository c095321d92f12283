// Which page stands on the screen: the question laid over it, or the step. The compiler lists a step that has no page.

import type { Overlay } from "../ceremony/state.ts";
import type { Page, View } from "./page.ts";
import * as desk from "./pages/desk.ts";
import * as identity from "./pages/identity.ts";
import * as issuance from "./pages/issuance.ts";
import * as medium from "./pages/medium.ts";
import * as overlays from "./pages/overlay.ts";
import * as phone from "./pages/phone.ts";
import * as storage from "./pages/storage.ts";
import * as terms from "./pages/terms.ts";

export function pageOf(view: View): Page {
  return view.state.overlay ? overlaid(view, view.state.overlay) : stepPage(view);
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

function stepPage(view: View): Page {
  const { step } = view.state;
  switch (step.at) {
    case "opening":
      return desk.openingPage(view);
    case "out-of-service":
      return desk.outOfServicePage(view, step);
    case "desk-choice":
      return desk.deskChoicePage(view);
    case "sign-on":
      return desk.signOnPage(view, step);
    case "services":
      return desk.servicesPage(view, step);
    case "product":
      return terms.productPage(view);
    case "terms":
      return terms.termsPage(view, step);
    case "term":
      return terms.termPage(view, step);
    case "customer-search":
      return identity.customerSearchPage(view, step);
    case "customer-list":
      return identity.customerListPage(view, step);
    case "document-kind":
      return identity.documentKindPage(view);
    case "document-authority":
      return identity.documentAuthorityPage(view, step);
    case "document-date":
      return identity.documentDatePage(view, step);
    case "document-number":
      return identity.documentNumberPage(view, step);
    case "resident-number":
      return identity.residentNumberPage(view, step);
    case "account-number":
      return identity.accountNumberPage(view, step);
    case "account-password":
      return identity.accountPasswordPage(view, step);
    case "phone-number":
      return phone.phoneNumberPage(view);
    case "phone-method":
      return phone.phoneMethodPage(view, step);
    case "phone-call":
      return phone.phoneCallPage(view, step);
    case "phone-code":
      return phone.phoneCodePage(view, step);
    case "security-card":
      return medium.securityCardPage(view, step);
    case "otp":
      return medium.otpPage(view, step);
    case "drive":
      return storage.drivePage(view, step);
    case "turn-screen":
      return storage.turnScreenPage(view);
    case "password":
      return storage.passwordPage(view, step);
    case "password-again":
      return storage.passwordAgainPage(view, step);
    case "read-back":
      return storage.readBackPage(view);
    case "issuing":
      return issuance.issuingPage(view, step);
    case "write-trouble":
      return issuance.writeTroublePage(view, step);
    case "done":
      return issuance.donePage(view, step);
    case "ended":
      return issuance.endedPage(view, step);
  }
}
