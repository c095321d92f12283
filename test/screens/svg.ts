// A terminal's screen as a picture. Every glyph outside ASCII has its own place, so that fonts with other widths do not shift a row.
import type { Cell } from "../../src/screens/terminal/emulator.ts";
import { colourOf } from "../../src/screens/terminal/palette.ts";

const cell = { width: 9, height: 20, baseline: 15 };
const paint = (index: number | null, otherwise: string): string =>
  index === null || index < 16
    ? otherwise
    : `#${colourOf(index)
        .map((part) => part.toString(16).padStart(2, "0"))
        .join("")}`;
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

type Run = { readonly x: number; cells: number; text: string; readonly style: string; readonly fill: string };

const styleOf = ({ color, bold, underline }: Cell): string =>
  `fill="${paint(color, "#eeeeee")}"${bold ? ' font-weight="bold"' : ""}${underline ? ' text-decoration="underline"' : ""}`;

/** Neighbours of one style in ASCII are one run; anything else stands alone. */
function runs(row: readonly Cell[]): readonly Run[] {
  const found: Run[] = [];
  row.forEach((each, x) => {
    if (each.width === 0) return;
    const last = found.at(-1);
    const style = styleOf(each);
    const fill = paint(each.background, "#000000");
    const joins = last && /^[ -~]+$/.test(last.text + each.text) && last.style === style && last.fill === fill;
    if (joins && last.x + last.cells === x) {
      last.text += each.text;
      last.cells += 1;
    } else found.push({ x, cells: each.width, text: each.text, style, fill });
  });
  return found;
}

/** An SVG document of the cells. The font is named, not embedded: NanumGothicCoding covers all glyphs that screens may hold. */
export function svg(rows: readonly (readonly Cell[])[]): string {
  const width = (rows[0]?.length ?? 0) * cell.width;
  const height = rows.length * cell.height;
  const lines = rows.flatMap((row, y) =>
    runs(row).flatMap(({ x, cells, text, style, fill }) => {
      const left = x * cell.width;
      const wide = cells * cell.width;
      const background = `<rect x="${left}" y="${y * cell.height}" width="${wide}" height="${cell.height}" fill="${fill}"/>`;
      // Word by word: renderers differ in what they do with blanks.
      const words = [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
        const length = (word === text ? cells : word.length) * cell.width;
        const place = `x="${left + index * cell.width}" y="${y * cell.height + cell.baseline}"`;
        return `<text ${place} textLength="${length}" lengthAdjust="spacingAndGlyphs" ${style}>${escaped(word)}</text>`;
      });
      return [background, ...words];
    }),
  );
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="NanumGothicCoding, monospace" font-size="16" shape-rendering="crispEdges">`;
  return [head, ...lines, "</svg>", ""].join("\n");
}
