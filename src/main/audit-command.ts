// `changgu audit` and its options.

import { type Command, InvalidArgumentError, Option } from "commander";
import type { Locale } from "../ceremony/state.ts";
import type { Home } from "../home.ts";
import type { Doors, Run } from "./command-line.ts";
import { languageOption, recordWords } from "./language.ts";
import { output } from "./output.ts";

type Where = { readonly training?: boolean };

export type VerifyAsked = Where & {
  readonly json?: boolean;
  readonly k0?: string;
  readonly k0File?: string;
  readonly publicKey?: string;
  readonly slips?: readonly string[];
  readonly file?: string;
  readonly lang?: Locale;
};

type TailAsked = Where & {
  readonly json?: boolean;
  readonly follow?: boolean;
  readonly lines: number;
  readonly syslog?: string;
};

export type ExportWanted = Where & {
  readonly out: string;
  readonly format: "jsonl" | "csv";
  readonly from?: string;
  readonly to?: string;
  readonly officer?: string;
  readonly customer?: string;
  readonly event?: readonly string[];
  readonly ceremony?: string;
  readonly json?: boolean;
};

export type CheckWanted = Where & {
  readonly files: readonly string[];
  readonly publicKey?: string;
  readonly json?: boolean;
};

type RotateWanted = Where & { readonly before?: Date; readonly dryRun?: boolean; readonly json?: boolean };

/** The last day that is over everywhere in the journal: no ceremony of today is cut in two. */
function koreanDay(text: string): Date {
  const start = new Date(`${text}T00:00:00+09:00`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(start.getTime()))
    throw new InvalidArgumentError("a day is written YYYY-MM-DD");
  if (start.getTime() > Date.now()) throw new InvalidArgumentError("that day has not begun");
  return start;
}

type RecoverWanted = Where & {
  readonly officer: string;
  readonly reason: string;
  readonly k0File?: string;
  readonly oldCopy?: boolean;
  readonly lang?: Locale;
};

function addRecover(audit: Command, homeOf: (where: Where) => Home, run: Run): void {
  audit
    .command("recover")
    .description(
      "lets a terminal go on whose key state was lost: an officer types the first key, the journal is proven",
    )
    .requiredOption("--officer <name>", "who answers for it")
    .requiredOption("--reason <text>", "why it was lost; both are journaled")
    .option("--k0-file <file>", "a file with the first key, where nobody can type its words")
    .option(
      "--old-copy",
      "goes on from a backup that was put back: what it lacks is named in the journal, and accepted",
    )
    .option(...training)
    .addOption(languageOption())
    .action(
      run(async (asked: RecoverWanted) => {
        const { recoverJournalOf } = await import("./recovering.ts");
        return recoverJournalOf(homeOf(asked), asked, output, await recordWords(asked.lang));
      }),
    );
}

function addEvents(audit: Command, run: Run): void {
  audit
    .command("events")
    .description("what the journal can hold: each event with who causes it, when it is written, and what it says")
    .argument("[part]", "a part of the event's name")
    .option("--json", "prints JSON")
    .action(
      run(async (part: string | undefined, { json = false }: { readonly json?: boolean }) => {
        const { listEvents } = await import("./audit-events.ts");
        return listEvents(part ?? null, { json, ...output });
      }),
    );
}

function addRotate(audit: Command, homeOf: (where: Where) => Home, run: Run): void {
  audit
    .command("rotate")
    .description(
      "moves the rows of past months (or years: the setting journal.file) into files of their own, and removes files whose years are over; for a daily timer",
    )
    .option("--before <day>", "rows before this day instead, YYYY-MM-DD, Korean time", koreanDay)
    .option("--dry-run", "says what would be done, and does nothing")
    .option(...training)
    .option("--json", "prints JSON")
    .action(
      run(async ({ before, dryRun = false, json = false, ...where }: RotateWanted) => {
        const { rotateJournalOf } = await import("./rotating.ts");
        return rotateJournalOf(homeOf(where), { before: before ?? null, dryRun, json }, output);
      }),
    );
}

