// The stage that a page belongs to: who goes back to a page is in its stage again. Pure.

import type { StageName } from "./services.ts";
import type { At } from "./step.ts";

/** The ones of which a service has at most one; none between ceremonies, and where nothing leads back to. */
const stages: { readonly [A in At]: readonly StageName[] } = {
  product: ["terms"],
  terms: ["terms"],
  term: ["terms"],
  "customer-search": ["identity", "person"],
  "customer-number": ["identity", "person"],
  "customer-list": ["identity", "person"],
  capacity: ["identity", "person"],
  papers: ["identity", "person"],
  "document-kind": ["identity", "person"],
  "document-authority": ["identity", "person"],
  "document-date": ["identity", "person"],
  "document-number": ["identity", "person"],
  attestation: ["identity", "person"],
  "document-refused": ["identity", "person"],
  "resident-number": ["identity"],
  "account-number": ["identity"],
  "account-password": ["identity"],
  "customer-file": ["care"],
  resynchronise: ["care"],
  "medium-lost": ["care"],
  "medium-serial": ["care"],
  "medium-binding": ["care"],
  "phone-place": ["care"],
  "new-phone": ["care"],
  "certificate-choice": ["care"],
  requests: ["requests"],
  colleagues: ["colleagues"],
  "own-password": ["own-password"],
  "phone-number": ["phone"],
  "phone-method": ["phone"],
  "phone-call": ["phone"],
  "phone-code": ["phone"],
  "security-card": ["medium"],
  otp: ["medium"],
  held: ["held"],
  "revocation-act": ["revocation"],
  revocation: ["revocation"],
  drive: ["storage"],
  "turn-screen": ["storage"],
  password: ["storage"],
  "password-again": ["storage"],
  "read-back": ["issuance"],
  issuing: ["issuance"],
  "write-trouble": ["issuance"],
  opening: [],
  "out-of-service": [],
  "desk-choice": [],
  "sign-on": [],
  services: [],
  done: [],
  ended: [],
  // Asked from pages of several stages; whoever goes back stays in the one where he is.
  "request-reason": [],
  "request-route": [],
  approver: [],
  decision: [],
  "decision-reason": [],
};

export function stagesOf(at: At): readonly StageName[] {
  return stages[at];
}
