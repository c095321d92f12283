// A receipt printer on a wire: asked for its paper before a slip and after it, and now and then between.

import type { PrinterStatus, PrintOutcome, PrintTrouble, ReceiptPrinter } from "../../src/receipt/printer.ts";
import { type Slip, slipMarkup } from "../../src/receipt/slip.ts";
import type { PrinterSettings } from "../../src/settings/printer.ts";
import { type Channel, openChannel } from "./channel.ts";
import * as escpos from "./escpos-status.ts";
import * as star from "./star-status.ts";

/** Between customers nobody waits for it. */
const lookMilliseconds = 5000;
const answerMilliseconds = 1000;
const restMilliseconds = 20;

/** Nothing that a printer does makes it throw. */
export function wiredPrinter(settings: PrinterSettings): ReceiptPrinter {
  return new WiredPrinter(settings);
}

class WiredPrinter implements ReceiptPrinter {
  readonly #settings: PrinterSettings;
  #status: PrinterStatus | null = null;
  #listeners = new Set<(status: PrinterStatus) => void>();
  #clock: NodeJS.Timeout | undefined;
  #looking = false;
  /** One use of the wire at a time. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(settings: PrinterSettings) {
    this.#settings = settings;
  }

  watch(changed: (status: PrinterStatus) => void): () => void {
    this.#listeners.add(changed);
    if (this.#status) changed(this.#status);
    this.#clock ??= setInterval(() => void this.#look(), lookMilliseconds).unref();
    void this.#look();
    return () => void this.#listeners.delete(changed);
  }

  async close(): Promise<void> {
    clearInterval(this.#clock);
    this.#listeners.clear();
    await this.#busy;
  }

  print(slip: Slip): Promise<PrintOutcome> {
    return this.#alone((channel) => this.#printed(channel, slip), {
      type: "not-printed",
      why: "offline",
      begun: false,
    });
  }

  async #printed(channel: Channel, slip: Slip): Promise<PrintOutcome> {
    const before = troubleOf(await this.#ask(channel));
    if (before) return { type: "not-printed", why: before, begun: false };
    const { printerBytes } = await import("../../src/receipt/render.ts");
    const bytes = printerBytes(slipMarkup(slip), this.#settings.commands, this.#settings.columns);
    const taken = await channel.send(bytes);
    // What the printer took is printed when it answers behind it.
    const after = troubleOf(await this.#ask(channel));
    if (after) return { type: "not-printed", why: after, begun: true };
    return taken ? { type: "printed" } : { type: "not-printed", why: "offline", begun: true };
  }

  /** One at a time: of a printer that answers nothing each look lasts longer than the clock waits, and a slip stands behind them. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#alone((channel) => this.#ask(channel), "offline");
    } finally {
      this.#looking = false;
    }
  }

  /** Opened for each use: a printer that was switched off and on again is another connection. */
  #alone<T>(use: (channel: Channel) => Promise<T>, otherwise: T): Promise<T> {
    const turn = this.#busy.then(async () => {
      const channel = await openChannel(this.#settings.place);
      if (channel === null) {
        this.#tell("offline");
        return otherwise;
      }
      try {
        return await use(channel);
      } finally {
        await channel.close();
      }
    });
    this.#busy = turn.catch(() => {});
    return turn;
  }

  async #ask(channel: Channel): Promise<PrinterStatus> {
    const { status: how } = this.#settings;
    const status = how === "none" ? "ready" : await answered(channel, questions[how]);
    this.#tell(status);
    return status;
  }

  #tell(status: PrinterStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    for (const changed of this.#listeners) changed(status);
  }
}

const questions = { "dle-eot": escpos, asb: star } as const;

async function answered(
  channel: Channel,
  { statusQuestion, statusIn }: (typeof questions)[keyof typeof questions],
): Promise<PrinterStatus> {
  channel.heard();
  if (!(await channel.send(statusQuestion))) return "offline";
  const until = performance.now() + answerMilliseconds;
  const answer: number[] = [];
  for (;;) {
    answer.push(...channel.heard());
    const status = statusIn(Uint8Array.from(answer));
    if (status) return status;
    if (performance.now() > until) return "offline";
    await new Promise((resolve) => setTimeout(resolve, restMilliseconds));
  }
}

function troubleOf(status: PrinterStatus): PrintTrouble | null {
  return status === "ready" || status === "paper-low" ? null : status;
}
