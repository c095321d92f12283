// Recordings of pads, as their README says: lines of hexadecimal bytes and what they mean.
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Framing } from "../../../src/input/framing.ts";
import { framingInWords } from "../../../src/settings/keypad.ts";

const folder = fileURLToPath(new URL("../../recordings/keypad/", import.meta.url));

export type Heard = {
  readonly line: string;
  /** Null: silence. */
  readonly bytes: Uint8Array | null;
  readonly keys: readonly string[];
  readonly fraud: boolean;
  readonly reply: readonly number[];
};

export type Recording = { readonly name: string; readonly framing: Framing; readonly heard: readonly Heard[] };

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(words(text).join(""), "hex"));

export function readRecordings(): readonly Recording[] {
  return globSync("*.txt", { cwd: folder })
    .sort()
    .map((name) => {
      const lines = readFileSync(folder + name, "utf8")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"));
      const framing = lines.find((line) => line.startsWith("framing "))?.slice(8) ?? "ascii";
      const heard = lines.filter((line) => !line.startsWith("framing ")).map(heardIn);
      return { name: name.replace(".txt", ""), framing: framingInWords(name, framing), heard };
    });
}

function heardIn(line: string): Heard {
  const [sent = "", meant = ""] = line.split("=");
  const [keys = "", reply = ""] = meant.split(">");
  return {
    line,
    bytes: sent.trim() === "silence" ? null : bytesOf(sent),
    keys: words(keys).filter((word) => word !== "fraud"),
    fraud: words(keys).includes("fraud"),
    reply: [...bytesOf(reply)],
  };
}
