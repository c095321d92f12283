// Customers as a bank's old system hands them over: a CSV file with an account a line, one customer's lines together.

import { createHmac, randomBytes } from "node:crypto";
import { Secret } from "../secret.ts";
import type { NewCustomer } from "./enrolment.ts";
import { parseName } from "./person-name.ts";
import { mostPhones } from "./registry.ts";
import { birthDate } from "./resident-number.ts";
import { type Header, headerOf, type SheetLine, textOf } from "./sheet.ts";
import { type FileOutcome, type RowFault, type RowReader, readingRows } from "./sheet-rows.ts";

export const customerColumns = [
  "id",
  "name",
  "language",
  "resident_number",
  "phones",
  "account",
  "account_password",
  "balance",
] as const;

type Column = (typeof customerColumns)[number];
type Cells = Readonly<Record<Column, Uint8Array>>;
type Account = NewCustomer["accounts"][number];
type Person = Omit<NewCustomer, "accounts">;
type Fault = (column: Column, why: RowFault["why"], first?: number) => void;

const [hyphen, zero, nine] = [0x2d, 0x30, 0x39];
const areDigits = (bytes: Uint8Array): boolean => bytes.every((byte) => byte >= zero && byte <= nine);

/** Thirteen digits, with the hyphen of the printed form or without; the cell is filled with zeros. */
function residentNumberOf(cell: Uint8Array, fault: Fault): Secret | null {
  const digits =
    cell.length === 14 && cell[6] === hyphen ? cell.filter((_, index) => index !== 6) : new Uint8Array(cell);
  cell.fill(0);
  if (birthDate(digits)) return Secret.from(digits);
  digits.fill(0);
  fault("resident_number", "resident-number-malformed");
  return null;
}

/** Nine to eleven digits from 0 on, hyphens between them. */
function phonesOf(text: string, fault: Fault): readonly string[] {
  const parts = text.trim() === "" ? [] : text.split(";").map((part) => part.trim());
  const phones = parts.map((part) => part.replaceAll("-", ""));
  if (!parts.every((part) => /^0\d+(-\d+){0,3}$/.test(part)) || !phones.every((each) => /^0\d{8,10}$/.test(each)))
    fault("phones", "phone-malformed");
  else if (new Set(phones).size < phones.length) fault("phones", "phone-again");
  if (phones.length > mostPhones) fault("phones", "too-many-phones");
  return phones;
}

/** The journal refuses rows with a personal number in them: an id that looks like one would keep its owner from the counter. */
function isId(text: string): boolean {
  return /^[0-9A-Za-z][0-9A-Za-z._-]{0,31}$/.test(text) && !/\d{13}|\d{6}-\d{7}/.test(text);
}

function languageOf(text: string, fault: Fault): "ko" | "en" {
  if (text !== "ko" && text !== "en") fault("language", "language-unknown");
  return text === "en" ? "en" : "ko";
}

function nameOf(text: string, fault: Fault): string {
  const judged = parseName(text);
  if (judged.type === "name") return judged.name;
  fault("name", judged.why);
  return "";
}

function personOf(cells: Cells, fault: Fault): Person | null {
  const name = nameOf(textOf(cells.name), fault);
  const language = languageOf(textOf(cells.language), fault);
  const residentNumber = residentNumberOf(cells.resident_number, fault);
  const phones = phonesOf(textOf(cells.phones), fault);
  return residentNumber && { id: textOf(cells.id), name, language, residentNumber, phones };
}

/** The password's cell is filled with zeros. */
function accountOf(cells: Cells, fault: Fault): Account | null {
  const [number, balance] = [textOf(cells.account), textOf(cells.balance)];
  const password = cells.account_password;
  const whole = [
    /^\d{10,14}$/.test(number) || fault("account", "account-malformed"),
    (password.length === 4 && areDigits(password)) || fault("account_password", "password-malformed"),
    /^\d{1,13}$/.test(balance) || fault("balance", "balance-malformed"),
  ].every((each) => each === true);
  if (whole) return { number, password: Secret.from(password), balance: Number(balance) };
  password.fill(0);
  return null;
}

