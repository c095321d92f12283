// One state of the desk as one page of the terminal.
import { Box } from "ink";
import type { State } from "../ceremony/state.ts";
import { BlockView } from "./blocks.tsx";
import { institutionOf, modeOf, progressOf, reservedLine } from "./header.ts";
import type { Block, Page, View } from "./page.ts";
import { pageOf } from "./page-of.ts";
import { Side, sideWidth } from "./side.tsx";
import { Frame, type KeyLabel } from "./terminal/frame.tsx";
import { isCompact, LookContext, useLook } from "./terminal/look.tsx";
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
  const side = sideWidth(look, view);
  const inside = look.columns - 2;
  const mode = modeOf(view);
  const error = reservedLine(view, compact);
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
      keys={keysThatFit((compact ? page.compactKeys : undefined) ?? page.keys, inside)}
    >
      <Box flexShrink={0}>
        <LookContext value={{ ...look, columns: look.columns - side }}>
          <Box flexDirection="column" flexGrow={1} gap={compact ? 0 : 1}>
            {blocks.map((block, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a block's place on its page is what it is
              <BlockView key={index} block={block} />
            ))}
          </Box>
        </LookContext>
        {side > 0 && <Side view={view} width={side} />}
      </Box>
    </Frame>
  );
}

/** What the large layout has room for. */
function compactBlocks({ blocks, compact }: Page): readonly Block[] {
  return compact ?? blocks.filter((block) => !(block.type === "note" && block.roomy));
}
