// The auditor's screen: rows that are wanted, a ceremony as a story, a row with all that it holds, and what proves them.
import { Box } from "ink";
import type { AuditPage, AuditView, Entry, Proven } from "../commands/audit-view.ts";
import { Apology } from "./pages/apology.tsx";
import { TooSmall } from "./pages/too-small.tsx";
import { keysThatFit } from "./screen.tsx";
import { Frame, type KeyLabel } from "./terminal/frame.tsx";
import { drawn, showable } from "./terminal/glyphs.ts";
import { isCompact, type Look, useLook, Words } from "./terminal/look.tsx";
import { mount, type TerminalStream } from "./terminal/mount.tsx";
import { paginate } from "./terminal/paginate.ts";
import { standard, type Tone } from "./terminal/palette.ts";
import { stringWidth } from "./terminal/string-width.ts";
import { wordsIn } from "./words/catalogue.ts";
import { codeInWords, fieldInWords } from "./words/code-words.ts";
import type { AuditWords } from "./words/en-audit.ts";
import { auditWordsIn, eventSentence } from "./words/event-words.ts";
import { fitted } from "./words/said.ts";

type Line = { readonly text: string; readonly tone: Tone };

/** What the frame and the line about the proof leave. */
function room(look: Look): { readonly width: number; readonly height: number } {
  return isCompact(look)
    ? { width: look.columns - 2, height: look.rows - 5 }
    : { width: look.columns - 4, height: look.rows - 7 };
}

const allRows = 1000;

/** `09:00:07 100001 ! The card …`: what went wrong is marked, not only coloured. */
function sentence(entry: Entry, locale: AuditView["locale"]): string {
  const mark = entry.when === "refused" ? "! " : "";
  return `${mark}${eventSentence(entry, locale)}`;
}

function rowLines({ page, locale }: AuditView, words: AuditWords, look: Look): readonly Line[] {
  if (page.at !== "rows") return [];
  const { width, height: all } = room(look);
  const { entries, cursor } = page;
  if (entries.length === 0) return [{ text: words.none, tone: "quiet" }];
  const height = all - detailRows(look);
  const first = Math.max(0, Math.min(cursor - Math.floor(height / 2), entries.length - height));
  const listed = entries.slice(first, first + height).map((entry, index): Line => {
    const { seq, day, time, staff } = entry;
    const around = isCompact(look) ? [time] : [String(seq).padStart(6), day.slice(5), time, staff.padEnd(6)];
    const text = fitted(`${around.join(" ")} ${sentence(entry, locale)}`, width);
    const padded = text + " ".repeat(Math.max(0, width - stringWidth(text)));
    if (first + index === cursor) return { text: padded, tone: "cursor" };
    return { text, tone: entry.when === "refused" ? "strong" : "plain" };
  });
  return [...listed, ...detailLines(entries[cursor], locale, look)];
}

function detailRows(look: Look): number {
  return isCompact(look) ? 2 : 3;
}

/** The row that is pointed at, whole: a line has not always room for it. */
function detailLines(entry: Entry | undefined, locale: AuditView["locale"], look: Look): readonly Line[] {
  if (!entry) return [];
  const { seq, day, time, staff } = entry;
  const around = isCompact(look) ? [seq, day.slice(5), staff] : [seq, day, time, staff];
  const text = [...around, sentence(entry, locale)].filter((part) => part !== "").join(" ");
  const lines = paginate(text, room(look).width, allRows)[0] ?? [];
  return lines.slice(0, detailRows(look)).map((line) => ({ text: line, tone: "quiet" }));
}

/** A sentence a row under its time; what a colleague did is told by the number. */
function storyLines(page: Extract<AuditPage, { at: "story" }>, { locale }: AuditView, look: Look): readonly Line[] {
  const { width, height } = room(look);
  const indent = isCompact(look) ? 9 : 16;
  return page.entries
    .slice(page.top)
    .flatMap((entry) => {
      const lines = paginate(sentence(entry, locale), width - indent, allRows)[0] ?? [];
      const before = isCompact(look) ? entry.time : `${entry.time} ${entry.staff}`;
      return lines.map((line, index) => ({
        text: `${(index === 0 ? before : "").padEnd(indent)}${line}`,
        tone: entry.when === "refused" ? ("strong" as const) : ("plain" as const),
      }));
    })
    .slice(0, height);
}

/** In words, and beside them as it stands in the row: `이유 why: 대답 없음 (silent)`. */
function factInWords([name, value]: readonly [string, string], locale: AuditView["locale"]): string {
  const called = fieldInWords(name, locale);
  const word = codeInWords(name, value, locale);
  const label = called === name ? name : `${called} ${name}`;
  return word === null || word === value ? `${label}: ${value}` : `${label}: ${word} (${value})`;
}

