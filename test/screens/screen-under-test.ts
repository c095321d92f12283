// A screen on an emulated terminal, through the real renderer: cell-exact, with every byte counted.
import assert from "node:assert/strict";
import type { ReactNode } from "react";
import { type Cell, EmulatedTerminal, type Size } from "../../src/screens/terminal/emulator.ts";
import { drawn } from "../../src/screens/terminal/glyphs.ts";
import { type Mounted, type MountOptions, mount } from "../../src/screens/terminal/mount.tsx";
import { standard } from "../../src/screens/terminal/palette.ts";
import { svg } from "./svg.ts";

export type ScreenUnderTest = {
  /** Shows another screen and waits until it is drawn; answers with the bytes that took. */
  show(screen: ReactNode, look?: MountOptions["look"]): Promise<number>;
  text(): string;
  cells(): readonly (readonly Cell[])[];
  svg(): string;
  /** All that was written since the start. */
  written(): string;
  waitFor(text: string): Promise<void>;
  readonly terminal: EmulatedTerminal;
  readonly mounted: Mounted;
  [Symbol.dispose](): void;
};

type Options = Partial<Size> & Partial<Omit<MountOptions, "stdout">>;

/** Draws `screen`, 80 by 24 unless said otherwise, and waits for its first frame. */
export async function screenUnderTest(screen: ReactNode, options: Options = {}): Promise<ScreenUnderTest> {
  const { columns = 80, rows = 24, ...rest } = options;
  const terminal = new EmulatedTerminal({ columns, rows });
  const mounted = mount(screen, {
    look: { palette: standard, glyphs: drawn },
    tooSmall: null,
    apology: (incident) => incident,
    onCrash: (error) => {
      throw error;
    },
    ...rest,
    stdout: terminal,
  });
  await mounted.flushed();
  return {
    async show(next, look) {
      const before = terminal.written.length;
      mounted.show(next, look);
      await mounted.flushed();
      return Buffer.byteLength(terminal.written.slice(before));
    },
    text: () => terminal.text(),
    cells: () => terminal.cells(),
    svg: () => svg(terminal.cells()),
    written: () => terminal.written,
    async waitFor(text) {
      const seen = await terminal.until((screenText) => screenText.includes(text));
      assert.notEqual(seen, null, `${JSON.stringify(text)} never came; the screen holds\n${terminal.text()}`);
    },
    terminal,
    mounted,
    [Symbol.dispose]() {
      mounted.unmount();
      terminal.destroy();
    },
  };
}
