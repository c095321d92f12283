// `changgu customers` and its options.

import type { Command } from "commander";
import type { Doors, Run } from "./command-line.ts";
import type { RowsAsked } from "./importing-rows.ts";

const columns = `
Columns, in any order:
  id                1 to 32 letters, digits, dots, dashes, underscores
  name              up to 30 characters
  language          ko or en
  resident_number   13 digits, with or without the hyphen
  phones            9 to 11 digits each, hyphens allowed, divided by ; (up to 5, or empty)
  account           10 to 14 digits
  account_password  4 digits
  balance           won

A customer with several accounts has a line for each, one under the other, with the
same id; name, language, resident_number and phones stand there again or are all empty.

A file has at most 100000 rows and 32 MiB. It holds resident numbers and passwords: keep
it at mode 0600, and remove it as soon as it is taken.`;

export function addCustomers(program: Command, doors: Doors, run: Run): void {
  program
    .command("customers")
    .description("the bank's customers: takes them from the system before")
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
        return importRowsInto(asked.training ? doors.trainingHome : doors.home, "customers", file, asked);
      }),
    );
}
