// The hidden command with which a desk runs a token's module in a process of its own.

import type { Command } from "commander";
import type { Run } from "./command-line.ts";

export function addTokenAgent(program: Command, run: Run): void {
  program
    .command("token-agent", { hidden: true })
    .argument("<module>")
    .action(
      run(async (path: string) => {
        const { runTokenAgent } = await import("../../hardware/token/load-module.ts");
        return runTokenAgent(path);
      }),
    );
}