function factLines(page: Extract<AuditPage, { at: "row" }>, { locale }: AuditView, look: Look): readonly Line[] {
  const { width, height } = room(look);
  const said = paginate(eventSentence(page.entry, locale), width, allRows)[0] ?? [];
  const facts = page.facts.flatMap((fact) => paginate(showable(factInWords(fact, locale)), width, allRows)[0] ?? []);
  const lines: readonly Line[] = [
    ...said.map((text) => ({ text, tone: "strong" as const })),
    ...facts.map((text) => ({ text, tone: "plain" as const })),
  ];
  return lines.slice(page.top, page.top + height);
}

function filterLines(page: Extract<AuditPage, { at: "filter" }>, words: AuditWords, look: Look): readonly Line[] {
  const { width } = room(look);
  return [
    ...(paginate(words.asked[page.field], width, allRows)[0] ?? []).map((text) => ({ text, tone: "strong" as const })),
    { text: " ", tone: "plain" },
    { text: fitted(`${page.text}_`.slice(-width), width), tone: "field" },
  ];
}

function linesOf(view: AuditView, words: AuditWords, look: Look): readonly Line[] {
  const { page } = view;
  switch (page.at) {
    case "rows":
      return rowLines(view, words, look);
    case "filter":
      return filterLines(page, words, look);
    case "story":
      return storyLines(page, view, look);
    case "row":
      return factLines(page, view, look);
  }
}

function serviceOf(entries: readonly Entry[], locale: AuditView["locale"]): string {
  const service = entries.find(({ event }) => event === "ceremony-began")?.fields.service;
  const names: Readonly<Record<string, string>> = wordsIn(locale).services.names;
  return (typeof service === "string" && names[service]) || "?";
}

function titleOf({ page, wanted, locale }: AuditView, words: AuditWords): string {
  switch (page.at) {
    case "rows": {
      const asked = Object.entries(wanted).filter(([, text]) => text !== "");
      const named = asked.map(([field, text]) => `${words.fields[field as keyof typeof wanted]} ${showable(text)}`);
      return named.length > 0 ? named.join(", ") : words.all;
    }
    case "filter":
      return words.fields[page.field];
    case "story":
      return words.story(serviceOf(page.entries, locale));
    case "row":
      return words.row(page.entry.seq);
  }
}

function keysOf({ page }: AuditView, { keys }: AuditWords): readonly KeyLabel[] {
  const language = { key: "0", label: keys.language };
  switch (page.at) {
    case "rows":
      return [
        { key: "#", label: keys.story },
        { key: "1-5", label: keys.filter },
        // Where few fit, how to leave is among them.
        { key: "*", label: keys.leave },
        { key: "9", label: keys.older },
        { key: "7", label: keys.follow },
        { key: "8", label: keys.all },
        { key: "6", label: keys.row },
        language,
      ];
    case "filter":
      return [
        { key: "#", label: keys.take },
        { key: "Esc", label: keys.back },
      ];
    case "story":
    case "row":
      return [{ key: "9", label: keys.further }, { key: "*", label: keys.back }, language];
  }
}

function stateInWords(proven: Proven, words: AuditWords): string {
  switch (proven.type) {
    case "whole":
      return words.whole(proven.last, proven.by.map((each) => words.basis[each]).join(", "));
    case "unproven":
      return words.unproven;
    case "broken":
      return words.broken(proven.seq);
  }
}

export function AuditScreen({ view }: { readonly view: AuditView }) {
  const look = useLook();
  const words = auditWordsIn(view.locale);
  const { proven, page, follows, unrecorded } = view;
  const inside = look.columns - 2;
  const state = stateInWords(proven, words);
  const fault = page.at === "filter" && page.fault ? words.noDay : null;
  const error = fault ?? (proven.type !== "whole" ? state : unrecorded && words.unrecorded);
  const position = page.at === "rows" && page.entries.length > 0 ? `${page.cursor + 1}/${page.entries.length}` : "";
  const width = room(look).width;
  return (
    <Frame
      institution={words.name}
      mode={follows ? words.follows : ""}
      title={fitted(titleOf(view, words), inside - 14)}
      progress={position}
      {...(error ? { error: fitted(error, inside - 2) } : {})}
      keys={keysThatFit(keysOf(view, words), inside)}
    >
      <Box flexDirection="column" flexShrink={0}>
        <Words tone={proven.type === "whole" ? "done" : "strong"}>{fitted(state, width)}</Words>
        {linesOf(view, words, look).map(({ text, tone }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat, and their place is what they are
          <Words key={index} tone={tone}>
            {text === "" ? " " : text}
          </Words>
        ))}
      </Box>
    </Frame>
  );
}

/** Draws what `view` says whenever `show` is called. */
export function showAudit(view: () => AuditView, stdout: TerminalStream): { show(): void; unmount(): void } {
  const mounted = mount(<AuditScreen view={view()} />, {
    stdout,
    look: { palette: standard, glyphs: drawn },
    tooSmall: <TooSmall />,
    apology: (incident) => <Apology locale={view().locale} incident={incident} />,
    onCrash: () => "",
  });
  return { show: () => mounted.show(<AuditScreen view={view()} />), unmount: () => mounted.unmount() };
}
