// A day in a branch, drawn from a seed and played: several desks on one database, and after each line the books must agree.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Desk } from "../../src/audit/entry.ts";
import type { Building } from "../../src/building.ts";
import { Failed } from "../../src/commands/failed.ts";
import { Player } from "../../src/commands/player.ts";
import { type Line, readTranscript } from "../../src/commands/transcript.ts";
import { trainees } from "../../src/main/playing.ts";
import { BooksWatch } from "./books-watch.ts";
import { die } from "./ceremonies.ts";
import { Died, type LiveDesk, makeBranch, RehearsedBranch } from "./rehearsed-branch.ts";
import { recovery, visit } from "./visits.ts";

/** One line at one desk. */
export type Act = { readonly terminal: string; readonly text: string };

export type Day = { readonly desks: readonly DeskHere[]; readonly acts: readonly Act[] };
export type DeskHere = { readonly terminal: string; readonly desk: Desk };

export type Fault = {
  readonly why: string /** Acts before it, the one that showed it included. */;
  readonly acts: number;
};

export type Played = {
  readonly fault: Fault | null;
  readonly ceremonies: number;
  readonly deaths: number;
  readonly rows: number;
  /** Lines that found nothing on the screen to answer. */
  readonly passed: number;
};

export const opens = new Date("2026-11-23T09:00:00+09:00");

/** Two or three desks; their lines take turns as hands would. */
export function drawDay(seed: number, visits: number, mostDesks = 3): Day {
  const roll = die(seed);
  const count = 1 + roll(mostDesks);
  const desks = Array.from(
    { length: count },
    (_, at): DeskHere => ({
      terminal: `T-0${at + 1}`,
      desk: roll(3) === 0 ? "teller" : "kiosk",
    }),
  );
  const waiting = new Map(desks.map(({ terminal }) => [terminal, [] as string[]]));
  const acts: Act[] = [];
  let begun = 0;
  while (begun < visits || [...waiting.values()].some((lines) => lines.length > 0)) {
    const at = roll(count);
    const here = desks[at];
    const lines = here && waiting.get(here.terminal);
    if (!here || !lines) continue;
    if (lines.length === 0 && begun < visits) {
      begun++;
      lines.push(...visit(roll, here.desk, `usb${at}`).lines);
    }
    // A hand does a few things in a row.
    for (const text of lines.splice(0, 1 + roll(12))) acts.push({ terminal: here.terminal, text });
  }
  return { desks, acts };
}

export type Stagecraft = {
  /** A branch that was opened once, to be copied. */
  readonly template: string;
  /** A fault in the product, to see that it is found. */
  plant?(building: Building): Building;
  reached?(point: string): void;
  /** When it begins; a template that was worked with is of an earlier hour. */
  readonly from?: Date;
  /** Where the branch is kept at the end of the day. */
  readonly keep?: string;
  /** When a desk has died nobody goes on with what was begun there. */
  readonly goHome?: true;
};

export async function makeTemplate(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "changgu-template-"));
  await makeBranch(root, opens);
  return root;
}

