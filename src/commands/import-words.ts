// What an import of rows says of a file that it does not take, with what to do next.

import { longestName } from "../verification/person-name.ts";
import { mostPhones } from "../verification/registry.ts";
import type { SheetRefusal } from "../verification/sheet.ts";
import type { RowFault, RowWhy } from "../verification/sheet-rows.ts";

export function sheetRefusalInWords(why: SheetRefusal): string {
  switch (why.type) {
    case "too-big":
      return `it is longer than ${why.limit >> 20} MiB; divide it into several files`;
    case "too-many-rows":
      return `it has more than ${why.limit} rows; divide it into several files`;
    case "no-rows":
      return "there is no row under the header";
    case "header-not-utf-8":
      return "its text is not in UTF-8; save it as CSV UTF-8";
    case "header-missing":
      return `its first line must name the columns, divided by commas; missing: ${why.wanted.join(",")}`;
    case "header-unknown":
      return `column ${why.position} of its first line is none of: ${why.wanted.join(",")}`;
    case "header-again":
      return `column ${why.position} of its first line stands there twice`;
  }
}

const whys: Readonly<Record<RowWhy, string>> = {
  "not-utf-8": "the line is not in UTF-8; save the file as CSV UTF-8",
  quote:
    "a quotation mark stands where none belongs, or the line has too many columns; no value may hold one, or go over a line's end",
  cells: "the line has more or fewer columns than the header",
  "id-malformed":
    "the id is not 1 to 32 letters, digits, dots, dashes and underscores, or looks like a resident number",
  "id-again": "the id stands in the file already, and not in the line before",
  "name-missing": "there is no name",
  "name-too-long": `the name is longer than ${longestName} characters`,
  "name-malformed": "the name holds what cannot be seen or what no name holds, or it begins or ends with a blank",
  "language-unknown": "the language is neither ko nor en",
  "resident-number-malformed": "the resident number is not 13 digits with a date that exists",
  "resident-number-again": "the resident number stands in the file already, under another id",
  "phone-malformed": "a phone number is not 9 to 11 digits from 0 on; several are divided by ;",
  "phone-again": "a phone number stands there twice",
  "too-many-phones": `there are more than ${mostPhones} phone numbers`,
  "account-malformed": "the account number is not 10 to 14 digits",
  "account-again": "the account number stands in the file already",
  "password-malformed": "the account password is not four digits",
  "balance-malformed": "the balance is not a whole number of won of up to 13 digits",
  differs: "the line belongs to the customer above and says something else of him; repeat it, or leave it empty",
  "serial-malformed": "the serial number is not 12 digits",
  "serial-again": "the serial number stands in the file already",
  "code-count": "the card has other than 30 or 35 codes",
  "code-malformed": "the code is not four digits",
  "in-registry": "the registry has it already",
};

/** Without the line's number. Never what stands in the file. */
export function faultInWords({ column, why, first }: RowFault): string {
  return `${column === null ? "" : `${column}: `}${whys[why]}${first === null ? "" : ` (line ${first})`}`;
}
