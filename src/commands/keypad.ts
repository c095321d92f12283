// `changgu keypad`: a pad drawn in a second window, whose keys go down a pseudo-terminal as a real pad's go down a wire.

import { isDigit, type Key } from "../input/key.ts";
import { type Token, Tokenizer } from "../input/tokenizer.ts";
import { Hand, type PadAct } from "./keypad-hand.ts";
import { isSmall, keyAt, picture } from "./keypad-picture.ts";

export type PlugOutcome =
  | { readonly type: "plugged" }
  /** Something that no pad made stands at the path. */
  | { readonly type: "path-taken" }
  | { readonly type: "no-link"; readonly code: string }
  | { readonly type: "no-terminal" };

/** What goes wrong with one press. */
export type PadFault = "drop" | "wrong-check" | "double";

export type PadLine = {
  /** The link that the desk opens. */
  readonly path: string;
  /** In the words of `CHANGGU_KEYPAD_FRAMING`. */
  readonly framing: string;
  readonly hasCheck: boolean;
  plug(): PlugOutcome;
  unplug(): void;
  plugged(): boolean;
  /** False while it is unplugged, and for what its framing has not. */
  send(what: Key | "tamper", fault?: PadFault | null): boolean;
  close(): void;
};

export type PadTerminal = { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream };

/** Runs until q, Ctrl+C, a signal, or the window's end; exit code 2 without a terminal or without a line. */
export async function runKeypad(line: PadLine, terminal: PadTerminal): Promise<number> {
  if (!terminal.stdin.isTTY || !terminal.stdout.isTTY)
    return refuse("it draws a pad: stdin and stdout must be a terminal");
  const why = whyNot(line.plug(), line.path);
  if (why !== null) return refuse(why);
  const restore = takeOver(terminal);
  process.once("exit", restore);
  try {
    await press(line, terminal);
  } finally {
    line.close();
    restore();
    process.off("exit", restore);
  }
  return 0;
}

function refuse(why: string): number {
  process.stderr.write(`changgu keypad: ${why}\n`);
  return 2;
}

export function whyNot(outcome: PlugOutcome, path: string): string | null {
  switch (outcome.type) {
    case "plugged":
      return null;
    case "path-taken":
      return `${path} is not a keypad's link; choose another path`;
    case "no-link":
      return `the link ${path} cannot be made (${outcome.code}); choose a path in a folder that is there and yours`;
    case "no-terminal":
      return "the system gives no pseudo-terminal; is /dev/pts mounted?";
  }
}

/** Raw keys, a page of its own, no cursor, clicks; what it returns undoes all four, at any exit. */
function takeOver({ stdin, stdout }: PadTerminal): () => void {
  stdin.setRawMode(true);
  stdout.write("\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1006h");
  return () => {
    stdout.write("\x1b[?1006l\x1b[?1000l\x1b[?25h\x1b[?1049l");
    stdin.setRawMode(false);
    stdin.pause();
  };
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function press(line: PadLine, { stdin, stdout }: PadTerminal): Promise<void> {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  const end = (): void => leave();
  const hand = new Hand(line);
  const draw = (): void => void stdout.write(picture(hand.view(), stdout.columns, stdout.rows));
  const keyOf = (column: number, row: number): string | null =>
    keyAt(column, row, isSmall(hand.view(), stdout.columns, stdout.rows));
  const stopReading = readTokens(stdin, keyOf, (meaning) => {
    if (meaning === "leave") return leave();
    if (hand.does(meaning)) stdout.write("\x07");
    draw();
  });
  stdin.once("end", end);
  stdout.on("resize", draw);
  for (const signal of signals) process.once(signal, end);
  draw();
  await left;
  hand.letGo();
  stopReading();
  stdin.off("end", end);
  stdout.off("resize", draw);
  for (const signal of signals) process.off(signal, end);
}

type Meaning = PadAct | "leave";

/** A keyboard's Backspace is the pad's `*`: a pad has no other key for it. */
const meaningOfKey: Readonly<Record<string, Meaning>> = {
  enter: "enter",
  backspace: "clear",
  delete: "clear",
  escape: "cancel",
  "ctrl-c": "leave",
};
const meaningOfCharacter: Readonly<Record<string, Meaning>> = {
  "*": "clear",
  "#": "enter",
  d: "drop",
  w: "wrong-check",
  r: "double",
  k: "stuck",
  u: "unplug",
  p: "plug",
  o: "tamper",
  e: "language",
  m: "sound",
  q: "leave",
};

function meaningOf(token: Token): Meaning | null {
  switch (token.type) {
    case "key":
      return meaningOfKey[token.key] ?? null;
    case "character":
      return meaningOfText(String.fromCodePoint(token.codePoint));
    case "pasted":
      return null;
  }
}

function meaningOfText(text: string): Meaning | null {
  if (isDigit(text)) return text;
  return text === "Esc" ? "cancel" : (meaningOfCharacter[text] ?? null);
}

/** An ESC that nothing follows for so long was the key itself. */
const escapeMilliseconds = 25;

/** A press of the first button, as xterm tells it (SGR, mode 1006). */
const click = /\x1b\[<0;(\d+);(\d+)M/g;

/** `keyOf`: what is drawn where somebody clicks, column and row from 1. */
function readTokens(
  stdin: NodeJS.ReadStream,
  keyOf: (column: number, row: number) => string | null,
  act: (meaning: Meaning) => void,
): () => void {
  const tokenizer = new Tokenizer();
  let timer: NodeJS.Timeout | undefined;
  const does = (meaning: Meaning | null): void => {
    if (meaning !== null) act(meaning);
  };
  const flush = (): void => {
    for (const token of tokenizer.flush()) does(meaningOf(token));
  };
  const read = (bytes: Buffer): void => {
    clearTimeout(timer);
    for (const [, column, row] of bytes.toString("latin1").matchAll(click))
      does(meaningOfText(keyOf(Number(column), Number(row)) ?? ""));
    for (const token of tokenizer.feed(bytes)) does(meaningOf(token));
    if (tokenizer.pending) timer = setTimeout(flush, escapeMilliseconds);
  };
  stdin.on("data", read);
  return () => {
    clearTimeout(timer);
    stdin.off("data", read);
  };
}
