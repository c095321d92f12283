// The drawn pad of `changgu keypad`: its keys in their physical places, what can go wrong at a key, and what is to be done now.

import type { PadFault } from "./keypad.ts";

export type PadLocale = "ko" | "en";

export type PadView = {
  readonly locale: PadLocale;
  readonly framing: string;
  /** What the desk in the other window is started with. */
  readonly start: string;
  readonly plugged: boolean;
  readonly presses: number;
  /** What the next press does wrong; `stuck` until it is let go. */
  readonly armed: PadFault | "stuck" | null;
  readonly stuck: boolean;
  readonly trouble: PadTrouble | null;
};

export type PadTrouble = "no-check" | "no-signal" | { readonly said: string };

const words = {
  ko: {
    title: "창구 키패드",
    plugged: "꽂혀 있음",
    unplugged: "뽑혀 있음 - p를 누르면 꽂습니다",
    clear: "정정",
    enter: "확인",
    cancel: "취소",
    how: "숫자 * # 을 누르거나 마우스로 누르십시오.",
    faults: "다음 키의 고장",
    drop: "한 글자 잃기",
    "wrong-check": "검사값 틀리기",
    double: "두 번 눌림",
    stuck: "눌린 채 걸림",
    cable: "선과 뚜껑",
    unplug: "선 뽑기",
    plug: "선 꽂기",
    tamper: "누가 뚜껑을 엶",
    language: "English",
    sound: "소리 켜기/끄기",
    leave: "끝내기",
    last: "누른 키",
    held: "키가 걸려 있습니다. k를 누르면 풀립니다.",
    next: "다음 키에 고장을 냅니다. 키를 누르십시오.",
    elsewhere: "다른 창에서 이렇게 시작하십시오:",
    "no-check": "이 형식에는 검사값이 없어 틀릴 수 없습니다.",
    "no-signal": "이 형식에는 그 신호가 없습니다.",
  },
  en: {
    title: "Changgu keypad",
    plugged: "plugged in",
    unplugged: "unplugged - p plugs it in",
    clear: "clear",
    enter: "enter",
    cancel: "cancel",
    how: "Press digits, * and #, or click a key.",
    faults: "The next key goes wrong",
    drop: "one byte lost",
    "wrong-check": "wrong check",
    double: "pressed twice",
    stuck: "stuck down",
    cable: "Cable and lid",
    unplug: "pull the cable",
    plug: "plug it in",
    tamper: "somebody opens it",
    language: "한국어",
    sound: "sound on/off",
    leave: "leave",
    last: "last key",
    held: "A key is stuck. k lets it go.",
    next: "The next key goes wrong: press one.",
    elsewhere: "In another window begin with:",
    "no-check": "This framing has no check that could be wrong.",
    "no-signal": "This framing has no such signal.",
  },
} as const;

const cell = 8;
const cells = [
  ["1", "2", "3"],
  ["4", "5", "6"],
  ["7", "8", "9"],
  ["*", "0", "#"],
] as const;

/** The pad's first row and column on the screen, from 1: a click is looked up here. */
const padTop = 4;
const padLeft = 3;
const bar = `${`+${"-".repeat(cell - 1)}`.repeat(3)}+`;

function padLines({ clear, enter, cancel }: (typeof words)[PadLocale]): readonly string[] {
  const label: Readonly<Record<string, string>> = { "*": `* ${clear}`, "#": `# ${enter}` };
  const rows = cells.flatMap((row) => [`|${row.map((key) => centred(label[key] ?? key, cell - 1)).join("|")}|`, bar]);
  return [bar, ...rows, `|${centred(`Esc ${cancel}`, cell * 3 - 1)}|`, bar];
}

/** The key that was clicked: column and row from 1. */
export function keyAt(column: number, row: number, small: boolean): string | null {
  if (small) return smallKeyAt(column, row);
  const [across, down] = [(column - padLeft) / cell, (row - padTop) / 2];
  const [x, y] = [Math.floor(across), Math.floor(down)];
  if (x < 0 || x > 2 || across === x || down === y) return null;
  return y === cells.length ? "Esc" : (cells[y]?.[x] ?? null);
}

const smallTop = 3;

/** Without bars, and with the cancel key beside the others. */
function smallPad({ clear, enter, cancel }: (typeof words)[PadLocale]): readonly string[] {
  const label: Readonly<Record<string, string>> = { "*": `* ${clear}`, "#": `# ${enter}` };
  const rows = cells.map((row) => row.map((key) => centred(label[key] ?? key, cell)).join(""));
  return rows.map((row, index) => `  ${row}${index === cells.length - 1 ? `Esc ${cancel}` : ""}`);
}

function smallKeyAt(column: number, row: number): string | null {
  const [x, y] = [Math.floor((column - padLeft) / cell), row - smallTop];
  return x > 2 && y === cells.length - 1 ? "Esc" : (cells[y]?.[x] ?? null);
}

const places = 6;

