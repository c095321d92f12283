// The questions laid over a page: the menu, "really stop?", "are you still there?", the trainer's card.

import { menuOf } from "../../ceremony/menu.ts";
import type { Overlay } from "../../ceremony/state.ts";
import type { Page, View } from "../page.ts";
import type { PadKey } from "../terminal/pad.tsx";

export function menuPage({ state, words }: View): Page {
  const { title, prompt, items } = words.menu;
  const labels: Partial<Record<PadKey, string>> = { "*": words.keys.close };
  for (const { key, item } of menuOf(state)) labels[key] = items[item];
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "pad", labels },
    ],
    keys: [{ key: "*", label: words.keys.close }],
  };
}

export function cancelPage({ state, words }: View): Page {
  const { title, text, revokes, goOn, stop } = words.cancel;
  return {
    title,
    blocks: [
      { type: "prompt", text },
      ...(state.facts?.signed ? [{ type: "note" as const, text: revokes }] : []),
      { type: "choices", choices: [{ label: goOn }, { label: stop }] },
    ],
    keys: [
      { key: "1 #", label: words.keys.goOn },
      { key: "2", label: words.keys.stop },
    ],
  };
}

export function idlePage({ state, words }: View, overlay: Extract<Overlay, { at: "idle" }>): Page {
  const { title, text, signsOff, next, onlyHere, erased } = words.idle;
  // Between ceremonies it is the officer whose time runs out.
  const closing = state.facts === null && state.officer !== null ? signsOff : text;
  return {
    title,
    blocks: [
      { type: "prompt", text: next },
      { type: "note", text: onlyHere },
      { type: "note", text: closing(overlay.secondsLeft) },
      ...(state.facts ? [{ type: "note" as const, text: erased }] : []),
    ],
    keys: [{ key: words.keys.anyKey, label: words.keys.goOn }],
  };
}

export function trainerCardPage({ state, words }: View, { page }: Extract<Overlay, { at: "trainer-card" }>): Page {
  return {
    title: words.card.title,
    blocks: [{ type: "leaves", lines: state.house?.card ?? [], page, pageOf: words.pageOf }],
    keys: [
      { key: "#", label: words.keys.next },
      { key: "*", label: words.keys.close },
    ],
  };
}
