// A stage in a process of its own behind a pseudo-terminal: one that a transcript can kill, and that starts again.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import pty, { type IPty } from "@lydell/node-pty";
import { type Connected, HungUp, listenForRehearsals, type Player } from "../../hardware/rehearsal/control.ts";
import type { RowFields } from "../audit/row-body.ts";
import { Failed } from "../commands/failed.ts";
import type { StageWanted } from "../commands/play.ts";
import type { Stage } from "../commands/stage.ts";
import { filesBelow, slipsIn, tracesBelow } from "../commands/stage-here.ts";
import type { Home } from "../home.ts";
import type { PrinterBehaviour } from "../receipt/printer.ts";
import type { AuthorityBehaviour, Rehearsal, StickOptions } from "../rehearsal.ts";
import type { EmulatedTerminal } from "../screens/terminal/emulator.ts";
import type { BankBehaviour, VaultBehaviour } from "../verification/bank-behaviour.ts";
import type { PhoneBehaviour } from "../verification/phone-behaviour.ts";
import { clockVariable, playerVariable, terminalVariable } from "./stage-variables.ts";

export type StageApart = {
  readonly home: Home;
  readonly wanted: StageWanted;
  readonly terminal: EmulatedTerminal;
  journal(): readonly RowFields[];
  disagreement(): string | null;
};

/** What belongs to the player and survives a kill. */
type World = {
  now: number;
  plugged: boolean;
  /** Null until a line says so: a lesson may have its own. */
  behaviour: PhoneBehaviour | null;
  bank: BankBehaviour | null;
  vault: VaultBehaviour | null;
  authority: AuthorityBehaviour | null;
  printer: PrinterBehaviour | null;
  readonly sticks: Map<string, StickOptions>;
};

export async function stageApart({ home, wanted, terminal, journal, disagreement }: StageApart): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-player-"));
  const path = join(folder, "socket");
  const player = await listenForRehearsals(path);
  const world: World = {
    now: wanted.clock.getTime(),
    plugged: true,
    behaviour: null,
    bank: null,
    vault: null,
    authority: null,
    printer: null,
    sticks: new Map(),
  };
  const theatre = new Theatre(player, terminal, world, () => startProgram(home, wanted, path, world));
  const close = async (): Promise<void> => {
    await theatre.close();
    player.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await theatre.open();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...rehearsalOf(theatre, world),
    desk: wanted.desk,
    type: (text) => theatre.write(text),
    screen: () => terminal.text().split("\n"),
    settled: () => theatre.settled(),
    journal,
    disagreement,
    files: (drive) => filesBelow(join(home.sticks, drive)),
    slips: () => slipsIn(home.slips),
    traces: () => [{ where: "the screen", bytes: Buffer.from(terminal.written) }, ...tracesBelow(home.root)],
    async goTo({ desk, terminal: id, later, beside }) {
      // One process at a time holds the home of a rehearsal.
      if (beside) throw new Failed("two desks at once are played in one process, without kill and --pty");
      await close();
      const clock = new Date(world.now + later);
      const next = { ...wanted, desk, terminal: id ?? wanted.terminal, clock };
      return stageApart({ home, wanted: next, terminal, journal, disagreement });
    },
    close,
  };
}

function startProgram(home: Home, { desk, size, scenario, terminal }: StageWanted, path: string, world: World): IPty {
  const env = {
    ...process.env,
    CHANGGU_TRAINING_HOME: home.root,
    [playerVariable]: path,
    [clockVariable]: new Date(world.now).toISOString(),
    ...(terminal && { [terminalVariable]: terminal }),
  };
  return pty.spawn(process.execPath, [program(), "train", ...(scenario ? [scenario] : []), "--desk", desk], {
    cols: size[0],
    rows: size[1],
    name: "xterm-256color",
    env,
  });
}

/** The built program: this one, or the one that stands beside the source. */
function program(): string {
  const running = process.argv[1] ?? "";
  return basename(running) === "changgu.cjs"
    ? running
    : fileURLToPath(new URL("../../dist/changgu.cjs", import.meta.url));
}

/** The process on stage, started again when it was killed as the transcript wanted; one that ends by itself has failed. */
class Theatre {
  readonly #player: Player;
  readonly #terminal: EmulatedTerminal;
  readonly #world: World;
  readonly #start: () => IPty;
  #process: IPty | null = null;
  #ready: Promise<Connected>;
  #closed = false;
  /** Kills that the transcript asked for and that have not happened. */
  #deadly = 0;

  constructor(player: Player, terminal: EmulatedTerminal, world: World, start: () => IPty) {
    this.#player = player;
    this.#terminal = terminal;
    this.#world = world;
    this.#start = start;
    this.#ready = this.#raise();
  }