const personal = ["name", "language", "resident_number", "phones"] as const;

function isSame(person: Person, again: Person): boolean {
  const { name, language, phones, residentNumber } = again;
  return (
    person.name === name &&
    person.language === language &&
    person.phones.join() === phones.join() &&
    person.residentNumber.equals(residentNumber)
  );
}

type Draft = { readonly line: number; readonly person: Person | null; readonly accounts: Account[] };

const nothing = new Uint8Array(0);

class Customers implements RowReader<NewCustomer> {
  readonly faults: RowFault[] = [];
  readonly ragged = false;
  readonly #drafts: Draft[] = [];
  readonly #seen = new Map<string, number>();
  /** Resident numbers are compared by keyed hashes: no text of one is made. */
  readonly #key = randomBytes(32);
  #lastId: string | null = null;

  header(first: SheetLine | undefined): Header {
    return headerOf(first, customerColumns);
  }

  add(line: number, row: readonly Uint8Array[], at: ReadonlyMap<string, number>): void {
    const cell = (name: Column): Uint8Array => row[at.get(name) ?? -1] ?? nothing;
    const cells = Object.fromEntries(customerColumns.map((name) => [name, cell(name)])) as Cells;
    const fault: Fault = (column, why, first) => void this.faults.push({ line, column, why, first: first ?? null });
    const id = textOf(cells.id);
    const last = this.#drafts.at(-1);
    const draft = last && id === this.#lastId ? last : this.#begin(line, id, fault);
    this.#lastId = id;
    if (draft !== last) this.#drafts.push({ ...draft, person: this.#person(line, cells, fault) });
    else this.#compare(draft, cells, fault);
    const account = accountOf(cells, fault);
    if (!account) return;
    this.#drafts.at(-1)?.accounts.push(account);
    this.#once(`account ${account.number}`, line, (first) => fault("account", "account-again", first));
  }

  /** All of them when there is no fault. */
  finished(): { readonly items: readonly NewCustomer[]; readonly lines: readonly number[] } {
    const whole = this.#drafts.flatMap(({ line, person, accounts }) => (person ? [{ line, person, accounts }] : []));
    return {
      items: whole.map(({ person, accounts }) => ({ ...person, accounts })),
      lines: whole.map(({ line }) => line),
    };
  }

  wipe(): void {
    for (const { person, accounts } of this.#drafts) {
      person?.residentNumber.wipe();
      for (const { password } of accounts) password.wipe();
    }
  }

  #begin(line: number, id: string, fault: Fault): Draft {
    if (!isId(id)) fault("id", "id-malformed");
    else this.#once(`id ${id}`, line, (first) => fault("id", "id-again", first));
    return { line, person: null, accounts: [] };
  }

  #person(line: number, cells: Cells, fault: Fault): Person | null {
    const person = personOf(cells, fault);
    const mac = person?.residentNumber.use((digits) => createHmac("sha256", this.#key).update(digits).digest("hex"));
    if (mac) this.#once(mac, line, (first) => fault("resident_number", "resident-number-again", first));
    return person;
  }

  /** A further account: what is personal stands there again, or all of it is left empty. */
  #compare({ line, person }: Draft, cells: Cells, fault: Fault): void {
    if (personal.every((column) => cells[column].length === 0)) return;
    const again = personOf(cells, fault);
    if (again && person && !isSame(person, again)) fault("id", "differs", line);
    again?.residentNumber.wipe();
  }

  #once(what: string, line: number, again: (first: number) => void): void {
    const first = this.#seen.get(what);
    if (first === undefined) this.#seen.set(what, line);
    else again(first);
  }
}

/**
 * Yields the share that is read, 0 to 1. Takes the bytes over: resident numbers and passwords are filled with zeros as
 * they are read.
 */
export function readingCustomers(bytes: Uint8Array): Generator<number, FileOutcome<NewCustomer>, void> {
  return readingRows(bytes, new Customers());
}
