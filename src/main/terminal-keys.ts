// What a terminal sends, read into one buffer of our own that is zeroed at once: a stream of Node's reads into buffers that
// it gives back with what was typed still in them.

import { isatty, ReadStream } from "node:tty";
import type { TerminalKeys } from "../commands/desk.ts";

/** More than hands type between two reads; a paste takes several. */
const bufferBytes = 1024;

const standardInput = 0;

export function terminalKeys(): TerminalKeys {
  return {
    isTTY: isatty(standardInput),
    listen(read, ended) {
      if (!isatty(standardInput)) return listenToPipe(read, ended);
      const buffer = new Uint8Array(bufferBytes);
      const callback = (count: number): boolean => {
        const typed = buffer.subarray(0, count);
        read(typed);
        typed.fill(0);
        return true;
      };
      const stream = new ReadStream(standardInput, { onread: { buffer, callback } });
      // A terminal that is gone hangs up, and that ends the program.
      stream.on("error", () => {});
      stream.setRawMode(true);
      stream.resume();
      return () => {
        stream.setRawMode(false);
        stream.destroy();
      };
    },
  };
}

/** Of a speech device, or a script. */
function listenToPipe(read: (bytes: Uint8Array) => void, ended: () => void): () => void {
  const { stdin } = process;
  const take = (bytes: Buffer): void => {
    read(bytes);
    bytes.fill(0);
  };
  stdin.on("data", take).on("end", ended).resume();
  return () => void stdin.off("data", take).off("end", ended).pause();
}
