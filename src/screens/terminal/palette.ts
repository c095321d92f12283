// The colours of the screens: two palettes with measured contrast, and one without colour. Indexes are those of the
// fixed part of the 256 colours (16 to 255), which no terminal theme changes.

export type Tone =
  | "plain"
  | "strong"
  | "quiet"
  | "header"
  | "banner"
  | "error"
  | "done"
  | "field"
  | "disabled"
  | "cursor";

/** Takes the place of Ink's text properties; a tone is never told by its colour alone. */
export type Paint = {
  readonly color?: string;
  readonly backgroundColor?: string;
  readonly bold?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
};

export type Palette = {
  readonly name: "standard" | "high-contrast" | "mono";
  readonly background: { readonly backgroundColor?: string };
  readonly tones: Readonly<Record<Tone, Paint>>;
};

const on = (background: number, color: number): Paint => ({
  color: `ansi256(${color})`,
  backgroundColor: `ansi256(${background})`,
});
const bold = (paint: Paint): Paint => ({ ...paint, bold: true });

export const standard: Palette = {
  name: "standard",
  background: { backgroundColor: "ansi256(17)" },
  tones: {
    plain: on(17, 255),
    strong: bold(on(17, 231)),
    quiet: on(17, 252),
    header: bold(on(24, 231)),
    banner: bold(on(220, 16)),
    error: bold(on(88, 231)),
    done: on(17, 120),
    field: on(255, 16),
    disabled: on(17, 246),
    cursor: on(220, 16),
  },
};

export const highContrast: Palette = {
  name: "high-contrast",
  background: { backgroundColor: "ansi256(16)" },
  tones: {
    plain: on(16, 231),
    strong: bold(on(16, 226)),
    quiet: on(16, 231),
    header: bold(on(231, 16)),
    banner: bold(on(226, 16)),
    error: bold(on(226, 16)),
    done: on(16, 231),
    field: on(231, 16),
    disabled: on(16, 250),
    cursor: on(226, 16),
  },
};

export const mono: Palette = {
  name: "mono",
  background: {},
  tones: {
    plain: {},
    strong: { bold: true },
    quiet: {},
    header: { bold: true, inverse: true },
    banner: { bold: true },
    error: { bold: true, inverse: true },
    done: {},
    field: { underline: true },
    disabled: {},
    cursor: { inverse: true },
  },
};

export type Rgb = readonly [red: number, green: number, blue: number];

/** The colour of an index from 16 to 255: a cube of 6 levels, then 24 greys (xterm). */
export function colourOf(index: number): Rgb {
  if (index >= 232) {
    const grey = 8 + 10 * (index - 232);
    return [grey, grey, grey];
  }
  const level = (step: number): number => (step === 0 ? 0 : 55 + 40 * step);
  const cube = index - 16;
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}
