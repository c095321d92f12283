// `changgu cards` and its options.

import type { Command } from "commander";
import type { Doors, Run } from "./command-line.ts";
import type { RowsAsked } from "./importing-rows.ts";

const columns = `
Columns: serial, then 1 to 30 or 1 to 35, in this order:
  serial            12 digits
  1, 2, ... 35      the four digits of each cell; a card of 30 leaves the last five out

A file has at most 100000 rows and 32 MiB. It holds every code: keep it at mode 0600,
and remove it as soon as it is taken.`;

export function addCards(program: Command, doors: Doors, run: Run): void {
  program
    .command("cards")
    .description("security cards: takes the codes that their printer sends")
    .command("import")
    .description("takes a CSV file, all of it or nothing; exit 1 with every fault and its line")
    .argument("<file>", "the CSV file, in UTF-8, its first line the names of the columns")
    .option("--dry-run", "says what would be taken; writes nothing")
    .option("--training", "into the training branch")
    .option("--json", "prints JSON")
    .addHelpText("after", columns)
    .action(
      run(async (file: string, asked: RowsAsked) => {
        const { importRowsInto } = await import("./importing-rows.ts");
        return importRowsInto(asked.training ? doors.trainingHome : doors.home, "cards", file, asked);
      }),
    );
}
