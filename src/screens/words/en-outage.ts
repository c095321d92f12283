// What stands on the page of a terminal that is out of service, in English.

import type { Outage } from "../../audit/outage.ts";

const doctor = "changgu doctor";

export const outage = {
  title: "Out of service",
  text: "This terminal cannot serve you now.",
  next: "Please go to another counter, or ask our staff.",
  /** Nobody can choose a language here: whoever reads the other one is told too. */
  otherwise: "점검 중입니다. 직원에게 문의해 주십시오.",
  happened: "What",
  staff: "Staff",
  why: "Reason",
  resumes: "Once it is mended, this terminal opens again by itself.",
  /** What happened, and for the staff whom or what it wants. */
  outages: {
    settings: ["A setting is wrong or missing", "correct it; changgu settings"],
    "home-open": ["Others may write in the terminal's folder", `chmod 700; ${doctor}`],
    "key-file": ["The terminal's key file cannot be used", `put back the copy kept apart; ${doctor}`],
    "key-state-missing": ["The journal's key state is missing", "an officer runs: changgu audit recover"],
    "key-state-unreadable": ["The journal's key state cannot be read", `tell an officer; ${doctor}`],
    "database-missing": ["The database is missing", `put disk or backup back; ${doctor}`],
    "database-damaged": ["The database is damaged", `restore the last backup; ${doctor}`],
    "database-unusable": ["The program cannot use the database", doctor],
    "journal-changed": ["The journal is not what was written", "tell an officer; changgu audit verify"],
    "old-copy": ["An old copy of the database is here", "changgu audit recover --old-copy"],
    "boot-counter-missing": ["The boot counter is missing", "changgu audit recover --old-copy"],
    "clock-behind": ["The clock is before the last record", "set the clock (date)"],
    "disk-full": ["The disk is full", `free some room; ${doctor}`],
    "disk-failed": ["The disk cannot be read or written", `look at the disk; ${doctor}`],
    "journal-unwritable": ["The journal cannot be written", doctor],
  } satisfies Record<Outage, readonly [happened: string, staff: string]> as Readonly<
    Record<Outage, readonly [happened: string, staff: string]>
  >,
};
