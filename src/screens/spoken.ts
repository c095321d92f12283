// A page as text, line by line: title, step, what it asks, its keys, what went wrong. For a screen reader or a speech device.

import type { State } from "../ceremony/state.ts";
import { keypadLine, modeOf, noticeLine, progressOf } from "./header.ts";
import type { Block, View } from "./page.ts";
import { pageOf } from "./page-of.ts";
import { leavesOf, turnedTo } from "./terminal/leaves.ts";
import type { Words } from "./words/catalogue.ts";

/** The same words as the drawn screen; a secret is told by how many are typed. What went wrong comes first. */
export function spoken(state: State, words: Words): readonly string[] {
  const view: View = { state, words };
  const page = pageOf(view);
  const around = [noticeLine(view, "full"), keypadLine(view, "full"), modeOf(view), page.title, progressOf(view)];
  const keys = page.keys.map(({ key, label }) => `${key} ${label}`);
  return [...around, ...page.blocks.flatMap(blockLines), ...keys].filter(
    (line): line is string => line !== null && line !== "",
  );
}

/** A leaf is heard as it is seen at 80x24. */
const spokenCells = 76;
const spokenRows = 16;

function blockLines(block: Block): readonly string[] {
  switch (block.type) {
    case "prompt":
    case "note":
    case "article":
      return [block.text];
    case "choices":
      return block.choices.map(({ digit, label, detail, disabled }, index) => {
        const said = detail === undefined ? label : `${label}. ${detail}`;
        return disabled === undefined ? `${digit ?? (block.from ?? 1) + index} ${said}` : `${said} (${disabled})`;
      });
    case "slots":
      return block.rows.map(({ label, filled, slots }) => `${label}: ${Math.min(filled, slots)} / ${slots}`);
    case "field":
      return [`${block.label}: ${block.value}`];
    case "grid":
      return [block.words[block.wanted]];
    case "facts":
      return block.rows.map(([label, value]) => `${label}: ${value}`);
    case "digits":
      return [[...block.value].join(" ")];
    case "steps":
      return block.steps.map(({ label, word }) => `${label}: ${word}`);
    case "panel":
      return [block.title, block.line];
    case "pad":
      return Object.entries(block.labels).map(([key, label]) => `${key} ${label}`);
    case "list":
      return [block.title, ...block.lines];
    case "leaves": {
      const leaves = leavesOf(block.lines, spokenCells, spokenRows);
      const at = turnedTo(leaves, block.page);
      return [...(leaves[at] ?? []), block.pageOf(at + 1, leaves.length)];
    }
    case "lines":
      return block.lines;
  }
}
