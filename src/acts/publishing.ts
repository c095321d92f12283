// Revocation lists follow at once what is revoked, and never come before it is durable.

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

export function publishingOf(lists: Pick<RevocationLists, "publishDue">, clock: Pick<Clock, "after">): Publishing {
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
  const publish = async (): Promise<void> => {
    try {
      const outcomes = await lists.publishDue();
      cancel();
      if (outcomes.some(isLate)) cancel = clock.after(againMilliseconds, listChanges);
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