/** Whether the window is too small for the drawn pad with all that stands beside it. */
export function isSmall(view: PadView, columns: number, rows: number): boolean {
  return wholeLines(view, columns).length > rows;
}

/** Which key it was is not shown: a pad's window may stand beside the customer's screen. The `*` moves with every press. */
export function picture(view: PadView, columns: number, rows: number): string {
  const lines = isSmall(view, columns, rows) ? smallLines(view, columns) : wholeLines(view, columns);
  // The last line ends without a line feed: in a window just high enough it would scroll.
  return `\x1b[H${lines
    .slice(0, rows)
    .map((line) => `${cut(line, columns)}\x1b[K`)
    .join("\r\n")}\x1b[J`;
}

function wholeLines(view: PadView, columns: number): readonly string[] {
  const said = words[view.locale];
  const mark = (fault: PadView["armed"]): string => (view.armed === fault ? ">" : " ");
  const side = [
    said.faults,
    ` ${mark("drop")} d  ${said.drop}`,
    ` ${mark("wrong-check")} w  ${said["wrong-check"]}`,
    ` ${mark("double")} r  ${said.double}`,
    ` ${mark("stuck")} k  ${said.stuck}`,
    "",
    said.cable,
    `   u  ${said.unplug}`,
    `   p  ${said.plug}`,
    `   o  ${said.tamper}`,
    `   e  ${said.language}  m  ${said.sound}  q  ${said.leave}`,
  ];
  const pad = padLines(said);
  const roomy = columns >= 72;
  const middle = roomy
    ? pad.map((line, index) => `  ${line}   ${side[index] ?? ""}`)
    : [...pad.map((line) => `  ${line}`), ...side.filter((line) => line !== "")];
  return [
    `  ${said.title}  ${view.plugged ? said.plugged : said.unplugged}  ${view.framing}`,
    `  ${said.how}`,
    `  ${nowLine(view) ?? lastLine(view)}`,
    ...middle,
    "",
    `  ${said.elsewhere}`,
    ...startLines(view, columns),
  ];
}

/** How the desk is started is wanted first, and what can go wrong once keys are pressed. */
function smallLines(view: PadView, columns: number): readonly string[] {
  const said = words[view.locale];
  const keys = [
    `d ${said.drop}`,
    `w ${said["wrong-check"]}`,
    `r ${said.double}`,
    `k ${said.stuck}`,
    `u ${said.unplug}`,
    `p ${said.plug}`,
    `o ${said.tamper}`,
    `e ${said.language}`,
    `m ${said.sound}`,
    `q ${said.leave}`,
  ];
  const start = startLines(view, columns);
  return [
    `  ${said.title}  ${view.plugged ? said.plugged : said.unplugged}`,
    `  ${nowLine(view) ?? (view.presses === 0 ? said.elsewhere : lastLine(view))}`,
    ...smallPad(said),
    ...(view.presses === 0 ? start : []),
    ...packed(keys, "  ", columns).map((line) => `  ${line}`),
    ...(view.presses === 0 ? [] : start),
  ];
}

function lastLine({ locale, presses }: PadView): string {
  return `${words[locale].last}  ${presses === 0 ? "" : `${" ".repeat((presses - 1) % places)}*`}`;
}

/** Lines that a shell takes as they stand, joined where they end in a backslash; an indented one could not go on within a word. */
function startLines({ start }: PadView, columns: number): readonly string[] {
  const room = columns - 2;
  const lines = packed(start.split(" "), " ", columns).map(
    (line) => line.match(new RegExp(`.{1,${room}}`, "gu")) ?? [],
  );
  const last = lines.length - 1;
  return lines.flatMap((pieces, index) => {
    const behind = index < last ? " \\" : "";
    return pieces.map((piece, number) => `${piece}${number < pieces.length - 1 ? "\\" : behind}`);
  });
}

/** As many in a line as there is room for, behind a margin of two. */
function packed(parts: readonly string[], between: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = lines.length > 0 ? `${lines.at(-1)}${between}${part}` : part;
    if (lines.length > 0 && widthOf(longer) <= columns - 2) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

function nowLine({ trouble, stuck, armed, locale }: PadView): string | null {
  if (trouble !== null) return typeof trouble === "string" ? words[locale][trouble] : trouble.said;
  if (stuck) return words[locale].held;
  return armed === null ? null : words[locale].next;
}

/** Hangul takes two cells; nothing else here does. */
function cellsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x1100 && code <= 0xd7a3 ? 2 : 1;
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + cellsOf(character), 0);
}

function centred(text: string, width: number): string {
  const left = Math.floor((width - widthOf(text)) / 2);
  return " ".repeat(left) + text + " ".repeat(width - left - widthOf(text));
}

function cut(text: string, width: number): string {
  let room = width;
  let shown = "";
  for (const character of text) {
    room -= cellsOf(character);
    if (room < 0) return shown;
    shown += character;
  }
  return shown;
}
