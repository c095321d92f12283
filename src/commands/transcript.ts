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

/** What each is for. */
const verbs = {
  mode: "kiosk or teller: the desk; the first line",
  clock: "2026-11-23T09:00:00+09:00: when it begins; the clock moves by wait alone",
  size: "80x24: of the terminal",
  scenario: "NAME: a lesson whose things go wrong by themselves",
  setting: "accredited.unanswered accept: as the settings file would have it",
  desk: "kiosk [terminal=T-0002] [beside | after=90h]: goes on at another desk of the branch; the one that is left stays open, or all is closed for so long",
  key: "1 2 enter clear cancel: the customer's keypad",
  type: '"text" enter f2: the terminal\'s keyboard',
  secret: '"text": into the field that is open, by whatever the desk has',
  otp: "kim [wrong] [drift=+60s]: the code that this customer's token shows",
  card: "hong [wrong]: the answer to the challenge on the screen",
  ticket: "[keep, wrong]: notes the two numbers on the screen, or types them",
  phone: "answers, wrong, silent, busy, unreachable, code: what the customer does when called",
  bank: "answers, loses-answers, silent: how the bank behaves",
  vault: "answers, answers-once, loses-answers, silent: how the vault behaves",
  authority:
    "signs, slow, absent, pin-wrong, pin-locked, removed, silent, key-missing, failed: the token with the CAs' keys",
  insert:
    "usb0 [readonly, full, fake, slow, dies, fails-at=N, from=DIR]: a stick; token0 [locked, full, slow, pulled-at=key]: a token",
  pull: "usb0 [while=writing]",
  unplug: "keypad",
  plug: "keypad",
  tamper: "keypad: somebody opens it",
  wait: "61s, 3m, 1h: of the branch's clock",
  kill: "at=EFFECT.intended, .acted, .recorded: the power goes there; the rest is played after a restart",
  see: '"text": the screen holds it, at once or soon',
  gone: '"text": the screen holds it no more',
  never: '"text": it never stood on a screen, in the journal, the database, a slip or a file',
  audit: "EVENT field=value: the next such entry of the journal",
  books: "agree: journal, certificates, fees and tickets tell one story",
  goal: "NAME: this scenario has come to its end",
  file: 'usb0 "NPKI/yessign/USER/*/signCert.der" [absent]',
  printer: "on, off, paper-out, jam: what becomes of the printer",
  receipt: '"text" [absent]: on the last slip, or on none',
} as const;

export type Verb = keyof typeof verbs;

/** The language, for whoever writes one. */
export const transcriptHelp: readonly string[] = [
  "A transcript has one verb a line, # for comments and quotes for blanks:",
  ...Object.entries(verbs).map(([verb, what]) => `  ${verb.padEnd(9)} ${what}`),
];

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
      return { type: "malformed", number, why: `no verb "${verb.text}"; verbs are ${Object.keys(verbs).join(", ")}` };
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
  return Object.hasOwn(verbs, text);
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
