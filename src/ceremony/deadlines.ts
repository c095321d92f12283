// How long a page waits for a hand before it asks, and how long it asks. Pure; the session holds the timer.

import { isFront } from "./desk.ts";
import { fieldOf } from "./field.ts";
import { settlingSeconds } from "./settling.ts";
import { homeLocale, type State } from "./state.ts";

/** Seconds of the question "are you still there?"; any key extends, as often as it is pressed. */
export const questionSeconds = 20;

const idleSeconds = 60;
const secretSeconds = 30;
/** A teller who only went to the next counter is not signed off at once. */
const officerIdleSeconds = 300;
const farewellSeconds = 15;

/** Milliseconds until `deadline-passed`, counted from the last press or page; null where nothing runs out. */
export function deadlineOf(state: State): number | null {
  const { step } = state;
  if (state.overlay?.at === "idle") return null;
  if (state.settling) return settlingSeconds * 1000;
  if ("waiting" in step && step.waiting) return null;
  switch (step.at) {
    case "opening":
    case "out-of-service":
    case "desk-choice":
    case "issuing":
    case "depositing":
      return null;
    // Nobody is served: whoever signed on is signed off, and a kiosk shows its front to the next customer, in Korean.
    case "services":
      if (state.officer) return officerIdleSeconds * 1000;
      return isFront(state) && state.locale === homeLocale ? null : idleSeconds * 1000;
    case "interrupted":
      return officerIdleSeconds * 1000;
    case "sign-on":
      return step.number === "" ? null : idleSeconds * 1000;
    // A message may take its time.
    case "phone-code":
      return idleSeconds * 1000;
    case "ended":
      return (step.slip ? idleSeconds : farewellSeconds) * 1000;
    // Who has taken his stick is gone.
    case "done":
      return (step.place.type === "stick" && step.place.gone ? farewellSeconds : idleSeconds) * 1000;
    default:
      return (fieldOf(step)?.type === "secret" ? secretSeconds : idleSeconds) * 1000;
  }
}

/** Whether `second-passed` is wanted: while a countdown is on the screen, or a stick, a token or a CA is at work. */
export function countsSeconds(state: State): boolean {
  return state.overlay?.at === "idle" || state.step.at === "issuing";
}
