// Where a terminal keeps its state: one folder of mode 0700, with everything in it named here.

import { createHash } from "node:crypto";

export type Home = {
  readonly root: string;
  readonly database: string;
  /** 32 bytes under which personal columns and CA keys are locked. */
  readonly keyFile: string;
  readonly keyState: string;
  /** How often the terminal was started. */
  readonly boots: string;
  /** Files of former rows. */
  readonly journalFiles: string;
  /** Up to where the journal was handed over to syslog servers: how the names of their files begin. */
  readonly cursor: string;
  /** The journal's first key; only a rehearsal keeps it. */
  readonly firstKey: string;
  readonly settings: string;
  /** Simulated sticks, a folder each. */
  readonly sticks: string;
  /** Training CAs that imitate other institutions', a file each. */
  readonly accredited: string;
  /** What the simulated printer printed: a text and a picture each. */
  readonly slips: string;
  readonly incidents: string;
  /** Room for the day on which the disk is full. */
  readonly ballast: string;
  /** Revocation lists, a file an issuing CA. */
  readonly lists: string;
  /** There while the branch is being made, and says of which journal: what stands beside it is nothing yet. */
  readonly provisioning: string;
  /** Which process provisions: one at a time. */
  readonly provisionLock: string;
  /** Which process imports: one at a time. */
  readonly importLock: string;
};

export function homeAt(root: string): Home {
  return {
    root,
    database: `${root}/changgu.sqlite`,
    keyFile: `${root}/terminal.key`,
    keyState: `${root}/journal.key`,
    boots: `${root}/journal.boots`,
    journalFiles: `${root}/journal`,
    cursor: `${root}/syslog.cursor`,
    firstKey: `${root}/journal.first-key`,
    settings: `${root}/settings.json`,
    sticks: `${root}/sticks`,
    accredited: `${root}/accredited`,
    slips: `${root}/slips`,
    incidents: `${root}/incidents.log`,
    ballast: `${root}/ballast`,
    lists: `${root}/crl`,
    provisioning: `${root}/PROVISIONING`,
    provisionLock: `${root}/provision.lock`,
    importLock: `${root}/import.lock`,
  };
}

/** Which process works a terminal of this home. Its name may hold what no file's may. */
export function lockOf({ root }: Home, terminal: string): string {
  return `${root}/terminal-${createHash("sha256").update(terminal).digest("hex").slice(0, 16)}.lock`;
}

/** `$CHANGGU_HOME`, else `changgu` below `$XDG_STATE_HOME`, else below `~/.local/state` (XDG base directories). */
export function homeRoot(environment: Readonly<Record<string, string | undefined>>): string {
  const { CHANGGU_HOME, XDG_STATE_HOME, HOME = "." } = environment;
  return CHANGGU_HOME || `${XDG_STATE_HOME || `${HOME}/.local/state`}/changgu`;
}

/** A rehearsal's home lies inside the terminal's, and is never the terminal's own. */
export function trainingRoot(root: string): string {
  return `${root}/training`;
}
