// Revocation lists follow at once what is revoked, never come before it is durable, and are signed anew before they are old.

import { JournalUnwritable } from "../audit/journal.ts";
import type { PublishOutcome, RevocationLists } from "../authority/revocation-lists.ts";
import type { Clock } from "../clock.ts";

export type Publishing = {
  /** To be called inside a transaction: publishes when the outermost one is over, once for all that it changed. */
  listChanges(): void;
  /** Publishes now what is due, and waits for what is under way; before the books are closed. */
  flush(): Promise<void>;
};

/** A disk that was full, or a token that did not answer, may be well again. */
const againMilliseconds = 60_000;
/** Then it is looked again: a timer knows nothing of a clock that was set meanwhile. */
const longestMilliseconds = 24 * 3_600_000;

export function publishingOf(lists: Pick<RevocationLists, "publishDue" | "nextDue">, clock: Clock): Publishing {
  let waiting = false;
  let underWay = Promise.resolve();
  let cancel = (): void => {};
  const listChanges = (): void => {
    // A transaction has no await in it: this runs behind the outermost one, committed or not.
    if (!waiting) queueMicrotask(() => begin());
    waiting = true;
  };
  const begin = (): void => {
    if (waiting) underWay = publish();
    waiting = false;
  };
  const untilDue = (): number | null => {
    const next = lists.nextDue();
    if (next === null) return null;
    return Math.min(Math.max(next.getTime() - clock.now().getTime(), againMilliseconds), longestMilliseconds);
  };
  const publish = async (): Promise<void> => {
    try {
      const outcomes = await lists.publishDue();
      cancel();
      const wait = outcomes.some(isLate) ? againMilliseconds : untilDue();
      if (wait !== null) cancel = clock.after(wait, listChanges);
    } catch (error) {
      // Out of service: whatever is done next finds that, and says so. The list is due at the next start.
      if (!(error instanceof JournalUnwritable)) throw error;
    }
  };
  return {
    listChanges,
    async flush() {
      begin();
      await underWay;
      cancel();
    },
  };
}

function isLate({ type }: PublishOutcome): boolean {
  return type === "not-written" || type === "not-signed";
}
