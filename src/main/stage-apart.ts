// A stage in a process of its own behind a pseudo-terminal: one that a transcript can kill, and that starts again.

import type { Stage, StageWanted } from "../commands/play.ts";
import type { Home } from "../home.ts";

export type StageApart = {
  readonly home: Home;
  readonly wanted: StageWanted;
  journal(): readonly Readonly<Record<string, unknown>>[];
};

export async function stageApart(_options: StageApart): Promise<Stage> {
  throw new Error("not here yet");
}
