// `changgu staff` and its options.

import { userInfo } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { JournalUnwritable } from "../audit/journal.ts";
import type { NewMember, StaffExitCode, StaffMeans } from "../commands/staff.ts";
import { Secret } from "../secret.ts";
import type { StaffNumber } from "../verification/registry.ts";
import type { Doors, Run } from "./command-line.ts";
import { output, refused } from "./output.ts";

type Where = { readonly training?: boolean; readonly json?: boolean };
type AddAsked = NewMember & Where & { readonly passwordFile: string };

function staffNumber(text: string): StaffNumber {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError("a staff number has six digits");
  return text as StaffNumber;
}

async function withBooks(
  doors: Doors,
  { training, json = false }: Where,
  act: (means: StaffMeans) => Promise<StaffExitCode> | StaffExitCode,
): Promise<number> {
  const { openBooksBeside } = await import("./beside.ts");
  const opened = await openBooksBeside(training ? doors.trainingHome : doors.home);
  if (opened.type === "refused") return refused(opened.why);
  try {
    return await act({ books: opened.books, operator: userInfo().username, json, ...output });
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    return refused(`Nothing was changed: ${error.message}.`);
  } finally {
    opened.books.close();
  }
}

const mostPasswordBytes = 4096;

/** The first line of a file, without its end. */
async function passwordFrom(file: string): Promise<Secret | null> {
  const [{ readUpTo }, { warnOfReaders }] = await Promise.all([
    import("./file-bytes.ts"),
    import("./importing-rows.ts"),
  ]);
  const bytes = readUpTo(file, mostPasswordBytes);
  if (typeof bytes === "string") {
    output.complain(`the password cannot be read: ${bytes}`);
    return null;
  }
  warnOfReaders(file);
  const end = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const password = Secret.from(Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)));
  bytes.fill(0);
  return password;
}

async function add(doors: Doors, { passwordFile, ...asked }: AddAsked): Promise<number> {
  const { number, name, role } = asked;
  using password = await passwordFrom(passwordFile);
  if (!password) return 2;
  const { addStaff } = await import("../commands/staff.ts");
  // Awaited here: the password is wiped when this function ends.
  return await withBooks(doors, asked, (means) => addStaff({ number, name, role }, password, means));
}

export function addStaffCommand(program: Command, doors: Doors, run: Run): void {
  const staff = program.command("staff").description("who works at the desks: adds, lists, takes out of service");
  const training = ["--training", "the training branch's"] as const;
  const json = ["--json", "prints JSON"] as const;
  staff
    .command("add")
    .description("adds a member of staff; exit 1 when the number is taken, or the password breaks a rule")
    .requiredOption("--number <number>", "six digits", staffNumber)
    .requiredOption("--name <name>", "their name, as screens and journal show it")
    .addOption(new Option("--role <role>", "their role").choices(["teller", "supervisor"]).makeOptionMandatory())
    .requiredOption(
      "--password-file <file>",
      "their first password, the first line of a file: 8 to 64 characters with a letter, a digit and a sign, without the number",
    )
    .option(...training)
    .option(...json)
    .action(run((asked: AddAsked) => add(doors, asked)));
  staff
    .command("list")
    .description("prints number, role, whether in service, and name")
    .option(...training)
    .option(...json)
    .action(
      run(async (asked: Where) => {
        const { listStaff } = await import("../commands/staff.ts");
        return withBooks(doors, asked, listStaff);
      }),
    );
  for (const [name, to, description] of [
    ["lock", "out", "takes a member out of service: no sign-on from now on; not the last supervisor or member"],
    ["unlock", "in", "takes a member back into service"],
  ] as const)
    staff
      .command(name)
      .description(description)
      .argument("<number>", "six digits", staffNumber)
      .option(...training)
      .option(...json)
      .action(
        run(async (number: StaffNumber, asked: Where) => {
          const { turnService } = await import("../commands/staff.ts");
          return withBooks(doors, asked, (means) => turnService(number, to, means));
        }),
      );
}
