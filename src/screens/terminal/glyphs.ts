// Which characters a screen may hold. Everything else is drawn differently from terminal to terminal, or not at all.

/** The drawn marks, in two sets: serial lines and old terminals get ASCII. */
export type Glyphs = {
  readonly border: "single" | "classic";
  readonly line: string;
  readonly block: string;
  readonly done: string;
  readonly now: string;
  readonly waiting: string;
};

export const drawn: Glyphs = { border: "single", line: "─", block: "█", done: "●", now: "▶", waiting: "○" };
export const ascii: Glyphs = { border: "classic", line: "-", block: "#", done: "+", now: ">", waiting: "." };

const allowed = /^[ -~ㄱ-ㅣ가-힣一-鿿─│┌┐└┘├┤┬┴┼█●▶○]$/u;

/** The characters of `text` that no screen may hold, each once. */
export function strangers(text: string): readonly string[] {
  return [...new Set(text)].filter((character) => character !== "\n" && !allowed.test(character));
}

/** A text that came from outside (a drive's label, a name in a certificate), with `?` for what cannot be shown. */
export function showable(text: string): string {
  return Array.from(text.normalize("NFC"), (character) => (allowed.test(character) ? character : "?")).join("");
}
