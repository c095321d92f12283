// The slip as paper would show it: on the page of what is done, whether or not there is a printer.

import { type ShownSlip, slipPageLines } from "../../ceremony/slip.ts";
import type { Page, View } from "../page.ts";
import type { KeyLabel } from "../terminal/frame.tsx";
import { showable } from "../terminal/glyphs.ts";
import { padded } from "./padded.ts";

/** A slip is as wide as narrow paper; two halves stand beside one another. */
const columnCells = 36;

/** The page itself, with the slip's keys; or the slip, while somebody looks at it. */
export function withSlip(view: View, slip: ShownSlip | null, page: Page): Page {
  if (slip && slip.from !== null) return slipPage(view, slip);
  const [first, ...others] = page.keys;
  return { ...page, keys: [...(first ? [first] : []), ...slipKeys(view, slip), ...others] };
}

function slipPage(view: View, { lines, from, ...slip }: ShownSlip): Page {
  const { done } = view.words;
  const shown = lines.map(showable);
  const half = Math.ceil(shown.length / 2);
  const first = from ?? 0;
  return {
    title: done.slip,
    blocks: [
      {
        type: "lines",
        lines: shown
          .slice(0, half)
          .map((line, row) => `${padded(line, columnCells)}${shown[half + row] ?? ""}`.trimEnd()),
      },
    ],
    compact: [{ type: "lines", lines: shown.slice(first, first + slipPageLines) }],
    keys: [{ key: "#", label: done.slipBack }, ...againKey(view, slip)],
    // Elsewhere it stands there whole.
    compactKeys: [
      { key: "#", label: done.slipBack },
      ...(shown.length > slipPageLines ? [{ key: "2", label: done.slipNext }] : []),
      ...againKey(view, slip),
    ],
  };
}

/** What can be done about the slip of what is done. */
function slipKeys(view: View, slip: ShownSlip | null): readonly KeyLabel[] {
  if (!slip || slip.lines.length === 0) return [];
  return [...againKey(view, slip), { key: "2", label: view.words.done.slipShow }];
}

function againKey({ words }: View, { result }: Pick<ShownSlip, "result">): readonly KeyLabel[] {
  return result === null || result === "no-printer" ? [] : [{ key: "1", label: words.done.slipAgain }];
}
