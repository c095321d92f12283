// A stage in this process: a session, its screens on an emulated terminal, and a rehearsed building.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Desk } from "../audit/entry.ts";
import type { RowFields } from "../audit/row-body.ts";
import type { Building } from "../building.ts";
import { Tokenizer } from "../input/tokenizer.ts";
import type { Rehearsal } from "../rehearsal.ts";
import { Session } from "../session.ts";
import type { Stage } from "./stage.ts";

/** A terminal whose screen can be read, and what drew on it. */
export type EmulatedView = {
  text(): string;
  /** Every byte that was written. */
  written(): Buffer;
  flushed(): Promise<void>;
  unmount(): void;
};

export type NextStage = {
  readonly desk: Desk;
  readonly terminal: string | null;
  readonly clock: Date;
  readonly beside: boolean;
};

export type StageHere = {
  readonly desk: Desk;
  readonly home: string;
  /** `settled` is what the rehearsal's clock waits for between two alarms. */
  open(settled: () => Promise<void>): Promise<{
    readonly building: Building;
    readonly rehearsal: Rehearsal;
    /** Where a scenario goes on by itself. */
    attend(session: Session): Promise<void>;
  }>;
  show(session: Session): EmulatedView;
  /** Opens the next stage at this time of the clock, when this one is closed or beside it. */
  goTo(next: NextStage): Promise<Stage>;
  journal(): readonly RowFields[];
  disagreement(): string | null;
};

export async function stageHere(options: StageHere): Promise<Stage> {
  let fault: unknown = null;
  const session = new Session({
    crashed: (error) => {
      fault = error;
    },
    command: () => {},
  });
  const view = options.show(session);
  const settled = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2; quiet = session.resting() ? quiet + 1 : 0) await turn();
    await view.flushed();
    if (fault) throw fault;
  };
  const { building, rehearsal, attend } = await options.open(settled);
  const tokenizer = new Tokenizer();
  await session.open(building, options.desk);
  await attend(session);
  await settled();
  const close = async (): Promise<void> => {
    const closed = session.close();
    // A token at work is waited for, and nobody moves the clock on any more.
    if (building.waitsForClock()) await rehearsal.elapse(longestWork);
    await closed;
    view.unmount();
  };
  return {
    ...rehearsal,
    desk: options.desk,
    settled,
    async type(text) {
      for (const token of [...tokenizer.feed(Buffer.from(text)), ...tokenizer.flush()]) {
        session.bus.typed(token);
        await settled();
      }
    },
    screen: () => view.text().split("\n"),
    journal: options.journal,
    disagreement: options.disagreement,
    files: (drive) => filesBelow(join(options.home, "sticks", drive)),
    slips: () => slipsIn(join(options.home, "slips")),
    traces: () => [{ where: "the screen", bytes: view.written() }, ...tracesBelow(options.home)],
    async goTo({ desk, terminal, later, beside }) {
      const clock = new Date((await rehearsal.now()).getTime() + later);
      if (!beside) await close();
      return options.goTo({ desk, terminal, clock, beside });
    },
    close,
  };
}

/** Milliseconds in which every simulated device has done its work. */
const longestWork = 60_000;

/** One turn of the event loop, timers included. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Paths of all files below a folder; empty where there is none. */
export function filesBelow(root: string): readonly string[] {
  try {
    return readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
      statSync(join(root, name), { throwIfNoEntry: false })?.isFile(),
    );
  } catch {
    return [];
  }
}

export function slipsIn(folder: string): readonly string[] {
  const names = filesBelow(folder).filter((name) => name.endsWith(".txt"));
  return names.sort().map((name) => readFileSync(join(folder, name), "utf8"));
}

/** All bytes that a home keeps: database, write-ahead log, keys, sticks. A file that is replaced meanwhile is left out. */
export function tracesBelow(home: string): readonly { readonly where: string; readonly bytes: Buffer }[] {
  return filesBelow(home).flatMap((where) => {
    try {
      return [{ where, bytes: readFileSync(join(home, where)) }];
    } catch {
      return [];
    }
  });
}
