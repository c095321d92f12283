// `changgu staff`: who works at the desks, added, listed, taken out of service and back into it.

import { nobody } from "../audit/entry.ts";
import type { Books } from "../books.ts";
import type { Secret } from "../secret.ts";
import { parseName } from "../verification/person-name.ts";
import type { StaffMember, StaffNumber, StaffRecord } from "../verification/registry.ts";
import {
  hashPassword,
  judgeStaffPassword,
  type StaffPasswordRule,
  staffPasswordLengths,
} from "../verification/staff-password.ts";
import { faultInWords } from "./import-words.ts";

export type StaffMeans = {
  readonly books: Pick<Books, "staff" | "attempts" | "transactions" | "journal">;
  /** The user of the machine, for the journal. */
  readonly operator: string;
  /** Prints an object, of a refusal too. */
  readonly json: boolean;
  print(line: string): void;
  complain(line: string): void;
};

/** 0: done. 1: it says no, and nothing is changed. */
export type StaffExitCode = 0 | 1;

export type StaffRefusal =
  | { readonly type: "number-taken"; readonly number: string }
  | { readonly type: "name-refused"; readonly words: string }
  | { readonly type: "password-refused"; readonly rule: StaffPasswordRule }
  | { readonly type: "nobody"; readonly number: string }
  | { readonly type: "out-already"; readonly number: string }
  | { readonly type: "in-already"; readonly number: string; readonly wrongPasswords: boolean }
  | { readonly type: "last-supervisor"; readonly number: string }
  | { readonly type: "last-member"; readonly number: string };

const { shortest, longest } = staffPasswordLengths;

const rules: Readonly<Record<StaffPasswordRule, string>> = {
  "too-short": `it is shorter than ${shortest} characters`,
  "too-long": `it is longer than ${longest} characters`,
  "forbidden-character": "it holds a blank, or what a terminal's keyboard does not have",
  "no-letter": "it has no letter",
  "no-digit": "it has no digit",
  "no-special": "it has no sign beside letters and digits",
  "staff-number": "it holds the staff number",
};

export function staffRefusalInWords(refusal: StaffRefusal): string {
  switch (refusal.type) {
    case "number-taken":
      return `${refusal.number} is somebody's already; see: changgu staff list`;
    case "name-refused":
      return refusal.words;
    case "password-refused":
      return `The password is not taken: ${rules[refusal.rule]}. It needs ${shortest} to ${longest} characters with a letter, a digit and a sign.`;
    case "nobody":
      return `Nobody has the number ${refusal.number}; see: changgu staff list`;
    case "out-already":
      return `${refusal.number} is out of service already.`;
    case "in-already":
      return refusal.wrongPasswords
        ? `${refusal.number} is in service, and locked by wrong passwords: a supervisor unlocks that at a desk.`
        : `${refusal.number} is in service already.`;
    case "last-supervisor":
      return `${refusal.number} is the last supervisor who can sign on; add another one first: changgu staff add`;
    case "last-member":
      return `${refusal.number} is the last one who can sign on; add another one first: changgu staff add`;
  }
}

function no(means: StaffMeans, refusal: StaffRefusal): StaffExitCode {
  const words = staffRefusalInWords(refusal);
  if (means.json) means.print(JSON.stringify({ ...refusal, words }));
  else means.complain(words);
  return 1;
}
export type NewMember = {
  readonly number: StaffNumber;
  readonly name: string;
  readonly role: StaffMember["role"];
};

/** The caller wipes the password. Throws `JournalUnwritable` with nobody added. */
export async function addStaff(
  { number, role, ...asked }: NewMember,
  password: Secret,
  means: StaffMeans,
): Promise<StaffExitCode> {
  const { staff, transactions, journal } = means.books;
  const named = parseName(asked.name);
  if (named.type === "name-refused") {
    const words = faultInWords({ line: 0, column: null, why: named.why, first: null });
    return no(means, { type: "name-refused", words });
  }
  const judged = judgeStaffPassword(password, number);
  if (judged.type === "password-refused") return no(means, judged);
  const { name } = named;
  const hash = await hashPassword(password);
  const added = transactions.run(() => {
    if (staff.member(number)) return false;
    staff.add({ number, name, role }, hash);
    journal.append({ event: "staff-added", number, name, role, operator: means.operator }, nobody);
    return true;
  });
  if (!added) return no(means, { type: "number-taken", number });
  journal.seal();
  const said = `${number} ${name} is added, a ${role}. Remove the password's file; a new one is chosen at the desk.`;
  means.print(means.json ? JSON.stringify({ type: "staff-added", number, name, role }) : said);
  return 0;
}

type Listed = StaffMember & {
  readonly state: StaffRecord["state"];
  /** Locked by wrong passwords, in service or not. */
  readonly wrongPasswords: boolean;
};

export function listStaff(means: StaffMeans): StaffExitCode {
  const { staff, attempts } = means.books;
  const listed = staff.all().map(({ member, state }): Listed => {
    return { ...member, state, wrongPasswords: attempts.isLocked({ kind: "staff", id: member.number }) };
  });
  if (means.json) means.print(JSON.stringify(listed));
  else for (const each of listed) means.print(lineOf(each));
  return 0;
}

function lineOf({ number, name, role, state, wrongPasswords }: Listed): string {
  const service = state === "active" ? "in service" : "out of service";
  const locked = wrongPasswords ? "  locked by wrong passwords" : "";
  return `${number}  ${role.padEnd(10)}  ${service.padEnd(14)}  ${name.replaceAll(/\p{C}/gu, "?")}${locked}`;
}

/** `out`: cannot sign on any more; who is signed on ends what he does, and is signed off at the next service. */
export function turnService(number: StaffNumber, to: "out" | "in", means: StaffMeans): StaffExitCode {
  const { staff, transactions, journal } = means.books;
  const event = to === "out" ? "staff-taken-out" : "staff-taken-back";
  const refusal = transactions.run((): StaffRefusal | null => {
    const refused = refusalOf(number, to, means.books);
    if (refused) return refused;
    staff.setState(number, to === "out" ? "locked" : "active");
    journal.append({ event, number, operator: means.operator }, nobody);
    return null;
  });
  if (refusal) return no(means, refusal);
  journal.seal();
  const said =
    to === "out"
      ? `${number} is out of service: no sign-on from now on. Back with: changgu staff unlock ${number}`
      : `${number} is in service again.`;
  means.print(means.json ? JSON.stringify({ type: event, number }) : said);
  return 0;
}

function refusalOf(
  number: StaffNumber,
  to: "out" | "in",
  { staff, attempts }: StaffMeans["books"],
): StaffRefusal | null {
  const found = staff.member(number);
  if (!found) return { type: "nobody", number };
  const wrongPasswords = (id: string): boolean => attempts.isLocked({ kind: "staff", id });
  if (to === "in")
    return found.state === "active" ? { type: "in-already", number, wrongPasswords: wrongPasswords(number) } : null;
  if (found.state === "locked") return { type: "out-already", number };
  // Whoever is locked by wrong passwords needs a supervisor himself.
  const others = staff
    .all()
    .filter(({ member, state }) => state === "active" && member.number !== number && !wrongPasswords(member.number));
  if (found.member.role === "supervisor" && !others.some(({ member }) => member.role === "supervisor"))
    return { type: "last-supervisor", number };
  return others.length === 0 ? { type: "last-member", number } : null;
}
