// How everything on the screen is drawn: palette, glyphs and size, known to every widget below the stage.
import { Box, Text } from "ink";
import { createContext, useContext } from "react";
import { drawn, type Glyphs } from "./glyphs.ts";
import { type Palette, standard, type Tone } from "./palette.ts";

export type Look = {
  readonly palette: Palette;
  readonly glyphs: Glyphs;
  /** In cells. */
  readonly columns: number;
  readonly rows: number;
};

export const LookContext = createContext<Look>({ palette: standard, glyphs: drawn, columns: 80, rows: 24 });

export function useLook(): Look {
  return useContext(LookContext);
}

/** The 40 by 12 layout in large letters, where every row counts. */
export function isCompact(look: Look): boolean {
  return look.rows < 18 || look.columns < 60;
}

type WordsProps = {
  readonly tone?: Tone;
  /** One row, cut at the width there is (the default), or as many rows as it takes. */
  readonly wrap?: "cut" | "wrap";
  readonly children: string;
};

/** The only way to put text on a screen: it carries its colour and background. */
export function Words({ tone = "plain", wrap = "cut", children }: WordsProps) {
  const { palette } = useLook();
  const paint = palette.tones[tone];
  if (wrap === "wrap") {
    return (
      <Text wrap="wrap" {...paint}>
        {children}
      </Text>
    );
  }
  // Ink's own truncation ends in an ellipsis, which is wide on some terminals and no glyph of ASCII.
  return (
    <Box height={1} overflow="hidden">
      <Text wrap="hard" {...paint}>
        {children}
      </Text>
    </Box>
  );
}
