// Certificates on the stick that are of no more use: whether they may go. Asked, and never done by itself. Pure.

import { isOver } from "../media/stick-certificate.ts";
import type { Effect } from "./effect.ts";
import type { Notice } from "./ending.ts";
import type { Event, EventOf } from "./event.ts";
import type { Finished } from "./finished.ts";
import { issuing } from "./keeping.ts";
import { established, learn, notify, onward, record, stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";

/** Behind a certificate that was made: those that it replaced may lie beside it. The stick is let go afterwards. */
export function lookForOld(state: State, finished: Finished, step: StepAt<"issuing">): Move {
  return update(state, { ...step, finished }, [{ type: "find-old-folders", drive: established(state, "drive") }]);
}

export function release(state: State, finished: Finished): Move {
  return update(state, { ...issuing("releasing"), finished }, [
    { type: "release", drive: established(state, "drive") },
  ]);
}

/** What is seen is over: it can go at once. */
export function canRemove(state: State): boolean {
  const brought = state.facts?.brought;
  return brought ? isOver(brought) : false;
}

export function askAboutBrought(state: State): Move {
  const found = [established(state, "brought")];
  return update(state, { at: "old-folders", finished: null, found, waiting: false });
}

/** 1: they go. 2, or nobody there: they stay. */
export function onOldFolders(state: State, step: StepAt<"old-folders">, event: Event): Move {
  switch (event.type) {
    case "old-folders-removed":
      return step.finished ? release({ ...state, notice: told(event) }, step.finished) : seenAgain(state, told(event));
    case "stick-read":
    case "drive-refused":
      return stay(state);
    case "deadline-passed":
      return step.waiting ? stay(state) : kept(state, step);
    case "pressed": {
      if (step.waiting) return notify(state, { type: "keys-wait" });
      if (event.key === "2") return kept(state, step);
      if (event.key !== "1") return stay(state);
      const drive = established(state, step.finished ? "drive" : "source");
      return onward(state, { ...step, waiting: true }, [{ type: "remove-old-folders", drive, folders: step.found }]);
    }
    default:
      return stay(state);
  }
}

function kept(state: State, step: StepAt<"old-folders">): Move {
  const drive = established(state, step.finished ? "drive" : "source");
  const fact = record({ event: "old-folders-kept", drive: drive.label });
  const next = step.finished ? release(state, step.finished) : update(state, { at: "certificate-view" });
  return { ...next, effects: [fact, ...next.effects] };
}

/** What the customer hears: the worst of it. */
function told({ left, doubtful }: EventOf<"old-folders-removed">): Notice {
  if (doubtful > 0) return { type: "old-folders-in-doubt" };
  return { type: left > 0 ? "old-folders-left" : "old-folders-removed" };
}

/** The stick is read anew: what is gone is not on the list. One that gave out has to be inserted again first. */
function seenAgain(state: State, notice: Notice): Move {
  const again = { ...learn(state, { stage: 0, brought: null }), past: [] };
  const waiting = notice.type !== "old-folders-in-doubt";
  const reading: readonly Effect[] = waiting ? [{ type: "read-stick", drive: established(state, "source") }] : [];
  return notify({ ...again, step: { at: "source-drive", waiting } }, notice, reading);
}

/** That they stayed, or may have, is still said when the stick is let go, and beside a slip that everybody sees. */
export function notRemoved({ notice }: State): Notice | null {
  return notice?.type === "old-folders-left" || notice?.type === "old-folders-in-doubt" ? notice : null;
}
