// A training branch in this process with any number of desks on one database, which can die as by `kill -9` and open again.

import { openAuditRows } from "../../db/audit-rows.ts";
import { type Database, openForReading } from "../../db/open.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { type RehearsalClock, rehearsalClock } from "../../hardware/rehearsal/clock.ts";
import { rehearsedEquipment } from "../../hardware/rehearsal/equipment.ts";
import type { Desk } from "../../src/audit/entry.ts";
import type { Building } from "../../src/building.ts";
import type { Clock } from "../../src/clock.ts";
import type { Stage } from "../../src/commands/stage.ts";
import { filesBelow, slipsIn } from "../../src/commands/stage-here.ts";
import { type Home, homeAt } from "../../src/home.ts";
import { Tokenizer } from "../../src/input/tokenizer.ts";
import { disagreementIn } from "../../src/main/agreeing.ts";
import { openBranch } from "../../src/main/opening.ts";
import { openTraining } from "../../src/main/training.ts";
import { showDesk } from "../../src/screens/app.tsx";
import { EmulatedTerminal } from "../../src/screens/terminal/emulator.ts";
import { Session } from "../../src/session.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

/** The process ended at a point of an effect. */
export class Died extends Error {
  override readonly name = "Died";
}

export type DeskAsked = {
  readonly desk: Desk;
  readonly terminal: string;
  /** A fault that a test plants into the branch, to see that it is found. */
  plant?(building: Building): Building;
  /** Called with each point of an effect that is reached. */
  reached?(point: string): void;
};

export type LiveDesk = {
  readonly session: Session;
  readonly stage: Stage;
  /** A screen takes most of the time, and few lines look at it. */
  show(visible: boolean): Promise<void>;
  died(): boolean;
  /** Nothing of it moves any more. */
  abandon(): void;
};

/** Opened for the first time, with its people and their certificates, and closed. `settings` as `play` has them. */
export async function makeBranch(root: string, start: Date): Promise<void> {
  const clock = rehearsalClock(start, async () => {});
  const opened = await openTraining({
    home: homeAt(root),
    settings: defaultSettings,
    desks: ["kiosk"],
    fresh: false,
    clock,
    stick: false,
    scenario: null,
    beginAnew: () => {},
  });
  if (opened.type === "refused") throw new Error(opened.why);
  opened.building.close();
}

export class RehearsedBranch {
  readonly home: Home;
  readonly clock: RehearsalClock;
  readonly #desks = new Set<LiveDesk>();

  constructor(root: string, start: Date) {
    this.home = homeAt(root);
    this.clock = rehearsalClock(start, () => this.settled());
  }

  async settled(): Promise<void> {
    for (const { stage } of this.#desks) await stage.settled();
  }

  /** As after a start; throws `Died` from whatever the stage is asked when the point of `killAt` is reached. */
  async open({ desk, terminal, plant, reached }: DeskAsked): Promise<LiveDesk> {
    const life = new Life(this.clock);
    const { equipment, rehearsal } = rehearsedEquipment({
      sticks: this.home.sticks,
      accredited: this.home.accredited,
      settings: defaultSettings.accredited,
      slips: this.home.slips,
      terminal,
      ticket: defaultSettings.ticket,
      desks: [desk],
      begunOn: null,
      beginAnew: () => {},
      clock: life.clock,
      elapse: (milliseconds) => this.clock.elapse(milliseconds),
      keypads: [],
    });
    const opened = await openBranch({
      home: this.home,
      equipment: {
        ...equipment,
        checkpoint(point) {
          reached?.(point);
          life.reached(point);
        },
      },
      settings: { ...defaultSettings, terminal },
      firstKey: null,
      enrol: async (database: Database, strongbox) =>
        void (await writeTrainingData(database, strongbox, defaultSettings.limits)),
    });
    if (opened.type === "refused") throw new Error(opened.why);
    const session = new Session({ command: () => {}, crashed: (error) => life.crashed(error) });
    const tokenizer = new Tokenizer();
    let shown: Shown | null = null;
    const settled = async (): Promise<void> => {
      for (let quiet = 0; quiet < 2 && !life.fault; quiet = session.resting() ? quiet + 1 : 0) await turn();
      await shown?.flushed();
      if (life.fault) throw life.fault;
    };
    await session.open(plant?.(opened.building) ?? opened.building, desk);
    const live: LiveDesk = {
      session,
      stage: {
        ...rehearsal,
        killAt: async (point) => life.killAt(point),
        desk,
        settled,
        async type(text) {
          for (const token of [...tokenizer.feed(Buffer.from(text)), ...tokenizer.flush()]) {
            session.bus.typed(token);
            await settled();
          }
        },
        screen: () => shown?.lines() ?? [],
        journal: () => this.journal(),
        disagreement: () => disagreementIn(this.home),
        files: (drive) => filesBelow(`${this.home.sticks}/${drive}`),
        slips: () => slipsIn(this.home.slips),
        traces: () => [],
        goTo: () => Promise.reject(new Error("here each desk is opened by itself")),
        close: () => session.close(),
      },
      async show(visible) {
        if (visible === (shown !== null)) return;
        shown?.end();
        shown = visible ? showOn(session) : null;
        await shown?.flushed();
      },
      died: () => life.fault instanceof Died,
      abandon: () => {
        life.over = true;
        this.#desks.delete(live);
        shown?.end();
      },
    };
    await settled();
    this.#desks.add(live);
    return live;
  }

  async close(): Promise<void> {
    for (const desk of this.#desks) {
      await desk.stage.close();
      desk.abandon();
    }
  }

  journal(): readonly Readonly<Record<string, unknown>>[] {
    const opened = openForReading(this.home.database);
    if ("why" in opened) throw new Error(opened.why);
    const rows = [...openAuditRows(opened).all()].map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    opened.client.close();
    return rows;
  }
}

type Shown = { lines(): readonly string[]; flushed(): Promise<void>; end(): void };

function showOn(session: Session): Shown {
  const terminal = new EmulatedTerminal({ columns: 80, rows: 24 });
  const screen = showDesk(session, { stdout: terminal, onCrash: (error) => String(error) });
  return {
    lines: () => terminal.text().split("\n"),
    flushed: () => screen.flushed(),
    end() {
      screen.unmount();
      terminal.destroy();
    },
  };
}

/** One turn of the event loop: what waits for the disk or a thread comes back in its own time. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** From a start to a kill: the alarms of a dead process ring nobody. */
class Life {
  readonly clock: Clock;
  over = false;
  fault: unknown = null;
  #deadly: string | null = null;

  constructor(clock: RehearsalClock) {
    this.clock = {
      now: () => clock.now(),
      after: (milliseconds, callback) => clock.after(milliseconds, () => (this.over ? undefined : callback())),
    };
  }

  crashed(error: unknown): void {
    this.fault = error;
  }

  killAt(point: string): void {
    this.#deadly = point;
  }

  reached(point: string): void {
    if (this.over || point === this.#deadly) {
      this.over = true;
      throw new Died(point);
    }
  }
}
