// The stage that a page belongs to: who goes back to a page is in its stage again. Pure.

import type { StageName } from "./services.ts";
import type { At } from "./step.ts";

/** The ones of which a service has at most one; none between ceremonies, and where nothing leads back to. */
export function stagesOf(at: At): readonly StageName[] {
  switch (at) {
    case "product":
    case "terms":
    case "term":
      return ["terms"];
    case "customer-search":
    case "customer-number":
    case "customer-list":
    case "capacity":
    case "papers":
    case "document-kind":
    case "document-authority":
    case "document-date":
    case "document-number":
    case "attestation":
    case "document-refused":
      return ["identity", "person"];
    case "resident-number":
    case "account-number":
    case "account-password":
      return ["identity"];
    case "customer-file":
    case "resynchronise":
    case "medium-lost":
    case "medium-serial":
    case "medium-binding":
    case "phone-place":
    case "new-phone":
    case "certificate-choice":
      return ["care"];
    case "requests":
      return ["requests"];
    case "colleagues":
      return ["colleagues"];
    case "own-password":
      return ["own-password"];
    case "phone-number":
    case "phone-method":
    case "phone-call":
    case "phone-code":
      return ["phone"];
    case "security-card":
    case "otp":
      return ["medium"];
    case "drive":
    case "turn-screen":
    case "password":
    case "password-again":
      return ["storage"];
    case "read-back":
    case "issuing":
    case "write-trouble":
      return ["issuance"];
    case "opening":
    case "out-of-service":
    case "desk-choice":
    case "sign-on":
    case "services":
    case "done":
    case "ended":
    // Asked from pages of several stages; whoever goes back stays in the one where he is.
    case "request-reason":
    case "request-route":
    case "approver":
    case "decision":
    case "decision-reason":
      return [];
  }
}
