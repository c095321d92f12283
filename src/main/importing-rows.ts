// The import of customers and cards with what it needs of the machine: the file, the books beside the desks, Ctrl-C.

import { statSync } from "node:fs";
import { userInfo } from "node:os";
import { importCards } from "../commands/cards.ts";
import { importCustomers } from "../commands/customers.ts";
import type { Home } from "../home.ts";
import { mostSheetBytes } from "../verification/sheet.ts";
import { readUpTo } from "./file-bytes.ts";
import { importBeside } from "./importing.ts";
import { output, refused } from "./output.ts";

export type RowsAsked = { readonly dryRun?: boolean; readonly json?: boolean; readonly training?: boolean };

const imports = { customers: importCustomers, cards: importCards } as const;

/** A file that is taken in the blink of an eye shows no progress. */
const longFile = 50_000;
const othersMayRead = 0o044;

function showProgress({ length }: Buffer): (done: number | null) => void {
  if (!process.stderr.isTTY || length < longFile) return () => {};
  return (done) =>
    void process.stderr.write(
      done === null ? "\r\u001b[K" : `\rimporting: ${Math.floor(done * 100)} %  Ctrl-C gives up`,
    );
}

/** To be called for a file that was read. */
export function warnOfReaders(file: string): void {
  const status = statSync(file, { throwIfNoEntry: false });
  if (status?.isFile() && (status.mode & othersMayRead) !== 0)
    output.complain(
      "Warning: other users of this machine can read the file, and it holds secrets; run: chmod 600 FILE",
    );
}

async function importRead(
  home: Home,
  what: keyof typeof imports,
  { file, bytes }: { readonly file: string; readonly bytes: Buffer },
  asked: RowsAsked,
): Promise<number> {
  return importBeside(home, ({ books, interrupted }) => {
    const { dryRun = false, json = false } = asked;
    const means = { books, operator: userInfo().username, interrupted, print: output.print };
    return imports[what]({ file, bytes, dryRun, json }, { ...means, progress: showProgress(bytes) });
  });
}

/** 0: all taken. 1: nothing taken, for the faults that are printed. 2: it could not run. */
export async function importRowsInto(
  home: Home,
  what: keyof typeof imports,
  file: string,
  asked: RowsAsked,
): Promise<number> {
  const bytes = readUpTo(file, mostSheetBytes);
  if (typeof bytes === "string") return refused(`the file cannot be read: ${bytes}`);
  try {
    warnOfReaders(file);
    return await importRead(home, what, { file, bytes }, asked);
  } finally {
    bytes.fill(0);
  }
}
