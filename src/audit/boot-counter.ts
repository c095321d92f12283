// How often a terminal was started, in a file of its own: an old copy of the database does not know the last number.

export type BootCount = {
  /** The journal's id, as row 0 has it. */
  readonly database: string;
  readonly boots: number;
};

export type BootRead =
  | { readonly type: "found"; readonly count: BootCount }
  | { readonly type: "missing" }
  | { readonly type: "unreadable"; readonly why: string };

export type BootCounter = {
  read(): BootRead;
  /** Durable when it returns null; a stored number that is not smaller stays. Otherwise says why it cannot be written. */
  replace(count: BootCount): string | null;
};
