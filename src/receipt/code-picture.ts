// A slip's QR code as a part of its picture: with one mask, where receiptline weighs all eight and takes longer for that than
// for the rest of the slip. A camera reads any of them, and a rehearsal's picture is on no paper.

import { encode } from "uqr";

/** What receiptline's own picture keeps while it draws. */
type Drawing = {
  svgContent: string;
  svgHeight: number;
  readonly charWidth: number;
  readonly lineMargin: number;
  readonly lineWidth: number;
  readonly lineAlign: number;
};

/** A command of receiptline's set for pictures, called upon it; `cell`: the side of a module. */
export function drawCode(this: unknown, symbol: { readonly data: string; readonly cell: number }): string {
  const drawing = this as Drawing;
  const { data } = encode(symbol.data, { ecc: "L", boostEcc: false, maskPattern: 0, border: 0 });
  const side = data.length * symbol.cell;
  const path = data.map((row, line) => pathOf(row, line * symbol.cell, symbol.cell)).join("");
  const free = drawing.lineWidth * drawing.charWidth - side;
  const left = Math.floor(drawing.lineMargin * drawing.charWidth + (free * drawing.lineAlign) / 2);
  drawing.svgContent += `<g transform="translate(${left},${drawing.svgHeight})"><path d="${path}"/></g>`;
  drawing.svgHeight += side;
  return "";
}

/** Dark modules side by side are one rectangle. */
function pathOf(row: readonly boolean[], top: number, cell: number): string {
  const dark = row.map((module) => (module ? "#" : " ")).join("");
  return [...dark.matchAll(/#+/g)]
    .map(({ index, 0: run }) => `M${index * cell},${top}h${run.length * cell}v${cell}h-${run.length * cell}z`)
    .join("");
}
