// What became of one's own requests: nobody waits beside the list for a decision.

import type { About } from "../audit/entry.ts";
import type { Books } from "../books.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Clock } from "../clock.ts";
import { dayMilliseconds } from "../kst.ts";
import type { StaffNumber } from "../verification/registry.ts";

/** A request waits eight hours at most: yesterday's may have been decided when its asker was gone. */
const milliseconds = 2 * dayMilliseconds;

/** A page holds no more. */
const most = 8;

type Means = Pick<Books, "requests"> & { readonly clock: Clock };

export function listDecided({ requests, clock }: Means, { staff }: About): OutcomeEvent {
  const since = new Date(clock.now().getTime() - milliseconds);
  return { type: "decided-found", decided: requests.decidedOf(staff as StaffNumber, since, most) };
}
