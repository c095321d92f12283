// The bytes of a terminal become keys and characters. One read may hold many keys, or half a character.

type Letter =
  | "a"
  | "b"
  | "c"
  | "d"
  | "e"
  | "f"
  | "g"
  | "k"
  | "l"
  | "n"
  | "o"
  | "p"
  | "q"
  | "r"
  | "s"
  | "t"
  | "u"
  | "v"
  | "w"
  | "x"
  | "y"
  | "z";
type FunctionKey = "f1" | "f2" | "f3" | "f4" | "f5" | "f6" | "f7" | "f8" | "f9" | "f10" | "f11" | "f12";
type Arrow = "up" | "down" | "left" | "right";
type Movement = Arrow | "home" | "end" | "page-up" | "page-down";

export type NamedKey =
  | "enter"
  | "backspace"
  | "delete"
  | "escape"
  | "tab"
  | "back-tab"
  | Movement
  | FunctionKey
  | `ctrl-${Letter}`;

/** A character is a number, so that no string of a password is ever made. */
export type Token =
  | { readonly type: "character"; readonly codePoint: number }
  | { readonly type: "key"; readonly key: NamedKey }
  | { readonly type: "pasted" };

const byFinal: Readonly<Record<string, NamedKey>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  H: "home",
  F: "end",
  P: "f1",
  Q: "f2",
  R: "f3",
  S: "f4",
  Z: "back-tab",
};

/** `ESC [ number ~` (VT220 and xterm). */
const byNumber: Readonly<Record<number, NamedKey>> = {
  1: "home",
  3: "delete",
  4: "end",
  5: "page-up",
  6: "page-down",
  7: "home",
  8: "end",
  11: "f1",
  12: "f2",
  13: "f3",
  14: "f4",
  15: "f5",
  17: "f6",
  18: "f7",
  19: "f8",
  20: "f9",
  21: "f10",
  23: "f11",
  24: "f12",
};

/** `ESC [ [ letter`: F1 to F5 of the Linux console. */
const byConsole: Readonly<Record<string, NamedKey>> = { A: "f1", B: "f2", C: "f3", D: "f4", E: "f5" };

const [ESC, CTRL_C, BACKSPACE, TAB, LF, CR, DEL] = [0x1b, 0x03, 0x08, 0x09, 0x0a, 0x0d, 0x7f];
const pasteEnd = [ESC, ...new TextEncoder().encode("[201~")];
/** No key has more parameters; a longer sequence is swallowed to its end. */
const longest = 16;

const character = (codePoint: number): Token => ({ type: "character", codePoint });
const named = (key: NamedKey | undefined): readonly Token[] => (key === undefined ? [] : [{ type: "key", key }]);

type State =
  | { readonly at: "ground" }
  | { readonly at: "escape" }
  | { readonly at: "csi"; readonly parameters: string }
  | { readonly at: "console" }
  | { readonly at: "ss3" }
  | { readonly at: "utf-8"; readonly codePoint: number; readonly missing: number; readonly least: number }
  | { readonly at: "paste"; readonly matched: number };

const ground: State = { at: "ground" };

/** Turns chunks into tokens as they come. It holds at most one unfinished sequence, and throws for no input. */
export class Tokenizer {
  #state: State = ground;
  #afterReturn = false;

  /** True when a sequence may go on: call `flush` if no byte comes for about 25 ms. */
  get pending(): boolean {
    return this.#state.at !== "ground" && this.#state.at !== "paste";
  }

  feed(bytes: Uint8Array): readonly Token[] {
    const tokens: Token[] = [];
    for (const byte of bytes) tokens.push(...this.#take(byte));
    return tokens;
  }

  /** Nothing followed: a lone ESC was the key, and any other beginning is dropped. */
  flush(): readonly Token[] {
    const state = this.#state;
    if (state.at === "paste") return [];
    this.#state = ground;
    if (state.at === "escape") return named("escape");
    if (state.at === "ss3") return [...named("escape"), character(0x4f)];
    if (state.at === "csi" && state.parameters === "") return [...named("escape"), character(0x5b)];
    return [];
  }

  #take(byte: number): readonly Token[] {
    const state = this.#state;
    switch (state.at) {
      case "ground":
        return this.#ground(byte);
      case "escape":
        return this.#escape(byte);
      case "csi":
        return this.#csi(byte, state.parameters);
      case "console":
        this.#state = ground;
        return named(byConsole[String.fromCharCode(byte)]);
      case "ss3":
        return this.#ss3(byte);
      case "utf-8":
        return this.#continuation(byte, state);
      case "paste":
        return this.#paste(byte, state.matched);
    }
  }

