// Opens the training branch for a trainer at this terminal, or for a player in another process.

import { rehearsalClock } from "../../hardware/rehearsal/clock.ts";
import { answerPlayer } from "../../hardware/rehearsal/control.ts";
import type { Desk } from "../audit/entry.ts";
import type { Locale } from "../ceremony/state.ts";
import type { Scenario } from "../commands/scenario.ts";
import type { Home } from "../home.ts";
import type { Session } from "../session.ts";
import type { Lesson } from "./lesson.ts";
import type { Opened } from "./opening.ts";
import { settingsAt, wrongSetting } from "./settings-file.ts";
import { clockVariable, playerVariable, terminalVariable } from "./stage-variables.ts";
import { atTerminal, type OpenedTraining, openTraining } from "./training.ts";

export type Rehearsing = {
  readonly home: Home;
  readonly desk: Desk | null;
  readonly fresh: boolean;
  readonly scenario: { readonly what: Scenario; readonly speed: number } | null;
  /** Of the first page; null: the house's. */
  readonly locale: Locale | null;
  /** What was rehearsed is forgotten at the next opening. */
  beginAnew(): void;
};

type Attended = Opened & { readonly lesson?: Lesson | null; attend?(session: Session): Promise<void> };

export async function rehearse(session: Session, rehearsing: Rehearsing): Promise<Attended> {
  const { home, desk, fresh, scenario, locale, beginAnew } = rehearsing;
  const desks = desk ? [desk] : (["kiosk", "teller"] as const);
  const player = process.env[playerVariable];
  // The devices of whoever plays are no business of a transcript.
  const settings = settingsAt(home, player ? {} : process.env);
  if (settings.type === "wrong-setting") return { type: "refused", why: wrongSetting(home, settings) };
  if (player) {
    const clock = rehearsalClock(new Date(process.env[clockVariable] ?? ""), () => atRest(session));
    const opened = await openTraining({
      home,
      settings: atTerminal(settings.settings, process.env[terminalVariable] ?? null),
      desks,
      fresh: false,
      clock,
      stick: false,
      scenario,
      beginAnew,
    });
    // A branch that did not open is not on stage: its end says why.
    if (opened.type !== "refused") answerPlayer(player, opened.rehearsal, () => atRest(session));
    return attended(opened, false, null);
  }
  return attended(
    await openTraining({
      home,
      settings: settings.settings,
      desks,
      fresh,
      clock: null,
      stick: true,
      scenario,
      beginAnew,
    }),
    true,
    locale,
  );
}

/** A trainee reads the goal first; a player knows it. */
function attended(opened: OpenedTraining, goalFirst: boolean, locale: Locale | null): Attended {
  if (opened.type === "refused") return opened;
  const { lesson } = opened;
  return {
    ...opened,
    async attend(session) {
      await lesson?.attend(session);
      if (locale !== null && locale !== session.state().locale) session.dispatch({ type: "language-toggled" });
      if (lesson && goalFirst) session.dispatch({ type: "card-toggled" });
    },
  };
}

/** Twice in a row, because an outcome may want the next thing done. */
async function atRest(session: Session): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet = session.resting() ? quiet + 1 : 0)
    await new Promise((resolve) => setTimeout(resolve, 0));
}
