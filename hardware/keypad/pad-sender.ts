// The pad's side of the wire, for a pad without a device: it sends keys in any framing, waits for answers as a real one
// does, and goes wrong on demand.

import type { PadFault } from "../../src/commands/keypad.ts";
import type { Framing } from "../../src/input/framing.ts";
import type { Key } from "../../src/input/key.ts";
import { endOfTransmission, enquiry } from "./enq-ack.ts";
import { frameOf } from "./frame.ts";
import { bareTable, byteFor, framedTable } from "./key-table.ts";
import { acknowledge, refuse } from "./stx-etx.ts";

export type PadSender = {
  /** False for a key, or a signal, that this framing has not. */
  send(what: Key | "tamper", fault: PadFault | null): boolean;
  /** What the desk answers. */
  hear(bytes: Uint8Array): void;
  /** The cable is pulled: what was not sent yet is lost. */
  stop(): void;
};

const answerMilliseconds = 1000;
const mostTries = 4;

/** One transmission: as it goes out first, and whole, as it goes out when it is asked for again. */
type Sending = { readonly first: Uint8Array; readonly again: Uint8Array };

/** What the pad waits for an answer to. */
type Waiting = { readonly to: "enquiry" | "frame"; readonly tries: number };

export function padSender(framing: Framing, write: (bytes: Uint8Array) => void): PadSender {
  const table = framing.type === "ascii" ? bareTable(framing.keys) : framedTable(framing.keys);
  const queue: Sending[] = [];
  let waiting: Waiting | null = null;
  let timer: NodeJS.Timeout | undefined;
  const answered = framing.type === "enq-ack" || (framing.type === "stx-etx" && framing.reply === "ack-nak");
  const wait = (next: Waiting | null): void => {
    waiting = next;
    clearTimeout(timer);
    if (next)
      timer = setTimeout(() => (next.tries < mostTries ? ask(next.to, next.tries + 1) : finish()), answerMilliseconds);
  };
  const ask = (to: Waiting["to"], tries: number): void => {
    const sending = queue[0];
    if (!sending) throw new Error("nothing is to be sent");
    write(to === "enquiry" ? Uint8Array.of(enquiry) : tries === 1 ? sending.first : sending.again);
    wait({ to, tries });
  };
  const finish = (): void => {
    if (framing.type === "enq-ack") write(Uint8Array.of(endOfTransmission));
    queue.shift();
    next();
  };
  const next = (): void => {
    wait(null);
    if (queue.length > 0) ask(framing.type === "enq-ack" ? "enquiry" : "frame", 1);
  };
  const put = (sending: Sending): void => {
    if (answered) queue.push(sending);
    else write(sending.first);
    if (answered && waiting === null) next();
  };
  const answer = (byte: number): void => {
    const to = waiting?.to;
    if (to === "enquiry" && byte === acknowledge) ask("frame", 1);
    else if (to && byte === acknowledge) finish();
    else if (to && byte === refuse && (waiting?.tries ?? mostTries) < mostTries) ask(to, (waiting?.tries ?? 0) + 1);
    else if (to && byte === refuse) finish();
    else if (to && byte === endOfTransmission) {
      queue.shift();
      next();
    }
  };
  return {
    send(what, fault) {
      const byte = byteFor(table, what);
      if (byte === null) return false;
      put(sendingOf(framing, byte, fault));
      if (fault === "double") put(sendingOf(framing, byte, null));
      return true;
    },
    hear(bytes) {
      for (const byte of bytes) answer(byte);
    },
    stop() {
      queue.length = 0;
      wait(null);
    },
  };
}

/** A dropped digit leaves the frame and not its check, as a byte with a parity error does. */
function sendingOf(framing: Framing, byte: number, fault: PadFault | null): Sending {
  if (framing.type === "ascii") {
    const whole = Uint8Array.of(byte);
    return { first: fault === "drop" ? new Uint8Array(0) : whole, again: whole };
  }
  const again = frameOf(framing.check, Uint8Array.of(byte));
  if (fault === "drop") return { first: again.filter((_, index) => index !== 1), again };
  if (fault !== "wrong-check" || framing.check === "none") return { first: again, again };
  return { first: again.map((each, index) => (index === again.length - 1 ? each ^ 0x55 : each)), again };
}
