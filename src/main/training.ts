// Opens the training branch: a home of its own, the training people, simulated devices.

import { statSync } from "node:fs";
import { writeTrainingData } from "../../db/training-data.ts";
import { keypadsOf } from "../../hardware/open.ts";
import { fasterClock } from "../../hardware/rehearsal/clock.ts";
import { rehearsedEquipment } from "../../hardware/rehearsal/equipment.ts";
import { makeTrainingCertificates } from "../../hardware/rehearsal/training-certificates.ts";
import type { Desk } from "../audit/entry.ts";
import type { House } from "../ceremony/state.ts";
import { type Clock, wallClock } from "../clock.ts";
import type { Scenario } from "../commands/scenario.ts";
import type { Home } from "../home.ts";
import { kstDate } from "../kst.ts";
import type { Rehearsal } from "../rehearsal.ts";
import type { Settings } from "../settings/settings.ts";
import { forget } from "./home-alone.ts";
import { type Lesson, lessonAt } from "./lesson.ts";
import { drawFirstKey, keepTrainingKey, makeHome, type Opened, openBranch, wasBegun } from "./opening.ts";

export type TrainingOptions = {
  readonly home: Home;
  readonly settings: Settings;
  readonly desks: readonly Desk[];
  /** Forgets what was rehearsed before. */
  readonly fresh: boolean;
  /** A player's clock, which stands still until it is moved; the wall's for a trainer. */
  readonly clock: (Clock & { elapse(milliseconds: number): Promise<void> }) | null;
  /** A first stick is in: a trainer need not know the key for it. */
  readonly stick: boolean;
  /** What goes wrong by itself, and how fast time runs for it; null where only hands do. */
  readonly scenario: { readonly what: Scenario; readonly speed: number } | null;
  beginAnew(): void;
};

/** `terminal`: which one of the branch a player stands at; null for the one that the settings name. */
export function atTerminal(settings: Settings, terminal: string | null): Settings {
  return terminal === null ? settings : { ...settings, terminal };
}

type Refused = Extract<Opened, { readonly type: "refused" }>;

export type OpenedTraining =
  | Refused
  | (Exclude<Opened, Refused> & { readonly rehearsal: Rehearsal; readonly lesson: Lesson | null });

export async function openTraining(options: TrainingOptions): Promise<OpenedTraining> {
  const { home, settings } = options;
  const kept = options.fresh ? forget(home) : null;
  if (kept) return { type: "refused", why: kept };
  const begins = !wasBegun(home);
  if (begins) makeHome(home);
  const { scenario } = options;
  const clock = options.clock ?? (scenario && scenario.speed !== 1 ? fasterClock(scenario.speed) : wallClock);
  const { equipment, rehearsal, drives } = rehearsedEquipment({
    sticks: home.sticks,
    accredited: home.accredited,
    settings: settings.accredited,
    slips: home.slips,
    terminal: settings.terminal,
    ticket: settings.ticket,
    desks: options.desks,
    begunOn: begins ? null : earlierDay(home, clock.now()),
    beginAnew: options.beginAnew,
    clock,
    elapse: options.clock ? (milliseconds) => options.clock?.elapse(milliseconds) ?? Promise.resolve() : null,
    keypads: keypadsOf(settings, options.desks),
  });
  using firstKey = drawFirstKey();
  if (begins) keepTrainingKey(home, firstKey);
  const opened = await openBranch({
    home,
    equipment,
    settings,
    firstKey: begins ? firstKey : null,
    enrol: async (database, strongbox) => void (await writeTrainingData(database, strongbox, settings.limits)),
  });
  if (opened.type === "refused") return opened;
  const { authority, certificates, house } = opened.building;
  await makeTrainingCertificates({
    authority,
    certificates,
    terminal: house.terminal,
    sticks: home.sticks,
    now: clock.now(),
  });
  if (options.stick && !scenario) await drives.insert("usb0");
  const lesson = scenario ? lessonAt(opened.building, rehearsal, scenario.what) : null;
  return { ...opened, building: lesson?.building ?? opened.building, rehearsal, lesson };
}

/** The day in Korea on which the rehearsal's first key was drawn; null for today. */
function earlierDay({ firstKey }: Home, now: Date): House["begunOn"] {
  const drawn = statSync(firstKey, { throwIfNoEntry: false })?.mtime;
  const begun = drawn ? kstDate(drawn) : null;
  const today = kstDate(now);
  const sameDay = begun?.year === today.year && begun.month === today.month && begun.day === today.day;
  return sameDay ? null : begun;
}
