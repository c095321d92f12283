// The stage that a page belongs to: who goes back to a page is in its stage again. Pure.

import type { StageName } from "./services.ts";
import type { At } from "./step.ts";

/** Null between ceremonies, and where nothing leads back to. */
export function stageOf(at: At): StageName | null {
  switch (at) {
    case "product":
    case "terms":
    case "term":
      return "terms";
    case "customer-search":
    case "customer-list":
    case "document-kind":
    case "document-authority":
    case "document-date":
    case "document-number":
    case "resident-number":
    case "account-number":
    case "account-password":
      return "identity";
    case "phone-number":
    case "phone-method":
    case "phone-call":
    case "phone-code":
      return "phone";
    case "security-card":
    case "otp":
      return "medium";
    case "drive":
    case "turn-screen":
    case "password":
    case "password-again":
      return "storage";
    case "read-back":
    case "issuing":
    case "write-trouble":
      return "issuance";
    case "opening":
    case "out-of-service":
    case "desk-choice":
    case "sign-on":
    case "services":
    case "done":
    case "ended":
      return null;
  }
}
