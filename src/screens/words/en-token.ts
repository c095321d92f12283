// What the pages about a security token say, in English.

import type { Notice } from "../../ceremony/ending.ts";
import type { TokenReason } from "../../ceremony/token.ts";
import { type EndingWords, type Said, said } from "./said.ts";

type PinWrong = Extract<Notice, { readonly type: "pin-wrong" }>;

export const token = {
  tokenPin: {
    title: "PIN of the token",
    prompt: "Enter the PIN of your security token.",
    promptShort: "The token's PIN.",
    /** From a token that counts aloud. */
    left: (tries: number) => `${tries} more wrong PINs lock the token.`,
    warned: {
      fine: "",
      "few-left": "A few more wrong PINs lock the token.",
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

const pins: Readonly<Record<PinWrong["pin"], Said>> = {
  fine: said("Not the PIN. Enter it anew.", "That is not the PIN of this token. Enter it anew."),
  "few-left": said("Not the PIN. It locks soon.", "That is not the PIN. A few more wrong ones lock the token."),
  "last-try": said("Not the PIN. One try is left.", "That is not the PIN. One more wrong one locks the token."),
};

/** With the number where the token tells it. */
export function tokenPinWrong({ pin, left }: Pick<PinWrong, "pin" | "left">): Said {
  if (left === null || pin === "last-try") return pins[pin];
  return said(
    `Not the PIN. Again (${left} tries left).`,
    `That is not the PIN of this token. Enter it anew; ${left} tries left.`,
  );
}

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
