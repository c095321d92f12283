// A scenario at work in the training branch: the journal is read as it grows, and the lesson's cues are given.

import { bodyFields, type RowFields } from "../audit/row-body.ts";
import type { Building } from "../building.ts";
import { type Debrief, debriefOf } from "../commands/debrief.ts";
import { isReached } from "../commands/goal.ts";
import { Director, type Scenario } from "../commands/scenario.ts";
import type { Rehearsal } from "../rehearsal.ts";
import type { Session } from "../session.ts";

export type Lesson = {
  /** The branch with the lesson's goal on its card. */
  readonly building: Building;
  /** From here on the scenario goes on with whatever happens at this desk. */
  attend(session: Session): Promise<void>;
  /** What has happened so far; whole once the branch is closed. */
  debrief(): Debrief;
};

const ends = {
  ko: {
    before: "마치려면 Ctrl+C: 그때까지의 결과를 보여 드립니다.",
    reached: "목표를 이루었습니다. Ctrl+C로 마치면 결과를 보여 드립니다.",
  },
  en: {
    before: "Ctrl+C ends the lesson and tells how it went.",
    reached: "The goal is reached. Ctrl+C ends the lesson and tells how it went.",
  },
} as const;

/** Of the branch's clock: a row may be the last thing that happens for a while. */
const lookMilliseconds = 250;

export function lessonAt(branch: Building, rehearsal: Rehearsal, scenario: Scenario): Lesson {
  const director = new Director(scenario, rehearsal, branch.clock);
  const seen: RowFields[] = [];
  let last = branch.rows.last()?.seq ?? 0;
  const look = (): readonly RowFields[] => {
    const rows = [...branch.rows.since(last)];
    last = rows.at(-1)?.seq ?? last;
    const fresh = rows.map(bodyFields);
    seen.push(...fresh);
    return fresh;
  };
  let stop = (): void => {};
  /** That the goal is reached was said. */
  let told = false;
  const { title, goal } = scenario;
  return {
    building: {
      ...branch,
      card: (locale) => [
        title[locale],
        goal[locale],
        ends[locale][told ? "reached" : "before"],
        "",
        ...branch.card(locale),
      ],
      async close() {
        stop();
        look();
        await branch.close();
      },
    },
    async attend(session) {
      const tick = (): void => {
        stop = branch.clock.after(lookMilliseconds, tick);
        void director.see(look());
      };
      session.subscribe(() => {
        void director.see(look());
        const { step, overlay } = session.state();
        if (told || step.at !== "services" || overlay || !isReached(scenario, seen)) return;
        // Between two customers, where it covers nothing.
        told = true;
        session.dispatch({ type: "card-toggled" });
      });
      tick();
      await director.begin();
    },
    debrief: () => debriefOf(scenario, seen),
  };
}
