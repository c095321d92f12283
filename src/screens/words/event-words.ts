// What a row of the journal says, as a sentence.

import type { EventId } from "../../audit/events.ts";
import type { Locale } from "../../ceremony/state.ts";
import type { Entry } from "../../commands/audit-view.ts";
import { kstMinuteText } from "../../kst.ts";
import { showable } from "../terminal/glyphs.ts";
import { codeInWords } from "./code-words.ts";
import { type AuditWords, audit as enAudit } from "./en-audit.ts";
import { enCertificateEvents } from "./en-certificate-events.ts";
import { enBranchEvents } from "./en-events.ts";
import { audit as koAudit } from "./ko-audit.ts";
import { koCertificateEvents } from "./ko-certificate-events.ts";
import { koBranchEvents } from "./ko-events.ts";
import { grouped } from "./said.ts";

const templates: Readonly<Record<Locale, Readonly<Record<EventId, string>>>> = {
  ko: { ...koBranchEvents, ...koCertificateEvents },
  en: { ...enBranchEvents, ...enCertificateEvents },
};

/** `{names}` in it are fields of the row. */
export function eventTemplate(event: EventId, locale: Locale): string {
  return templates[locale][event];
}

/** RFC 3339 in UTC, as every row has it; a sentence tells it by the clock on the wall. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const digest = /^[0-9a-f]{32,}$/;

function shown(field: string, value: unknown, locale: Locale): string {
  if (value === null || value === undefined || value === "") return "-";
  if (Array.isArray(value)) return value.map((each) => shown(field, each, locale)).join(", ");
  if (typeof value === "number") return grouped(value);
  if (typeof value === "string" && instant.test(value)) return kstMinuteText(new Date(value));
  const word = codeInWords(field, String(value), locale);
  if (word !== null) return word;
  const text = showable(String(value));
  // Nobody reads a whole digest; the row's own page has it.
  return digest.test(text) ? `${text.slice(0, 12)}..` : text;
}

/** What a row says; of an event that this program does not know, its fields. */
export function eventSentence({ event, fields }: Pick<Entry, "event" | "fields">, locale: Locale): string {
  const words: Readonly<Record<string, string>> = templates[locale];
  const template = Object.hasOwn(words, event) ? words[event] : undefined;
  if (template === undefined) return showable(`${event} ${JSON.stringify(fields)}`);
  // Why it ended is often how it ended.
  const told = (fields.why ?? fields.result) === fields.result ? template.replace(/, \{why\}/, "") : template;
  return told.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(name, fields[name], locale));
}

const audits: Readonly<Record<Locale, AuditWords>> = { ko: koAudit, en: enAudit };

export function auditWordsIn(locale: Locale): AuditWords {
  return audits[locale];
}
