// `changgu media` and its options, with what it needs of the machine: the folder, secrets in files, roots and lists.

import { existsSync } from "node:fs";
import type { Command } from "commander";
import type { Locale } from "../ceremony/state.ts";
import { wallClock } from "../clock.ts";
import type { Home } from "../home.ts";
import type { OddFile, TrustFile, TrustOutcome } from "../reliance/trust.ts";
import type { Secret } from "../secret.ts";
import type { AccreditedSettings } from "../settings/accredited.ts";
import type { Doors, Run } from "./command-line.ts";
import { languageOf, languageOption } from "./language.ts";
import { output, refused } from "./output.ts";

type Asked = {
  readonly passwordFile?: string;
  readonly residentNumberFile?: string;
  readonly roots?: string;
  readonly crl?: string;
  readonly training?: boolean;
  readonly lang?: Locale;
  readonly json?: boolean;
};

const mostSecretBytes = 4096;

/** The first line of a file; null without a file; a text says why it cannot be read. */
async function secretIn(file: string | undefined): Promise<Secret | null | string> {
  if (file === undefined) return null;
  const [{ readUpTo }, { firstLine }] = await Promise.all([
    import("./file-bytes.ts"),
    import("../commands/first-line.ts"),
  ]);
  const bytes = readUpTo(file, mostSecretBytes);
  return typeof bytes === "string" ? bytes : firstLine(bytes);
}

/** The hyphen of the printed form is no part of the number. */
function digitsOf(line: Secret): Secret {
  const digits = line.copy();
  digits.wipe();
  line.use((bytes) => {
    for (const byte of bytes) if (byte !== 0x2d && byte !== 0x20) digits.push(byte);
  });
  return digits;
}

async function inspect(doors: Doors, folder: string, asked: Asked): Promise<number> {
  const password = await secretIn(asked.passwordFile);
  if (typeof password === "string") return refused(`the password cannot be read: ${password}`);
  using _password = password;
  if (password?.length === 0) return refused(`${asked.passwordFile} is empty: its first line is the password`);
  const number = await secretIn(asked.residentNumberFile);
  if (typeof number === "string") return refused(`the resident number cannot be read: ${number}`);
  using _number = number;
  const { birthDate } = await import("../verification/resident-number.ts");
  using residentNumber = number && digitsOf(number);
  if (residentNumber && residentNumber.use(birthDate) === null)
    return refused("the file of the resident number does not begin with one: 13 digits");
  const asks = await demandsOf(doors, asked);
  if (typeof asks === "string") return refused(asks);
  const [{ folderAsDrive }, { inspectMedium }, words] = await Promise.all([
    import("../media/folder-drive.ts"),
    import("../commands/inspect.ts"),
    wordsIn(languageOf(asked.lang, process.env)),
  ]);
  const place = await folderAsDrive(folder);
  if (typeof place === "string") return refused(`${folder} ${place}; name the folder where the stick is mounted`);
  const { json = false } = asked;
  // Awaited: at the end of this function the secrets are wiped.
  return await inspectMedium({ place, ...asks, password, residentNumber, words, now: new Date(), json, ...output });
}

async function wordsIn(locale: Locale) {
  switch (locale) {
    case "ko":
      return (await import("../commands/inspect-words-ko.ts")).ko;
    case "en":
      return (await import("../commands/inspect-words-en.ts")).en;
  }
}

/** Whose roots: those named, the training branch's, or the settings'. A text says what is wrong with them. */
async function demandsOf(doors: Doors, { training, roots, crl }: Asked) {
  const [{ settingsAt, wrongSetting }, { configuredCas }, { sortedTrust }] = await Promise.all([
    import("./settings-file.ts"),
    import("../../hardware/accredited/configured.ts"),
    import("../reliance/trust.ts"),
  ]);
  const home = training ? doors.trainingHome : doors.home;
  const outcome = settingsAt(home);
  if (outcome.type === "wrong-setting") return wrongSetting(home, outcome);
  const { accredited } = outcome.settings;
  const settings: AccreditedSettings = {
    ...accredited,
    roots: roots ?? (training ? rehearsed(home) : accredited.roots),
    lists: crl ?? accredited.lists,
  };
  const { unanswered } = settings;
  const oddRoots: OddFile[] = [];
  // A desk would not open with such a file; whoever looks at a stick is told of it, and goes on.
  const asFarAsItGoes = (files: readonly TrustFile[]): TrustOutcome => {
    const { trust, odd } = sortedTrust(files);
    oddRoots.push(...odd);
    return { type: "trust", trust };
  };
  const rehearses = training && !roots && !crl;
  const cas = rehearses ? await simulated(home, settings) : await configuredCas(settings, asFarAsItGoes);
  if (cas.type === "refused") return cas.why;
  // What nobody can tell is told so: this command decides nothing.
  const demands = { ...(await cas.accredited.demands()), unanswered: "accept" as const };
  if (roots) return { demands, unanswered, oddRoots };
  const { withOwnCas } = await import("./own-cas.ts");
  return { demands: withOwnCas(home, demands), unanswered, oddRoots };
}

/** The rehearsal's CAs, with their lists and their responders. */
async function simulated({ accredited: folder, sticks }: Home, settings: AccreditedSettings) {
  const { simulatedCas } = await import("../../hardware/accredited/simulated-cas.ts");
  const accredited = simulatedCas({ folder, sticks, clock: wallClock, settings });
  return { type: "accredited", accredited } as const;
}

/** A rehearsal makes them when the first of their sticks is brought. */
function rehearsed({ accredited }: Home): string | null {
  return existsSync(accredited) ? accredited : null;
}

export function addMedia(program: Command, doors: Doors, run: Run): void {
  program
    .command("media")
    .description("sticks that somebody brought")
    .command("inspect")
    .description("every certificate on a stick, and what registration would say of it; exit 1 where a check fails")
    .argument("<dir>", "where the stick is mounted, or a copy of it")
    .option("--password-file <file>", "its first line opens the keys")
    .option("--resident-number-file <file>", "the holder's, 13 digits")
    .option(
      "--roots <dir>",
      "certificates of trusted roots and CAs; otherwise those of the settings, and the branch's own",
    )
    .option("--crl <dir>", "revocation lists; otherwise those of the settings, then the CA is asked")
    .option("--training", "the training branch's CAs")
    .addOption(languageOption())
    .option("--json", "prints JSON")
    .action(run((folder: string, asked: Asked) => inspect(doors, folder, asked)));
}
