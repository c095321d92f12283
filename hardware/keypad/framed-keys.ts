// What stands in a frame becomes keys, in either of the framings that have frames.

import type { FrameSettings } from "../../src/input/framing.ts";
import { frameOf } from "./frame.ts";
import { byteFor, framedTable, type KeyTable, takeByte } from "./key-table.ts";
import { type Gathered, nothing, type Protocol } from "./protocol.ts";

/** Takes a good frame's data. Where a pad sends whole entries, a frame ends as its Enter key did. */
export function takeData(data: Uint8Array, table: KeyTable, sends: FrameSettings["sends"], into: Gathered): void {
  const before = into.keys.length;
  for (const byte of data) takeByte(table, byte, into);
  if (sends === "keys" || into.tampered) return;
  const last = into.keys.length > before ? into.keys.at(-1) : null;
  if (last !== "enter" && last !== "cancel" && last !== "clear") into.keys.push("enter");
}

export function frameEncoder(settings: FrameSettings): Protocol["encode"] {
  const table = framedTable(settings.keys);
  return (key) => {
    const byte = byteFor(table, key);
    return byte === null ? nothing : frameOf(settings.check, Uint8Array.of(byte));
  };
}
