// The `enq-ack` framing: frames under the link control of ISO 1745. The pad asks (ENQ), sends, and ends (EOT); we answer.

import type { FrameSettings } from "../../src/input/framing.ts";
import { type Found, FrameReader } from "./frame.ts";
import { frameEncoder, takeData } from "./framed-keys.ts";
import { framedTable } from "./key-table.ts";
import { type Gathered, gather, nothing, type Protocol, type Received, received } from "./protocol.ts";
import { acknowledge, refuse } from "./stx-etx.ts";

export const enquiry = 0x05;
export const endOfTransmission = 0x04;

/** A frame is asked for again so often; then the exchange is over (ISO 1745, recovery procedures). */
const mostRefusals = 3;

/** From our answer to the pad's next word, and from one byte of a frame to the next. */
const answerMilliseconds = 3000;
const betweenBytesMilliseconds = 400;

type Link =
  | { readonly at: "neutral" }
  /** The pad has the line. Asked again, we say again what we said last. */
  | { readonly at: "open"; readonly refusals: number; readonly last: number };

const neutral: Link = { at: "neutral" };

export function enqAckProtocol(options: FrameSettings): Protocol {
  const table = framedTable(options.keys);
  const reader = new FrameReader(options.check, options.sevenBits);
  const mask = options.sevenBits ? 0x7f : 0xff;
  let link: Link = neutral;
  const answer = (byte: number, refusals: number, into: Gathered): void => {
    into.reply.push(byte);
    link = byte === endOfTransmission ? neutral : { at: "open", refusals, last: byte };
  };
  const damaged = (bytes: number, refusals: number, into: Gathered): void => {
    into.meaningless += bytes;
    answer(refusals < mostRefusals ? refuse : endOfTransmission, refusals + 1, into);
  };
  const control = (byte: number, into: Gathered): void => {
    if (byte === enquiry) answer(link.at === "open" ? link.last : acknowledge, refusalsOf(link), into);
    else if (byte === endOfTransmission && link.at === "open") link = neutral;
    else into.meaningless++;
  };
  const found = (what: Found, into: Gathered): void => {
    if (what.type === "stray") control(what.byte, into);
    else if (link.at === "neutral") into.meaningless += what.type === "frame" ? what.data.length + 2 : what.bytes;
    else if (what.type === "damaged") damaged(what.bytes, link.refusals, into);
    else {
      takeData(what.data, table, options.sends, into);
      answer(acknowledge, 0, into);
    }
  };
  const rest = (gathered: Gathered): Received => {
    if (reader.unfinished) return received(gathered, betweenBytesMilliseconds);
    reader.wipe();
    return received(gathered, link.at === "open" ? answerMilliseconds : null);
  };
  return {
    greeting: nothing,
    receive(bytes) {
      const gathered = gather();
      for (const raw of bytes) {
        const breaksOff = reader.inData && isControl(raw & mask);
        if (breaksOff) gathered.meaningless += reader.giveUp();
        const what = reader.take(raw);
        if (what) found(what, gathered);
      }
      return rest(gathered);
    },
    silent() {
      const gathered = gather();
      if (reader.unfinished && link.at === "open") damaged(reader.giveUp(), link.refusals, gathered);
      else if (reader.unfinished) gathered.meaningless += reader.giveUp();
      // Asked and then left alone: the line is given back, so that the pad may ask anew.
      else if (link.at === "open") answer(endOfTransmission, 0, gathered);
      return rest(gathered);
    },
    encode: frameEncoder(options),
  };
}

function refusalsOf(link: Link): number {
  return link.at === "open" ? link.refusals : 0;
}

/** In the midst of data, one side of the link control: the frame broke off. */
function isControl(byte: number): boolean {
  return byte === enquiry || byte === endOfTransmission;
}
