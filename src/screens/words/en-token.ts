// What the pages about a security token say, in English.

import type { Notice } from "../../ceremony/ending.ts";
import type { TokenReason } from "../../ceremony/token.ts";
import { type EndingWords, type Said, said } from "./said.ts";

type PinLeft = Extract<Notice, { readonly type: "pin-wrong" }>["left"];

export const token = {
  tokenPin: {
    title: "PIN of the token",
    prompt: "Enter the PIN of your security token.",
    promptShort: "The token's PIN.",
    warned: {
      fine: "",
      "few-left": "Only a few tries are left.",
      "last-try": "The last try: a wrong PIN locks it.",
      locked: "",
    },
    label: "PIN",
  },
  tokenPlace: {
    detail: "security token: the key is made on it",
    locked: "locked",
    prompt: "Leave the token where it is.",
    take: "You may take the security token out now.",
    name: "Token",
  },
};

export const pinsWrong: Readonly<Record<PinLeft, Said>> = {
  fine: said("Not the PIN. Enter it anew.", "That is not the PIN of this token. Enter it anew."),
  "few-left": said("Not the PIN. Few tries are left.", "That is not the PIN, and only a few tries are left."),
  "last-try": said("Not the PIN. One try is left.", "That is not the PIN. One more wrong one locks the token."),
};

export const tokenRefusals: Readonly<Record<TokenReason, Said>> = {
  locked: said("The token is locked.", "This token is locked. Its maker unlocks it. Choose another place."),
  removed: said("The token was taken out.", "The token was taken out. Insert it again, or choose another place."),
  full: said("The token is full.", "The token has no room left. Choose another place."),
  silent: said("The token does not answer.", "The token does not answer. Take it out, insert it, and try again."),
  failed: said("The token failed.", "The token reported a fault. Insert it again, or choose another place."),
};

/** The token is the CA's own. */
export const authority: { readonly back: Said; readonly ending: EndingWords } = {
  back: said("It works again. Press once more.", "The CA can sign again. Please press once more."),
  ending: {
    title: "The CA could not sign",
    happened: "The CA's token could not sign, so no certificate was made.",
    next: "Please tell the staff. When the token works again, you can begin anew.",
  },
};
