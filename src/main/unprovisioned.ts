// What a command says in a home in which nothing was begun: how it is begun, and where the rehearsal's is.

import { existsSync } from "node:fs";
import { type Home, homeAt, trainingRoot } from "../home.ts";

/** The end of a sentence; empty where there is no rehearsal, or it is the one that was asked about. */
export function rehearsalHint({ root }: Home): string {
  const rehearsed = homeAt(process.env.CHANGGU_TRAINING_HOME ?? trainingRoot(root));
  if (rehearsed.root === root || !existsSync(rehearsed.database)) return "";
  return "; for the training branch's, add --training";
}

export function unprovisioned(home: Home): string {
  return `${home.root} is not provisioned; run: changgu provision --help${rehearsalHint(home)}`;
}
