// The questions laid over a page: the menu, "really stop?", "are you still there?", the trainer's card. Pure.

import { questionSeconds } from "./deadlines.ts";
import { otherDesk, signOff } from "./desk.ts";
import type { Event, EventOf } from "./event.ts";
import { canCancel, menuOf } from "./menu.ts";
import { back, end, notify, record, stay } from "./move.ts";
import type { Locale, Move, Overlay, State } from "./state.ts";

export function lay(state: State, overlay: Overlay | null): State {
  return { ...state, overlay };
}

export function toggledLanguage(state: State): State {
  const locale: Locale = state.locale === "ko" ? "en" : "ko";
  return { ...state, locale };
}

export function toggledContrast(state: State): State {
  return { ...state, contrast: state.contrast === "standard" ? "high" : "standard" };
}

export function openMenu(state: State): Move {
  return stay(lay(state, { at: "menu" }));
}

/** Ceremonies under way are asked about; elsewhere there is nothing to cancel. */
export function askToCancel(state: State): Move {
  return canCancel(state) ? stay(lay(state, { at: "cancel" })) : openMenu(state);
}

export function askWhetherStillThere(state: State): Move {
  const asked = lay(state, { at: "idle", secondsLeft: questionSeconds });
  if (state.facts) return stay(asked, [record({ event: "idle-warned", at: state.step.at })]);
  return stay(asked, state.officer ? [record({ event: "staff-idle-warned" })] : []);
}

export function onOverlay(state: State, overlay: Overlay, event: Event): Move {
  switch (overlay.at) {
    case "menu":
      return event.type === "pressed" ? onMenu(state, event) : stay(state);
    case "cancel":
      return event.type === "pressed" ? onCancel(state, event) : stay(state);
    case "idle":
      return onIdle(state, overlay, event);
    case "trainer-card":
      return event.type === "pressed" ? onCard(state, overlay, event) : stay(state);
  }
}

function onMenu(state: State, event: EventOf<"pressed">): Move {
  const closed = lay(state, null);
  const row = menuOf(state).find(({ key }) => key === event.key);
  if (!row) return stay(["clear", "cancel", "enter", "backspace"].includes(event.key) ? closed : state);
  switch (row.item) {
    case "back":
      return back(closed);
    case "language":
      return stay(toggledLanguage(closed));
    case "contrast":
      return stay(toggledContrast(closed));
    case "call-staff":
      return notify(closed, { type: "staff-called" }, [record({ event: "staff-called" })]);
    case "trainer-card":
      return stay(lay(state, { at: "trainer-card", page: 0 }));
    case "other-desk":
      return otherDesk(closed);
    case "cancel":
      return stay(lay(state, { at: "cancel" }));
  }
}

/** Going on is the answer of every key but 2: a dangerous question is not answered by accident. */
function onCancel(state: State, event: EventOf<"pressed">): Move {
  return event.key === "2" ? end(state, { type: "cancelled" }) : stay(lay(state, null));
}

/** Any key extends, and does nothing else. */
function onIdle(state: State, overlay: Extract<Overlay, { at: "idle" }>, event: Event): Move {
  if (event.type === "pressed" || event.type === "wrote" || event.type === "secret-typed")
    return stay(lay(state, null), state.facts ? [record({ event: "idle-extended", at: state.step.at })] : []);
  if (event.type !== "second-passed") return stay(state);
  const secondsLeft = overlay.secondsLeft - 1;
  if (secondsLeft > 0) return stay(lay(state, { at: "idle", secondsLeft }));
  return state.facts ? end(state, { type: "expired" }) : signOff(state, "idle");
}

/** How many pages there are is the screen's to know: they go round. */
function onCard(state: State, overlay: Extract<Overlay, { at: "trainer-card" }>, { key }: EventOf<"pressed">): Move {
  if (key !== "enter" && key !== "down" && key !== "up") return stay(lay(state, null));
  return stay(lay(state, { ...overlay, page: overlay.page + (key === "up" ? -1 : 1) }));
}
