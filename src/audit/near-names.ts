// Names that somebody may have meant who typed another one. Pure.

const most = 5;
const leastPart = 4;

/** Letters to be put in, taken out or replaced until one is the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [column, wanted] of [...other].entries()) {
      const replaced = (row[column] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The nearest first: a third of the letters may be wrong, or a word of it is one of theirs. */
export function nearNames(typed: string, names: readonly string[]): readonly string[] {
  const parts = typed.split("-").filter((part) => part.length >= leastPart);
  return names
    .map((name) => ({ name, far: distance(typed, name), shares: parts.some((part) => name.includes(part)) }))
    .filter(({ name, far, shares }) => shares || far <= Math.max(typed.length, name.length) / 3)
    .sort((one, other) => one.far - other.far)
    .slice(0, most)
    .map(({ name }) => name);
}
