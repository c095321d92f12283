// `changgu backup` and `changgu restore`, and their options.

import type { Command } from "commander";
import type { Locale } from "../ceremony/state.ts";
import type { Doors, Run } from "./command-line.ts";
import { languageOption, recordWords } from "./language.ts";
import { output } from "./output.ts";

type Where = { readonly training?: boolean; readonly json?: boolean };
type CheckAsked = Where & { readonly check: string; readonly lang?: Locale };

export function addBackup(program: Command, doors: Doors, run: Run): void {
  const training = ["--training", "the training branch's"] as const;
  program
    .command("backup")
    .description("copies the database while desks are open, and looks at the copy; no key is in it")
    .argument("<dir>", "where the copy goes")
    .option(...training)
    .option("--json", "prints JSON")
    .action(
      run(async (dir: string, { training: rehearsal, json = false }: Where) => {
        const { backUp } = await import("./backing-up.ts");
        return backUp(rehearsal ? doors.trainingHome : doors.home, dir, { json, ...output });
      }),
    );
  program
    .command("restore")
    .description("the drill: whether a copy could be put back, and how old it is; nothing is changed")
    .requiredOption("--check <file>", "a copy that `changgu backup` made")
    .option(...training)
    .addOption(languageOption())
    .option("--json", "prints JSON")
    .action(
      run(async ({ check, training: rehearsal, json = false, lang }: CheckAsked) => {
        const { checkBackup } = await import("./backing-up.ts");
        const home = rehearsal ? doors.trainingHome : doors.home;
        return checkBackup(home, check, { json, ...output }, await recordWords(lang));
      }),
    );
}
