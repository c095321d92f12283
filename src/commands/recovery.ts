// A desk out of service comes back by itself: everything is closed, opened anew and looked at, until it holds.

import { type Desk, nobody } from "../audit/entry.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import type { Building } from "../building.ts";
import type { Session } from "../session.ts";
import type { OpenedDesk } from "./desk.ts";

export type WaitingMeans = {
  readonly session: Session;
  /** The desk that was open; null where none was chosen yet. */
  readonly desk: Desk | null;
  open(): Promise<OpenedDesk>;
  /** Told before anything happens in it. */
  opened(desk: OpenDesk): void;
  /** Resolves after a while. `tries`: how often it was opened in vain. */
  pause(tries: number): Promise<void>;
  /** Whether the program ends. */
  over(): boolean;
};

export type RecoveryMeans = WaitingMeans & {
  readonly building: Building;
  /** Makes room on a full disk, so that its being full can be journaled. */
  relieve(): void;
};

export type OpenDesk = Extract<OpenedDesk, { readonly type: "opened" }>;
type Trouble = Extract<OpenedDesk, { readonly type: "refused" }>;

/** Once, before all is closed: a full disk has room for this row when its ballast is gone. */
function recordWhy({ building, relieve }: RecoveryMeans, why: string): void {
  relieve();
  try {
    building.journal.append({ event: "out-of-service", why }, nobody);
    building.journal.seal();
  } catch (error) {
    // It is in the next start: what stopped is said by a start after no stop.
    if (!(error instanceof JournalUnwritable)) throw error;
  }
}

/** Closes the branch that can record nothing, and opens it anew. */
export async function recover(why: string, means: RecoveryMeans): Promise<void> {
  recordWhy(means, why);
  await means.session.leave();
  await reopen(why, means);
}

/** Until the branch could be opened, and its journal says for how long and why it could not; or until the program ends. */
export async function reopen(why: string, means: WaitingMeans): Promise<void> {
  const { session, desk } = means;
  const since = performance.now();
  const standing = (): number => Math.round((performance.now() - since) / 1000);
  for (let tries = 0; ; tries++) {
    await means.pause(tries);
    if (means.over()) return;
    const opened = await means.open();
    if (means.over()) return opened.type === "opened" ? opened.building.close() : undefined;
    const trouble = opened.type === "refused" ? opened : await recordReturn(opened, why, standing());
    if (trouble === null && opened.type === "opened") {
      means.opened(opened);
      return session.open(opened.building, desk);
    }
    if (trouble) session.dispatch({ type: "out-of-service", why: trouble.why, outage: trouble.outage ?? null, desk });
  }
}

/** Null when it is in the journal; a branch that cannot say so is closed again. */
async function recordReturn({ building }: OpenDesk, why: string, seconds: number): Promise<Trouble | null> {
  try {
    building.journal.append({ event: "back-in-service", why, seconds }, nobody);
    return null;
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    await building.close();
    return { type: "refused", why: error.message, outage: "journal-unwritable" };
  }
}
