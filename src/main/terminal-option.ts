// `--terminal ID`: which terminal of the branch, over what the settings file and the environment say.

import { InvalidArgumentError } from "commander";
import { terminalRefusal } from "../settings/terminals.ts";

export type TerminalAsked = { readonly terminal?: string };

export function terminalOption(what: string): [flags: string, description: string, parse: (id: string) => string] {
  return ["--terminal <id>", `${what}; otherwise the one that the settings name`, terminalId];
}

function terminalId(id: string): string {
  const refused = terminalRefusal(id);
  if (refused !== null) throw new InvalidArgumentError(`it ${refused}`);
  return id;
}

/** What is read with the settings file. */
export function environmentAt({ terminal }: TerminalAsked): typeof process.env {
  return terminal === undefined ? process.env : { ...process.env, CHANGGU_TERMINAL: terminal };
}
