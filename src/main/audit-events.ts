// `changgu audit events`: what the journal can hold, one line an event.

import { eventIds, events } from "../audit/events.ts";
import { nearNames } from "../audit/near-names.ts";
import { eventTemplate } from "../screens/words/event-words.ts";
import type { Output } from "./output.ts";

/** For a name that no event has: what was meant, perhaps, and where all of them stand. */
export function unknownEvent(name: string): string {
  const near = nearNames(name, eventIds);
  const meant = near.length > 0 ? `; perhaps ${near.join(", ")}` : "";
  return `there is no event "${name}"${meant}. All of them: changgu audit events`;
}

/** Exit code 1: no event has such a name. */
export function listEvents(
  named: string | null,
  { json, print, complain }: Output & { readonly json: boolean },
): number {
  const found = eventIds.filter((id) => named === null || id.includes(named));
  const rows = found.map((event) => {
    const [who, when, ...what] = events[event];
    return { event, who, when, what, ko: eventTemplate(event, "ko"), en: eventTemplate(event, "en") };
  });
  if (json) print(JSON.stringify(rows));
  else
    for (const { event, who, when, en } of rows) print(`${event.padEnd(30)} ${who.padEnd(10)} ${when.padEnd(7)} ${en}`);
  if (rows.length === 0) complain(unknownEvent(named ?? ""));
  return rows.length > 0 ? 0 : 1;
}
