// The password keyboard on the screen. It never shows what was pressed: it says only which of the two digits is wanted.
import { Box } from "ink";
import { passwordGrid } from "../../input/password-grid.ts";
import { isCompact, useLook, Words } from "./look.tsx";

type PasswordGridProps = {
  readonly wanted: "row" | "column";
  /** 줄을 누르십시오, 칸을 누르십시오. */
  readonly words: Readonly<Record<"row" | "column", string>>;
};

const digits = "0123456789";

/** Rows with blanks between the characters, one a line. */
function Spread() {
  return (
    <>
      <Words tone="strong">{`     ${[...digits].join("  ")}`}</Words>
      {passwordGrid.map((characters, row) => (
        <Box key={characters} flexShrink={0}>
          <Words tone="strong">{` ${row}   `}</Words>
          <Words>{[...characters].join("  ")}</Words>
        </Box>
      ))}
    </>
  );
}

/** Three rows a line: small letters, capitals, digits and signs; the tenth row has room for the words beside it. */
function Dense({ words }: { readonly words: string }) {
  const block = (row: number) => (
    <Box key={row} width={13} flexShrink={0}>
      <Words tone="strong">{`${row} `}</Words>
      <Words>{passwordGrid[row] ?? ""}</Words>
    </Box>
  );
  return (
    <>
      <Words tone="strong">{`  ${digits}   ${digits}   ${digits}`}</Words>
      {[0, 3, 6].map((row) => (
        <Box key={row} flexShrink={0}>
          {[row, row + 1, row + 2].map(block)}
        </Box>
      ))}
      <Box flexShrink={0}>
        {block(9)}
        <Words tone="strong">{words}</Words>
      </Box>
    </>
  );
}

export function PasswordGrid({ wanted, words }: PasswordGridProps) {
  const compact = isCompact(useLook());
  return (
    <Box flexDirection="column" flexShrink={0}>
      {compact ? <Dense words={words[wanted]} /> : <Spread />}
      {!compact && <Words tone="strong">{words[wanted]}</Words>}
    </Box>
  );
}
