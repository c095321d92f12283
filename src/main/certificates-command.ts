// `changgu certificates` and its options.

import { type Command, InvalidArgumentError, Option } from "commander";
import type { CertificateState } from "../authority/certificates.ts";
import { certificateStates } from "../commands/certificates.ts";
import type { Doors, Run } from "./command-line.ts";

type Asked = {
  readonly state?: readonly CertificateState[];
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
  if (opened.type === "refused") {
    process.stderr.write(`${opened.why}\n`);
    return 2;
  }
  const { books } = opened;
  const { state: states = [], holder = null, expiresWithin = null, json = false } = asked;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    return listCertificates({ states, holder, expiresWithin, json }, { books, now: wallClock.now(), print });
  } finally {
    books.close();
  }
}

export function addCertificates(program: Command, doors: Doors, run: Run): void {
  program
    .command("certificates")
    .description("what this branch issued")
    .command("list")
    .description("prints issuer, serial, kind, state, end and holder, the one that ends first first")
    .addOption(new Option("--state <state...>", "only these").choices(certificateStates))
    .option("--holder <name>", "a part of the holder's name")
    .option("--expires-within <days>", "valid and suspended ones that end in so many days (KST) or sooner", days)
    .option("--training", "the training branch's")
    .option("--json", "prints JSON")
    .action(run((asked: Asked) => list(doors, asked)));
}
