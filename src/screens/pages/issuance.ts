// The certificate is made, waits for another stick, is done, or was not made.

import { serviceAfter } from "../../ceremony/desk.ts";
import type { StoredAt } from "../../ceremony/finished.ts";
import { phasesOf } from "../../ceremony/issuing-phase.ts";
import { service } from "../../ceremony/services.ts";
import type { StepAt } from "../../ceremony/step.ts";
import { kstDate } from "../../kst.ts";
import type { Block, Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { stringWidth } from "../terminal/string-width.ts";
import { menuKey } from "./legend.ts";
import { padded } from "./padded.ts";
import { serialText } from "./serial.ts";
import { withSlip } from "./slip.ts";
import { driveChoices, driveKeys, driveName, shortDate } from "./storage.ts";
import { tokenName } from "./token.ts";

/** Rows beside the prompt in the large layout: what was done long ago, or is still to come last, is left out. */
const compactSteps = 6;

/** Seconds after which somebody wonders whether it hangs; a token may take half a minute. */
const longPhase = 3;

export function issuingPage({ state, words }: View, step: StepAt<"issuing">): Page {
  const { issuing, tokenPlace } = words;
  const stay = state.facts?.token ? tokenPlace.prompt : issuing.stay;
  const lasts = step.seconds >= longPhase;
  const phases = state.facts ? phasesOf(state.facts) : [];
  const now = phases.indexOf(step.phase);
  const width = Math.max(...phases.map((phase) => stringWidth(issuing.phases[phase])));
  const steps = phases.map((phase, index) => {
    const at = index < now ? ("done" as const) : index === now ? ("now" as const) : ("waiting" as const);
    return { label: padded(issuing.phases[phase], width), at, word: issuing.words[at] };
  });
  // What was done last stays in view.
  const first = Math.max(0, Math.min(now - 1, steps.length - compactSteps));
  return {
    title: state.facts && service(state.facts.service).keeps ? issuing.keepingTitle : issuing.title,
    blocks: [
      { type: "prompt", text: lasts ? `${stay}\n${issuing.lasts(step.seconds)}` : stay },
      { type: "steps", steps },
    ],
    compact: [
      { type: "prompt", text: lasts ? issuing.lastsShort(step.seconds) : stay },
      { type: "steps", steps: steps.slice(first, first + compactSteps) },
    ],
    keys: [],
  };
}

export function writeTroublePage(view: View, step: StepAt<"write-trouble">): Page {
  const { state, words } = view;
  const { trouble } = words;
  // Nothing was signed that could be revoked. What a stick that is out holds is known when it is in again.
  const inDoubt = step.trouble.type === "write-in-doubt";
  const kept = inDoubt || step.trouble.type === "drive-removed" ? trouble.stopRemoved : trouble.stopKeeping;
  const stop = state.facts?.signed ? trouble.stop : kept;
  const fault = words.fault(step.trouble);
  const drives = state.drives.length === 0 ? [] : [driveChoices(view)];
  const note = (text: string): Block => ({ type: "note", text });
  return {
    title: inDoubt ? trouble.inDoubt : trouble.title,
    blocks: [{ type: "prompt", text: fault.full }, note(trouble.again), ...drives, note(stop)],
    compact: [{ type: "prompt", text: fault.line }, note(trouble.againShort), ...drives],
    keys: [...driveKeys(view), menuKey(view), { key: "* 9", label: words.keys.stop }],
  };
}

/** `ab12 cd34 …`: read aloud and compared in groups of four. */
export function groups(hex: string): string {
  return (hex.match(/.{1,4}/g) ?? []).join(" ");
}

export function donePage(view: View, step: StepAt<"done">): Page {
  const { words } = view;
  const { done } = words;
  const { finished, place, slip } = step;
  const where = place.type === "stick" ? driveName(view, place.drive) : tokenName(view, place.token);
  // A token has no folders.
  const folder = place.type === "stick" ? [showable(finished.folder)] : [];
  const farewell = farewellOf(view, place);
  return withSlip(view, slip, {
    title: done.titles[step.service] ?? done.title,
    blocks: [
      { type: "prompt", text: farewell },
      {
        type: "facts",
        rows: [
          [done.until, words.date(kstDate(finished.notAfter))],
          [done.serial, serialText(finished.serial)],
          [done.receipt, String(finished.seq)],
          [done.head, groups(finished.head)],
          [done.stick, where],
          [done.proof, done.proofs[finished.proof]],
          ...folder.map((name) => [done.folder, name] as const),
        ],
      },
    ],
    compact: [
      { type: "prompt", text: farewell },
      {
        type: "lines",
        lines: [
          `${done.until} ${shortDate(finished.notAfter)}  ${done.serialShort} ${finished.serial}`,
          `${done.receiptShort} ${finished.seq}  ${groups(finished.head)}`,
          `${where}: ${done.proofs[finished.proof]}`,
          ...folder,
        ],
      },
    ],
    keys: [{ key: "#", label: words.keys.home }],
  });
}

function farewellOf({ words: { done, tokenPlace } }: View, place: StoredAt): string {
  if (place.type === "token") return tokenPlace.take;
  if (place.gone) return done.taken;
  return place.release === "released" ? done.take : done.keep;
}

export function endedPage(view: View, { ending, slip }: StepAt<"ended">): Page {
  const { words } = view;
  const { title, happened, next } =
    ending.type === "registration-refused" ? words.registration.refusals[ending.why] : words.endings[ending.type];
  const when: readonly Block[] =
    "from" in ending ? [{ type: "prompt", text: words.renewal.from(shortDate(ending.from)) }] : [];
  const after = serviceAfter(ending);
  const offered = after ? [{ key: "1", label: after === "reissue" ? words.renewal.instead : words.keys.issue }] : [];
  return withSlip(view, slip, {
    title,
    blocks: [{ type: "prompt", text: happened }, ...when, { type: "note", text: next }],
    keys: [...offered, { key: "#", label: words.keys.home }],
  });
}
