// One connection of a serial line, from its opening to its end. A line that ended is never opened again.

import { SerialPort } from "serialport";
import { hangUpBinding } from "./binding.ts";

export type LineSettings = {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
};

export type LineListener = {
  online(): void;
  /** The bytes are wiped when this returns. */
  bytes(bytes: Uint8Array): void;
  /** Once, and the last thing told. */
  ended(how: LineEnd): void;
};

/** `taken`: another program has it open; `refused`: it could not be opened for anything else. */
export type LineEnd = "taken" | "refused" | "hung-up";

export type Line = {
  /**
   * Lost when the line is not open, or when more waits than a few answers: what nobody takes would come out at the wrong time.
   * An answer must not be lost, though, because the one before it is still under way: the pad would send its key again.
   */
  write(bytes: Uint8Array): void;
  /** Tells the listener nothing more; done when the device is free for others. */
  close(): Promise<void>;
};

/** Bytes: some answers with what is asked after them. */
const mostWaiting = 128;

/** The locks of serialport (flock) and of programs that take a terminal for themselves (TIOCEXCL), as the binding words them. */
const taken = /Cannot lock port|resource busy/i;

/** No flow control; DTR and RTS on, because some adapters draw their power from them; locked against a second reader. */
export function openLine(settings: LineSettings, listener: LineListener): Line {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let listening = true;
  const tellEnd = (how: LineEnd): void => {
    end();
    if (!listening) return;
    listening = false;
    listener.ended(how);
  };
  // serialport's own types leave the binding out; its constructor takes one.
  const options = { ...settings, binding: hangUpBinding, autoOpen: false, lock: true };
  const port = new SerialPort(options);
  const shut = (): void => port.close(() => end());
  port.on("data", (bytes: Buffer) => {
    if (listening) listener.bytes(bytes);
    bytes.fill(0);
  });
  // An error closes the port as well; that its close may fail too must not hide the end.
  port.on("error", () => {
    if (!port.isOpen) tellEnd("hung-up");
  });
  port.on("close", () => tellEnd("hung-up"));
  port.open((error) => {
    if (error) return tellEnd(taken.test(error.message) ? "taken" : "refused");
    if (!listening) return shut();
    // A pseudo-terminal has no modem lines; that is no fault.
    port.set({ dtr: true, rts: true }, () => {});
    listener.online();
  });
  return {
    write(bytes) {
      if (port.isOpen && port.writableLength < mostWaiting) port.write(Buffer.from(bytes));
    },
    close() {
      listening = false;
      if (port.isOpen) shut();
      return ended;
    },
  };
}
