// A transcript is a ceremony as plain text: one verb a line, `#` comments, quotes for blanks. Here text becomes lines.

/** One line to play: `key 1 2 enter` is `{ verb: "key", words: ["1", "2", "enter"] }`. */
export type Line = {
  readonly number: number;
  readonly text: string;
  readonly verb: Verb;
  /** Words without `=`, quotes taken off. */
  readonly words: readonly string[];
  /** `drift=+60s` is `{ drift: "+60s" }`. */
  readonly options: Readonly<Record<string, string>>;
};

const verbs = [
  "mode",
  "clock",
  "size",
  "scenario",
  "setting",
  "key",
  "type",
  "secret",
  "otp",
  "card",
  "ticket",
  "phone",
  "bank",
  "vault",
  "insert",
  "pull",
  "unplug",
  "plug",
  "tamper",
  "wait",
  "kill",
  "see",
  "gone",
  "never",
  "audit",
  "books",
  "goal",
  "file",
  "printer",
  "receipt",
] as const;

export type Verb = (typeof verbs)[number];

export type Transcript =
  | { readonly type: "transcript"; readonly lines: readonly Line[] }
  | { readonly type: "malformed"; readonly number: number; readonly why: string };

/** Reads a whole transcript; the first line that says anything must be `mode`. */
export function readTranscript(text: string): Transcript {
  const lines: Line[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const number = index + 1;
    const tokens = tokensOf(raw);
    if (tokens === null) return { type: "malformed", number, why: "a quote is not closed" };
    const [verb, ...rest] = tokens;
    if (verb === undefined) continue;
    if (!isVerb(verb.text))
      return { type: "malformed", number, why: `no verb "${verb.text}"; verbs are ${verbs.join(", ")}` };
    if (lines.length === 0 && verb.text !== "mode")
      return { type: "malformed", number, why: "the first line must say the mode" };
    const options = rest.filter(isOption).map(({ text }) => text.split(/=(.*)/s) as [string, string]);
    lines.push({
      number,
      text: raw.trim(),
      verb: verb.text,
      words: rest.filter((token) => !isOption(token)).map(({ text }) => text),
      options: Object.fromEntries(options.map(([key, value]) => [key, value])),
    });
  }
  return lines.length > 0
    ? { type: "transcript", lines }
    : { type: "malformed", number: 1, why: "the transcript is empty" };
}

type Token = { readonly text: string; readonly quoted: boolean };

function isVerb(text: string): text is Verb {
  return (verbs as readonly string[]).includes(text);
}

function isOption(token: Token): boolean {
  return !token.quoted && /^[a-zA-Z-]+=/.test(token.text);
}

/** Words apart at blanks; a word may be quoted as a whole or behind `key=`; null where a quote stays open. */
function tokensOf(line: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let rest = line.trim();
  while (rest !== "" && !rest.startsWith("#")) {
    const word = /^(?<key>[a-zA-Z-]+=)?(?:"(?<quoted>[^"]*)"|(?<plain>[^\s"]+))(?=\s|$)/.exec(rest);
    if (!word?.groups) return null;
    const { key = "", quoted, plain } = word.groups;
    tokens.push({ text: key + (quoted ?? plain ?? ""), quoted: key === "" && quoted !== undefined });
    rest = rest.slice(word[0].length).trimStart();
  }
  return tokens;
}

/** `61s`, `3m`, `1h` in milliseconds; `+60s` and `-60s` too. Null for anything else. */
export function duration(text: string): number | null {
  const match = /^([+-]?\d+)(ms|s|m|h)$/.exec(text);
  if (!match) return null;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] as "ms" | "s" | "m" | "h"];
  return Number(match[1]) * unit;
}
