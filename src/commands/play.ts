// Plays transcripts: the same files are acceptance test, manual, demonstration and lesson.

import type { Desk } from "../audit/entry.ts";
import { isDigit, type Key } from "../input/key.ts";
import { gridPlace } from "../input/password-grid.ts";
import { type PhoneBehaviour, phoneBehaviours, type Rehearsal } from "../rehearsal.ts";
import { duration, type Line, readTranscript } from "./transcript.ts";

/** A rehearsed terminal that a player's hands can reach, in this process or in another behind a pseudo-terminal. */
export type Stage = Rehearsal & {
  readonly desk: Desk;
  /** Raw text on the terminal's own keyboard. */
  type(text: string): Promise<void>;
  /** The screen as a terminal shows it, a line each. */
  screen(): readonly string[];
  /** Resolves when no effect is under way and the screen is drawn. */
  settled(): Promise<void>;
  /** The journal's bodies in order. */
  journal(): readonly Readonly<Record<string, unknown>>[];
  /** Paths of a drive's files below its root. */
  files(drive: string): readonly string[];
  /** All that was ever drawn, stored or written, for `never`. */
  traces(): readonly { readonly where: string; readonly bytes: Buffer }[];
  close(): Promise<void>;
};

/** What the trainer's card says of the customers, so that a player can answer as they would. */
export type Trainees = {
  otp(customer: string, at: Date): string | null;
  /** The four digits of a cell, and the serial's last digits. */
  card(customer: string): { readonly serial: string; cell(number: number): string } | null;
};

