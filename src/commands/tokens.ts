// `changgu tokens import`: the seeds of a PSKC file come into the stock, all that can be taken at once, or nothing.

import { createHash } from "node:crypto";
import { nobody } from "../audit/entry.ts";
import type { Books } from "../books.ts";
import type { Batch, NewToken } from "../verification/enrolment.ts";
import { type PskcReport, pskcReading, type RefusedKey, type TakenKey } from "../verification/pskc.ts";
import type { PskcKey } from "../verification/pskc-protection.ts";
import { arrive } from "./arrive.ts";
import { nameOf } from "./import-rows.ts";
import { fileRefusalInWords, keyRefusalInWords } from "./token-words.ts";

/** 0: all keys were taken. 1: some or all were not. 2: it could not be done. */
export type ImportExitCode = 0 | 1 | 2;

export type TokensImport = {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly key: PskcKey | null;
  readonly kind: NewToken["kind"];
  readonly dryRun: boolean;
  readonly json: boolean;
};

export type TokensMeans = {
  readonly books: Pick<Books, "enrolment" | "transactions" | "journal" | "tidy">;
  readonly now: Date;
  /** The user of the machine, for the journal. */
  readonly operator: string;
  /** Ctrl-C: heard until the tokens are added. */
  readonly interrupted: AbortSignal;
  print(line: string): void;
  /** The share of the work that is done, 0 to 1; null when nothing is to be shown any more. */
  progress(done: number | null): void;
};

/** Locked between two looks at Ctrl-C, and added in one transaction: a few milliseconds, which no desk notices. */
const tokensAtOnce = 100;
const readingShare = 0.2;

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type Read = Extract<PskcReport, { type: "read" }>;

/** Breathes between pieces, so that Ctrl-C is heard; null when it was. */
async function read({ bytes, key, kind }: TokensImport, means: TokensMeans): Promise<PskcReport | null> {
  const reading = pskcReading(bytes, { key, kind, now: means.now });
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
    means.progress(step.value * readingShare);
    await breathe();
    if (means.interrupted.aborted) {
      // Its seeds are wiped.
      reading.return({ type: "read", taken: [], refused: [], signed: false });
      return null;
    }
  }
}

type Sorted = {
  readonly batches: readonly Batch[];
  readonly taken: readonly TakenKey[];
  readonly refused: readonly RefusedKey[];
};

/** Without those that the registry has; null after Ctrl-C. */
async function sorted(found: Pick<Read, "taken" | "refused">, means: TokensMeans): Promise<Sorted | null> {
  const { enrolment } = means.books;
  const batches: Batch[] = [];
  const taken: TakenKey[] = [];
  const refused = [...found.refused];
  const batchOf = (keys: readonly TakenKey[]): Batch => enrolment.tokens(keys.map(({ token }) => token));
  for (let at = 0; at < found.taken.length; at += tokensAtOnce) {
    const piece = found.taken.slice(at, at + tokensAtOnce);
    const batch = batchOf(piece);
    const there = new Set(batch.clashes().map(({ position }) => position));
    const left = piece.filter((_, position) => !there.has(position));
    if (left.length > 0) batches.push(there.size === 0 ? batch : batchOf(left));
    taken.push(...left);
    for (const position of there) {
      const { line, token } = piece[position] as TakenKey;
      refused.push({ line, serial: token.serial, why: "duplicate-in-registry" });
    }
    await breathe();
    if (means.interrupted.aborted) return null;
  }
  return { batches, taken, refused: refused.sort((one, other) => one.line - other.line) };
}

/** Tokens and the journal's row are durable together, or neither is there; null after Ctrl-C. */
async function add(asked: TokensImport, means: TokensMeans, digest: string, first: Sorted): Promise<Sorted | null> {
  const { books, operator, interrupted, progress } = means;
  const arrived = (done: number): void => progress(readingShare + (1 - readingShare) * done);
  for (let last: Sorted | null = first; last; last = await sorted(last, means)) {
    const { batches, taken, refused } = last;
    const numbers = { taken: taken.length, left: refused.length };
    const fact = { event: "tokens-imported", file: nameOf(asked.file), digest, ...numbers, operator } as const;
    const outcome = await arrive(batches, fact, { books, interrupted, arrived });
    if (outcome.type === "arrived") return last;
    if (outcome.type === "interrupted") return null;
    // A card came in with the serial number of one of them.
  }
  return null;
}

function journalRefusal({ file }: TokensImport, { books, operator }: TokensMeans, digest: string, why: string): void {
  const fact = { event: "import-refused", what: "tokens", file: nameOf(file), digest, why, operator } as const;
  books.journal.append(fact, nobody);
  books.journal.seal();
}

function resultLines({ file, dryRun }: TokensImport, { taken, refused }: Sorted, signed: boolean): readonly string[] {
  const all = taken.length + refused.length;
  const verb = dryRun ? "can be taken" : "taken";
  return [
    `${nameOf(file)}: ${taken.length} of ${all} ${all === 1 ? "token" : "tokens"} ${verb}.`,
    ...refused.map(({ line, serial, why }) => {
      const which = serial === null ? "" : `, serial ${serial}`;
      return `line ${line}${which}: left out: ${keyRefusalInWords(why)}`;
    }),
    ...(signed ? ["The file carries a signature, which was not checked."] : []),
    ...(dryRun ? ["Nothing was written: this was a dry run."] : []),
    ...(!dryRun && taken.length > 0 ? ["They are in stock now, until they are bound to customers at a counter."] : []),
  ];
}

function reportOf({ file, dryRun }: TokensImport, digest: string, { taken, refused }: Sorted, signed: boolean): object {
  return {
    type: dryRun ? "checked" : "imported",
    file: nameOf(file),
    digest,
    signed,
    taken: taken.map(({ line, token: { seed: _, ...token } }) => ({ line, ...token })),
    left: refused.map((key) => ({ ...key, words: keyRefusalInWords(key.why) })),
  };
}

/** Wipes no key: whoever read it does. Throws `JournalUnwritable` with nothing taken. */
export async function importTokens(asked: TokensImport, means: TokensMeans): Promise<ImportExitCode> {
  const digest = createHash("sha256").update(asked.bytes).digest("hex");
  const say = (found: object, lines: readonly string[]): void => {
    means.progress(null);
    for (const line of asked.json ? [JSON.stringify(found)] : lines) means.print(line);
  };
  const interrupted = (): ImportExitCode => {
    say({ type: "interrupted" }, ["Interrupted: nothing was taken. Start it again when you like."]);
    return 2;
  };
  const found = await read(asked, means);
  if (!found) return interrupted();
  if (found.type === "refused") {
    const words = fileRefusalInWords(found.why);
    if (!asked.dryRun) journalRefusal(asked, means, digest, found.why.type);
    const lines = [`${nameOf(asked.file)} is not taken: ${words}.`];
    say({ type: "refused", file: nameOf(asked.file), digest, why: found.why, words }, lines);
    return 1;
  }
  try {
    const checked = await sorted(found, means);
    const result = checked && !asked.dryRun ? await add(asked, means, digest, checked) : checked;
    if (!result) return interrupted();
    say(reportOf(asked, digest, result, found.signed), resultLines(asked, result, found.signed));
    return result.refused.length > 0 ? 1 : 0;
  } finally {
    for (const { token } of found.taken) token.seed.wipe();
  }
}