/** Plays to the end, or to the first act after which something does not agree. */
export async function playDay({ desks, acts }: Day, stagecraft: Stagecraft): Promise<Played> {
  const { template, plant, reached, from = opens, keep, goHome } = stagecraft;
  const root = mkdtempSync(join(tmpdir(), "changgu-day-"));
  cpSync(template, root, { recursive: true });
  const branch = new RehearsedBranch(root, from);
  const watch = new BooksWatch(branch.home);
  const hands = new Map<string, Hand>();
  let deaths = 0;
  let passed = 0;
  let done = 0;
  const open = async (here: DeskHere): Promise<void> => {
    const before = hands.get(here.terminal);
    before?.live.abandon();
    const live = await branch.open({ ...here, ...(plant && { plant }), ...(reached && { reached }) });
    hands.set(here.terminal, {
      here,
      live,
      player: new Player(live.stage, trainees),
      lasting: before?.lasting ?? new Map(),
    });
  };
  const act = async (terminal: string, text: string): Promise<void> => {
    const hand = hands.get(terminal);
    const line = lineOf(text);
    // Lines of a desk that a shrunk day leaves out.
    if (!hand) return;
    if (!line) throw new Failed(`no line can be read in: ${text}`);
    remember(hand, line);
    try {
      await hand.live.show(line.verb === "card" || line.verb === "ticket" || line.verb === "see");
      await hand.player.play(line);
    } catch (error) {
      // Where something went wrong before, the page that a hand would answer does not come; it goes on all the same.
      if (error instanceof Failed && error.kind === "not-shown") passed++;
      else if (!(error instanceof Died)) throw error;
    }
    for (const each of [...hands.values()].filter(({ live }) => live.died())) {
      deaths++;
      await open(each.here);
      const again = hands.get(each.here.terminal);
      for (const lasting of each.lasting.values()) await again?.player.play(lasting);
    }
  };
  const played = (fault: Fault | null): Played => {
    const { ceremonies, rows } = watch;
    return { fault, ceremonies, deaths, rows, passed };
  };
  try {
    for (const here of desks) await open(here);
    for (const { terminal, text } of acts) {
      if (goHome && deaths > 0) break;
      done++;
      await act(terminal, text);
      const why = watch.look();
      if (why) return played({ why, acts: done });
    }
    const why = await evening(hands, act, open, watch);
    return played(why === null ? null : { why, acts: done });
  } catch (error) {
    const why =
      error instanceof Failed ? error.why : error instanceof Error ? (error.stack ?? error.message) : String(error);
    return played({ why, acts: done });
  } finally {
    for (const { live } of hands.values()) live.abandon();
    watch.close();
    if (keep) cpSync(root, keep, { recursive: true });
    rmSync(root, { recursive: true, force: true });
  }
}

type Hand = {
  readonly here: DeskHere;
  readonly live: LiveDesk;
  readonly player: Player;
  /** What belongs to the world and not to the process: it is so again after a start. */
  readonly lasting: Map<string, Line>;
};

export function lineOf(text: string): Line | null {
  const read = readTranscript(`mode kiosk\n${text}`);
  return read.type === "transcript" ? (read.lines[1] ?? null) : null;
}

function remember({ lasting }: Hand, line: Line): void {
  const [what = ""] = line.words;
  if (["bank", "vault", "printer"].includes(line.verb)) lasting.set(line.verb, line);
  else if (line.verb === "phone" && what !== "code") lasting.set("phone", line);
  else if (line.verb === "insert") lasting.set(what, line);
  else if (line.verb === "pull") lasting.delete(what);
  else if (line.verb === "unplug") lasting.set("keypad", line);
  else if (line.verb === "plug") lasting.delete("keypad");
}

/** Everybody goes: each desk stands at its beginning again, and what was left open is settled by a last start. */
async function evening(
  hands: ReadonlyMap<string, Hand>,
  act: (terminal: string, text: string) => Promise<void>,
  open: (here: DeskHere) => Promise<void>,
  watch: BooksWatch,
): Promise<string | null> {
  for (const [terminal, { here }] of hands) {
    const sticks = [...(hands.get(terminal)?.lasting.keys() ?? [])].filter((name) => name.startsWith("usb"));
    for (const text of sticks.map((name) => `pull ${name}`)) await act(terminal, text);
    for (const text of recovery("usb0")) await act(terminal, text);
    const at = hands.get(terminal)?.live.session.state();
    const front = here.desk === "kiosk" ? "services" : "sign-on";
    if (at?.step.at !== front || at.facts !== null)
      return `${terminal} stands at ${at?.step.at} when everybody has gone`;
  }
  for (const { live } of hands.values()) await live.stage.close();
  // Each desk once more, in the morning.
  for (const { here } of [...hands.values()]) await open(here);
  for (const { live } of hands.values()) await live.stage.close();
  return watch.lookAtRest() ?? watch.judge();
}
