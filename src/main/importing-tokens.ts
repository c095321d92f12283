// The import of tokens with what it needs of the machine: files, the books beside the desks, Ctrl-C.

import { userInfo } from "node:os";
import { passphrase, preSharedKey, type TokenKeyOutcome } from "../commands/token-key.ts";
import { importTokens } from "../commands/tokens.ts";
import type { Home } from "../home.ts";
import { mostBytes } from "../verification/pskc.ts";
import type { PskcKey } from "../verification/pskc-protection.ts";
import { readUpTo } from "./file-bytes.ts";
import { importBeside } from "./importing.ts";
import { output, refused } from "./output.ts";

export type TokensAsked = {
  readonly keyFile?: string;
  readonly passphraseFile?: string;
  readonly mobile?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
};

const mostKeyBytes = 4096;
/** A file that is taken in the blink of an eye shows no progress. */
const longFile = 100_000;

function keyFrom({ keyFile, passphraseFile }: TokensAsked): TokenKeyOutcome | null {
  const file = keyFile ?? passphraseFile;
  if (file === undefined) return null;
  const bytes = readUpTo(file, mostKeyBytes);
  if (typeof bytes === "string") return { type: "refused", why: `the key cannot be read: ${bytes}` };
  return keyFile === undefined ? passphrase(bytes) : preSharedKey(bytes);
}

function showProgress({ length }: Buffer): (done: number | null) => void {
  if (!process.stderr.isTTY || length < longFile) return () => {};
  return (done) =>
    void process.stderr.write(
      done === null ? "\r\u001b[K" : `\rimporting: ${Math.floor(done * 100)} %  Ctrl-C gives up`,
    );
}

type Files = { readonly file: string; readonly bytes: Buffer; readonly key: PskcKey | null };

async function importRead(home: Home, files: Files, asked: TokensAsked): Promise<number> {
  return importBeside(home, ({ books, interrupted }) => {
    const { mobile, dryRun = false, json = false } = asked;
    return importTokens(
      { ...files, kind: mobile ? "mobile-otp" : "otp-token", dryRun, json },
      {
        books,
        now: new Date(),
        operator: userInfo().username,
        interrupted,
        print: output.print,
        progress: showProgress(files.bytes),
      },
    );
  });
}

/** 0: all taken. 1: some or all left out. 2: it could not run. */
export async function importTokensInto(home: Home, file: string, asked: TokensAsked): Promise<number> {
  const read = keyFrom(asked);
  if (read?.type === "refused") return refused(read.why);
  const key = read?.key ?? null;
  const bytes = readUpTo(file, mostBytes);
  try {
    if (typeof bytes !== "string") return await importRead(home, { file, bytes, key }, asked);
    return refused(`the file cannot be read: ${bytes}`);
  } finally {
    if (typeof bytes !== "string") bytes.fill(0);
    if (key?.type === "pre-shared") key.key.wipe();
    else key?.passphrase.wipe();
  }
}
