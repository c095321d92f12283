// What the auditor's screen says, in English.

import type { FilterField } from "../../commands/audit-show.ts";
import type { Basis } from "../../commands/audit-view.ts";
import { grouped } from "./said.ts";

export const audit = {
  name: "Journal",
  follows: "following",
  all: "All rows",
  none: "No row is wanted by that.",
  story: (service: string) => `A ceremony: ${service}`,
  row: (seq: number) => `Row ${grouped(seq)}`,
  fields: {
    day: "day",
    officer: "officer",
    customer: "customer",
    event: "event",
    ceremony: "ceremony",
  } as Readonly<Record<FilterField, string>>,
  asked: {
    day: "Which day? As 20261123; empty for every day.",
    officer: "Which officer? The staff number.",
    customer: "Which customer? The id or the blind index.",
    event: "Which event? As changgu audit events has it.",
    ceremony: "Which ceremony? Its id.",
  } as Readonly<Record<FilterField, string>>,
  noDay: "No such day. Type it as 20261123.",
  whole: (last: number, by: string) => `Whole up to row ${grouped(last)}: ${by}`,
  unproven: "NOT PROVEN: changgu audit verify",
  broken: (seq: number) => `BROKEN at row ${grouped(seq)}: changgu audit verify`,
  basis: {
    "first-key": "first key",
    "key-state": "key state",
    checkpoints: "signatures",
    chain: "chain",
  } as Readonly<Record<Basis, string>>,
  unrecorded: "This look is not journaled.",
  keys: {
    older: "older",
    further: "further",
    story: "story",
    row: "row",
    filter: "filter",
    follow: "follow",
    all: "all",
    back: "back",
    leave: "leave",
    language: "한국어",
    take: "take",
  },
};

export type AuditWords = typeof audit;
