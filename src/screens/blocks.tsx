// Draws what stands on a page, for the size of the terminal.
import { Box } from "ink";
import type { Block, Fact, Slots } from "./page.ts";
import { padded } from "./pages/padded.ts";
import { BigDigits } from "./terminal/big-digits.tsx";
import { type Choice, Choices } from "./terminal/choices.tsx";
import { asItIs, leavesOf, lined, turnedTo } from "./terminal/leaves.ts";
import { isCompact, type Look, useLook, Words } from "./terminal/look.tsx";
import { MaskedField } from "./terminal/masked-field.tsx";
import { Pad } from "./terminal/pad.tsx";
import type { Tone } from "./terminal/palette.ts";
import { Paragraphs } from "./terminal/paragraphs.tsx";
import { PasswordGrid } from "./terminal/password-grid.tsx";
import { ProgressSteps } from "./terminal/progress-steps.tsx";
import { stringWidth } from "./terminal/string-width.ts";
import { TextField } from "./terminal/text-field.tsx";

/** Long lines are hard to follow; in cells. */
const longestLine = 90;

/** What the frame leaves to a page, in cells. */
function bodyWidth(look: Look): number {
  return Math.min(look.columns - (isCompact(look) ? 2 : 4), longestLine);
}

type LinesProps = { readonly lines: readonly string[]; readonly tone: Tone };

function Lines({ lines, tone }: LinesProps) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text repeat, and their place is what they are
        <Words key={index} tone={tone}>
          {line === "" ? " " : line}
        </Words>
      ))}
    </Box>
  );
}

type ColumnProps = { readonly choices: readonly Choice[]; readonly from: number; readonly gap: 0 | 1 };

/** One by one: two sticks of one make have one name, and the digit tells them apart. */
function Column({ choices, from, gap }: ColumnProps) {
  return (
    <Box flexDirection="column" flexShrink={0} gap={gap}>
      {choices.map((choice, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its digit is what a choice is
        <Choices key={index} choices={[choice]} from={from + index} />
      ))}
    </Box>
  );
}

/** Rows that choices may take beside a question and a note: 5 in the large layout, 10 of 24; 14 where nothing stands below. */
function roomFor(look: Look, alone: boolean): number {
  return isCompact(look) ? 5 : Math.max(alone ? 14 : 10, look.rows - 16);
}

/** Where rows are short first the space between choices goes, then their details; then they stand in two columns. */
function ChoiceList({ choices, from = 1, tight = false, alone = false }: Extract<Block, { readonly type: "choices" }>) {
  const look = useLook();
  const compact = isCompact(look);
  const room = roomFor(look, alone);
  const rows = choices.reduce((sum, { detail }) => sum + (detail === undefined ? 1 : 2), 0);
  const gap = !compact && !tight && rows + choices.length - 1 <= room ? 1 : 0;
  if (rows <= room) return <Column choices={choices} from={from} gap={gap} />;
  const bare = choices.map(({ detail: _, ...choice }) => choice);
  if (bare.length <= room) return <Column choices={bare} from={from} gap={0} />;
  const half = Math.ceil(bare.length / 2);
  return (
    <Box flexShrink={0} gap={1}>
      {[0, half].map((start) => (
        <Box key={start} width={18} overflow="hidden">
          <Column choices={bare.slice(start, start === 0 ? half : undefined)} from={from + start} gap={0} />
        </Box>
      ))}
    </Box>
  );
}

function SlotRows({ rows }: { readonly rows: readonly Slots[] }) {
  const { glyphs } = useLook();
  const width = Math.max(...rows.map(({ label }) => stringWidth(label)));
  const several = rows.length > 1;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map(({ label, filled, slots, at }) => (
        <Box key={label} flexShrink={0}>
          {several && <Words tone={at === "now" ? "strong" : "quiet"}>{`${glyphs[at]} `}</Words>}
          <MaskedField label={padded(label, width)} filled={filled} slots={slots} />
        </Box>
      ))}
    </Box>
  );
}

export function FactRows({ rows }: { readonly rows: readonly Fact[] }) {
  const look = useLook();
  const width = Math.max(...rows.map(([label]) => stringWidth(label))) + 2;
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map(([label, value]) => (
        <Box key={label} flexShrink={0}>
          <Box width={width} flexShrink={0}>
            <Words tone="quiet">{label}</Words>
          </Box>
          <Lines lines={lined(value, bodyWidth(look) - width)} tone="strong" />
        </Box>
      ))}
    </Box>
  );
}

/** Rows of a screen that are not the leaf's: the frame, a banner, and which leaf it is. */
const framed = { compact: 6, roomy: 9 };

function Leaf({ lines, page, pageOf }: Extract<Block, { readonly type: "leaves" }>) {
  const look = useLook();
  const compact = isCompact(look);
  const rows = look.rows - (compact ? framed.compact : framed.roomy);
  const leaves = leavesOf(lines, bodyWidth(look), rows);
  const at = turnedTo(leaves, page);
  return (
    <>
      <Lines lines={leaves[at] ?? []} tone="plain" />
      <Lines lines={[pageOf(at + 1, leaves.length)]} tone="quiet" />
    </>
  );
}

/** A device that is not there, drawn apart from the page itself. */
function Panel({ title, line }: { readonly title: string; readonly line: string }) {
  const look = useLook();
  const { glyphs, palette } = look;
  if (isCompact(look)) return <Lines lines={[title, line]} tone="banner" />;
  const paint = palette.background.backgroundColor;
  return (
    <Box
      flexDirection="column"
      flexShrink={0}
      alignSelf="flex-start"
      borderStyle={glyphs.border}
      paddingX={1}
      {...(paint === undefined ? {} : { borderBackgroundColor: paint })}
    >
      <Words tone="quiet">{title}</Words>
      <Words tone="strong">{line}</Words>
    </Box>
  );
}

export function BlockView({ block }: { readonly block: Block }) {
  const look = useLook();
  const width = bodyWidth(look);
  switch (block.type) {
    case "prompt":
      return <Lines lines={lined(block.text, width)} tone="strong" />;
    case "note":
      return <Lines lines={lined(block.text, width)} tone="quiet" />;
    case "article":
      return <Paragraphs pages={[lined(block.text, width)]} page={0} />;
    case "choices":
      return <ChoiceList {...block} />;
    case "slots":
      return <SlotRows rows={block.rows} />;
    case "field":
      return <TextField label={block.label} value={block.value} cursor={[...block.value].length} width={block.width} />;
    case "grid":
      return <PasswordGrid wanted={block.wanted} words={block.words} />;
    case "facts":
      return <FactRows rows={block.rows} />;
    case "digits":
      return <BigDigits value={block.value} height={isCompact(look) ? 3 : 5} />;
    case "steps":
      return <ProgressSteps steps={block.steps} />;
    case "panel":
      return <Panel title={block.title} line={block.line} />;
    case "pad":
      return <Pad labels={block.labels} />;
    case "list":
      return (
        <Box flexDirection="column" flexShrink={0}>
          <Lines lines={[block.title]} tone="quiet" />
          <Lines lines={block.lines.map((line) => `  ${look.glyphs.done} ${line}`)} tone="plain" />
        </Box>
      );
    case "leaves":
      return <Leaf {...block} />;
    case "lines":
      return <Lines lines={block.lines.flatMap((line) => asItIs(line, width))} tone="plain" />;
  }
}
