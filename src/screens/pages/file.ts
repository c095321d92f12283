// A customer's file on one page: what he has, what is locked, and what can be done about it now.

import { actionsOf, type CareAction } from "../../ceremony/care.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { CustomerFile, HeldCertificate, Lock } from "../../verification/customer-file.ts";
import { maskSerial, type SecurityMedium } from "../../verification/medium.ts";
import type { Fact, Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { stringWidth } from "../terminal/string-width.ts";
import type { Words } from "../words/catalogue.ts";
import { finishKeys } from "./legend.ts";
import { shortDate } from "./storage.ts";
import { waitingPage } from "./usual.ts";

/** More choices than this stand in two columns of the large layout, where their names are short. */
const inOneColumn = 5;
/** What the large layout leaves to a page. */
const compactRows = 7;

export function customerFilePage(view: View, { file }: StepAt<"customer-file">): Page {
  const { words } = view;
  const { title } = words.file;
  if (file === null) return waitingPage(view, title);
  const actions = actionsOf(file);
  const shownOf = (action: CareAction): string => (action.type === "unlock" ? action.lock.shown : "");
  const choices = actions.map((action) => ({ label: labelOf(words.actions, action, shownOf(action)) }));
  const short = actions.map((action) => ({
    label: labelOf(words.shortActions, action, `*${shownOf(action).slice(-2)}`),
  }));
  return {
    title,
    blocks: [
      { type: "facts", rows: factsOf(view, file) },
      { type: "choices", choices },
    ],
    compact: [
      { type: "lines", lines: compactLines(view, file, choices.length) },
      { type: "choices", choices: choices.length > inOneColumn ? short : choices },
    ],
    keys: finishKeys(view, choices.length),
  };
}

/** `보안카드 7100********` */
export function mediumName({ words }: View, medium: SecurityMedium): string {
  return `${words.mediumKinds[medium.type]} ${maskSerial(medium)}`;
}

/** `은행/보험/신용카드용, 2027-11-23까지` */
function certificateName({ words }: View, { product, notAfter }: HeldCertificate): string {
  return `${words.product.names[product]}, ${words.file.until(shortDate(notAfter))}`;
}

/** Null while nobody has guessed wrong. */
function guesses({ words }: View, lock: Lock | undefined): string | null {
  if (!lock) return null;
  if (lock.locked) return words.file.locked;
  return lock.failures > 0 ? words.file.wrong(lock.failures, lock.limit) : null;
}

function lockOf(file: CustomerFile, ...kinds: readonly Lock["target"]["kind"][]): Lock | undefined {
  return file.locks.find(({ target }) => kinds.includes(target.kind));
}

function mediumLine(view: View, file: CustomerFile): string {
  const { medium } = file.customer;
  if (medium === null) return view.words.file.noMedium;
  const state = guesses(view, lockOf(file, "otp", "security-card"));
  return state === null ? mediumName(view, medium) : `${mediumName(view, medium)} ${state}`;
}

/** With how often its PIN was wrong, where it has one. */
function certificateLine(view: View, file: CustomerFile, each: HeldCertificate): string {
  const pin = each.product === "financial" ? guesses(view, lockOf(file, "pin")) : null;
  return [certificateName(view, each), pin ?? ""].join(" ").trim();
}

/** One line each, however much there is: the choices below must stay on the page. */
function factsOf(view: View, file: CustomerFile): readonly Fact[] {
  const { words } = view;
  const { who, medium, accounts, phones, certificates, requests } = words.file;
  const { customer } = file;
  const phoneState = guesses(view, lockOf(file, "phone"));
  const listed = customer.phones.slice(0, 2).join(", ");
  const asked = file.requests.map(
    ({ wanted, askedBy }) => `${words.requestKinds[wanted.type]} (${showable(askedBy.name)})`,
  );
  const rows: readonly (Fact | null)[] = [
    [who, `${showable(customer.name)} ${customer.residentNumber}`],
    [medium, mediumLine(view, file)],
    [accounts, firstOf(view, accountLines(view, file))],
    [phones, [listed === "" ? words.file.none : listed, phoneState ?? ""].join(" ").trim()],
    [
      certificates,
      firstOf(
        view,
        file.certificates.map((each) => certificateLine(view, file, each)),
      ),
    ],
    asked.length > 0 ? [requests, firstOf(view, asked)] : null,
  ];
  return rows.filter((row) => row !== null);
}

/** Who and which medium; then as much of the rest as has a row of 38 cells beside the choices. */
function compactLines(view: View, file: CustomerFile, choices: number): readonly string[] {
  const { customer } = file;
  const room = compactRows - 2 - (choices > inOneColumn ? Math.ceil(choices / 2) : choices);
  const rest = factsOf(view, file)
    .slice(2)
    .map(([label, value]) => `${label} ${value}`)
    .filter((line) => stringWidth(line) <= 38);
  return [
    `${showable(customer.name)} ${customer.residentNumber}`,
    mediumLine(view, file),
    ...rest.slice(0, Math.max(0, room)),
  ];
}

/** The first one, and how many more there are. */
function firstOf({ words }: View, lines: readonly string[]): string {
  const [first = words.file.none, ...others] = lines;
  return others.length === 0 ? first : `${first} ${words.file.more(others.length)}`;
}

/** The worst first. */
function accountLines(view: View, { locks }: CustomerFile): readonly string[] {
  const accounts = locks.filter(({ target }) => target.kind === "account");
  const weight = ({ locked, failures }: Lock): number => (locked ? Number.POSITIVE_INFINITY : failures);
  return accounts
    .toSorted((one, other) => (weight(one) === weight(other) ? 0 : weight(one) < weight(other) ? 1 : -1))
    .map((lock) => [lock.shown, guesses(view, lock) ?? ""].join(" ").trim());
}

function labelOf(words: Words["actions"], action: CareAction, account: string): string {
  switch (action.type) {
    case "unlock":
      return unlockLabel(words, action.lock, account);
    case "resynchronise":
      return words.resynchronise;
    case "lose":
      return words.lose;
    case "bind":
      return words.bind;
    case "change-phone":
      return words.changePhone;
    case "revoke":
      return words.revoke;
  }
}

function unlockLabel(words: Words["actions"], { target }: Lock, account: string): string {
  switch (target.kind) {
    case "security-card":
      return words.unlockCard;
    case "otp":
      return words.unlockOtp;
    case "account":
      return words.unlockAccount(account);
    case "phone":
      return words.unlockPhone;
    case "pin":
      return words.unlockPin;
    // A file holds no lock of staff, and none of a ticket.
    case "ticket":
    case "staff":
      return "";
  }
}
