// What a branch sets for one keypad: where it is, how its line is set, and what its wire speaks.

import {
  defaultLine,
  type Framing,
  type KeyMeaning,
  type KeyMeanings,
  type KeypadPlace,
  type KeypadSettings,
} from "../input/framing.ts";
import { isDigit } from "../input/key.ts";
import { flag, type Json, known, object, oneOf, text, Wrong, whole } from "./values.ts";

const everywhere = ["path", "usb", "baudRate", "dataBits", "parity", "stopBits", "bell"];
const framings = ["ascii", "stx-etx", "enq-ack"] as const;
const ofFraming: Readonly<Record<Framing["type"], readonly string[]>> = {
  ascii: ["framing", "sevenBits", "keys"],
  "stx-etx": ["framing", "sevenBits", "keys", "check", "sends", "reply", "before", "after"],
  "enq-ack": ["framing", "sevenBits", "keys", "check", "sends"],
};
const checks = ["none", "lrc", "lrc-with-stx", "sum8"] as const;

/** `name` is the path of this keypad in the settings. Throws Wrong. */
export function readKeypad(name: string, keypad: Json): KeypadSettings {
  const type = oneOf(`${name}.framing`, keypad.framing ?? "ascii", framings);
  known(name, keypad, [...everywhere, ...ofFraming[type]]);
  return {
    place: placeOf(name, keypad),
    line: {
      baudRate: whole(`${name}.baudRate`, keypad.baudRate ?? defaultLine.baudRate, 300, 115_200),
      dataBits: oneOf(`${name}.dataBits`, keypad.dataBits ?? defaultLine.dataBits, [7, 8] as const),
      parity: oneOf(`${name}.parity`, keypad.parity ?? defaultLine.parity, ["none", "even", "odd"] as const),
      stopBits: oneOf(`${name}.stopBits`, keypad.stopBits ?? defaultLine.stopBits, [1, 2] as const),
    },
    framing: framingOf(name, type, keypad),
    bell: flag(`${name}.bell`, keypad.bell ?? false),
  };
}

function placeOf(name: string, { path, usb }: Json): KeypadPlace {
  if ((path === undefined) === (usb === undefined))
    throw new Wrong(`${name}.path`, 'is wanted, or instead of it "usb": "VVVV:PPPP:SERIAL"; changgu doctor lists both');
  if (path !== undefined) return { type: "path", path: text(`${name}.path`, path) };
  const identity = /^([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?$/i.exec(text(`${name}.usb`, usb));
  const [, vendorId, productId, serialNumber] = identity ?? [];
  if (vendorId === undefined || productId === undefined)
    throw new Wrong(`${name}.usb`, "must be VVVV:PPPP or VVVV:PPPP:SERIAL, as changgu doctor lists them");
  return {
    type: "usb",
    vendorId: vendorId.toLowerCase(),
    productId: productId.toLowerCase(),
    serialNumber: serialNumber ?? null,
  };
}

function framingOf(name: string, type: Framing["type"], keypad: Json): Framing {
  const any = {
    sevenBits: flag(`${name}.sevenBits`, keypad.sevenBits ?? false),
    keys: meaningsOf(`${name}.keys`, object(`${name}.keys`, keypad.keys ?? {})),
  };
  if (type === "ascii") return { type, ...any };
  const frames = {
    ...any,
    // Link control without a check could not tell a good frame from a bad one.
    check: oneOf(`${name}.check`, keypad.check ?? (type === "enq-ack" ? "lrc" : "none"), checks),
    sends: oneOf(`${name}.sends`, keypad.sends ?? "keys", ["keys", "entries"] as const),
  };
  if (type === "enq-ack") return { type, ...frames };
  return {
    type,
    ...frames,
    reply: oneOf(`${name}.reply`, keypad.reply ?? "none", ["none", "ack-nak"] as const),
    before: bytes(`${name}.before`, keypad.before ?? ""),
    after: bytes(`${name}.after`, keypad.after ?? ""),
  };
}

function bytes(key: string, value: unknown): string {
  if (typeof value !== "string" || value.length > 32 || !isBytes(value))
    throw new Wrong(key, 'must be text of at most 32 characters up to U+00FF; ESC is "\\u001b"');
  return value;
}

function isBytes(value: string): boolean {
  return [...value].every((character) => (character.codePointAt(0) ?? 0) <= 0xff);
}

const meanings: readonly string[] = ["enter", "clear", "backspace", "cancel", "up", "down", "help", "tamper"];

function meaningsOf(path: string, keys: Json): KeyMeanings {
  return Object.fromEntries(
    Object.entries(keys).map(([character, meaning]) => {
      if (character.length !== 1 || !isBytes(character))
        throw new Wrong(`${path}.${character}`, 'is not one character up to U+00FF; 0x41 is "A", CAN is "\\u0018"');
      if (meaning !== null && !isMeaning(meaning))
        throw new Wrong(`${path}.${character}`, `must be a digit, null, ${meanings.join(", ")}`);
      return [character, meaning] as const;
    }),
  );
}

function isMeaning(meaning: unknown): meaning is KeyMeaning {
  return typeof meaning === "string" && (isDigit(meaning) || meanings.includes(meaning));
}

/**
 * What a hand writes in one word: `ascii`, `stx-etx`, `stx-etx,lrc,ack-nak`, `enq-ack,sum8`. It stands in `CHANGGU_KEYPAD_FRAMING`,
 * and in `changgu keypad --framing`. Throws Wrong, by `name`.
 */
export function framingInWords(name: string, words: string): Framing {
  const [type, ...options] = words.split(",");
  const chosen = oneOf(name, type, framings);
  const keypad: Record<string, unknown> = {};
  for (const option of options) {
    if (option === "seven-bits") keypad.sevenBits = true;
    else if (option === "entries") keypad.sends = option;
    else if (option === "ack-nak") keypad.reply = option;
    else if ((checks as readonly string[]).includes(option)) keypad.check = option;
    else throw new Wrong(name, `knows no "${option}"; options are ${checks.join(", ")}, ack-nak, entries, seven-bits`);
  }
  known(name, keypad, ofFraming[chosen]);
  return framingOf(name, chosen, keypad);
}
