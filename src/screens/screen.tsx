// One state of the desk as one page of the terminal.
import { Box } from "ink";
import type { State } from "../ceremony/state.ts";
import { BlockView } from "./blocks.tsx";
import { institutionOf, keypadLine, modeOf, noticeLine, progressOf } from "./header.ts";
import type { Block, Page, View } from "./page.ts";
import { pageOf } from "./page-of.ts";
import { Frame, type KeyLabel } from "./terminal/frame.tsx";
import { isCompact, useLook, Words } from "./terminal/look.tsx";
import { stringWidth } from "./terminal/string-width.ts";
import { wordsIn } from "./words/catalogue.ts";

/** As many keys as the line holds whole, the first ones first. */
export function keysThatFit(keys: readonly KeyLabel[], width: number): readonly KeyLabel[] {
  let room = width;
  return keys.filter(({ key, label }) => {
    const wanted = stringWidth(`${key} ${label}   `);
    // The last one needs no blanks behind it.
    if (wanted - 3 > room) {
      room = 0;
      return false;
    }
    room -= wanted;
    return true;
  });
}

/** Whole words only; a name of one long word is cut. */
function fitted(text: string, width: number): string {
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (stringWidth(longer) > width) break;
    line = longer;
  }
  return line === "" ? text : line;
}

export function Screen({ state }: { readonly state: State }) {
  const look = useLook();
  const compact = isCompact(look);
  const view: View = { state, words: wordsIn(state.locale) };
  const page = pageOf(view);
  const blocks = compact ? compactBlocks(page) : page.blocks;
  const inside = look.columns - 2;
  const mode = modeOf(view);
  const length = compact ? "line" : "full";
  const keypad = keypadLine(view, length);
  const notice = noticeLine(view, length);
  const error = notice ?? keypad;
  const banner = state.house?.banner?.[state.locale];
  const progress = state.overlay ? null : progressOf(view);
  return (
    <Frame
      institution={fitted(institutionOf(view), inside - stringWidth(mode) - 1)}
      mode={mode}
      {...(banner === undefined ? {} : { banner: fitted(banner, inside) })}
      title={page.title}
      {...(progress === null ? {} : { progress })}
      {...(error === null ? {} : { error })}
      keys={keysThatFit(page.keys, inside)}
    >
      <Box flexDirection="column" gap={compact ? 0 : 1}>
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block's place on its page is what it is
          <BlockView key={index} block={block} />
        ))}
        {notice !== null && keypad !== null && !compact && <Words tone="quiet">{keypad}</Words>}
      </Box>
    </Frame>
  );
}

/** What the large layout has room for. */
function compactBlocks({ blocks, compact }: Page): readonly Block[] {
  return compact ?? blocks.filter((block) => !(block.type === "note" && block.roomy));
}
