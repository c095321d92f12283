// `changgu keypad`: a pad drawn in a second window, whose keys go down a pseudo-terminal as a real pad's go down a wire.

import { isDigit, type Key } from "../input/key.ts";
import { type Token, Tokenizer } from "../input/tokenizer.ts";

export type PlugOutcome =
  | { readonly type: "plugged" }
  /** Something that no pad made stands at the path. */
  | { readonly type: "path-taken" }
  | { readonly type: "no-link"; readonly code: string }
  | { readonly type: "no-terminal" };

export type PadLine = {
  /** The link that the desk opens. */
  readonly path: string;
  plug(): PlugOutcome;
  unplug(): void;
  plugged(): boolean;
  send(key: Key): void;
  close(): void;
};

export type PadTerminal = { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream };

/** Runs until Ctrl+C, a signal, or the window's end; exit code 2 without a terminal or without a line. */
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

function whyNot(outcome: PlugOutcome, path: string): string | null {
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

/** Raw keys, a page of its own, no cursor; what it returns undoes all three, at any exit. */
function takeOver({ stdin, stdout }: PadTerminal): () => void {
  stdin.setRawMode(true);
  stdout.write("\x1b[?1049h\x1b[?25l");
  return () => {
    stdout.write("\x1b[?25h\x1b[?1049l");
    stdin.setRawMode(false);
    stdin.pause();
  };
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function press(line: PadLine, { stdin, stdout }: PadTerminal): Promise<void> {
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  const end = (): void => leave();
  let presses = 0;
  let trouble: string | null = null;
  const draw = (): void => void stdout.write(picture(line, presses, trouble, stdout.rows));
  const stopReading = readTokens(stdin, (token) => {
    const meaning = meaningOf(token);
    if (meaning === null) return;
    if (meaning === "leave") return leave();
    if (meaning === "unplug") line.unplug();
    else if (meaning === "plug") trouble = whyNot(line.plug(), line.path);
    else if (line.plugged()) {
      line.send(meaning);
      presses++;
    }
    draw();
  });
  stdin.once("end", end);
  stdout.on("resize", draw);
  for (const signal of signals) process.once(signal, end);
  draw();
  await left;
  stopReading();
  stdin.off("end", end);
  stdout.off("resize", draw);
  for (const signal of signals) process.off(signal, end);
}

type Meaning = Key | "unplug" | "plug" | "leave" | null;

/** Twelve keys and cancel. A keyboard's Backspace is the pad's `*`. */
const meaningOfKey: Readonly<Record<string, Meaning>> = {
  enter: "enter",
  backspace: "clear",
  delete: "clear",
  escape: "cancel",
  "ctrl-c": "leave",
};
const meaningOfCharacter: Readonly<Record<string, Meaning>> = { "*": "clear", "#": "enter", u: "unplug", p: "plug" };

function meaningOf(token: Token): Meaning {
  switch (token.type) {
    case "key":
      return meaningOfKey[token.key] ?? null;
    case "character": {
      const character = String.fromCodePoint(token.codePoint);
      return isDigit(character) ? character : (meaningOfCharacter[character] ?? null);
    }
    case "pasted":
      return null;
  }
}

const pad = [
  "      +-----+-----+-----+",
  "      |  1  |  2  |  3  |",
  "      +-----+-----+-----+",
  "      |  4  |  5  |  6  |",
  "      +-----+-----+-----+",
  "      |  7  |  8  |  9  |",
  "      +-----+-----+-----+",
  "      |  *  |  0  |  #  |",
  "      +-----+-----+-----+",
  "       정정          확인",
  "       clear        enter",
];
const places = 3;

/** Which key it was is not shown: a pad's window may stand beside the customer's screen. The `*` moves with every press. */
function picture(line: PadLine, presses: number, trouble: string | null, rows: number): string {
  const last = presses === 0 ? "" : `${" ".repeat((presses - 1) % places)}*`;
  const lines = [
    "  창구 키패드 / Changgu keypad",
    "",
    ...pad,
    "",
    "  *, Backspace 정정 clear   #, Enter 확인 enter   Esc 취소 cancel",
    "  u 뽑기 unplug             p 꽂기 plug           Ctrl+C 끝내기 leave",
    "",
    `  ${line.path}   ${line.plugged() ? "꽂힘 / plugged in" : "뽑힘 / unplugged"}`,
    `  마지막 키 / last key  ${last}`,
    ...(trouble === null ? [] : [`  ${trouble}`]),
  ];
  // The last line ends without a line feed: in a window just high enough it would scroll.
  const shown = lines.slice(0, rows).map((text) => `${text}\x1b[K`);
  return `\x1b[H${shown.join("\r\n")}\x1b[J`;
}

/** An ESC that nothing follows for so long was the key itself. */
const escapeMilliseconds = 25;

function readTokens(stdin: NodeJS.ReadStream, act: (token: Token) => void): () => void {
  const tokenizer = new Tokenizer();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => tokenizer.flush().forEach(act);
  const read = (bytes: Buffer): void => {
    clearTimeout(timer);
    tokenizer.feed(bytes).forEach(act);
    if (tokenizer.pending) timer = setTimeout(flush, escapeMilliseconds);
  };
  stdin.on("data", read);
  return () => {
    clearTimeout(timer);
    stdin.off("data", read);
  };
}
