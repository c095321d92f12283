// What the pages about a certificate that the customer has say, in English.

import type { AskedReason } from "../../authority/revocation-reason.ts";

export const held = {
  held: {
    title: "Your certificates",
    reissuePrompt: "Which one do you want anew?",
    revokePrompt: "Which one shall be revoked?",
    expired: "(expired)",
  },
  revocation: {
    title: "Revoke",
    reasonPrompt: "Why shall it be revoked?",
    reasons: {
      lost: "It is lost or stolen",
      "known-to-others": "Others may know the password",
      "no-longer-needed": "I need it no more",
    } satisfies Record<AskedReason, string>,
    prompt: "Revoke this certificate?",
    forEver: "It can never be used again, anywhere.",
    what: "Certificate",
    until: "Valid until",
    why: "Reason",
    yes: "Revoke it",
    no: "Keep it",
  },
};
