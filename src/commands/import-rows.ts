// Customers and cards come from a file: all of its rows, or none of them.

import { createHash } from "node:crypto";
import { basename } from "node:path";
import { nobody } from "../audit/entry.ts";
import type { Books } from "../books.ts";
import type { Secret } from "../secret.ts";
import type { Batch, Clash } from "../verification/enrolment.ts";
import type { FileOutcome, RowFault } from "../verification/sheet-rows.ts";
import { arrive } from "./arrive.ts";
import { faultInWords, sheetRefusalInWords } from "./import-words.ts";

/** 0: all was taken. 1: nothing was, for the named faults. 2: it could not be done. */
export type ImportExitCode = 0 | 1 | 2;

export type RowsImport = {
  readonly file: string;
  /** The file, which the reading fills with zeros where its secrets stood. */
  readonly bytes: Uint8Array;
  readonly dryRun: boolean;
  readonly json: boolean;
};

export type RowsMeans = {
  readonly books: Pick<Books, "enrolment" | "transactions" | "journal" | "tidy">;
  /** The user of the machine, for the journal. */
  readonly operator: string;
  /** Ctrl-C: heard until the rows are added. */
  readonly interrupted: AbortSignal;
  print(line: string): void;
  /** The share of the work that is done, 0 to 1; null when nothing is to be shown any more. */
  progress(done: number | null): void;
};

/** What an import takes in. */
export type Kind<Item> = {
  readonly what: "customers" | "cards";
  /** One of them, in words. */
  readonly one: string;
  read(bytes: Uint8Array): Generator<number, FileOutcome<Item>, void>;
  lock(items: readonly Item[]): Batch;
  secretsOf(item: Item): readonly Secret[];
  /** What is done next, and what the file holds. */
  readonly afterwards: string;
};

/** Locked and hashed between two looks at Ctrl-C, and added in one transaction: a few milliseconds, which no desk notices. */
const itemsAtOnce = 25;
/** Reading is quick beside locking, and locking beside adding. */
const readingShare = 0.05;
const lockingShare = 0.35;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function readAll<Item>(kind: Kind<Item>, bytes: Uint8Array, means: RowsMeans): Promise<FileOutcome<Item> | null> {
  const reading = kind.read(bytes);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
    means.progress(step.value * readingShare);
    await breathe();
    if (!means.interrupted.aborted) continue;
    // The secrets that it read are wiped.
    reading.return({ type: "faulty", faults: [], more: false });
    return null;
  }
}

type Read<Item> = Extract<FileOutcome<Item>, { type: "read" }>;
type Part = { readonly batch: Batch; readonly lines: readonly number[] };

/** Each item's secrets are wiped as soon as they are locked; null after Ctrl-C. */
async function lockAll<Item>(
  kind: Kind<Item>,
  { items, lines }: Read<Item>,
  means: RowsMeans,
): Promise<readonly Part[] | null> {
  const wipe = (from: number, to?: number): void => {
    for (const secret of items.slice(from, to).flatMap(kind.secretsOf)) secret.wipe();
  };
  const parts: Part[] = [];
  for (let at = 0; at < items.length; at += itemsAtOnce) {
    const end = at + itemsAtOnce;
    parts.push({ batch: kind.lock(items.slice(at, end)), lines: lines.slice(at, end) });
    wipe(at, end);
    means.progress(readingShare + lockingShare * (at / items.length));
    await breathe();
    if (!means.interrupted.aborted) continue;
    wipe(end);
    return null;
  }
  return parts;
}

const columnOf: Readonly<Record<Clash["what"], string>> = {
  serial: "serial",
  id: "id",
  "resident-number": "resident_number",
  account: "account",
};

const neverInterrupted = new AbortController().signal;

/** What the registry has already; null after Ctrl-C. */
async function clashesOf(parts: readonly Part[], interrupted: AbortSignal): Promise<readonly RowFault[] | null> {
  const faults: RowFault[] = [];
  for (const { batch, lines } of parts) {
    for (const { position, what } of batch.clashes())
      faults.push({ line: lines[position] ?? 0, column: columnOf[what], why: "in-registry", first: null });
    await breathe();
    if (interrupted.aborted) return null;
  }
  return faults;
}

/** A personal number in a file's name would be refused by the journal, and is nothing to print. */
export function nameOf(file: string): string {
  return basename(file)
    .replaceAll(/(\d{6}-?)\d{7}/g, "$1*******")
    .replaceAll(/\p{C}/gu, "?");
}

type Told = { readonly type: string; readonly lines: readonly string[]; readonly code: ImportExitCode };

