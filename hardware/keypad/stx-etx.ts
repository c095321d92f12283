// The `stx-etx` framing: `STX data ETX [check]`, answered or not, with what the pad wants to be told before and after.

import type { FrameSettings } from "../../src/input/framing.ts";
import { FrameReader } from "./frame.ts";
import { frameEncoder, takeData } from "./framed-keys.ts";
import { framedTable } from "./key-table.ts";
import { type Gathered, gather, type Protocol, type Received, received } from "./protocol.ts";

export const acknowledge = 0x06;
export const refuse = 0x15;

/** Between two bytes of one frame; ten times what the slowest line takes. */
const betweenBytesMilliseconds = 400;

export type StxEtxOptions = FrameSettings & {
  readonly reply: "none" | "ack-nak";
  /** Sent when the line opens: `ESC M` (key by key), `ESC N n` (at n digits), `ESC I` (ask). */
  readonly before: string;
  /** Sent after each good frame, where the pad waits to be asked for the next one. */
  readonly after: string;
};

export function stxEtxProtocol(options: StxEtxOptions): Protocol {
  const table = framedTable(options.keys);
  const reader = new FrameReader(options.check, options.sevenBits);
  const after = [...bytesOf(options.after)];
  const answers = options.reply === "ack-nak";
  const broken = (bytes: number, gathered: Gathered): void => {
    gathered.meaningless += bytes;
    if (answers) gathered.reply.push(refuse);
  };
  const rest = (gathered: Gathered): Received => {
    if (!reader.unfinished) reader.wipe();
    return received(gathered, reader.unfinished ? betweenBytesMilliseconds : null);
  };
  return {
    greeting: bytesOf(options.before),
    receive(bytes) {
      const gathered = gather();
      for (const byte of bytes) {
        const found = reader.take(byte);
        if (found?.type === "stray") gathered.meaningless++;
        else if (found?.type === "damaged") broken(found.bytes, gathered);
        else if (found) {
          takeData(found.data, table, options.sends, gathered);
          gathered.reply.push(...(answers ? [acknowledge] : []), ...after);
        }
      }
      return rest(gathered);
    },
    silent() {
      const gathered = gather();
      if (reader.unfinished) broken(reader.giveUp(), gathered);
      return rest(gathered);
    },
    encode: frameEncoder(options),
  };
}

/** Settings hold characters up to U+00FF: one byte each. */
function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "latin1"));
}
