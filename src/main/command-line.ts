// The commands and their options; each is one line of help and one call.

import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { transcriptHelp } from "../commands/transcript.ts";
import type { Home } from "../home.ts";
import type { DeskAsked, Serving } from "../main.ts";
import type { StaffNumber } from "../verification/registry.ts";
import { addAudit } from "./audit-command.ts";
import { addBackup } from "./backup-commands.ts";
import { addCa } from "./ca-command.ts";
import { addCards } from "./cards-command.ts";
import { addCertificates } from "./certificates-command.ts";
import { addCustomers } from "./customers-command.ts";
import { addDoctor } from "./doctor-command.ts";
import { addGatewayCommands } from "./gateway-commands.ts";
import { addMedia } from "./media-command.ts";
import { output, refused } from "./output.ts";
import { addSettings } from "./settings-command.ts";
import { settingsAt, wrongSetting } from "./settings-file.ts";
import { addStaffCommand } from "./staff-command.ts";
import { type TerminalAsked, terminalOption } from "./terminal-option.ts";
import { addTokenAgent } from "./token-agent-command.ts";
import { addTokens } from "./tokens-command.ts";
import { addTrain } from "./train-command.ts";
import { version } from "./version.ts";

export type Doors = {
  readonly home: Home;
  readonly trainingHome: Home;
  train(asked: DeskAsked): Promise<number>;
  serve(serving: Serving): Promise<number>;
};

