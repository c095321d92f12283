// How a keypad is set: where it is, how its line is set, and what its wire speaks.

import type { Key } from "./key.ts";

export type Check = "none" | "lrc" | "lrc-with-stx" | "sum8";

/** `tamper`: the pad says that somebody opened it. */
export type KeyMeaning = Key | "tamper";

/** One character up to U+00FF a key; null takes a default away. */
export type KeyMeanings = Readonly<Record<string, KeyMeaning | null>>;

type AnyFraming = {
  /** For pads that send parity in the eighth bit. */
  readonly sevenBits: boolean;
  readonly keys: KeyMeanings;
};

export type FrameSettings = AnyFraming & {
  readonly check: Check;
  /** A frame a key, or a frame an entry, whose end is the Enter key. */
  readonly sends: "keys" | "entries";
};

export type Framing =
  | ({ readonly type: "ascii" } & AnyFraming)
  | ({
      readonly type: "stx-etx";
      readonly reply: "none" | "ack-nak";
      /** Sent when the line opens, and after each good frame; up to U+00FF: one byte a character. */
      readonly before: string;
      readonly after: string;
    } & FrameSettings)
  | ({ readonly type: "enq-ack" } & FrameSettings);

export type KeypadPlace =
  /** A device or a stable link to one: `/dev/serial/by-id/…`. */
  | { readonly type: "path"; readonly path: string }
  /** Four hexadecimal digits each, in lower case; without a serial number the only one of its kind. */
  | {
      readonly type: "usb";
      readonly vendorId: string;
      readonly productId: string;
      readonly serialNumber: string | null;
    };

export type LineSpeed = {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
};

export type KeypadSettings = {
  readonly place: KeypadPlace;
  readonly line: LineSpeed;
  readonly framing: Framing;
  /** Whether the pad sounds when it is sent BEL. */
  readonly bell: boolean;
};

export const defaultLine: LineSpeed = { baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 };
export const bareFraming: Framing = { type: "ascii", sevenBits: false, keys: {} };

/** How its bytes are read, in the words of `CHANGGU_KEYPAD_FRAMING`; what is only asked and answered is left out. */
export function framingWords(framing: Framing): string {
  const check = framing.type === "ascii" || framing.check === "none" ? [] : [framing.check];
  return [framing.type, ...check, ...(framing.sevenBits ? ["seven-bits"] : [])].join(",");
}
