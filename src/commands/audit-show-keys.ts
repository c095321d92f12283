// The keyboard as the auditor's screen takes it: the twelve keys of a keypad do, and a keyboard has arrows besides.

import type { NamedKey, Token } from "../input/tokenizer.ts";
import type { Key, Pressed } from "./audit-show.ts";

const named: Readonly<Partial<Record<NamedKey, Key>>> = {
  up: "up",
  down: "down",
  "page-up": "page-up",
  "page-down": "page-down",
  home: "home",
  end: "end",
  enter: "enter",
  escape: "back",
  backspace: "erase",
  delete: "erase",
};

/** Null for a key that means nothing here. */
export function keyOf(token: Token): Pressed | "leave" | null {
  switch (token.type) {
    case "pasted":
      return null;
    case "key": {
      if (token.key === "ctrl-c") return "leave";
      const key = named[token.key];
      return key ? { key } : null;
    }
    case "character": {
      const character = String.fromCodePoint(token.codePoint);
      return character === "#" ? { key: "enter" } : { character };
    }
  }
}
