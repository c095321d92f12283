// A terminal inside the program: what `play` and the tests look at instead of a screen.
import { Writable } from "node:stream";
import xterm, { type IBufferCell, type Terminal } from "@xterm/headless";

/** One cell as drawn. Colours are indexes of the 256 colours, or null for the terminal's own. */
export type Cell = {
  /** Empty in the second cell of a wide character. */
  readonly text: string;
  readonly width: number;
  readonly color: number | null;
  readonly background: number | null;
  readonly bold: boolean;
  readonly underline: boolean;
};

export type Size = { readonly columns: number; readonly rows: number };

function cellOf(cell: IBufferCell): Cell {
  const color = cell.isFgPalette() ? cell.getFgColor() : null;
  const background = cell.isBgPalette() ? cell.getBgColor() : null;
  const inverse = cell.isInverse() !== 0;
  return {
    text: cell.getChars() === "" && cell.getWidth() > 0 ? " " : cell.getChars(),
    width: cell.getWidth(),
    color: inverse ? (background ?? 16) : color,
    background: inverse ? (color ?? 231) : background,
    bold: cell.isBold() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

/** Looks to Ink like `process.stdout` on a terminal of the given size. */
export class EmulatedTerminal extends Writable {
  readonly isTTY = true;
  /** All that was written, for those who ask what must never have been. */
  written = "";
  readonly #terminal: Terminal;

  constructor({ columns, rows }: Size) {
    super({ decodeStrings: false });
    // A line feed returns too, as the terminal line discipline has it (ONLCR).
    const eol = { convertEol: true };
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0, ...eol });
  }

  get columns(): number {
    return this.#terminal.cols;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written += chunk.toString();
    this.#terminal.write(chunk, done);
  }

  resize({ columns, rows }: Size): void {
    this.#terminal.resize(columns, rows);
    this.emit("resize");
  }

  /** Rows of text without blanks at their ends. */
  text(): string {
    const { active } = this.#terminal.buffer;
    const row = (y: number): string => active.getLine(active.baseY + y)?.translateToString(true) ?? "";
    return Array.from({ length: this.rows }, (_, y) => row(y).trimEnd()).join("\n");
  }

  /** In cells from the upper left corner. */
  get cursor(): { readonly x: number; readonly y: number } {
    const { cursorX: x, cursorY: y } = this.#terminal.buffer.active;
    return { x, y };
  }

  cells(): readonly (readonly Cell[])[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.rows }, (_, y) =>
      Array.from({ length: this.columns }, (_, x) => active.getLine(active.baseY + y)?.getCell(x)).flatMap((cell) =>
        cell === undefined ? [] : [cellOf(cell)],
      ),
    );
  }

  /** True while a program shows its full screen. */
  get alternate(): boolean {
    return this.#terminal.buffer.active.type === "alternate";
  }

  /** Resolves with the screen once it satisfies `condition`; null when it has not within `milliseconds`. */
  until(condition: (text: string) => boolean, milliseconds = 5000): Promise<string | null> {
    return new Promise((resolve) => {
      const finish = (text: string | null): void => {
        listening.dispose();
        clearTimeout(timer);
        resolve(text);
      };
      const look = (): void => {
        const text = this.text();
        if (condition(text)) finish(text);
      };
      const listening = this.#terminal.onWriteParsed(look);
      const timer = setTimeout(() => finish(null), milliseconds);
      look();
    });
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#terminal.dispose();
    done(error);
  }
}
