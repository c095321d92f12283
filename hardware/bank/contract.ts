// The contract with the core bank: six requests, all POST with a JSON object, signed as hardware/http/signature.ts says.
//
// POST /v1/customers/find {"by":"name","name":"홍"} | {"by":"account","account":"…"} | {"by":"resident-number","number":"13 digits"}
//                         200 {"customers":[{"id","name","language":"ko"|"en","resident_number","phones":[…],"accounts":[…]}]}, at most nine;
//                         a resident number is 13 plain digits (no \u escapes): they are taken out before the text is read
// POST /v1/accounts/check {"account":"…","password":"4 digits"}
//                         200 {"result":"right","customer":"id"} or {"result":"wrong"}: a wrong password and no such account alike
// POST /v1/accounts/cover {"account":"…","amount":4400}
//                         200 {"result":"covered"} or {"result":"refused","why":…}, as a debit would be at this moment: nothing is booked, and
//                         a bank that does not know the request is asked for the debit alone
// POST /v1/debits         {"key":"…","account":"…","amount":4400}
//                         200 {"result":"charged"} or {"result":"refused","why":"too-little"|"no-such-account"|"account-closed"}
// POST /v1/debits/state   {"key":"…"}
//                         200 {"result":"charged"|"returned"|"never-booked"} or {"result":"refused","why":…}
// POST /v1/debits/return  {"key":"…","account":"…","amount":4400}
//                         200 {"result":"returned"}, also for a debit that was never booked, and which never will be from now on: a debit
//                         with that key is refused then ("account-closed"), because it may have been overtaken on its way
//
// `key` is the debit's, in all three; it is booked once, however often it is sent: that is what makes an answer that was lost
// harmless. 400 for a body that is not as above, 401 for a wrong signature or time, 409 for an idempotency key that was used for
// something else: none of them is asked again. 500 and above is, under the same idempotency key.
//
// Resident numbers and passwords stand in signed bodies alone, never in a path or header, so that no proxy's log has them. The
// signature hides nothing: https does. It may end at the bank's own gateway; then the line behind that is the bank's to guard.
// Plain http is taken on this machine alone.

import type { Secret } from "../../src/secret.ts";
import type {
  BankCustomer,
  BookingOutcome,
  CoverOutcome,
  DebitOutcome,
  FeeRefusal,
} from "../../src/verification/core-bank.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { birthDate } from "../../src/verification/resident-number.ts";
import { type Json, textIn } from "../http/json.ts";

export const paths = {
  find: "/v1/customers/find",
  check: "/v1/accounts/check",
  cover: "/v1/accounts/cover",
  debit: "/v1/debits",
  state: "/v1/debits/state",
  refund: "/v1/debits/return",
} as const;

/** The member of an answer whose digits never become text. */
export const secretMember = "resident_number";

const mostCustomers = 9;
const mostNumbers = 20;
const refusals: readonly FeeRefusal[] = ["too-little", "no-such-account", "account-closed"];

function texts(value: unknown, form: RegExp): readonly string[] | null {
  if (!Array.isArray(value) || value.length > mostNumbers) return null;
  return value.every((each): each is string => typeof each === "string" && form.test(each)) ? value : null;
}

/** Null for what is no identifier of a customer. */
export function customerIdIn(json: Json, key: string): CustomerId | null {
  const id = textIn(json, key);
  return id !== null && /^[0-9A-Za-z._-]{1,32}$/.test(id) ? (id as CustomerId) : null;
}

function customerIn(value: unknown, secrets: readonly Secret[]): BankCustomer | null {
  if (typeof value !== "object" || value === null) return null;
  const json = value as Json;
  const [id, name, language] = [customerIdIn(json, "id"), textIn(json, "name"), textIn(json, "language")];
  const [phones, accounts] = [texts(json.phones, /^0\d{8,10}$/), texts(json.accounts, /^\d{10,14}$/)];
  const lifted = textIn(json, secretMember) ?? "";
  const residentNumber = /^\d{13}$/.test(lifted) ? secrets[Number(lifted)] : undefined;
  if (id === null || !isName(name) || (language !== "ko" && language !== "en")) return null;
  if (phones === null || accounts === null || !residentNumber?.use(birthDate)) return null;
  return { id, name, language, residentNumber, phones, accounts };
}

/** One line of thirty characters, none of them a control or a mark of direction. */
function isName(name: string | null): name is string {
  return name !== null && name.trim() !== "" && [...name].length <= 30 && !/[\p{C}]/u.test(name);
}

/** Null for an answer that the contract does not know. The numbers of the result are those of `secrets`, not copies. */
export function customersIn(json: Json, secrets: readonly Secret[]): readonly BankCustomer[] | null {
  const { customers } = json;
  if (!Array.isArray(customers) || customers.length > mostCustomers) return null;
  const read = customers.map((each) => customerIn(each, secrets));
  return read.every((each) => each !== null) ? read : null;
}

export function refusalIn(json: Json): FeeRefusal | null {
  return refusals.find((each) => each === textIn(json, "why")) ?? null;
}

/** Whatever the contract does not know says nothing: the debit is asked for later all the same. */
export function coverOutcome(json: Json): CoverOutcome {
  const result = textIn(json, "result");
  if (result === "covered") return { type: "covered" };
  const why = result === "refused" ? refusalIn(json) : null;
  return why ? { type: "not-covered", why } : { type: "bank-unreachable" };
}

/** `in-doubt` for an answer that the contract does not know: nobody knows then what was booked. */
export function debitOutcome(json: Json): DebitOutcome {
  const result = textIn(json, "result");
  if (result === "charged") return { type: "charged" };
  const why = result === "refused" ? refusalIn(json) : null;
  return why ? { type: "debit-refused", why } : { type: "in-doubt" };
}

export function bookingOutcome(json: Json): BookingOutcome {
  const result = textIn(json, "result");
  return result === "returned" || result === "never-booked" ? { type: result } : debitOutcome(json);
}
