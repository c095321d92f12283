// One way to answer a guess: counted, spent and journaled in one durable transaction, before anybody sees the answer.

import type { About, Fact } from "../audit/entry.ts";
import type { Journal, Receipt, Transactions } from "../audit/journal.ts";
import type { Attempts, Limits, Target } from "./attempts.ts";
import type { Registry, StaffRegistry } from "./registry.ts";

/** What a verification works with, and for whom it is recorded. */
export type Verifying = {
  readonly registry: Registry;
  readonly staff: StaffRegistry;
  readonly attempts: Attempts;
  readonly transactions: Transactions;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly about: About;
};

export type Verdict =
  | { readonly type: "right"; readonly receipt: Receipt }
  | { readonly type: "wrong"; readonly left: number }
  /** Locked before, or by this attempt. */
  | { readonly type: "locked" };

export type Judged = {
  readonly target: Target;
  /** The comparison, already made: a locked target costs the same work. */
  readonly right: boolean;
  /** What is done with a right answer inside the transaction: the code is spent, the challenge is cleared. */
  readonly spend?: () => void;
  readonly verified: Fact;
  refused(left: number): Fact;
  readonly locked: Fact;
};

/** A locked target refuses the right answer too. */
export function judge(verifying: Verifying, judged: Judged): Verdict {
  const { attempts, transactions, journal, limits, about } = verifying;
  const { target } = judged;
  return transactions.run((): Verdict => {
    if (attempts.isLocked(target)) {
      journal.append(judged.locked, about);
      return { type: "locked" };
    }
    if (judged.right) {
      attempts.succeed(target);
      judged.spend?.();
      return { type: "right", receipt: journal.append(judged.verified, about) };
    }
    const { left } = attempts.fail(target, limits[target.kind]);
    journal.append(judged.refused(left), about);
    if (left > 0) return { type: "wrong", left };
    journal.append(judged.locked, about);
    return { type: "locked" };
  });
}