  /** A byte that cannot belong to the sequence ends it and is read for itself. */
  #again(byte: number): readonly Token[] {
    this.#state = ground;
    return this.#ground(byte);
  }

  #ground(byte: number): readonly Token[] {
    const afterReturn = this.#afterReturn;
    this.#afterReturn = byte === CR;
    if (byte === ESC) {
      this.#state = { at: "escape" };
      return [];
    }
    if (byte >= 0x80) return this.#lead(byte);
    if (byte === DEL || byte === BACKSPACE) return named("backspace");
    if (byte >= 0x20) return [character(byte)];
    if (byte === LF && afterReturn) return [];
    if (byte === CR || byte === LF) return named("enter");
    if (byte === TAB) return named("tab");
    if (byte === 0 || byte > 0x1a) return [];
    return named(`ctrl-${String.fromCharCode(0x60 + byte) as Letter}`);
  }

  #escape(byte: number): readonly Token[] {
    if (byte === ESC) return named("escape");
    if (byte === 0x5b) this.#state = { at: "csi", parameters: "" };
    else if (byte === 0x4f) this.#state = { at: "ss3" };
    else return [...named("escape"), ...this.#again(byte)];
    return [];
  }

  #csi(byte: number, parameters: string): readonly Token[] {
    if (byte < 0x20 || byte >= 0x7f) return this.#again(byte);
    if (byte === 0x5b && parameters === "") {
      this.#state = { at: "console" };
      return [];
    }
    if (byte < 0x40) {
      const kept = parameters.length < longest ? parameters + String.fromCharCode(byte) : parameters;
      this.#state = { at: "csi", parameters: kept };
      return [];
    }
    this.#state = ground;
    // Replies of the terminal begin with a private mark, and no key is that long.
    if (!/^[0-9;]*$/.test(parameters) || parameters.length === longest) return [];
    if (byte !== 0x7e) return named(byFinal[String.fromCharCode(byte)]);
    const number = Number.parseInt(parameters, 10);
    if (number === 200) {
      this.#state = { at: "paste", matched: 0 };
      return [];
    }
    return named(byNumber[number]);
  }

  /** Keys of the application keypad (VT100), arrows and F1 to F4. */
  #ss3(byte: number): readonly Token[] {
    if (byte < 0x20 || byte >= 0x7f) return this.#again(byte);
    // Modifiers, as in `ESC O 5 P`.
    if ((byte >= 0x30 && byte <= 0x39) || byte === 0x3b) return [];
    this.#state = ground;
    if (byte === 0x4d) return named("enter");
    if (byte >= 0x6a && byte <= 0x79) return [character(byte - 0x40)];
    return named(byFinal[String.fromCharCode(byte)]);
  }

  #lead(byte: number): readonly Token[] {
    if (byte >= 0xc2 && byte <= 0xdf) this.#state = { at: "utf-8", codePoint: byte & 0x1f, missing: 1, least: 0xa0 };
    else if (byte >= 0xe0 && byte <= 0xef)
      this.#state = { at: "utf-8", codePoint: byte & 0xf, missing: 2, least: 0x800 };
    else if (byte >= 0xf0 && byte <= 0xf4)
      this.#state = { at: "utf-8", codePoint: byte & 0x7, missing: 3, least: 0x10000 };
    return [];
  }

  /** RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF; no C1 controls either. */
  #continuation(byte: number, state: Extract<State, { at: "utf-8" }>): readonly Token[] {
    if ((byte & 0xc0) !== 0x80) return this.#again(byte);
    const codePoint = (state.codePoint << 6) | (byte & 0x3f);
    if (state.missing > 1) {
      this.#state = { ...state, codePoint, missing: state.missing - 1 };
      return [];
    }
    this.#state = ground;
    const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
    return codePoint < state.least || surrogate || codePoint > 0x10ffff ? [] : [character(codePoint)];
  }

  /** Pasted text is dropped. Ctrl+C ends a paste whose end was lost, so that the keyboard cannot stay dead. */
  #paste(byte: number, matched: number): readonly Token[] {
    if (byte === CTRL_C) return [{ type: "pasted" }, ...this.#again(byte)];
    const next = byte === pasteEnd[matched] ? matched + 1 : byte === ESC ? 1 : 0;
    this.#state = next === pasteEnd.length ? ground : { at: "paste", matched: next };
    return next === pasteEnd.length ? [{ type: "pasted" }] : [];
  }
}
