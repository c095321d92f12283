// A keypad on a serial line: found again by its path when it is plugged back in, silent about nothing.

import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { Keypad, KeypadReport, KeypadStatus } from "../../src/input/keypad.ts";
import { asciiProtocol } from "./ascii.ts";
import type { Protocol } from "./protocol.ts";
import { type Line, type LineSettings, openLine } from "./serial-line.ts";

export type SerialKeypadOptions = Partial<LineSettings> & {
  readonly name?: string;
  /** A device, or a stable link to one; the link is followed at every connection. */
  readonly path: string;
  /** Made anew for every connection; `ascii` with its default table where none is given. */
  readonly protocol?: () => Protocol;
  /** Whether the pad sounds when it is sent BEL; one that does not might take it for a command. */
  readonly bell?: boolean;
};

/** Reports its first status soon after `open`, then every change. Nothing that a device does makes it throw. */
export function serialKeypad(options: SerialKeypadOptions): Keypad {
  return new SerialKeypad(options);
}

const lookMilliseconds = 500;
/** After a hang-up, for a device that is back under the same name before its going was seen. */
const restMilliseconds = 20;
const bell = Uint8Array.of(0x07);

class SerialKeypad implements Keypad {
  readonly name: string;
  readonly simulated = false;
  readonly #settings: LineSettings;
  readonly #protocol: () => Protocol;
  readonly #bell: boolean;
  #report: ((report: KeypadReport) => void) | null = null;
  #status: KeypadStatus | null = null;
  #line: Line | null = null;
  #device: string | null = null;
  #seen = false;
  #watcher: FSWatcher | null = null;
  #clock: NodeJS.Timeout | undefined;
  #rest: NodeJS.Timeout | undefined;

  constructor(options: SerialKeypadOptions) {
    const { path, baudRate = 9600, dataBits = 8, parity = "none", stopBits = 1 } = options;
    this.name = options.name ?? "serial";
    this.#settings = { path, baudRate, dataBits, parity, stopBits };
    this.#protocol = options.protocol ?? (() => asciiProtocol());
    this.#bell = options.bell ?? false;
  }

  open(report: (report: KeypadReport) => void): void {
    this.#report = report;
    this.#clock = setInterval(() => this.#look(), lookMilliseconds);
    this.#look();
  }

  async close(): Promise<void> {
    this.#report = null;
    clearInterval(this.#clock);
    clearTimeout(this.#rest);
    this.#watcher?.close();
    await this.#drop();
  }

  beep(): void {
    if (this.#bell && this.#status === "online") this.#line?.write(bell);
  }

  #look(): void {
    const now = deviceAt(this.#settings.path);
    if (now.at === "there" && now.device === this.#device) return;
    // Another device than the one that was open: it was unplugged, even where its hang-up was not seen yet.
    if (this.#status === "online") this.#tell("offline");
    void this.#drop();
    if (now.at === "there") this.#connect(now.device);
    else if (now.at === "hidden") this.#tell("hardware-error");
    else this.#tell(this.#seen ? "offline" : "no-device");
    if (this.#status !== "online") this.#watch();
  }

  #connect(device: string): void {
    this.#device = device;
    this.#seen = true;
    const since = performance.now();
    const protocol = this.#protocol();
    const line = openLine(this.#settings, {
      online: () => this.#tell("online"),
      bytes: (bytes) => {
        const { keys, reply } = protocol.receive(bytes);
        for (const key of keys) this.#report?.({ type: "key", key });
        if (reply.length > 0) line.write(reply);
      },
      ended: (how) => {
        this.#line = null;
        this.#device = null;
        const gone = how === "hung-up" || deviceAt(this.#settings.path).at === "absent";
        this.#tell(gone ? "offline" : "hardware-error");
        // A line that hangs up as soon as it is opened is left to the clock: it must not be opened without rest.
        const lasted = performance.now() - since > lookMilliseconds;
        if (how === "hung-up" && lasted) this.#rest = setTimeout(() => this.#look(), restMilliseconds);
      },
    });
    this.#line = line;
  }

  async #drop(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    this.#device = null;
    clearTimeout(this.#rest);
    await line?.close();
  }

  #tell(status: KeypadStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.#report?.({ type: "status", status });
  }

  /** Made anew while the device is away, because a watcher dies silently with its folder (`/dev/serial/by-id` goes with its last link). */
  #watch(): void {
    this.#watcher?.close();
    this.#watcher = null;
    const { path } = this.#settings;
    try {
      this.#watcher = watch(dirname(path), (_, name) => {
        if (name === null || name === basename(path)) this.#look();
      });
      this.#watcher.on("error", () => {});
    } catch {
      // The folder is not there, or no watch is left: the clock looks.
    }
  }
}

type Found =
  | { readonly at: "there"; readonly device: string }
  | { readonly at: "absent" }
  /** It may be there, but may not be looked at. */
  | { readonly at: "hidden" };

/** The device number and its node tell one device from the next one at the same path. */
function deviceAt(path: string): Found {
  try {
    const { rdev, ino } = statSync(path);
    return { at: "there", device: `${rdev} ${ino}` };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return { at: code === "ENOENT" || code === "ENOTDIR" ? "absent" : "hidden" };
  }
}
