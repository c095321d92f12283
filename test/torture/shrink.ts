// The smallest list that still fails: by delta debugging (Zeller and Hildebrandt 2002, ddmin), and by trying at most so often.

/** `fails` is asked about sublists in their order; `tries` bounds how often. */
export async function shrink<T>(
  all: readonly T[],
  fails: (some: readonly T[]) => Promise<boolean>,
  tries: number,
): Promise<readonly T[]> {
  let left = all;
  let parts = 2;
  for (let asked = 0; left.length > 1 && asked < tries; ) {
    const size = Math.ceil(left.length / parts);
    let without: readonly T[] | null = null;
    for (let from = 0; from < left.length && !without && asked < tries; from += size) {
      const some = [...left.slice(0, from), ...left.slice(from + size)];
      asked++;
      if (await fails(some)) without = some;
    }
    if (without) {
      left = without;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(left.length, parts * 2);
  }
  return left;
}
