// Why a terminal stands out of service until somebody mends it: what its page says, and whom it sends to which command.

export const outages = [
  /** A setting is wrong, or one is missing without which nobody can be served. */
  "settings",
  /** Others may write in the terminal's folder: nothing in it can be believed. */
  "home-open",
  /** The terminal's own key is gone, or others may read it. */
  "key-file",
  "key-state-missing",
  "key-state-unreadable",
  "database-missing",
  "database-damaged",
  /** Another program's, a newer program's, or one that cannot be made durable. */
  "database-unusable",
  "journal-changed",
  "old-copy",
  "boot-counter-missing",
  "clock-behind",
  "disk-full",
  "disk-failed",
  "journal-unwritable",
] as const;

export type Outage = (typeof outages)[number];
