// What is wrong with what was typed, in English: a field that holds too little, a password that is not taken.

import type { Notice } from "../../ceremony/ending.ts";
import type { PasswordRule } from "../../verification/certificate-password.ts";
import { type Said, said } from "./said.ts";

export function short({ minimum, exact, digits, half }: Extract<Notice, { type: "field-short" }>): Said {
  if (half) return said("Press the column, then #.", "Press the column of this character first, then #.");
  if (minimum === 1) return said("Nothing is entered yet.", "Nothing is entered yet. Please enter it, then confirm.");
  const what = digits ? "digits" : "characters";
  return exact
    ? said(`Please enter all ${minimum} ${what}.`, `Please enter all ${minimum} ${what}, then confirm.`)
    : said(`Please enter ${minimum} ${what} or more.`, `Please enter at least ${minimum} ${what}, then confirm.`);
}

export const passwordRules: Readonly<Record<PasswordRule, Said>> = {
  "too-short": said("Too short. Use 10 or more.", "The password is too short. Use at least 10 characters."),
  "too-long": said("Too long. Use at most 64.", "The password is too long. Use at most 64 characters."),
  "forbidden-character": said(
    "Not allowed: ' \" \\ | and blanks.",
    "The password may not hold ' \" \\ | or a blank. Choose other characters.",
  ),
  "no-letter": said("No letter in it. Add one.", "There is no letter in the password. Add one and enter it anew."),
  "no-digit": said("No digit in it. Add one.", "There is no digit in the password. Add one and enter it anew."),
  "no-special": said("No sign in it. Add one, like !", "There is no sign in the password. Add one, such as ! or @."),
  run: said(
    "No 1111, 1234, abcd. Choose anew.",
    "Four alike or in a row (1111, 1234, abcd) are not allowed. Choose anew.",
  ),
  "personal-number": said(
    "No personal numbers. Choose anew.",
    "Your resident, phone and account numbers are not allowed in it. Choose anew.",
  ),
};
