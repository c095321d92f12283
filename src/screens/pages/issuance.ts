// The certificate is made, waits for another stick, is done, or was not made.

import { lastDay } from "../../ceremony/offer.ts";
import type { IssuingPhase, StepAt } from "../../ceremony/step.ts";
import type { Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { menuKey } from "./legend.ts";
import { driveChoices, driveName } from "./storage.ts";

const phases: readonly IssuingPhase[] = ["preparing", "signing", "writing", "proving", "completing", "releasing"];

export function issuingPage({ words }: View, step: StepAt<"issuing">): Page {
  const { issuing } = words;
  const now = phases.indexOf(step.phase);
  const steps = phases.map((phase, index) => {
    const at = index < now ? ("done" as const) : index === now ? ("now" as const) : ("waiting" as const);
    return { label: issuing.phases[phase], at, word: issuing.words[at] };
  });
  return {
    title: issuing.title,
    blocks: [
      { type: "prompt", text: issuing.stay },
      { type: "steps", steps },
    ],
    keys: [],
  };
}

export function writeTroublePage(view: View, step: StepAt<"write-trouble">): Page {
  const { state, words } = view;
  const { trouble } = words;
  const none = state.drives.length === 0;
  const digits = Math.min(state.drives.length, 9);
  return {
    title: trouble.title,
    blocks: [
      { type: "prompt", text: words.fault(step.trouble).full },
      { type: "note", text: `${trouble.again} ${none ? trouble.insert : trouble.press}` },
      ...(none ? [] : [driveChoices(view)]),
      { type: "note", text: trouble.stop, roomy: true },
    ],
    keys: [
      ...(none ? [] : [{ key: digits === 1 ? "1" : `1-${digits}`, label: words.keys.choose }]),
      menuKey(view),
      { key: "* 9", label: words.keys.stop },
    ],
  };
}

/** `ab12 cd34 …`: read aloud and compared in groups of four. */
function groups(hex: string): string {
  return (hex.match(/.{1,4}/g) ?? []).join(" ");
}

export function donePage(view: View, step: StepAt<"done">): Page {
  const { words } = view;
  const { done } = words;
  const { finished, release, driveGone, drive } = step;
  const farewell = driveGone ? done.taken : release === "released" ? done.take : done.keep;
  return {
    title: done.title,
    blocks: [
      { type: "prompt", text: farewell },
      {
        type: "facts",
        rows: [
          [done.until, words.date(lastDay(finished.notAfter))],
          [done.receipt, `${finished.seq}  (${groups(finished.head)})`],
          [done.serial, finished.serial],
          [done.stick, driveName(view, drive)],
          [done.proof, done.proofs[finished.proof]],
          [done.folder, showable(finished.folder)],
        ],
      },
    ],
    keys: [{ key: "#", label: words.keys.home }],
  };
}

export function endedPage({ words }: View, step: StepAt<"ended">): Page {
  const { title, happened, next } = words.endings[step.ending.type];
  return {
    title,
    blocks: [
      { type: "prompt", text: happened },
      { type: "note", text: next },
    ],
    keys: [{ key: "#", label: words.keys.home }],
  };
}
