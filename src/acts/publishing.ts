// Revocation lists follow at once what is revoked, and never come before it is durable.

import { JournalUnwritable } from "../audit/journal.ts";
import type { RevocationLists } from "../authority/revocation-lists.ts";

export type Publishing = {
  /** To be called inside a transaction: publishes when the outermost one is over, once for all that it changed. */
  listChanges(): void;
  /** Publishes now what is due; before the books are closed. */
  flush(): void;
};

export function publishingOf(lists: Pick<RevocationLists, "publishDue">): Publishing {
  let waiting = false;
  const flush = (): void => {
    if (!waiting) return;
    waiting = false;
    try {
      lists.publishDue();
    } catch (error) {
      // Out of service: whatever is done next finds that, and says so. The list is due at the next start.
      if (!(error instanceof JournalUnwritable)) throw error;
    }
  };
  return {
    listChanges() {
      // A transaction has no await in it: this runs behind the outermost one, committed or not.
      if (!waiting) queueMicrotask(flush);
      waiting = true;
    },
    flush,
  };
}
