// The usual pages: a list of which a digit chooses one, and the page of an effect that is under way.

import type { Page, View } from "../page.ts";
import type { Choice } from "../terminal/choices.tsx";
import { choiceKeys, restingKeys } from "./legend.ts";

export function choicePage(view: View, title: string, prompt: string, choices: readonly Choice[]): Page {
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "choices", choices },
    ],
    keys: choiceKeys(view, choices.length),
  };
}

export function waitingPage(view: View, title: string): Page {
  return { title, blocks: [{ type: "prompt", text: view.words.wait }], keys: restingKeys(view) };
}
