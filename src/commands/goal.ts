// Whether the trainee came to a lesson's end: the marks of its goal, looked for in the journal's rows. Pure.

import type { Fact } from "../audit/entry.ts";
import type { RowFields } from "../audit/row-body.ts";

/** A row of the journal by its event, and by those of its fields that matter. */
export type RowWanted = { readonly event: Fact["event"] } & Readonly<Record<string, string | number>>;

export type Goal = {
  /**
   * Rows that have to come, in this order, with others between them: each list in one ceremony, in which all that is told of a
   * certificate is told of one, and each list behind the one before.
   */
  readonly reached: readonly (readonly RowWanted[])[];
  /** Rows with which a ceremony leads there no more. */
  readonly never?: readonly RowWanted[];
};

type Pursuit = {
  /** How many of the marks have come. */
  readonly come: number;
  /** The row with which the last of them came; null while one is missing. */
  readonly end: number | null;
};

export function matches(row: RowFields, wanted: RowWanted): boolean {
  return Object.entries(wanted).every(([key, value]) => row[key] === value);
}

function certificateOf({ event, serial }: RowFields): unknown {
  return String(event).startsWith("certificate-") ? serial : undefined;
}

/** How far one ceremony came. Of what is noted while nobody is served, as a printer that has paper again, it has a share. */
function pursued(marks: readonly RowWanted[], never: readonly RowWanted[], rows: readonly RowFields[], id: unknown) {
  let [come, begun, certificate]: [number, boolean, unknown] = [0, false, undefined];
  for (const [index, row] of rows.entries()) {
    begun ||= row.ceremony === id;
    const mark = marks[come];
    if (!begun || !mark || (row.ceremony !== id && typeof row.ceremony === "string")) continue;
    if (never.some((each) => matches(row, each))) break;
    const told = certificateOf(row);
    if (!matches(row, mark) || (certificate !== undefined && told !== undefined && told !== certificate)) continue;
    certificate ??= told;
    come++;
    if (come === marks.length) return { come, end: index };
  }
  return { come, end: null };
}

/** The ceremony that was first at its end, or else the one that came furthest. */
function best(pursuits: readonly Pursuit[]): Pursuit {
  const ended = ({ end }: Pursuit): number => end ?? Number.POSITIVE_INFINITY;
  return [...pursuits].sort((a, b) => ended(a) - ended(b) || b.come - a.come)[0] ?? { come: 0, end: null };
}

export function marksOf({ reached }: Goal): readonly RowWanted[] {
  return reached.flat();
}

/** How many of the goal's marks have come, in order. */
export function progressOf({ reached, never = [] }: Goal, rows: readonly RowFields[]): number {
  let [come, rest] = [0, rows];
  for (const marks of reached) {
    const ids = new Set(rest.map(({ ceremony }) => ceremony).filter((id) => typeof id === "string"));
    const furthest = best([...ids].map((id) => pursued(marks, never, rest, id)));
    come += furthest.come;
    if (furthest.end === null) return come;
    rest = rest.slice(furthest.end + 1);
  }
  return come;
}

export function isReached(goal: Goal, rows: readonly RowFields[]): boolean {
  return progressOf(goal, rows) === marksOf(goal).length;
}
