// What a pad's bytes would mean under each framing, side by side: for whoever has to find out what a pad speaks.

import type { Reading } from "../../src/commands/doctor-keypad.ts";
import { type Check, type Framing, framingWords } from "../../src/input/framing.ts";
import { protocolOf } from "./framing.ts";

const checks: readonly Check[] = ["none", "lrc", "lrc-with-stx", "sum8"];

/** The simplest first: of two that fit alike the first is taken. */
function candidates(): readonly Framing[] {
  const plain = { sevenBits: false, keys: {} } as const;
  const framed = { ...plain, sends: "keys" } as const;
  return [
    { type: "ascii", ...plain },
    ...checks.map((check) => ({ type: "stx-etx", ...framed, check, reply: "none", before: "", after: "" }) as const),
    ...checks.slice(1).map((check) => ({ type: "enq-ack", ...framed, check }) as const),
    { type: "ascii", ...plain, sevenBits: true },
    ...checks.map(
      (check) =>
        ({ type: "stx-etx", ...framed, sevenBits: true, check, reply: "none", before: "", after: "" }) as const,
    ),
  ];
}

export type Readings = {
  /** What these bytes mean to each, after those before. */
  take(bytes: Uint8Array): readonly Reading[];
};

export function openReadings(): Readings {
  const all = candidates().map((framing) => ({ framing, protocol: protocolOf(framing) }));
  return {
    take: (bytes) =>
      all.map(({ framing, protocol }) => {
        const { keys, meaningless } = protocol.receive(bytes);
        const setting = Object.fromEntries(settingOf(framing));
        return { words: framingWords(framing), type: framing.type, keys, meaningless, setting };
      }),
  };
}

/** What stands in the settings for it. */
function settingOf(framing: Framing): readonly (readonly [string, string | boolean])[] {
  const check = framing.type === "ascii" ? [] : [["check", framing.check] as const];
  return [["framing", framing.type], ...check, ...(framing.sevenBits ? [["sevenBits", true] as const] : [])];
}