export type StageWanted = {
  readonly desk: Desk;
  readonly clock: Date;
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
  | { readonly type: "played"; readonly lines: number }
  | { readonly type: "failed"; readonly line: Line; readonly why: string; readonly screen: readonly string[] }
  | { readonly type: "malformed"; readonly number: number; readonly why: string };

const patienceMilliseconds = 5000;

class Failed {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

/** Plays one transcript to its end or to the first line that fails. */
export async function playTranscript(text: string, options: PlayOptions): Promise<PlayOutcome> {
  const transcript = readTranscript(text);
  if (transcript.type === "malformed") return transcript;
  const { lines } = transcript;
  const opening = openingOf(lines);
  const stage = await options.openStage({
    ...opening,
    process: options.pty || lines.some(({ verb }) => verb === "kill"),
  });
  const player = new Player(stage, options.trainees);
  try {
    for (const line of lines) {
      try {
        await player.play(line);
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        return { type: "failed", line, why: error.why, screen: stage.screen() };
      }
    }
    return await secretsLeft(lines, stage);
  } finally {
    await stage.close();
  }
}

function openingOf(lines: readonly Line[]): {
  readonly desk: Desk;
  readonly clock: Date;
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
    clock: new Date(clock ?? "2026-11-23T09:00:00+09:00"),
    size: [size[0] ?? 80, size[1] ?? 24],
  };
}

/** `never` is judged over the whole run, when everything is closed and on the disk. */
async function secretsLeft(lines: readonly Line[], stage: Stage): Promise<PlayOutcome> {
  await stage.settled();
  const traces = stage.traces();
  for (const line of lines.filter(({ verb }) => verb === "never"))
    for (const { where, bytes } of traces)
      for (const secret of line.words)
        if (bytes.includes(Buffer.from(secret)))
          return { type: "failed", line, why: `"${secret}" is in ${where}`, screen: stage.screen() };
  return { type: "played", lines: lines.length };
}

class Player {
  readonly #stage: Stage;
  readonly #trainees: Trainees;
  /** Journal rows that an `audit` line has passed. */
  #heard = 0;

  constructor(stage: Stage, trainees: Trainees) {
    this.#stage = stage;
    this.#trainees = trainees;
  }

  async play(line: Line): Promise<void> {
    switch (line.verb) {
      case "mode":
      case "clock":
      case "size":
      case "never":
        return;
      case "key":
        return this.#keys(line.words);
      case "type":
        return this.#typed(line.words.join(" "));
      case "secret":
        return this.#secret(line.words.join(" "));
      case "otp":
        return this.#otp(line);
      case "card":
        return this.#card(line);
      case "phone":
        return this.#phone(line.words[0] ?? "");
      case "insert":
        return this.#insert(line);
      case "pull":
        await this.#stage.pull(line.words[0] ?? "", line.options.while === "writing");
        return this.#stage.settled();
      case "unplug":
      case "plug":
        await this.#stage.plugKeypad(line.verb === "plug");
        return this.#stage.settled();
      case "wait":
        return this.#wait(line.words[0] ?? "");
      case "kill":
        return this.#stage.killAt(line.options.at ?? "");
      case "see":
        return this.#see(line.words.join(" "), true);
      case "gone":
        return this.#see(line.words.join(" "), false);
      case "audit":
        return this.#audit(line);
      case "file":
        return this.#file(line);
    }
  }

  async #keys(words: readonly string[]): Promise<void> {
    for (const word of words) {
      if (!isKey(word)) throw new Failed(`no key "${word}"`);
      await this.#stage.press(word);
      await this.#stage.settled();
    }
  }

  async #typed(text: string): Promise<void> {
    await this.#stage.type(text);
    await this.#stage.settled();
  }

  /** By whatever means the desk offers: a teller's desk has a keyboard, a kiosk digits and the password grid. */
  async #secret(text: string): Promise<void> {
    if (this.#stage.desk === "teller") return this.#typed(text);
    for (const character of text) {
      const place = /^\d+$/.test(text) ? [character] : gridPlace(character.charCodeAt(0))?.map(String);
      if (!place) throw new Failed(`"${character}" is not on the password grid`);
      await this.#keys(place);
    }
  }

  async #otp(line: Line): Promise<void> {
    const drift = duration(line.options.drift ?? "0s") ?? 0;
    const code = this.#trainees.otp(line.words[0] ?? "", new Date((await this.#stage.now()).getTime() + drift));
    if (!code) throw new Failed(`${line.words[0]} has no token`);
    await this.#digits(line.words[1] === "wrong" ? String((Number(code) + 1) % 1_000_000).padStart(6, "0") : code);
    return this.#keys(["enter"]);
  }

  /** Answers the challenge on the screen: two cell numbers in brackets, `[08]` and `[35]`. */
  async #card(line: Line): Promise<void> {
    const card = this.#trainees.card(line.words[0] ?? "");
    if (!card) throw new Failed(`${line.words[0]} has no security card`);
    await this.#digits(card.serial.slice(-4));
    await this.#keys(["enter"]);
    const brackets = this.#stage
      .screen()
      .join(" ")
      .matchAll(/\[(\d\d)\]/g);
    const cells = new Set([...brackets].map((match) => Number(match[1])));
    const [first, second] = cells;
    if (first === undefined || second === undefined) throw new Failed("no challenge is on the screen");
    const wrong = line.words[1] === "wrong";
    const half = card.cell(first).slice(0, 2);
    await this.#digits(wrong ? String((Number(half) + 1) % 100).padStart(2, "0") : half);
    await this.#keys(["enter"]);
    await this.#digits(card.cell(second).slice(2));
    return this.#keys(["enter"]);
  }

  #digits(digits: string): Promise<void> {
    return this.#keys([...digits]);
  }

  async #phone(word: string): Promise<void> {
    if (isBehaviour(word)) return this.#stage.behave(word);
    if (word !== "code") throw new Failed(`a phone ${phoneBehaviours.join(", ")}, or shows its code`);
    const code = await this.#stage.phoneCode();
    if (!code) throw new Failed("the phone shows no code");
    await this.#digits(code);
    return this.#keys(["enter"]);
  }

  async #insert(line: Line): Promise<void> {
    const [drive = "", ...flags] = line.words;
    await this.#stage.insert(drive, { ...line.options, ...Object.fromEntries(flags.map((flag) => [flag, true])) });
    return this.#stage.settled();
  }

  async #wait(text: string): Promise<void> {
    const milliseconds = duration(text);
    if (milliseconds === null) throw new Failed(`no time "${text}"; write 61s, 3m or 1h`);
    await this.#stage.elapse(milliseconds);
    return this.#stage.settled();
  }

  async #see(text: string, wanted: boolean): Promise<void> {
    const until = performance.now() + patienceMilliseconds;
    while (shows(this.#stage.screen(), text) !== wanted) {
      if (performance.now() > until)
        throw new Failed(wanted ? `"${text}" is not on the screen` : `"${text}" is still on the screen`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async #audit(line: Line): Promise<void> {
    await this.#stage.settled();
    const [event = ""] = line.words;
    const rows = this.#stage.journal();
    const matches = (row: Readonly<Record<string, unknown>>): boolean =>
      row.event === event && Object.entries(line.options).every(([key, value]) => String(row[key]) === value);
    const found = rows.findIndex((row, index) => index >= this.#heard && matches(row));
    if (found < 0) {
      const last = rows
        .slice(-8)
        .map((row) => JSON.stringify(row))
        .join("\n  ");
      throw new Failed(`the journal has no such entry from row ${this.#heard} on; its last ones:\n  ${last}`);
    }
    this.#heard = found + 1;
  }

  async #file(line: Line): Promise<void> {
    const [drive = "", glob = ""] = line.words;
    const pattern = new RegExp(
      `^${glob
        .split("*")
        .map((part) => part.replace(/[.()[\]+?^$|{}\\]/g, "\\$&"))
        .join("[^/]*")}$`,
    );
    const files = this.#stage.files(drive);
    const found = files.some((name) => pattern.test(name.normalize("NFC")));
    if (found !== (line.words[2] !== "absent")) throw new Failed(`${drive} holds ${files.join(", ") || "no files"}`);
  }
}

function isKey(word: string): word is Key {
  return isDigit(word) || ["enter", "clear", "backspace", "cancel", "up", "down", "help"].includes(word);
}

function isBehaviour(word: string): word is PhoneBehaviour {
  return (phoneBehaviours as readonly string[]).includes(word);
}

/** Blanks are folded, so that a sentence that the screen wraps is still found. */
function shows(lines: readonly string[], text: string): boolean {
  const squeeze = (some: string): string => some.replace(/\s+/g, "");
  return lines.some((line) => line.includes(text)) || squeeze(lines.join("")).includes(squeeze(text));
}
