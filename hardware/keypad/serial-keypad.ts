// A keypad on a serial line: found again by its path when it is plugged back in, silent about nothing.

import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname } from "node:path";
import { SerialPort } from "serialport";
import type { Keypad, KeypadReport, KeypadStatus } from "../../src/input/keypad.ts";
import { asciiFraming, type Framing } from "./ascii.ts";
import { hangUpBinding } from "./binding.ts";

export type SerialKeypadOptions = {
  readonly name: string;
  /** A device, or a stable link to one; the link is followed at every connection. */
  readonly path: string;
  readonly baudRate: number;
  readonly framing: "ascii";
};

const lookMilliseconds = 500;
const bell = Buffer.from([0x07]);

type Line = SerialPort;
type LineOptions = ConstructorParameters<typeof SerialPort>[0];

/** 8N1, no flow control; DTR and RTS on, because some adapters draw their power from them. */
export function serialKeypad(options: SerialKeypadOptions): Keypad {
  const { name, path } = options;
  let report: (report: KeypadReport) => void = () => {};
  let line: Line | null = null;
  let device: string | null = null;
  let status: KeypadStatus | null = null;
  let wasThere = false;
  let watcher: FSWatcher | null = null;
  let timer: NodeJS.Timeout | null = null;

  const tell = (next: KeypadStatus): void => {
    if (next === status) return;
    status = next;
    report({ type: "status", status: next });
  };
  const dropLine = (): void => {
    const old = line;
    line = null;
    device = null;
    old?.removeAllListeners("data");
    if (old?.isOpen) old.close(() => {});
  };
  const look = (): void => {
    const now = identityOf(path);
    if (now === null) {
      dropLine();
      tell(wasThere ? "offline" : "no-device");
    } else if (now !== device) {
      dropLine();
      device = now;
      connect();
    }
  };
  const connect = (): void => {
    const framing: Framing = asciiFraming();
    // Its types leave the binding out; its constructor takes one.
    const settings = { binding: hangUpBinding, path, baudRate: options.baudRate, autoOpen: false, lock: false };
    const opened: Line = new SerialPort(settings as LineOptions);
    line = opened;
    opened.on("data", (bytes: Buffer) => {
      for (const key of framing.decode(bytes)) report({ type: "key", key });
      bytes.fill(0);
    });
    opened.on("error", () => {});
    opened.on("close", () => {
      if (line !== opened) return;
      dropLine();
      tell("offline");
    });
    opened.open((error) => {
      if (line !== opened) return opened.isOpen ? opened.close(() => {}) : undefined;
      if (error) {
        dropLine();
        return tell(identityOf(path) === null ? "offline" : "hardware-error");
      }
      wasThere = true;
      // A pseudo-terminal has no modem lines; that is no fault.
      opened.set({ dtr: true, rts: true }, () => {});
      tell("online");
    });
  };
  return {
    name,
    simulated: false,
    open(listener) {
      report = listener;
      look();
      timer = setInterval(look, lookMilliseconds);
      try {
        watcher = watch(dirname(path), look);
        watcher.on("error", () => watcher?.close());
      } catch {
        // The folder itself is not there yet: the clock looks again.
      }
    },
    async close() {
      report = () => {};
      if (timer) clearInterval(timer);
      watcher?.close();
      dropLine();
    },
    beep() {
      if (line?.isOpen) line.write(bell);
    },
  };
}

/** Tells one device from the next one at the same path; null while nothing is there. */
function identityOf(path: string): string | null {
  try {
    const { rdev, ino } = statSync(path);
    return `${rdev}:${ino}`;
  } catch {
    return null;
  }
}
