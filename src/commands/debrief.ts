// What a rehearsal was, read from its journal: how long each step took, what was refused, whether the goal was reached.

import { isReached, progressOf, type Row, type Scenario } from "./scenario.ts";

/** Rows at which a step of a ceremony is over. */
const landmarks: readonly string[] = [
  "product-chosen",
  "term-agreed",
  "customer-chosen",
  "document-attested",
  "identity-verified",
  "phone-verified",
  "card-verified",
  "otp-verified",
  "key-opened",
  "drive-chosen",
  "token-opened",
  "password-set",
  "read-back-confirmed",
  "certificate-signed",
  "certificate-written",
  "certificate-stored",
  "certificate-issued",
  "request-asked",
  "request-approved",
  "unlocked",
];

/** Rows that tell of something that did not go as it should. */
const trouble =
  /refused|locked$|removed|not-written|not-proven|failed|in-doubt|unavailable|missing|expired|outdated|corrected/;

export type StepTaken = { readonly event: string; readonly seconds: number };
export type Trouble = { readonly event: string; readonly why: string; readonly times: number };

export type CeremonyTold = {
  readonly service: string;
  /** `completed`, `cancelled`, …; null when it was still under way. */
  readonly result: string | null;
  readonly seconds: number;
  readonly steps: readonly StepTaken[];
  readonly troubles: readonly Trouble[];
};

export type Debrief = {
  readonly scenario: string;
  readonly reached: boolean;
  /** Of the goal's rows. */
  readonly come: number;
  readonly of: number;
  readonly ceremonies: readonly CeremonyTold[];
};

export function debriefOf(scenario: Scenario, rows: readonly Row[]): Debrief {
  const began = rows.filter(({ event }) => event === "ceremony-began");
  return {
    scenario: scenario.id,
    reached: isReached(scenario, rows),
    come: progressOf(scenario, rows),
    of: scenario.reached.length,
    ceremonies: began.map((first) => told(rows.filter(({ ceremony }) => ceremony === first.ceremony))),
  };
}

function told(rows: readonly Row[]): CeremonyTold {
  const [first, last] = [rows[0], rows.at(-1)];
  const ended = rows.find(({ event }) => event === "ceremony-ended");
  return {
    service: String(first?.service),
    result: ended ? String(ended.result) : null,
    seconds: secondsBetween(first, last),
    steps: stepsOf(rows),
    troubles: troublesOf(rows),
  };
}

function secondsBetween(from: Row | undefined, to: Row | undefined): number {
  const [begin, end] = [Date.parse(String(from?.time)), Date.parse(String(to?.time))];
  return Math.round((end - begin) / 100) / 10;
}

/** Several of a kind in a row are one step, as the terms are. */
function stepsOf(rows: readonly Row[]): readonly StepTaken[] {
  const steps: StepTaken[] = [];
  let since = rows[0];
  for (const row of rows) {
    const event = String(row.event);
    if (!landmarks.includes(event)) continue;
    const before = steps.at(-1);
    const seconds = secondsBetween(since, row);
    if (before?.event === event) steps[steps.length - 1] = { event, seconds: before.seconds + seconds };
    else steps.push({ event, seconds });
    since = row;
  }
  return steps;
}

function troublesOf(rows: readonly Row[]): readonly Trouble[] {
  const found = new Map<string, Trouble>();
  for (const row of rows) {
    const event = String(row.event);
    if (!trouble.test(event)) continue;
    const why = typeof row.why === "string" ? row.why : "";
    const key = `${event} ${why}`;
    found.set(key, { event, why, times: (found.get(key)?.times ?? 0) + 1 });
  }
  return [...found.values()];
}

/** As a trainer reads it, a line each. */
export function debriefLines({ title, goal }: Scenario, debrief: Debrief): readonly string[] {
  return [
    `${title.ko} (${title.en})`,
    goal.ko,
    goal.en,
    "",
    debrief.reached ? "goal reached" : `goal missed: ${debrief.come} of ${debrief.of} marks`,
    ...debrief.ceremonies.flatMap(ceremonyLines),
  ];
}

function ceremonyLines({ service, result, seconds, steps, troubles }: CeremonyTold): readonly string[] {
  return [
    "",
    `${service}: ${result ?? "not ended"}, ${seconds.toFixed(1)} s`,
    ...steps.map((step) => `  ${step.seconds.toFixed(1).padStart(7)} s  ${step.event}`),
    ...troubles.map(({ event, why, times }) => `  ${String(times).padStart(6)} x  ${[event, why].join(" ").trim()}`),
  ];
}
