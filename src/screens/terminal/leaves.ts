// Many short lines as leaves that one turns: what stands together stays together where it fits, and no line is left out.
import { paginate } from "./paginate.ts";
import { stringWidth } from "./string-width.ts";

/** Pages that hold any text whole. */
const allRows = 1000;

export function lined(text: string, width: number): readonly string[] {
  return paginate(text, width, allRows)[0] ?? [];
}

/** Blank lines and blanks in front stay where the line fits. */
export function asItIs(line: string, width: number): readonly string[] {
  return stringWidth(line) <= width ? [line] : lined(line, width);
}

type Rows = readonly string[];

/** The rows of each line, in the groups that blank lines part. */
function groupsOf(lines: readonly string[], width: number): readonly (readonly Rows[])[] {
  const groups: Rows[][] = [[]];
  for (const line of lines)
    if (line === "") groups.push([]);
    else groups.at(-1)?.push(asItIs(line, width));
  return groups.filter((group) => group.length > 0);
}

/** A group longer than a leaf goes on below its first line, so that one knows whose it is. */
function split(group: readonly Rows[], rows: number): readonly Rows[] {
  const [head = []] = group;
  const leaves: string[][] = [[]];
  for (const line of group) {
    const leaf = leaves.at(-1) ?? [];
    if (leaf.length + line.length <= rows) leaf.push(...line);
    else leaves.push(head.length + line.length <= rows ? [...head, ...line] : [...line]);
  }
  return leaves;
}

/** At least one leaf, each of at most `rows` rows of at most `width` cells; blank lines part the groups of a leaf. */
export function leavesOf(lines: readonly string[], width: number, rows: number): readonly Rows[] {
  const leaves: Rows[] = [];
  for (const group of groupsOf(lines, width)) {
    const leaf = leaves.at(-1);
    const whole = group.flat();
    const fits = leaf !== undefined && leaf.length + 1 + whole.length <= rows;
    if (fits) leaves[leaves.length - 1] = [...leaf, "", ...whole];
    else leaves.push(...split(group, rows));
  }
  return leaves.length > 0 ? leaves : [[]];
}

/** Turned on from the last one comes the first one, and back from the first the last. */
export function turnedTo<T>(leaves: readonly T[], page: number): number {
  return ((page % leaves.length) + leaves.length) % leaves.length;
}
