// What the pages about a certificate that the customer has say, in English.

import type { AskedAct } from "../../authority/revocation-reason.ts";

export const held = {
  held: {
    title: "Your certificates",
    reissuePrompt: "Which one do you want anew?",
    revokePrompt: "Which one is it about?",
    expired: "(expired)",
    suspended: "(suspended)",
  },
  revocation: {
    title: "Revoke or suspend",
    actPrompt: "What shall be done, and why?",
    acts: {
      lost: "Revoke: lost or stolen",
      "known-to-others": "Revoke: others may know it",
      "no-longer-needed": "Revoke: not needed any more",
      suspend: "Suspend for a while",
      restore: "Make it valid again",
    } satisfies Record<AskedAct, string>,
    prompt: "Shall this be done?",
    means: {
      lost: "It can never be used again, anywhere.",
      "known-to-others": "It can never be used again, anywhere.",
      "no-longer-needed": "It can never be used again, anywhere.",
      suspend: "After six months it is revoked for ever, if nobody restores it here.",
      restore: "It can be used again at once.",
    } satisfies Record<AskedAct, string>,
    what: "Certificate",
    until: "Valid until",
    why: "Act",
    yes: "Do it",
    no: "Leave it",
  },
};

/** How it ended. */
export const heldEndings = {
  "nothing-held": {
    title: "No such certificate",
    happened: "There is no certificate of yours here for which this could be done.",
    next: "You can get a new one: choose the issue of a joint certificate.",
  },
  "certificate-revoked": {
    title: "The certificate is revoked",
    happened: "It can never be used again. This is recorded.",
    next: "You can get a new one here at any time.",
  },
  "certificate-suspended": {
    title: "The certificate is suspended",
    happened: "Nobody can use it now. If it is not restored within six months, it is revoked.",
    next: "To restore it, come back here: press the same service.",
  },
  "certificate-restored": {
    title: "The certificate is valid again",
    happened: "It can be used again at once. This is recorded.",
    next: "Please keep the stick and its password safe.",
  },
  "standing-kept": {
    title: "Nothing was changed",
    happened: "The certificate is over, or another one has taken its place.",
    next: "You can get a new one: choose the issue of a joint certificate.",
  },
};
