// Plays transcripts: the same files are acceptance test, manual, demonstration and lesson.

import type { Desk } from "../audit/entry.ts";
import { Failed } from "./failed.ts";
import { Player } from "./player.ts";
import type { Stage, Trainees } from "./stage.ts";
import { type Line, readTranscript } from "./transcript.ts";

export type StageWanted = {
  readonly desk: Desk;
  /** Of the branch; null: the one that every rehearsal has. */
  readonly terminal: string | null;
  readonly clock: Date;
  /** Which lesson's things go wrong by themselves. */
  readonly scenario: string | null;
  /** The text of a settings file; null where the defaults do. */
  readonly settings: string | null;
  /** In a process of its own, which can be killed. */
  readonly process: boolean;
  /** Columns and rows. */
  readonly size: readonly [number, number];
};

export type PlayOptions = {
  openStage(wanted: StageWanted): Promise<Stage>;
  readonly trainees: Trainees;
  /** Plays in a process of its own behind a pseudo-terminal, whatever the transcript says. */
  readonly pty: boolean;
};

export type PlayOutcome =
  /** `journal`: the bodies in order. */
  | { readonly type: "played"; readonly lines: number; readonly journal: ReturnType<Stage["journal"]> }
  | { readonly type: "failed"; readonly line: Line; readonly why: string; readonly screen: readonly string[] }
  | { readonly type: "malformed"; readonly number: number; readonly why: string };

/** Plays one transcript to its end or to the first line that fails. */
export async function playTranscript(text: string, options: PlayOptions): Promise<PlayOutcome> {
  const transcript = readTranscript(text);
  if (transcript.type === "malformed") return transcript;
  const { lines } = transcript;
  const opening = openingOf(lines);
  const stage = await options.openStage({
    ...opening,
    terminal: null,
    process: options.pty || lines.some(({ verb }) => verb === "kill"),
  });
  const player = new Player(stage, options.trainees);
  try {
    for (const line of lines) {
      try {
        await player.play(line);
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        return { type: "failed", line, why: error.why, screen: player.stage.screen() };
      }
    }
    return await secretsLeft(lines, player);
  } finally {
    await player.desks.close();
  }
}

function openingOf(lines: readonly Line[]): {
  readonly desk: Desk;
  readonly clock: Date;
  readonly scenario: string | null;
  readonly settings: string | null;
  readonly size: readonly [number, number];
} {
  const mode = lines[0]?.words[0];
  const clock = lines.find(({ verb }) => verb === "clock")?.words[0];
  const size = lines
    .find(({ verb }) => verb === "size")
    ?.words[0]?.split("x")
    .map(Number) ?? [80, 24];
  return {
    desk: mode === "teller" ? "teller" : "kiosk",
    scenario: lines.find(({ verb }) => verb === "scenario")?.words[0] ?? null,
    settings: settingsOf(lines),
    clock: new Date(clock ?? "2026-11-23T09:00:00+09:00"),
    size: [size[0] ?? 80, size[1] ?? 24],
  };
}

/** `setting accredited.unanswered accept` is `{ "accredited": { "unanswered": "accept" } }`. */
function settingsOf(lines: readonly Line[]): string | null {
  const wanted = lines.filter(({ verb }) => verb === "setting");
  if (wanted.length === 0) return null;
  const groups: Record<string, Record<string, string>> = {};
  for (const { words } of wanted) {
    const [path = "", value = ""] = words;
    const [group = "", key = ""] = path.split(".");
    groups[group] = { ...groups[group], [key]: value };
  }
  return JSON.stringify(groups);
}

/** `never` is judged over the whole run, when everything is closed and on the disk. */
async function secretsLeft(lines: readonly Line[], player: Player): Promise<PlayOutcome> {
  const { stage } = player;
  await stage.settled();
  const traces = player.desks.traces();
  for (const line of lines.filter(({ verb }) => verb === "never"))
    for (const { where, bytes } of traces)
      for (const secret of line.words)
        if (bytes.includes(Buffer.from(secret)))
          return { type: "failed", line, why: `"${secret}" is in ${where}`, screen: stage.screen() };
  return { type: "played", lines: lines.length, journal: stage.journal() };
}
