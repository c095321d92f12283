// `changgu certificates` and its options.

import { type Command, InvalidArgumentError, Option } from "commander";
import { JournalUnwritable } from "../audit/journal.ts";
import { type ShownState, shownStates } from "../commands/certificates.ts";
import type { Doors, Run } from "./command-line.ts";
import { output, refused } from "./output.ts";

type Asked = {
  readonly state?: readonly ShownState[];
  readonly holder?: string;
  readonly expiresWithin?: number;
  readonly json?: boolean;
  readonly training?: boolean;
};

function days(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError("a number of days, 0 to 9999");
  return Number(text);
}

async function list(doors: Doors, asked: Asked): Promise<number> {
  const [{ openBooksBeside }, { listCertificates }, { wallClock }] = await Promise.all([
    import("./beside.ts"),
    import("../commands/certificates.ts"),
    import("../clock.ts"),
  ]);
  const opened = await openBooksBeside(asked.training ? doors.trainingHome : doors.home);
  if (opened.type === "refused") return refused(opened.why);
  const { books } = opened;
  const { state: states = [], holder = null, expiresWithin = null, json = false } = asked;
  try {
    return listCertificates(
      { states, holder, expiresWithin, json },
      { books, now: wallClock.now(), print: output.print },
    );
  } finally {
    books.close();
  }
}

type NoticesAsked = { readonly dryRun?: boolean; readonly json?: boolean; readonly training?: boolean };

async function notices(
  doors: Doors,
  { dryRun = false, json = false, training = false }: NoticesAsked,
): Promise<number> {
  const home = training ? doors.trainingHome : doors.home;
  const [{ openBooksBeside }, { sendNotices }, { wallClock }, { settingsAt, wrongSetting }, { connectGateways }] =
    await Promise.all([
      import("./beside.ts"),
      import("../commands/notices.ts"),
      import("../clock.ts"),
      import("./settings-file.ts"),
      import("../../hardware/gateways.ts"),
    ]);
  const { rehearsedNotices } = await import("../../hardware/phone/rehearsed-notices.ts");
  const settings = settingsAt(home);
  if (settings.type === "wrong-setting") return refused(wrongSetting(home, settings));
  const connected = connectGateways(settings.settings, wallClock);
  if (connected.type === "refused") return refused(connected.why);
  const gateway = training ? rehearsedNotices(json ? () => {} : output.print) : connected.gateways.notices;
  if (!gateway) return refused("nobody can be told: set gateways.phone in settings.json");
  const opened = await openBooksBeside(home);
  if (opened.type === "refused") return refused(opened.why);
  const { books } = opened;
  try {
    const within = settings.settings.noticeDays;
    return await sendNotices({ dryRun, json }, { books, gateway, now: wallClock.now(), within, print: output.print });
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    return refused(`nobody more was told: ${error.message}`);
  } finally {
    books.close();
  }
}

export function addCertificates(program: Command, doors: Doors, run: Run): void {
  const certificates = program
    .command("certificates")
    .description("what this branch issued, and who is told of its end");
  certificates
    .command("notices")
    .description("tells each holder once that his certificate ends soon (noticeDays), on the number on file")
    .option("--dry-run", "says who would be told, and tells nobody")
    .option("--training", "the training branch's; no phone rings")
    .option("--json", "prints JSON")
    .action(run((asked: NoticesAsked) => notices(doors, asked)));
  certificates
    .command("list")
    .description("prints issuer, serial, kind, state, end and holder, the one that ends first first")
    .addOption(new Option("--state <state...>", "only these").choices(shownStates))
    .option("--holder <name>", "a part of the holder's name")
    .option("--expires-within <days>", "valid and suspended ones that end in so many days (KST) or sooner", days)
    .option("--training", "the training branch's")
    .option("--json", "prints JSON")
    .action(run((asked: Asked) => list(doors, asked)));
}
