// Rows come in piece by piece, each so short that no desk waits for it, and are seen all at once, or never.

import { type Fact, nobody } from "../audit/entry.ts";
import type { Books } from "../books.ts";
import type { ArrivalId, Batch } from "../verification/enrolment.ts";

export type Arriving = {
  readonly books: Pick<Books, "enrolment" | "transactions" | "journal" | "tidy">;
  /** Ctrl-C: heard until the last piece is there. */
  readonly interrupted: AbortSignal;
  /** The share of the pieces that are there, 0 to 1. */
  arrived(done: number): void;
};

export type ArriveOutcome =
  | { readonly type: "arrived" }
  | { readonly type: "interrupted" }
  /** Somebody came in meanwhile by another way: nothing is left of what was added. */
  | { readonly type: "clash" };

/**
 * A desk that finds the database locked tries again after 1, 2, 5, 10, 15, 20, three times 25 and twice 50 ms, then every
 * 100 (SQLite's busy handler). After a piece that took no longer than `upTo` its tries come no rarer than `pause`: one falls
 * into it, so that a desk waits for one piece and not for all, on a slow disk too.
 */
const pauses = [
  { upTo: 18, pause: 20 },
  { upTo: 103, pause: 30 },
  { upTo: 203, pause: 60 },
  { upTo: Number.POSITIVE_INFINITY, pause: 120 },
] as const;
/** Pieces after which the write-ahead log goes into the database, before it grows as long as the import. */
const piecesPerTidy = 8;

/** What locks the database, one turn at a time: before each but the first, whoever waits gets his. */
function turns(): <T>(work: () => T) => Promise<T> {
  let took: number | null = null;
  return async (work) => {
    const last = took;
    if (last !== null)
      await new Promise((resolve) => setTimeout(resolve, pauses.find(({ upTo }) => last <= upTo)?.pause));
    const began = performance.now();
    const result = work();
    took = performance.now() - began;
    return result;
  };
}

async function undo({ books }: Arriving, id: ArrivalId): Promise<void> {
  const yielding = turns();
  const pieces = books.enrolment.arrivals.undoing(id);
  while (!(await yielding(() => pieces.next().done)));
}

async function add(batches: readonly Batch[], id: ArrivalId, arriving: Arriving): Promise<ArriveOutcome> {
  const { books, interrupted, arrived } = arriving;
  const yielding = turns();
  for (const [at, batch] of batches.entries()) {
    const came = await yielding(() =>
      books.transactions.run(() => {
        if (batch.clashes().length > 0) return false;
        batch.add(id);
        return true;
      }),
    );
    if (!came) return { type: "clash" };
    arrived((at + 1) / batches.length);
    if (interrupted.aborted) return { type: "interrupted" };
    // Cutting the log off locks the database too.
    if ((at + 1) % piecesPerTidy === 0) await yielding(books.tidy);
  }
  return { type: "arrived" };
}

/**
 * `fact` is durable with the last step. To be called by one process at a time: what an earlier import left, cut off by a
 * kill, is removed first. Throws `JournalUnwritable` with nothing to be seen of it.
 */
export async function arrive(batches: readonly Batch[], fact: Fact, arriving: Arriving): Promise<ArriveOutcome> {
  const { transactions, journal, enrolment } = arriving.books;
  for (const left of enrolment.arrivals.open()) await undo(arriving, left);
  const id = enrolment.arrivals.begin();
  const outcome = await add(batches, id, arriving);
  if (outcome.type === "arrived") {
    transactions.run(() => {
      enrolment.arrivals.end(id);
      journal.append(fact, nobody);
    });
    journal.seal();
  } else await undo(arriving, id);
  return outcome;
}
