// Cuts the power at a point of a service, opens the branch again, and holds everything in it against everything.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Building } from "../../src/building.ts";
import { type Day, makeTemplate, opens, type Played, playDay } from "./branch-day.ts";
import { firstDeposited, type Story, stories, ticketMade } from "./kill-points.ts";

export type Cut = { readonly service: string; readonly story: Story; readonly point: string };

/** Of all services, as they stand in the table. */
export const allStories = Object.entries(stories).flatMap(([service, some]) =>
  some.map((story) => ({ service, story })),
);

export const allCuts: readonly Cut[] = allStories.flatMap(({ service, story }) =>
  story.points.map((point) => ({ service, story, point })),
);

/** Branches that were opened once, to be copied. */
export type Templates = { readonly [S in Story["branch"]]: string };

/** An hour later, so that nothing of before is still going on. */
const from = new Date(opens.getTime() + 3_600_000);

export async function makeTemplates(): Promise<Templates> {
  const fresh = await makeTemplate();
  const deposited = mkdtempSync(join(tmpdir(), "changgu-deposited-"));
  const { fault } = await playDay(dayOf(firstDeposited, []), { template: fresh, keep: deposited });
  if (fault) throw new Error(fault.why);
  return { fresh, deposited };
}

export function dispose(templates: Templates): void {
  for (const folder of Object.values(templates)) rmSync(folder, { recursive: true, force: true });
}

function dayOf({ desk, ticket, lines }: Story, kill: readonly string[]): Day {
  const texts = [...(ticket ? ticketMade.lines : []), ...kill, ...lines];
  return { desks: [{ terminal: "T-01", desk }], acts: texts.map((text) => ({ terminal: "T-01", text })) };
}

/** A financial certificate can be renewed at once, so that nobody waits for years. */
function early(building: Building): Building {
  return { ...building, financial: { ...building.financial, renewableDays: 2000 } };
}

/** The points that it comes to when nothing goes wrong, behind those of the ticket. */
export async function pointsOf(story: Story, templates: Templates): Promise<readonly string[]> {
  const points: string[] = [];
  const { fault } = await playDay(dayOf(story, []), {
    template: templates[story.branch],
    ...{ plant: early, from },
    reached: (point) => void points.push(point),
  });
  if (fault) throw new Error(fault.why);
  return [...new Set(points.slice(story.ticket ? ticketMade.points.length : 0))];
}

export function cutPowerAt({ story, point }: Cut, templates: Templates): Promise<Played> {
  const template = templates[story.branch];
  return playDay(dayOf(story, [`kill at=${point}`]), { template, plant: early, from, goHome: true });
}