class Import<Item> {
  readonly #kind: Kind<Item>;
  readonly #asked: RowsImport;
  readonly #means: RowsMeans;
  readonly #digest: string;
  readonly #name: string;

  constructor(kind: Kind<Item>, asked: RowsImport, means: RowsMeans) {
    this.#kind = kind;
    this.#asked = asked;
    this.#means = means;
    this.#digest = createHash("sha256").update(asked.bytes).digest("hex");
    this.#name = nameOf(asked.file);
  }

  async run(): Promise<ImportExitCode> {
    const { progress } = this.#means;
    try {
      const found = await readAll(this.#kind, this.#asked.bytes, this.#means);
      if (!found) return this.#interrupted();
      if (found.type === "refused") {
        const words = sheetRefusalInWords(found.why);
        const lines = [`${this.#name} is not taken: ${words}.`];
        return this.#refuse(found.why.type, { why: found.why, words }, lines);
      }
      if (found.type === "faulty") return this.#faulty(found.faults, found.more);
      const parts = await lockAll(this.#kind, found, this.#means);
      const clashes = parts && (await clashesOf(parts, this.#means.interrupted));
      if (!clashes) return this.#interrupted();
      if (clashes.length > 0) return this.#faulty(clashes, false);
      return this.#asked.dryRun ? this.#taken(found.items.length) : await this.#add(parts, found.items.length);
    } finally {
      progress(null);
    }
  }

  async #add(parts: readonly Part[], taken: number): Promise<ImportExitCode> {
    const { books, interrupted, operator, progress } = this.#means;
    const event = `${this.#kind.what}-imported` as const;
    const fact = { event, file: this.#name, digest: this.#digest, taken, operator } as const;
    const share = readingShare + lockingShare;
    const arrived = (done: number): void => progress(share + (1 - share) * done);
    const batches = parts.map(({ batch }) => batch);
    const outcome = await arrive(batches, fact, { books, interrupted, arrived });
    switch (outcome.type) {
      case "arrived":
        return this.#taken(taken);
      case "interrupted":
        return this.#interrupted();
      case "clash":
        return this.#faulty((await clashesOf(parts, neverInterrupted)) ?? [], false);
    }
  }

  #taken(taken: number): ImportExitCode {
    const { dryRun } = this.#asked;
    const count = `${taken} ${taken === 1 ? this.#kind.one : this.#kind.what}`;
    const lines = dryRun
      ? [`${this.#name}: ${count} can be taken.`, "Nothing was written: this was a dry run."]
      : [`${this.#name}: ${count} taken.`, this.#kind.afterwards];
    return this.#tell({ type: dryRun ? "checked" : "imported", lines, code: 0 }, { taken });
  }

  #faulty(found: readonly RowFault[], more: boolean): ImportExitCode {
    const faults = found.toSorted((one, other) => one.line - other.line);
    const lines = [
      `${this.#name} is not taken: ${faults.length}${more ? " or more" : ""} ${faults.length === 1 ? "fault" : "faults"}. Mend it and start it again; nothing was written.`,
      ...faults.map((fault) => `line ${fault.line}: ${faultInWords(fault)}`),
      ...(more ? ["The file was not read any further."] : []),
    ];
    const told = faults.map((fault) => ({ ...fault, words: faultInWords(fault) }));
    return this.#refuse(faults[0]?.why ?? "faulty", { faults: told, more }, lines);
  }

  #refuse(why: string, found: object, lines: readonly string[]): ImportExitCode {
    const { books, operator } = this.#means;
    if (!this.#asked.dryRun) {
      const fact = { event: "import-refused", what: this.#kind.what, file: this.#name, digest: this.#digest } as const;
      books.journal.append({ ...fact, why, operator }, nobody);
      books.journal.seal();
    }
    return this.#tell({ type: "refused", lines, code: 1 }, found);
  }

  #interrupted(): ImportExitCode {
    const lines = ["Interrupted: nothing was taken. Start it again when you like."];
    return this.#tell({ type: "interrupted", lines, code: 2 }, {});
  }

  #tell({ type, lines, code }: Told, found: object): ImportExitCode {
    this.#means.progress(null);
    const report = { type, file: this.#name, digest: this.#digest, ...found };
    for (const line of this.#asked.json ? [JSON.stringify(report)] : lines) this.#means.print(line);
    return code;
  }
}

/** Throws `JournalUnwritable` with nothing taken. */
export function importRows<Item>(kind: Kind<Item>, asked: RowsImport, means: RowsMeans): Promise<ImportExitCode> {
  return new Import(kind, asked, means).run();
}
