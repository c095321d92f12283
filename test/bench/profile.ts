// Which functions a stretch of a V8 profile went by in: the way from the root along the heaviest call.

type Node = {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
};

/** As `Profiler.stop` gives it: times in microseconds of the steady clock, a delta before each sample. */
export type Profile = {
  readonly nodes: readonly Node[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
};

/** A function that holds less of the stretch than this names nothing. */
const share = 0.4;
const shown = 4;

/** The last few functions on the heaviest way, the outermost first; `from` and `to` in milliseconds. */
export function heaviest(profile: Profile, from: number, to: number): readonly string[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const own = new Map<number, number>();
  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    const delta = profile.timeDeltas[index] ?? 0;
    at += delta;
    if (at >= from * 1000 && at <= to * 1000) own.set(id, (own.get(id) ?? 0) + delta);
  });
  const totals = new Map<number, number>();
  const total = (id: number): number => {
    const known = totals.get(id);
    if (known !== undefined) return known;
    const sum = (nodes.get(id)?.children ?? []).reduce((all, child) => all + total(child), own.get(id) ?? 0);
    totals.set(id, sum);
    return sum;
  };
  const way: string[] = [];
  const root = profile.nodes[0];
  for (let node = root; node; ) {
    const { functionName, url } = node.callFrame;
    // Node's own loader and its queues say nothing of ours.
    if (functionName !== "" && url !== "" && !url.startsWith("node:")) way.push(functionName);
    const next: number | undefined = node.children?.toSorted((one, other) => total(other) - total(one))[0];
    node = next !== undefined && total(next) >= share * total(root?.id ?? 0) ? nodes.get(next) : undefined;
  }
  return way.slice(-shown);
}
