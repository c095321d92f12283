// `changgu doctor`: looks at everything that a desk needs, and says of each thing that is amiss what to do.

import type { StaffRecord } from "../verification/registry.ts";

/** `amiss` keeps a desk from working; `note` does not. */
export type Finding = {
  readonly what: string;
  readonly state: "well" | "note" | "amiss";
  readonly found: string;
  /** What to do; empty where nothing is to be done. */
  readonly todo: string;
};

export function well(what: string, found: string): Finding {
  return { what, state: "well", found, todo: "" };
}

export function note(what: string, found: string, todo: string): Finding {
  return { what, state: "note", found, todo };
}

export function amiss(what: string, found: string, todo: string): Finding {
  return { what, state: "amiss", found, todo };
}

export type DoctorOutput = { readonly json: boolean; print(line: string): void };

const marks: Readonly<Record<Finding["state"], string>> = { well: "ok   ", note: "note ", amiss: "AMISS" };

/** Exit code 1 when something keeps a desk from working. */
export function report(findings: readonly Finding[], { json, print }: DoctorOutput): number {
  if (json) print(JSON.stringify({ findings }));
  else
    for (const { what, state, found, todo } of findings) {
      print(`${marks[state]}  ${what}: ${found}`);
      if (todo) print(`       do: ${todo}`);
    }
  return findings.some(({ state }) => state === "amiss") ? 1 : 0;
}

const oldestNode = 24;
const smallest = { columns: 80, rows: 24 };

/** What this process can tell of itself. */
export function runtimeFindings(
  version: string,
  terminal: { readonly isTTY: boolean; readonly columns?: number; readonly rows?: number },
): readonly Finding[] {
  const major = Number(version.slice(1).split(".")[0]);
  const node =
    major >= oldestNode ? well("node", version) : amiss("node", version, `install Node ${oldestNode} or run npm ci`);
  return [node, terminalFinding(terminal)];
}

function terminalFinding({
  isTTY,
  columns = 0,
  rows = 0,
}: {
  readonly isTTY: boolean;
  readonly columns?: number;
  readonly rows?: number;
}): Finding {
  if (!isTTY)
    return note("terminal", "output is not a terminal", "run it where the desk will run, to look at its size");
  const size = `${columns}x${rows}`;
  if (columns >= smallest.columns && rows >= smallest.rows) return well("terminal", size);
  return note("terminal", size, "pages of 80x24 and more are easier; from 40x12 on they are shown in large letters");
}

/** Without a supervisor a desk works, and whatever needs an approval waits for ever. */
export function staffFinding(staff: readonly StaffRecord[]): Finding {
  const active = staff.filter(({ state }) => state === "active");
  const supervisors = active.filter(({ member }) => member.role === "supervisor").length;
  if (active.length === 0) return amiss("staff", "nobody is in service: nobody can sign on", "changgu staff add");
  return supervisors === 0
    ? note("staff", "no active supervisor: nobody can approve", "changgu staff add --role supervisor …")
    : well("staff", `in service: ${active.length}, of them supervisors: ${supervisors}`);
}

const earliest = Date.UTC(2026, 10, 23);
const latest = Date.UTC(2050, 0, 1);

/** A clock before the program was made, or before the last row, would date certificates wrongly. */
export function clockFinding(now: Date, lastRow: Date | null): Finding {
  const at = now.toISOString();
  if (now.getTime() < earliest || now.getTime() > latest)
    return amiss("clock", at, "set the date; every certificate carries it");
  if (lastRow && now < lastRow)
    return amiss(
      "clock",
      `${at} is before the journal's last row, ${lastRow.toISOString()}`,
      "set the date, or wait until it has passed",
    );
  return well("clock", at);
}
