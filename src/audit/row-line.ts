// One row of the journal as one line of text, safe to print on a terminal. Pure.

import type { AuditRow } from "./chain.ts";
import { bodyFields } from "./row-body.ts";

const plain = /^[\p{L}\p{N}_.:/*+@=,-]+$/u;

/** JSON escapes what is below the blank; a terminal also obeys the control characters above the tilde. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const digest = /^[0-9a-f]{64,}$/;

function word(value: unknown): string {
  // Nobody reads a whole digest; `--json` has it.
  if (typeof value === "string" && digest.test(value)) return `${value.slice(0, 12)}…`;
  return typeof value === "string" && plain.test(value) ? value : quoted(value);
}

/** `12 2026-11-23T00:00:00.000Z T-01 identity-refused ceremony=c-1 account=012345-**-***017 left=4` */
export function rowLine(row: AuditRow): string {
  const all = new Map(Object.entries(bodyFields(row)));
  if (all.size === 0) return `${row.seq} ${quoted(row.body)}`;
  const leading = ["time", "terminal", "event"].map((name) => word(all.get(name) ?? "?"));
  for (const name of ["seq", "time", "terminal", "event"]) all.delete(name);
  const others = ["ceremony", "staff", ...all.keys()].flatMap((name) => {
    const value = all.get(name) ?? null;
    all.delete(name);
    return value === null ? [] : [`${word(name)}=${word(value)}`];
  });
  return [row.seq, ...leading, ...others].join(" ");
}
