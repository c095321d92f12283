// `changgu audit events`: what the journal can hold, one line an event.

import { eventIds, events } from "../audit/events.ts";
import { eventTemplate } from "../screens/words/event-words.ts";

/** Exit code 1: no event has such a name. */
export function listEvents(named: string | null, { json }: { readonly json: boolean }, print: (line: string) => void) {
  const found = eventIds.filter((id) => named === null || id.includes(named));
  const rows = found.map((event) => {
    const [who, when, ...what] = events[event];
    return { event, who, when, what, ko: eventTemplate(event, "ko"), en: eventTemplate(event, "en") };
  });
  if (json) print(JSON.stringify(rows));
  else
    for (const { event, who, when, en } of rows) print(`${event.padEnd(30)} ${who.padEnd(10)} ${when.padEnd(7)} ${en}`);
  return rows.length > 0 ? 0 : 1;
}
