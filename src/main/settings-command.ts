// `changgu settings` and its options.

import { existsSync, readFileSync } from "node:fs";
import type { Command } from "commander";
import type { Doors, Run } from "./command-line.ts";
import { output } from "./output.ts";
import { type TerminalAsked, terminalOption } from "./terminal-option.ts";

type Asked = TerminalAsked & { readonly training?: boolean; readonly json?: boolean };

export function addSettings(program: Command, { home, trainingHome }: Doors, run: Run): void {
  program
    .command("settings")
    .description("every setting: what is in force, what it is for, what it takes; exit 1 when one is wrong")
    .option("--training", "the training branch's")
    .option(...terminalOption("as they are for this terminal of the branch"))
    .option("--json", "prints JSON")
    .action(
      run(async (asked: Asked) => {
        const { training, terminal, json = false } = asked;
        const { showSettings } = await import("../commands/settings.ts");
        const path = (training ? trainingHome : home).settings;
        return showSettings({
          ...{ path, json, terminal, environment: process.env },
          text: existsSync(path) ? readFileSync(path, "utf8") : null,
          ...output,
        });
      }),
    );
}
