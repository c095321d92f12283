// `changgu keypad`: a pad drawn in a second window, whose keys go to a pseudo-terminal as a real pad's would.

import { isDigit, type Key } from "../input/key.ts";
import { type Token, Tokenizer } from "../input/tokenizer.ts";

export type PadLine = {
  /** The link that the terminal opens. */
  readonly path: string;
  plug(): void;
  unplug(): void;
  plugged(): boolean;
  send(key: Key): void;
  close(): void;
};

export type PadTerminal = { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream };

const escapeMilliseconds = 25;

const keyOfName: Readonly<Record<string, Key>> = {
  enter: "enter",
  backspace: "backspace",
  delete: "clear",
  escape: "cancel",
  up: "up",
  down: "down",
};

const pad = [
  "  ┌───┬───┬───┐",
  "  │ 1 │ 2 │ 3 │",
  "  ├───┼───┼───┤",
  "  │ 4 │ 5 │ 6 │",
  "  ├───┼───┼───┤",
  "  │ 7 │ 8 │ 9 │",
  "  ├───┼───┼───┤",
  "  │ * │ 0 │ # │",
  "  └───┴───┴───┘",
];

/** Runs until Ctrl+C; exit code 2 without a terminal. */
export async function runKeypad(line: PadLine, { stdin, stdout }: PadTerminal): Promise<number> {
  if (!stdin.isTTY || !stdout.isTTY) {
    line.close();
    process.stderr.write("changgu keypad draws a pad: stdin and stdout must be a terminal\n");
    return 2;
  }
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let pressed = 0;
  const draw = (): void => void stdout.write(picture(line, pressed));
  const act = (token: Token): void => {
    const meaning = meaningOf(token);
    if (meaning === "leave") end();
    else if (meaning === "unplug") line.unplug();
    else if (meaning === "plug") line.plug();
    else if (meaning) {
      line.send(meaning);
      pressed++;
    }
    draw();
  };
  const stopListening = listen(stdin, act);
  const signals = ["SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, () => end());
  stdout.write("\x1b[?1049h\x1b[?25l");
  draw();
  await ended;
  stopListening();
  stdout.write("\x1b[?25h\x1b[?1049l");
  line.close();
  return 0;
}

type Meaning = Key | "unplug" | "plug" | "leave" | null;

function meaningOf(token: Token): Meaning {
  if (token.type === "key") return token.key === "ctrl-c" ? "leave" : (keyOfName[token.key] ?? null);
  if (token.type !== "character") return null;
  const character = String.fromCodePoint(token.codePoint);
  if (isDigit(character)) return character;
  const others: Readonly<Record<string, Meaning>> = { "*": "clear", "#": "enter", u: "unplug", p: "plug" };
  return others[character] ?? null;
}

/** What was pressed is not shown: a pad's window may stand beside the customer's screen. */
function picture(line: PadLine, pressed: number): string {
  const lines = [
    "  창구 키패드 / Changgu keypad",
    "",
    ...pad,
    "",
    "  *  정정 clear     #, Enter  확인 enter     Esc  취소 cancel",
    "  u  뽑기 unplug    p  꽂기 plug             Ctrl+C  끝 leave",
    "",
    `  ${line.path}  ${line.plugged() ? "연결됨 plugged in" : "뽑힘 unplugged"}`,
    `  ${"*".repeat(pressed % 40)}`,
  ];
  return `\x1b[H${lines.map((text) => `${text}\x1b[K\r\n`).join("")}\x1b[J`;
}

function listen(stdin: NodeJS.ReadStream, act: (token: Token) => void): () => void {
  const tokenizer = new Tokenizer();
  let timer: NodeJS.Timeout | undefined;
  const read = (bytes: Buffer): void => {
    clearTimeout(timer);
    for (const token of tokenizer.feed(bytes)) act(token);
    if (tokenizer.pending)
      timer = setTimeout(() => {
        for (const token of tokenizer.flush()) act(token);
      }, escapeMilliseconds);
  };
  stdin.setRawMode(true);
  stdin.on("data", read);
  return () => {
    clearTimeout(timer);
    stdin.off("data", read);
    stdin.setRawMode(false);
    stdin.pause();
  };
}