/** 0 yes, 1 no, 2 it could not run. */
export async function runCommandLine(words: readonly string[], doors: Doors): Promise<number> {
  let code = 0;
  const run =
    <A extends readonly unknown[]>(act: (...args: A) => Promise<number>) =>
    async (...args: A): Promise<void> => {
      code = await act(...args);
    };
  // Whoever reads no further (`| head`) ends the output, not the program's sense.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(code);
  });
  const program = new Command("changgu")
    .description("창구: the terminal at which a customer gets a joint certificate in the branch")
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) });
  addDesks(program, doors, run);
  addProvision(program, doors, run);
  addStaffCommand(program, doors, run);
  addCustomers(program, doors, run);
  addMedia(program, doors, run);
  addCards(program, doors, run);
  addTokens(program, doors, run);
  addCertificates(program, doors, run);
  addCa(program, doors, run);
  addGatewayCommands(program, run);
  addAudit(program, doors, run);
  addBackup(program, doors, run);
  addTools(program, run);
  addSettings(program, doors, run);
  addDoctor(program, doors, run);
  addTokenAgent(program, run);
  try {
    await program.parseAsync(asked(words), { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

/** Options without a command are the training branch's. */
function asked(words: readonly string[]): string[] {
  const [first = ""] = words;
  const isTrain = first.startsWith("-") && !["-h", "--help", "-V", "--version"].includes(first);
  return isTrain ? ["train", ...words] : [...words];
}

export type Run = <A extends readonly unknown[]>(act: (...args: A) => Promise<number>) => (...args: A) => Promise<void>;

export type PlainAsked = { readonly plain?: boolean };

export const plainly = ["--plain", "says each change in a line, for a screen reader, and draws nothing"] as const;

function addDesks(program: Command, doors: Doors, run: Run): void {
  addTrain(program, doors, run);
  for (const [desk, whose] of [
    ["teller", "the teller's desk"],
    ["kiosk", "the customers' kiosk"],
  ] as const)
    program
      .command(desk)
      .description(`opens ${whose} of a provisioned branch`)
      .option(...terminalOption("which terminal of the branch this is"))
      .option(...plainly)
      .action(
        run(({ plain, terminal }: PlainAsked & TerminalAsked) =>
          doors.serve({ desk, terminal: terminal ?? null, plain: plain ?? false }),
        ),
      );
}

function staffNumber(text: string): StaffNumber {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError("a staff number has six digits");
  return text as StaffNumber;
}

type ProvisionAsked = {
  readonly acceptance?: boolean;
  readonly staff?: StaffNumber;
  readonly name?: string;
  readonly role: "teller" | "supervisor";
  readonly passwordFile?: string;
  readonly authorityToken?: boolean;
  readonly clearToken?: boolean;
  readonly json?: boolean;
};

function addProvision(program: Command, { home }: Doors, run: Run): void {
  program
    .command("provision")
    .description("makes this terminal ready: key file, CAs, journal; shows the journal's first key once")
    .option("--acceptance", "with invented people and a test CA, to try real devices before the first customer")
    .option("--staff <number>", "the first member of staff, six digits", staffNumber)
    .option("--name <name>", "their name")
    .addOption(new Option("--role <role>", "their role").choices(["teller", "supervisor"]).default("supervisor"))
    .option("--password-file <file>", "their password, the first line of a file")
    .option("--authority-token", "makes the CAs' keys on the token that the settings name (authority.token)")
    .option("--clear-token", "first removes the CAs' keys of a provisioning that was cut off from it")
    .option("--json", "prints JSON")
    .action(
      run(async (asked: ProvisionAsked) => {
        const settings = settingsAt(home);
        if (settings.type === "wrong-setting") return refused(wrongSetting(home, settings));
        const { staff: number, name, role, passwordFile } = asked;
        if (number && !(name && passwordFile)) return refused("--staff needs --name and --password-file");
        const { provisionBranch } = await import("./branch.ts");
        const { handOverHere } = await import("./handing-over.ts");
        const outcome = await provisionBranch({
          home,
          settings: settings.settings,
          acceptance: asked.acceptance ?? false,
          authorityToken: asked.authorityToken ?? false,
          clearToken: asked.clearToken ?? false,
          staff: number && name ? { number, name, role } : null,
          passwordFile: passwordFile ?? null,
          handOver: asked.json ? null : handOverHere(asked.acceptance ?? false),
          tellAside: (folder) =>
            output.complain(`What the provisioning that was cut off had made lies in ${folder}; nothing needs it.`),
          show(provisioned) {
            if (asked.json) output.print(JSON.stringify(provisioned));
            else for (const line of firstKeyLines(provisioned)) output.print(line);
          },
        });
        if (outcome.type === "refused") return refused(outcome.why);
        // The invented people have supervisors.
        if (number && role === "teller" && !asked.acceptance) output.complain(withoutSupervisor);
        return 0;
      }),
    );
}

const withoutSupervisor =
  "Warning: there is no supervisor yet, and nobody can approve; add one: changgu staff add --role supervisor …";

type Shown = { readonly firstKey: string | null; readonly firstKeyWords: string | null; readonly terminal: string };

function firstKeyLines({ firstKey, firstKeyWords, terminal }: Shown): readonly string[] {
  if (firstKey === null || firstKeyWords === null)
    return [`Terminal ${terminal} is provisioned. Two officers have the journal's first key, and nobody else.`];
  return [
    `Terminal ${terminal} is provisioned.`,
    "",
    "The journal's first key (K_0). It is shown once and stored nowhere on this terminal; two officers keep it apart from it:",
    "",
    `  ${firstKey.match(/.{1,16}/g)?.join(" ") ?? ""}`,
    "",
    "The same in words, for paper:",
    "",
    ...(firstKeyWords.match(/(?:\w+ ?){1,6}/g) ?? []).map((line) => `  ${line.trim()}`),
    "",
    "With it `changgu audit verify --k0-file FILE` proves every row from the first one on.",
  ];
}

function addTools(program: Command, run: Run): void {
  program
    .command("keypad")
    .description("a simulated keypad for a second window, on a pseudo-terminal")
    .requiredOption("--link <path>", "where the terminal finds it: a link to the pseudo-terminal")
    .option("--framing <words>", "what the wire speaks: ascii, stx-etx,lrc,ack-nak, enq-ack,sum8, …", "ascii")
    .action(
      run(async ({ link, framing }: { link: string; framing: string }) => {
        const { openPad } = await import("./pad.ts");
        return openPad(link, framing, output.complain);
      }),
    );
  program
    .command("play")
    .description("plays transcripts; exit 1 with the first line that fails")
    .addHelpText("after", `\n${transcriptHelp.join("\n")}`)
    .argument("<files...>", "transcripts")
    .option("--pty", "in a process of its own behind a pseudo-terminal")
    .option("--out <dir>", "keeps the media and the database there")
    .action(
      run(async (files: string[], { pty, out }: { pty?: boolean; out?: string }) => {
        const { playFiles } = await import("./playing.ts");
        const read = files.map((file) => ({ name: file, text: readFileSync(file, "utf8") }));
        return playFiles(read, { pty: pty ?? false, out: out ?? null, print: output.print });
      }),
    );
}
