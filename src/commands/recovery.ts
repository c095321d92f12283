// A desk out of service comes back by itself: everything is closed, opened anew and looked at, until it holds.

import type { Desk } from "../audit/entry.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import type { Building } from "../building.ts";
import type { Session } from "../session.ts";
import type { OpenedDesk } from "./desk.ts";

export type RecoveryMeans = {
  readonly session: Session;
  readonly building: Building;
  /** The desk that was open; null where none was chosen yet. */
  readonly desk: Desk | null;
  open(): Promise<OpenedDesk>;
  /** Makes room on a full disk, so that its being full can be journaled. */
  relieve(): void;
  /** Resolves after a while; false when the program ends. `tries`: how often it was opened in vain. */
  pause(tries: number): Promise<boolean>;
};

/** Once, before all is closed: a full disk has room for this row when its ballast is gone. */
function recordWhy({ building, relieve }: RecoveryMeans, why: string): void {
  relieve();
  try {
    building.journal.append({ event: "out-of-service", why }, { ceremony: null, staff: null });
    building.journal.seal();
  } catch (error) {
    // It is in the next start: what stopped is said by a start after no stop.
    if (!(error instanceof JournalUnwritable)) throw error;
  }
}

/** The branch as it was opened again, at work; null when the program ended before. */
export async function recover(why: string, means: RecoveryMeans): Promise<Building | null> {
  const { session, desk } = means;
  recordWhy(means, why);
  await session.leave();
  for (let tries = 0; await means.pause(tries); tries++) {
    const opened = await means.open();
    if (opened.type === "opened") {
      await session.open(opened.building, desk);
      return opened.building;
    }
    session.dispatch({ type: "out-of-service", why: opened.why });
  }
  return null;
}
