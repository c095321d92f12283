// `changgu tokens` and its options.

import { type Command, Option } from "commander";
import type { Doors, Run } from "./command-line.ts";
import type { TokensAsked } from "./importing-tokens.ts";

export function addTokens(program: Command, doors: Doors, run: Run): void {
  const tokens = program.command("tokens").description("OTP tokens: takes the seeds that their maker sends");
  tokens
    .command("import")
    .description("takes a PSKC file (RFC 6030) into the stock; exit 1 when a key, or all of them, are left out")
    .argument("<file>", "the XML file")
    .addOption(
      new Option("--key-file <file>", "the shared key: hexadecimal, base64 or the bytes").conflicts("passphraseFile"),
    )
    .option("--passphrase-file <file>", "the passphrase: the first line of a file")
    .option("--mobile", "the tokens are apps on telephones")
    .option("--dry-run", "says what would be taken; writes nothing")
    .option("--training", "into the training branch")
    .option("--json", "prints JSON")
    .action(
      run(async (file: string, asked: TokensAsked & { training?: boolean }) => {
        const { importTokensInto } = await import("./importing-tokens.ts");
        return importTokensInto(asked.training ? doors.trainingHome : doors.home, file, asked);
      }),
    );
}
