// A kiosk in this process without a screen: a customer's keys, its page by its name, and what its disk makes of it.

import { rehearsalClock } from "../../hardware/rehearsal/clock.ts";
import type { Building } from "../../src/building.ts";
import { Player } from "../../src/commands/player.ts";
import { recover } from "../../src/commands/recovery.ts";
import type { Stage } from "../../src/commands/stage.ts";
import { readTranscript } from "../../src/commands/transcript.ts";
import { homeAt } from "../../src/home.ts";
import { disagreementIn } from "../../src/main/agreeing.ts";
import { verifyJournalOf } from "../../src/main/auditing.ts";
import { trainees } from "../../src/main/playing.ts";
import { type OpenedTraining, openTraining } from "../../src/main/training.ts";
import { Session } from "../../src/session.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

/** A general-purpose certificate: a debit, a serial number, a signature, a stick, a slip. */
const ceremony = `mode kiosk
clock 2026-11-23T09:00:00+09:00
insert usb0
key 1 2 enter enter enter enter 1 enter enter enter 1 enter enter 1
key 0 1 0 7 1 2 4 5 6 7 8 9 0 enter
key 0 1 2 3 4 5 0 2 3 0 0 0 3 3 enter
key 9 7 5 3 enter
key 1
wait 4s
otp lee
key 1
secret "Kiosk!2026test"
key enter
secret "Kiosk!2026test"
key enter enter
key enter
`;

/** What is not the branch's own disk lies elsewhere. */
function homeOf(root: string, elsewhere: string) {
  return { ...homeAt(root), sticks: `${elsewhere}/sticks`, slips: `${elsewhere}/slips` };
}

export type Run = {
  /** The pages that the customer saw, each once. */
  readonly pages: ReadonlySet<string>;
  /** Where the desk rests behind it. */
  readonly end: string;
  readonly crash: unknown;
};

export class DeskUnderFaults {
  readonly #root: string;
  readonly #elsewhere: string;

  constructor(root: string, elsewhere: string) {
    this.#root = root;
    this.#elsewhere = elsewhere;
  }

  /** A home that was opened once, with its people and its CAs. */
  async begin(): Promise<void> {
    const opened = await this.#open(async () => {});
    if (opened.type === "refused") throw new Error(opened.why);
    await opened.rehearsal.insert("usb0", {});
    opened.building.close();
  }

  /** `mend`: the disk is well again, before the desk is opened anew; null: the power is out, and nobody opens it. */
  async ceremony(mend: (() => void) | null): Promise<Run> {
    const pages = new Set<string>();
    let crash: unknown = null;
    let recovering: Promise<unknown> = Promise.resolve();
    let building: Building | null = null;
    const session: Session = new Session({
      command: () => {},
      crashed: (error) => {
        crash = error;
      },
      outOfService: (why) => {
        if (!building || !mend) return;
        const pause = async (): Promise<void> => mend();
        const open = async () => this.#open(rested);
        const means = {
          session,
          building,
          desk: "kiosk",
          open,
          pause,
          relieve: () => {},
          opened: () => {},
          over: () => false,
        } as const;
        recovering = recover(why, means);
      },
    });
    const rested = (): Promise<void> => settled(session, () => crash !== null);
    session.subscribe(() => pages.add(session.state().step.at));
    const opened = await this.#open(rested);
    if (opened.type === "refused") return { pages, end: `refused: ${opened.why}`, crash };
    ({ building } = opened);
    await session.open(building, "kiosk");
    await this.#play(opened, rested, () => crash !== null || pages.has("out-of-service"));
    await recovering;
    await rested();
    const end = session.state().step.at;
    if (mend) await session.close();
    return { pages, end, crash };
  }

  async #play(
    { rehearsal }: Extract<OpenedTraining, { readonly type: "opened" }>,
    rested: () => Promise<void>,
    over: () => boolean,
  ): Promise<void> {
    const none = { screen: () => [], journal: () => [], disagreement: () => null, files: () => [], slips: () => [] };
    const stage: Stage = {
      ...{ ...rehearsal, ...none, desk: "kiosk", traces: () => [] },
      settled: rested,
      type: async () => {},
      goTo: async () => stage,
      close: async () => {},
    };
    const player = new Player(stage, trainees);
    const transcript = readTranscript(ceremony);
    for (const line of transcript.type === "malformed" ? [] : transcript.lines) {
      await rested();
      if (over()) return;
      await player.play(line);
    }
  }

  /** Null when the branch opens again and everything in it agrees: rows, certificates, money and keys. */
  async wrongAfterRestart(): Promise<string | null> {
    const session: Session = new Session({ command: () => {}, crashed: assertNever });
    const rested = (): Promise<void> => settled(session, () => false);
    const opened = await this.#open(rested);
    if (opened.type === "refused") return opened.why;
    await session.open(opened.building, "kiosk");
    await rested();
    const { at } = session.state().step;
    await session.close();
    const home = homeOf(this.#root, this.#elsewhere);
    const said: string[] = [];
    const verified = await verifyJournalOf(
      home,
      {},
      { print: (line) => said.push(line), complain: (line) => said.push(line) },
    );
    return at !== "services" ? `the desk opens at ${at}` : verified !== 0 ? said.join("\n") : disagreementIn(home);
  }

  #open(resting: () => Promise<void>): Promise<OpenedTraining> {
    return openTraining({
      home: homeOf(this.#root, this.#elsewhere),
      settings: defaultSettings,
      desks: ["kiosk"],
      fresh: false,
      clock: rehearsalClock(new Date("2026-11-23T00:00:00Z"), resting),
      stick: false,
      scenario: null,
      beginAnew: () => {},
    });
  }
}

function assertNever(error: unknown): never {
  throw error;
}

/** A desk that crashed never rests. */
async function settled(session: Session, crashed: () => boolean): Promise<void> {
  for (let quiet = 0; quiet < 2 && !crashed(); quiet = session.resting() ? quiet + 1 : 0)
    await new Promise((resolve) => setTimeout(resolve, 0));
}
