// One page of a long text, and which of how many it is.
import { Box } from "ink";
import { Words } from "./look.tsx";

type ParagraphsProps = {
  /** From `paginate`. */
  readonly pages: readonly (readonly string[])[];
  /** From 0. */
  readonly page: number;
  /** `2/5 쪽`, in the language of the screen; absent where one page is all. */
  readonly note?: string;
};

export function Paragraphs({ pages, page, note }: ParagraphsProps) {
  const lines = pages[page] ?? [];
  return (
    <Box flexDirection="column" flexShrink={0}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text repeat, and their place is what they are
        <Words key={index}>{line === "" ? " " : line}</Words>
      ))}
      {note !== undefined && <Words tone="quiet">{note}</Words>}
    </Box>
  );
}
