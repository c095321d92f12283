// Puts the screens on a terminal: Ink on the alternate screen, writing only what changed. Ink gets no keys: the bus has them.
import { PassThrough, type Writable } from "node:stream";
import chalk from "chalk";
import { render } from "ink";
import type { ReactNode } from "react";
import { takeOverSplash } from "./splash.ts";
import { Stage, type StageProps } from "./stage.tsx";

/** A terminal to draw on: `process.stdout`, or an emulated one. */
export type TerminalStream = Writable & { readonly isTTY: boolean; readonly columns: number; readonly rows: number };

export type MountOptions = Omit<StageProps, "children"> & { readonly stdout: TerminalStream };

export type Mounted = {
  /** Draws another screen, at once unless the last one is less than a frame (8 ms) old. */
  show(screen: ReactNode, look?: StageProps["look"]): void;
  /** Draws everything anew, where others wrote on the terminal or it lost its state. */
  repaint(): void;
  /** As `repaint`, and what has scrolled away is gone too. */
  forget(): void;
  /** Resolves when all that was shown is written. */
  flushed(): Promise<void>;
  /** Back to the terminal as it was. */
  unmount(): void;
};

// The palettes are indexes of 256 colours, whatever the environment says; the one without colours has no index.
chalk.level = 2;

export function mount(screen: ReactNode, options: MountOptions): Mounted {
  const { stdout, ...stage } = options;
  let { look } = options;
  let shown = screen;
  const tree = () => (
    <Stage {...stage} look={look}>
      {shown}
    </Stage>
  );
  takeOverSplash();
  const ink = render(tree(), {
    stdout: stdout as unknown as NodeJS.WriteStream,
    // Never read; a stream that is no terminal cannot be put into raw mode either.
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 120,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
  });
  const anew = (before: string): void => {
    ink.clear();
    stdout.write(`${before}\x1b[0m\x1b[?1049h\x1b[?25l\x1b[H\x1b[J`);
    ink.rerender(tree());
  };
  return {
    show(next, nextLook = look) {
      shown = next;
      look = nextLook;
      ink.rerender(tree());
    },
    repaint: () => anew(""),
    // Terminals without a second screen, as the console of Linux, keep lines above the first one (XTerm's ED 3).
    forget: () => anew("\x1b[3J"),
    flushed: () => ink.waitUntilRenderFlush(),
    unmount: () => ink.unmount(),
  };
}
