// Files of former rows: what the journal tells of them, and all rows as one journal again, whichever file they lie in.

import type { AuditRow, Digest } from "./chain.ts";
import type { Filed } from "./journal-entry.ts";
import { factIn } from "./row-body.ts";
import { type AuditRows, onward } from "./rows.ts";

type FileEvent = "journal-rotating" | "journal-rotated" | "journal-file-removing" | "journal-file-removed";

export type FileFact = Filed & { readonly event: FileEvent };

/** When rows leave the database, and when their file goes. */
export type JournalPlan = {
  /** A file holds the rows of so long. */
  readonly file: "month" | "year";
  /** A file goes when its last row is older. */
  readonly keepYears: number;
};

/** The facts about files among these rows. */
export function fileFactsIn(rows: readonly AuditRow[]): readonly FileFact[] {
  return rows.flatMap((row) => {
    const fact = factIn(row);
    if (!fact || !("file" in fact && "upto" in fact)) return [];
    const { event, file, from, upto, head, digest } = fact;
    return [{ event, file, from, upto, head, digest }];
  });
}

/** Where the rows at hand go on after row 0: what came before was removed, and a later row says so. */
export type Beginning = { readonly next: number; readonly head: Digest };

/** Null while every row since row 0 is somewhere. */
export function beginningOf(rows: Pick<AuditRows, "fileFacts">): Beginning | null {
  const removed = fileFactsIn(rows.fileFacts()).findLast(({ event }) => event === "journal-file-removing");
  return removed ? { next: removed.upto + 1, head: removed.head } : null;
}

export type OpenedFile = { readonly rows: AuditRows; close(): void };

/** Where a journal's files lie. */
export type JournalFolder = {
  open(file: string): OpenedFile | "missing" | "unreadable";
  /** SHA-256 of the file; null when it cannot be read. */
  digest(file: string): Digest | null;
};

export type FileAtHand = Filed & { readonly state: "at-hand" | "missing" | "unreadable" };

export type JoinedJournal = {
  readonly rows: AuditRows;
  /** Oldest first, without those that were removed. A file that is not there hides those that it alone names. */
  readonly files: readonly FileAtHand[];
  /** The files alone; the journal itself stays open. */
  close(): void;
};

type Found = { readonly known: FileAtHand; readonly opened: OpenedFile | null };

/** From the newest file back: each is named by the rows that came after it. */
function found(live: AuditRows, folder: JournalFolder): readonly Found[] {
  const all: Found[] = [];
  let begins = 0;
  const look = (facts: readonly FileFact[]): void => {
    const last = facts.findLast(({ event }) => event === "journal-file-removing");
    begins = Math.max(begins, (last?.upto ?? 0) + 1);
    const named = facts.findLast(
      ({ event, upto }) => event === "journal-rotating" && upto < (all[0]?.known.from ?? Number.POSITIVE_INFINITY),
    );
    if (!named || named.upto < begins) return;
    const { event: _, ...filed } = named;
    const opened = folder.open(named.file);
    const open = typeof opened === "string" ? null : opened;
    all.unshift({ known: { ...filed, state: typeof opened === "string" ? opened : "at-hand" }, opened: open });
    // The same facts may name older files still; so may the rows that were just found.
    look(open ? [...fileFactsIn(open.rows.fileFacts()), ...facts] : facts);
  };
  look(fileFactsIn(live.fileFacts()));
  return all;
}

type Source = { readonly rows: AuditRows; readonly upto: number };

function same(one: AuditRow, other: AuditRow | undefined): boolean {
  return one.seq === other?.seq && one.body === other.body && one.hash === other.hash && one.mac === other.mac;
}

export type FileFinding = Filed & { readonly state: "whole" | "differs" | "missing" | "unreadable" };

/** Whether each file is the one that was written. */
export function fileFindings({ files }: JoinedJournal, folder: JournalFolder): readonly FileFinding[] {
  return files.map(({ state, ...filed }) => {
    if (state !== "at-hand") return { ...filed, state };
    return { ...filed, state: folder.digest(filed.file) === filed.digest ? "whole" : "differs" };
  });
}

/** The live rows and the files as one journal; row 0 and the newest rows are the live ones. */
export function joinJournal(live: AuditRows, folder: JournalFolder): JoinedJournal {
  const all = found(live, folder);
  const files: readonly Source[] = all.flatMap(({ known, opened }) =>
    opened ? [{ rows: opened.rows, upto: known.upto }] : [],
  );
  const filed = all.at(-1)?.known.upto ?? 0;
  /** Row 0 stays in the live journal, and the first file has it too: one of them is read, and both when they differ. */
  const head = (seq: number, limit: number): readonly AuditRow[] => {
    const rows = seq < 0 ? live.after(seq, limit).filter((row) => row.seq <= 0) : [];
    const copy = rows.length === 1 ? files[0]?.rows.after(-1, 1)[0] : undefined;
    if (copy?.seq !== 0) return rows;
    return same(copy, rows[0]) ? [copy] : [...rows, copy].slice(0, limit);
  };
  const after = (seq: number, limit: number): readonly AuditRow[] => {
    const rows = [...head(seq, limit)];
    for (const { rows: source, upto } of files) {
      const at = rows.at(-1)?.seq ?? seq;
      if (at < upto && rows.length < limit) rows.push(...source.after(at, limit - rows.length));
    }
    const at = rows.at(-1)?.seq ?? seq;
    return rows.length < limit ? [...rows, ...live.after(Math.max(at, filed), limit - rows.length)] : rows;
  };
  const newestFirst = [live, ...files.map(({ rows }) => rows).reverse()];
  const firstOf = (look: (rows: AuditRows) => AuditRow | null): AuditRow | null =>
    newestFirst.reduce<AuditRow | null>((row, rows) => row ?? look(rows), null);
  /** Row 0 is the live journal's, and rows that lie in a file are read there. */
  const before = (seq: number, limit: number): readonly AuditRow[] => {
    const found = live.before(seq, limit).filter((row) => row.seq > filed || row.seq < 1);
    const rows = found.filter((row) => row.seq > filed);
    for (const file of [...files].reverse()) {
      const at = rows.at(-1)?.seq ?? seq;
      if (rows.length < limit) rows.push(...file.rows.before(Math.min(at, file.upto + 1), limit - rows.length));
    }
    // The first file has row 0 too.
    const zero = rows.at(-1)?.seq === 0 || rows.length === limit ? [] : found.filter((row) => row.seq === 0);
    return [...rows, ...zero];
  };
  const rows: AuditRows = {
    after,
    before,
    since: (seq) => onward(after, seq),
    all: () => onward(after, Number.MIN_SAFE_INTEGER),
    last: () => live.last(),
    lastOf: (terminal, events) => firstOf((each) => each.lastOf(terminal, events)),
    lastIn: (ceremony) => firstOf((each) => each.lastIn(ceremony)),
    segment: (from, upto) => (files.find((file) => upto <= file.upto)?.rows ?? live).segment(from, upto),
    oldCopies: () => [
      ...files.flatMap((file) => file.rows.oldCopies()),
      ...live.oldCopies().filter(({ seq }) => seq > filed),
    ],
    fileFacts: () => [...files.flatMap((file) => file.rows.fileFacts()), ...live.fileFacts()],
  };
  return {
    rows,
    files: all.map(({ known }) => known),
    close() {
      for (const { opened } of all) opened?.close();
    },
  };
}
