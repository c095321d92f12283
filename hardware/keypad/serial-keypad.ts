// A keypad on a serial line: found again when it is plugged back in, silent about nothing.

import { type FSWatcher, watch } from "node:fs";
import type { Party } from "../../src/input/field.ts";
import { defaultLine, type KeypadPlace, type LineSpeed } from "../../src/input/framing.ts";
import type { Keypad, KeypadReport, KeypadStatus } from "../../src/input/keypad.ts";
import { asciiProtocol } from "./ascii.ts";
import { legibility } from "./legibility.ts";
import { type Found, folderOf, locate, mayBe } from "./place.ts";
import type { Protocol, Received } from "./protocol.ts";
import { type Line, type LineEnd, openLine } from "./serial-line.ts";

export type SerialKeypadOptions = {
  readonly name?: string;
  readonly party?: Party;
  /** Looked for at every connection: a link is followed, USB is searched. */
  readonly place: KeypadPlace;
  readonly line?: LineSpeed;
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
const bell = 0x07;
const absent: Found = { at: "absent" };

class SerialKeypad implements Keypad {
  readonly name: string;
  readonly party: Party;
  readonly simulated = false;
  readonly #place: KeypadPlace;
  readonly #speed: LineSpeed;
  readonly #protocol: () => Protocol;
  readonly #bell: boolean;
  #report: ((report: KeypadReport) => void) | null = null;
  #status: KeypadStatus | null = null;
  #line: Line | null = null;
  #connected: Found = absent;
  #seen = false;
  #answering = false;
  #sounds = 0;
  #watcher: FSWatcher | null = null;
  #clock: NodeJS.Timeout | undefined;
  #rest: NodeJS.Timeout | undefined;

  constructor(options: SerialKeypadOptions) {
    this.name = options.name ?? "serial";
    this.party = options.party ?? "customer";
    this.#place = options.place;
    this.#speed = options.line ?? defaultLine;
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

  /** Behind the answer to the frame that the key came in: a pad waits for that one. */
  beep(): void {
    if (!this.#bell || !isUp(this.#status)) return;
    if (this.#answering) this.#sounds++;
    else this.#line?.write(Uint8Array.of(bell));
  }

  #look(): void {
    const now = locate(this.#place, this.#connected);
    if (now.at === "there" && this.#connected.at === "there" && now.device === this.#connected.device) return;
    // Another device than the one that was open: it was unplugged, even where its hang-up was not seen yet.
    if (isUp(this.#status)) this.#tell("offline");
    void this.#drop();
    if (now.at === "there") this.#connect(now);
    else if (now.at === "hidden") this.#tell("hardware-error");
    else this.#tell(this.#seen ? "offline" : "no-device");
    if (!isUp(this.#status)) this.#watch();
  }

  #connect(found: Found & { at: "there" }): void {
    this.#connected = found;
    this.#seen = true;
    const since = performance.now();
    const protocol = this.#protocol();
    const reading = legibility();
    let silence: NodeJS.Timeout | undefined;
    const take = (received: Received): void => {
      clearTimeout(silence);
      if (this.#line !== line) return;
      if (received.patience !== null) silence = setTimeout(() => take(protocol.silent()), received.patience);
      const legible = reading.take(received.keys.length, received.meaningless);
      if (received.tampered) this.#tell("fraud-attempt");
      else if (this.#status !== "fraud-attempt") this.#tell(legible ? "online" : "misread");
      this.#answering = true;
      this.#keys(received);
      this.#answer(line, received.reply);
    };
    const line = openLine(
      { ...this.#speed, path: found.path },
      {
        online: () => {
          this.#tell("online");
          if (protocol.greeting.length > 0) line.write(protocol.greeting);
        },
        bytes: (bytes) => take(protocol.receive(bytes)),
        ended: (how) => {
          clearTimeout(silence);
          this.#ended(how, performance.now() - since);
        },
      },
    );
    this.#line = line;
  }

  /** Of a pad that somebody opened nothing is believed any more. */
  #keys({ keys }: Received): void {
    if (this.#status === "fraud-attempt") return;
    for (const key of keys) this.#report?.({ type: "key", key });
  }

  #answer(line: Line, reply: Uint8Array): void {
    const sounds = new Array<number>(this.#sounds).fill(bell);
    this.#sounds = 0;
    this.#answering = false;
    if (reply.length + sounds.length > 0) line.write(Uint8Array.from([...reply, ...sounds]));
  }

  #ended(how: LineEnd, lasted: number): void {
    this.#line = null;
    this.#connected = absent;
    const gone = how === "hung-up" || locate(this.#place, absent).at === "absent";
    if (gone) this.#tell("offline");
    else this.#tell(how === "taken" ? "taken" : "hardware-error");
    // A line that hangs up as soon as it is opened is left to the clock: it must not be opened without rest.
    if (how === "hung-up" && lasted > lookMilliseconds) this.#rest = setTimeout(() => this.#look(), restMilliseconds);
  }

  async #drop(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    this.#connected = absent;
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
    try {
      this.#watcher = watch(folderOf(this.#place), (_, name) => {
        if (name === null || mayBe(this.#place, name)) this.#look();
      });
      this.#watcher.on("error", () => {});
    } catch {
      // The folder is not there, or no watch is left: the clock looks.
    }
  }
}

/** The line is open, whatever is to be thought of what comes. */
function isUp(status: KeypadStatus | null): boolean {
  return status === "online" || status === "misread" || status === "fraud-attempt";
}
