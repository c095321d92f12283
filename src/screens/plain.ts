// The line mode: what changed on the page, a line each, for a screen reader or a speech device. Nothing is drawn over.

import type { DeskScreen, DeskView } from "./app.tsx";
import { spoken } from "./spoken.ts";
import { wordsIn } from "./words/catalogue.ts";

export type PlainOutput = { write(text: string): unknown };

/** Says a new page whole; of a page that stays, the lines that are new. */
export function showPlain(session: DeskView, stdout: PlainOutput): DeskScreen {
  let told: readonly string[] = [];
  let title = "";
  let apologized = false;
  const say = (lines: readonly string[]): void => {
    for (const line of lines) stdout.write(`${line}\n`);
  };
  const tell = (whole: boolean): void => {
    if (apologized) return;
    const state = session.state();
    const words = wordsIn(state.locale);
    const lines = spoken(state, words).flatMap((line) => line.split("\n"));
    const page = `${state.locale} ${state.overlay?.at ?? state.step.at}`;
    say(whole || page !== title ? ["", ...lines] : lines.filter((line) => !told.includes(line)));
    [told, title] = [lines, page];
  };
  tell(true);
  const unfollow = session.subscribe(() => tell(false));
  return {
    repaint: () => tell(true),
    apologize(incident) {
      apologized = true;
      const { apology } = wordsIn(session.state().locale);
      say(["", apology.title, apology.text, apology.kept, apology.incident(incident), apology.next]);
    },
    flushed: async () => {},
    unmount: unfollow,
  };
}
