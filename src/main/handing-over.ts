// The hand-over of K_0 at a terminal: lines that are typed, and a screen that keeps nothing.

import { createInterface } from "node:readline/promises";
import { handOver } from "../commands/hand-over.ts";
import { qrCode } from "../screens/terminal/qr-code.ts";
import type { Secret } from "../secret.ts";
import { output } from "./output.ts";

/** Null where nobody sits at a terminal: a script keeps what it is given. `optional`: officers may be left out. */
export function handOverHere(optional: boolean): ((key: Secret) => Promise<readonly string[] | null>) | null {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null;
  return async (key) => {
    const typing = createInterface({ input: process.stdin, output: process.stdout, historySize: 0 });
    const { promise: ended, resolve } = Promise.withResolvers<null>();
    typing.once("close", () => resolve(null));
    try {
      return await handOver(
        key,
        {
          print: output.print,
          ask: (question) => Promise.race([typing.question(question), ended]),
          draw: qrCode,
          // The screen, and what a terminal lets scroll back to.
          clear: () => void process.stdout.write("\u001b[2J\u001b[3J\u001b[H"),
        },
        { optional },
      );
    } finally {
      typing.close();
    }
  };
}