function addCheck(audit: Command, homeOf: (where: Where) => Home, run: Run): void {
  audit
    .command("check")
    .description("says whether an export is what was signed; exit 1 when one is not")
    .argument("<files...>", "files of an export, each with its .sig beside it")
    .option("--public-key <hex>", "who should have signed, where the terminal's key file is not at hand", hexKey)
    .option(...training)
    .option("--json", "prints JSON")
    .action(
      run(async (files: readonly string[], asked: Omit<CheckWanted, "files">) => {
        const { checkExportsAt } = await import("./checking.ts");
        return checkExportsAt(homeOf(asked), { files, ...asked }, output);
      }),
    );
}

function hexKey(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError("a public key has 64 hexadecimal digits");
  return text;
}

const training = ["--training", "the journal of the training branch"] as const;

export function addAudit(program: Command, doors: Doors, run: Run): void {
  const audit = program.command("audit").description("the journal: prove it, follow it, take it elsewhere");
  const homeOf = ({ training }: Where): Home => (training ? doors.trainingHome : doors.home);
  audit
    .command("verify")
    .description(
      "says which rows are proven by what, or which row is bad; exit 1 when one is, or when what proves them is missing",
    )
    .option(...training)
    .option("--k0 <hex>", "the first key; better in a file")
    .option("--k0-file <file>", "a file with the first key")
    .option("--slips <files...>", "lists of slips, one a line: the row's number and 20 digits")
    .option("--public-key <hex>", "the key that signs checkpoints, where the terminal's key file is not at hand")
    .option("--file <file>", "a copy or an archive instead of this terminal's own journal")
    .addOption(languageOption())
    .option("--json", "prints JSON")
    .action(
      run(async (asked: VerifyAsked) => {
        const { verifyJournalOf } = await import("./auditing.ts");
        return verifyJournalOf(homeOf(asked), asked, output, await recordWords(asked.lang));
      }),
    );
  audit
    .command("tail")
    .description("prints the last rows")
    .option(...training)
    .option("-f, --follow", "goes on with what is appended later")
    .option("-n, --lines <number>", "rows to begin with", Number, 20)
    .option("--json", "one object a line")
    .option("--syslog <server>", "HOST:PORT: hands every row over instead (RFC 5424 over TCP), from where it left off")
    .action(
      run(async (asked: TailAsked) => {
        const { forwardJournalOf, tailJournalOf } = await import("./auditing.ts");
        const { syslog, follow = false } = asked;
        if (syslog) return forwardJournalOf(homeOf(asked), syslog, follow, output);
        return tailJournalOf(homeOf(asked), asked, output);
      }),
    );
  audit
    .command("show")
    .description("the auditor's screen: rows by day, officer, customer, event; a ceremony as a story; follows")
    .option(...training)
    .action(
      run(async (asked: Where) => {
        const { showJournalOf } = await import("./showing.ts");
        return showJournalOf(homeOf(asked), output);
      }),
    );
  addRecover(audit, homeOf, run);
  addEvents(audit, run);
  addRotate(audit, homeOf, run);
  addCheck(audit, homeOf, run);
  audit
    .command("export")
    .description("writes rows into a file, and a signature beside it; exit 1 when no row is wanted")
    .requiredOption("--out <file>", "a file that is not there yet")
    .addOption(new Option("--format <format>", "its form").choices(["jsonl", "csv"]).default("jsonl"))
    .option("--from <day>", "the first day, YYYY-MM-DD, Korean time")
    .option("--to <day>", "the last day")
    .option("--officer <number>", "rows by or about a member of staff")
    .option("--customer <id>", "the ceremonies of a customer: their id or blind index, as the journal has it")
    .option("--event <events...>", "rows of these events")
    .option("--ceremony <id>", "one ceremony")
    .option(...training)
    .option("--json", "prints JSON")
    .action(
      run(async (asked: ExportWanted) => {
        const { exportJournalOf } = await import("./exporting.ts");
        return exportJournalOf(homeOf(asked), asked, output);
      }),
    );
}