  /** Throws with what the program said when it ended at its start. */
  async open(): Promise<void> {
    try {
      await this.#ready;
      await this.settled();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const said = this.#terminal.text().replace(/\s+/g, " ").trim();
      throw new Error(`${error.why}: ${said}`);
    }
  }

  willDie(): void {
    this.#deadly++;
  }

  async #raise(): Promise<Connected> {
    const started = this.#start();
    this.#process = started;
    started.onData((data) => this.#terminal.write(data));
    const ended = new Promise<never>((_, fail) => {
      started.onExit(({ exitCode }) => {
        if (this.#closed) return;
        this.#process = null;
        fail(new Failed(`the program ended before it was on stage (exit code ${exitCode})`));
        this.#ready = this.#again(exitCode);
        // Whoever calls next is told.
        this.#ready.catch(() => {});
      });
    });
    ended.catch(() => {});
    const connected = await Promise.race([this.#player.next(), ended]);
    return this.#prepared(connected).catch((error) => (error instanceof HungUp ? ended : Promise.reject(error)));
  }

  /** What belongs to the player is as it was. */
  async #prepared(connected: Connected): Promise<Connected> {
    const { plugged, printer, behaviour, bank, vault, authority, sticks } = this.#world;
    if (behaviour) await connected.call("behave", behaviour);
    if (bank) await connected.call("bank", bank);
    if (vault) await connected.call("vault", vault);
    if (authority) await connected.call("authority", authority);
    if (printer) await connected.call("printer", printer);
    if (!plugged) await connected.call("plugKeypad", false);
    for (const [name, options] of sticks) await connected.call("insert", name, options);
    return connected;
  }

  async #again(exitCode: number): Promise<Connected> {
    if (this.#deadly === 0) throw new Failed(`the program ended by itself (exit code ${exitCode})`);
    this.#deadly--;
    return this.#raise();
  }

  /** Null when the process was killed before it answered: what it was asked died with it. */
  async call(...call: Parameters<Connected["call"]>): Promise<unknown> {
    const connected = await this.#ready;
    const asked = this.#process;
    try {
      return await connected.call(...call);
    } catch (error) {
      if (!(error instanceof HungUp)) throw error;
      await this.#restarted(asked);
      return null;
    }
  }

  /** The socket's end and the process's exit are told in either order: the next process may be on stage already. */
  async #restarted(dead: IPty | null): Promise<void> {
    while (this.#process === dead) await pause(5);
    await this.#ready;
  }

  async settled(): Promise<void> {
    await this.call("settled");
    await this.call("settled");
    await pause(10);
  }

  async write(text: string): Promise<void> {
    await this.#ready;
    this.#process?.write(text);
    await pause(30);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (!this.#process) return;
    const running = this.#process;
    const ended = Promise.withResolvers<void>();
    running.onExit(() => ended.resolve());
    running.kill("SIGTERM");
    const late = setTimeout(() => {
      running.kill("SIGKILL");
      ended.resolve();
    }, patienceMilliseconds);
    await ended.promise;
    clearTimeout(late);
  }
}

/** What was asked to end and does not is killed: its terminal is to be opened again. */
const patienceMilliseconds = 10_000;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function rehearsalOf(theatre: Theatre, world: World): Rehearsal {
  return {
    now: async () => new Date(world.now),
    async elapse(milliseconds) {
      world.now += milliseconds;
      await theatre.call("elapse", milliseconds);
    },
    press: async (key) => void (await theatre.call("press", key)),
    async plugKeypad(plugged) {
      world.plugged = plugged;
      await theatre.call("plugKeypad", plugged);
    },
    tamperKeypad: async () => void (await theatre.call("tamperKeypad")),
    async insert(drive, options) {
      world.sticks.set(drive, options);
      await theatre.call("insert", drive, options);
    },
    async pull(drive, whileWriting) {
      world.sticks.delete(drive);
      await theatre.call("pull", drive, whileWriting);
    },
    async printer(behaviour) {
      world.printer = behaviour;
      await theatre.call("printer", behaviour);
    },
    async behave(behaviour) {
      world.behaviour = behaviour;
      await theatre.call("behave", behaviour);
    },
    async bank(behaviour) {
      world.bank = behaviour;
      await theatre.call("bank", behaviour);
    },
    async vault(behaviour) {
      world.vault = behaviour;
      await theatre.call("vault", behaviour);
    },
    async authority(behaviour) {
      world.authority = behaviour;
      await theatre.call("authority", behaviour);
    },
    phoneCode: async () => (await theatre.call("phoneCode")) as string | null,
    async killAt(point) {
      theatre.willDie();
      await theatre.call("killAt", point);
    },
  };
}
