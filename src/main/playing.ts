// Plays transcripts on the training branch: in this process, or in one of its own that can be killed.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openDatabase } from "../../db/open.ts";
import { rehearsalClock } from "../../hardware/rehearsal/clock.ts";
import { codeOf } from "../../hardware/rehearsal/trainers-card.ts";
import { cardCode, trainingMedium } from "../../hardware/rehearsal-fixture.ts";
import { bodyFields, type RowFields } from "../audit/row-body.ts";
import { type PlayOptions, type PlayOutcome, playTranscript, type StageWanted } from "../commands/play.ts";
import { scenario } from "../commands/scenarios.ts";
import type { Stage, Trainees } from "../commands/stage.ts";
import { stageHere } from "../commands/stage-here.ts";
import { homeAt } from "../home.ts";
import { showDesk } from "../screens/app.tsx";
import { EmulatedTerminal } from "../screens/terminal/emulator.ts";
import { disagreementIn } from "./agreeing.ts";
import { settingsAt, wrongSetting } from "./settings-file.ts";
import { stageApart } from "./stage-apart.ts";
import { atTerminal, openTraining } from "./training.ts";

export type PlayAsked = {
  readonly pty: boolean;
  /** Keeps the homes of the rehearsals below this folder. */
  readonly out: string | null;
  /** Where a transcript begins at this moment it is played in a copy of this home, whose keys are made. */
  readonly begun?: { readonly at: Date; readonly home: string };
  print(line: string): void;
  /** What the journal of each held at its end. */
  heard?(journal: Extract<PlayOutcome, { type: "played" }>["journal"]): void;
};

/** Exit code 0 when every line of every transcript held, 1 at the first that did not, 2 for a malformed transcript. */
export async function playFiles(
  files: readonly { readonly name: string; readonly text: string }[],
  asked: PlayAsked,
): Promise<number> {
  for (const { name, text } of files) {
    const outcome = await playOne(name, text, asked);
    switch (outcome.type) {
      case "played":
        asked.print(`${name}: ${outcome.lines} lines played`);
        asked.heard?.(outcome.journal);
        break;
      case "failed":
        asked.print(
          `${name}:${outcome.line.number}: ${outcome.line.text}\n  ${outcome.why}\n${framed(outcome.screen)}`,
        );
        return 1;
      case "malformed":
        asked.print(`${name}:${outcome.number}: ${outcome.why}`);
        return 2;
    }
  }
  return 0;
}

function framed(screen: readonly string[]): string {
  return screen.map((line) => `  | ${line}`).join("\n");
}

async function playOne(name: string, text: string, { pty, out, begun }: PlayAsked): ReturnType<typeof playTranscript> {
  const root = mkdtempSync(join(tmpdir(), "changgu-play-"));
  const options: PlayOptions = {
    pty,
    trainees,
    openStage(wanted) {
      if (begun?.at.getTime() === wanted.clock.getTime()) cpSync(begun.home, root, { recursive: true });
      return openStage(root, wanted);
    },
  };
  try {
    return await playTranscript(text, options);
  } finally {
    if (out) cpSync(root, join(out, basename(name, ".txt")), { recursive: true });
    rmSync(root, { recursive: true, force: true });
  }
}

/** On the terminal of the stage before, if there was one: what it ever showed counts. */
export function openStage(root: string, wanted: StageWanted, before?: EmulatedTerminal): Promise<Stage> {
  const home = homeAt(root);
  if (wanted.settings) writeFileSync(home.settings, wanted.settings);
  const journal = (): readonly RowFields[] => journalOf(home.database);
  const disagreement = (): string | null => disagreementIn(home);
  const [columns, rows] = wanted.size;
  const terminal = before ?? new EmulatedTerminal({ columns, rows });
  if (wanted.process) return stageApart({ home, wanted, terminal, journal, disagreement });
  return stageHere({
    desk: wanted.desk,
    home: root,
    journal,
    disagreement,
    async open(settled) {
      const clock = rehearsalClock(wanted.clock, settled);
      const desks = [wanted.desk];
      const { scenario: id } = wanted;
      const what = id === null ? null : scenario(id);
      if (id !== null && !what) throw new Error(`no scenario ${id}`);
      const settings = settingsAt(home, {});
      if (settings.type === "wrong-setting") throw new Error(wrongSetting(home, settings));
      const opened = await openTraining({
        home,
        settings: atTerminal(settings.settings, wanted.terminal),
        desks,
        fresh: false,
        clock,
        stick: false,
        beginAnew: () => {},
        scenario: what && { what, speed: 1 },
      });
      if (opened.type === "refused") throw new Error(opened.why);
      return { ...opened, attend: async (session) => opened.lesson?.attend(session) };
    },
    goTo: ({ desk, terminal: id, clock, beside }) =>
      openStage(root, { ...wanted, desk, terminal: id ?? wanted.terminal, clock }, beside ? undefined : terminal),
    show(session) {
      const screen = showDesk(session, { stdout: terminal, onCrash: (error) => String(error) });
      return {
        text: () => terminal.text(),
        written: () => Buffer.from(terminal.written),
        flushed: () => screen.flushed(),
        unmount: () => screen.unmount(),
      };
    },
  });
}

/** Bodies in order, read as `audit tail` reads them, while the other side writes. */
function journalOf(file: string): readonly RowFields[] {
  const opened = openDatabase(file);
  if (opened.type === "refused") return [];
  try {
    return [...openAuditRows(opened.database).all()].map(bodyFields);
  } finally {
    opened.database.close();
  }
}

export const trainees: Trainees = {
  otp(name, at, pressed) {
    const medium = trainingMedium(name);
    return medium && medium.type !== "security-card" ? codeOf(medium, at, pressed) : null;
  },
  card(name) {
    const medium = trainingMedium(name);
    if (medium?.type !== "security-card") return null;
    return { serial: medium.serial, cell: (number) => cardCode(medium.serial, number) };
  },
};
