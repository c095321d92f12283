// `changgu ca` and its options.

import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError } from "commander";
import { JournalUnwritable } from "../audit/journal.ts";
import { wallClock } from "../clock.ts";
import type { CaExitCode, CaMeans } from "../commands/ca.ts";
import type { Doors, Run } from "./command-line.ts";
import { output, refused } from "./output.ts";

type Where = { readonly training?: boolean; readonly json?: boolean };

/** Opens the books beside whatever desk works there. */
async function withCa(
  doors: Doors,
  { training, json }: Where,
  act: (means: CaMeans) => Promise<CaExitCode> | CaExitCode,
): Promise<number> {
  const home = training ? doors.trainingHome : doors.home;
  const [{ openBooksBeside }, { settingsAt, wrongSetting }, { acceptanceNote }] = await Promise.all([
    import("./beside.ts"),
    import("./settings-file.ts"),
    import("./branch.ts"),
  ]);
  const [{ listFile, openListFolder }, { configuredCaKeys }, { caKeys }, { missingToken }] = await Promise.all([
    import("../../hardware/appliance/list-folder.ts"),
    import("../../hardware/token/configured.ts"),
    import("../acts/unlocking.ts"),
    import("./opening.ts"),
  ]);
  const settings = settingsAt(home);
  if (settings.type === "wrong-setting") return refused(wrongSetting(home, settings));
  const opened = await openBooksBeside(home);
  if (opened.type === "refused") return refused(opened.why);
  const records = opened.books.authorities.all();
  const missing = missingToken(records, settings.settings);
  if (missing) {
    opened.books.close();
    return refused(missing);
  }
  const keys = configuredCaKeys(settings.settings, caKeys(opened.books), records);
  try {
    return await act({
      books: opened.books,
      keys,
      purpose: training || existsSync(acceptanceNote(home)) ? "training" : "branch",
      place: openListFolder(home.lists),
      fileOf: (issuer) => listFile(home.lists, issuer),
      listHours: settings.settings.listHours,
      clock: wallClock,
      json: json ?? false,
      ...output,
    });
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    return refused(`nothing was signed: ${error.message}`);
  } finally {
    keys.close();
    opened.books.close();
  }
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError("a port is a number up to 65535");
  return port;
}

type ServeAsked = Where & { readonly port: number; readonly address: string };

const portCodes = ["EADDRINUSE", "EACCES", "EADDRNOTAVAIL", "ENOTFOUND", "EINVAL"];

async function serve(doors: Doors, asked: ServeAsked): Promise<number> {
  const { serveStates } = await import("../commands/ca-serving.ts");
  const ended = Promise.withResolvers<void>();
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, ended.resolve);
  const { address, port } = asked;
  try {
    return await withCa(doors, asked, (means) => serveStates(means, { address, port, asked: ended.promise }));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!portCodes.includes(code)) throw error;
    return refused(`port ${port} at ${address} cannot be had (${code}); choose others with --port and --address`);
  } finally {
    for (const signal of signals) process.off(signal, ended.resolve);
  }
}

/** A file of certificates is some kilobytes; a chain of hundreds still fits. */
const mostLinted = 1024 * 1024;

async function standardInput(limit: number): Promise<Buffer | string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > limit) break;
  }
  return Buffer.concat(pieces);
}

const shownPath = 120;
/** As Linux has it, and each of its characters may be printed as `\\u{…}`. */
const wholePath = 4096 * 8;

type LintOptions = { readonly policy?: string; readonly years: number; readonly json?: boolean };

async function lint(names: readonly string[], { policy, years, json }: LintOptions): Promise<number> {
  const [{ lintFiles }, { readUpTo }, { renewalDays }] = await Promise.all([
    import("../commands/lint.ts"),
    import("./file-bytes.ts"),
    import("../authority/validity.ts"),
  ]);
  const files = [];
  for (const name of names) {
    const bytes = name === "-" ? await standardInput(mostLinted) : readUpTo(name, mostLinted);
    const tooLong = typeof bytes !== "string" && bytes.length > mostLinted;
    files.push({ name, bytes: tooLong ? "it is longer than 1 MiB" : bytes });
  }
  return lintFiles(
    files,
    {
      expected: { policy: policy ?? null, years, renewable: renewalDays },
      json: json ?? false,
      longestPath: process.stdout.isTTY ? shownPath : wholePath,
    },
    output,
  );
}

function policyIdentifier(text: string): string {
  if (!/^[0-2](\.\d{1,15}){1,30}$/.test(text)) throw new InvalidArgumentError("a policy is like 1.2.410.200005.1.1.4");
  return text;
}

function wholeYears(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError("a number of years, 1 to 99");
  return Number(text);
}

/** The group, which other commands about CAs join. */
export function caGroup(program: Command): Command {
  return (
    program.commands.find((each) => each.name() === "ca") ??
    program.command("ca").description("what the CAs tell the world: revocation lists, states of certificates")
  );
}

export function addCa(program: Command, doors: Doors, run: Run): void {
  const ca = caGroup(program);
  const training = ["--training", "the training branch's"] as const;
  ca.command("crl")
    .description("signs and publishes the revocation list of every issuing CA, in the folder crl of the home")
    .option(...training)
    .option("--json", "prints JSON")
    .action(
      run(async (asked: Where) => {
        const { publishLists } = await import("../commands/ca.ts");
        return withCa(doors, asked, publishLists);
      }),
    );
  ca.command("certificates")
    .description("the branch's own CAs, root and issuing, for whoever checks what they signed")
    .option("--out <dir>", "writes each there as NAME.cer (DER) and NAME.pem")
    .option(...training)
    .option("--json", "prints JSON")
    .action(
      run(async ({ out, ...asked }: Where & { readonly out?: string }) => {
        const { handOutCertificates } = await import("../commands/ca-certificates.ts");
        return withCa(doors, asked, (means) => handOutCertificates(means, out ?? null));
      }),
    );
  ca.command("serve")
    .description(
      "answers OCSP (POST and GET /ocsp), hands out lists (/crl/NAME.crl) and CAs (/ca/NAME.cer, .pem), until Ctrl+C",
    )
    .requiredOption("--port <number>", "0: any free one", portNumber)
    .option("--address <address>", "where it listens; another than loopback is for the world", "127.0.0.1")
    .option(...training)
    .option("--json", "an object a line")
    .action(run((asked: ServeAsked) => serve(doors, asked)));
  ca.command("lint")
    .description("holds certificates against the profile; exit 1 when a rule does not hold")
    .argument("<files...>", "certificates, DER or PEM; - is the standard input")
    .option("--policy <oid>", "the policy that was asked for; without it any one policy will do", policyIdentifier)
    .option("--years <number>", "how long it may be valid", wholeYears, 1)
    .option("--json", "prints JSON")
    .action(run(lint));
}
