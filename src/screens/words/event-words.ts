// What a row of the journal says, as a sentence.

import type { EventId } from "../../audit/events.ts";
import type { Locale } from "../../ceremony/state.ts";
import { enCertificateEvents } from "./en-certificate-events.ts";
import { enBranchEvents } from "./en-events.ts";
import { koCertificateEvents } from "./ko-certificate-events.ts";
import { koBranchEvents } from "./ko-events.ts";

const templates: Readonly<Record<Locale, Readonly<Record<EventId, string>>>> = {
  ko: { ...koBranchEvents, ...koCertificateEvents },
  en: { ...enBranchEvents, ...enCertificateEvents },
};

/** `{names}` in it are fields of the row. */
export function eventTemplate(event: EventId, locale: Locale): string {
  return templates[locale][event];
}
