// The end of a lesson as a trainer reads it, a line each: in words, as the auditor's screen has them.

import { isEventId } from "../audit/events.ts";
import type { Locale } from "../ceremony/state.ts";
import type { CeremonyTold, Debrief } from "../commands/debrief.ts";
import type { RowWanted } from "../commands/goal.ts";
import type { Scenario } from "../commands/scenario.ts";
import { wordsIn } from "./words/catalogue.ts";
import { codeInWords } from "./words/code-words.ts";
import { type DebriefWords, debrief as enDebrief } from "./words/en-debrief.ts";
import { eventSentence, eventTemplate } from "./words/event-words.ts";
import { debrief as koDebrief } from "./words/ko-debrief.ts";

const catalogue: Readonly<Record<Locale, DebriefWords>> = { ko: koDebrief, en: enDebrief };

export function debriefLines({ title, goal }: Scenario, debrief: Debrief, locale: Locale): readonly string[] {
  const words = catalogue[locale];
  const { reached, come, of, missed, forbidden, ceremonies } = debrief;
  return [
    title[locale],
    goal[locale],
    "",
    reached ? words.reached : words.missed(come, of),
    ...missed.map((mark) => `  ${words.mark} ${markInWords(mark, locale)}`),
    ...forbidden.map((mark) => `  ${words.forbidden} ${markInWords(mark, locale)}`),
    ...ceremonies.flatMap((ceremony) => ceremonyLines(ceremony, locale)),
  ];
}

/** What a mark does not ask for may be anything. */
function markInWords({ event, ...asked }: RowWanted, locale: Locale): string {
  const any = [...eventTemplate(event, locale).matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, ".."] as const);
  return eventSentence({ event, fields: { ...Object.fromEntries(any), ...asked } }, locale);
}

function ceremonyLines(ceremony: CeremonyTold, locale: Locale): readonly string[] {
  const { service, result, seconds, steps, troubles } = ceremony;
  const words = catalogue[locale];
  const names: Readonly<Record<string, string>> = wordsIn(locale).services.names;
  const ended = result === null ? words.underWay : (codeInWords("result", result, locale) ?? result);
  const sentence = (event: string, fields: CeremonyTold["steps"][number]["last"]): string =>
    isEventId(event) ? eventSentence({ event, fields }, locale) : event;
  return [
    "",
    `${names[service] ?? service}: ${ended}, ${words.seconds(seconds.toFixed(1))}`,
    ...steps.map((step) => {
      const took = words.seconds(step.seconds.toFixed(1));
      return `  ${took.padStart(10)}  ${sentence(step.event, step.last)}`;
    }),
    ...troubles.map(({ event, times, last }) => `  ${words.times(times).padStart(10)}  ${sentence(event, last)}`),
  ];
}
