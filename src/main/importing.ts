// What every import needs of the machine: the books beside the desks, Ctrl-C, and to be the only one.

import { lockTerminal } from "../../hardware/appliance/terminal-lock.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import type { Books } from "../books.ts";
import type { Home } from "../home.ts";
import { openBooksBeside } from "./beside.ts";
import { refused } from "./output.ts";

export type Importing = { readonly books: Books; readonly interrupted: AbortSignal };

/** 2 when it could not run; otherwise what `take` says. */
export async function importBeside(home: Home, take: (importing: Importing) => Promise<number>): Promise<number> {
  const opened = await openBooksBeside(home);
  if (opened.type === "refused") return refused(opened.why);
  const { books } = opened;
  const lock = lockTerminal(home.importLock);
  if (lock.type === "taken") {
    books.close();
    return refused(`Another import runs in process ${lock.process}; start this one when it is over.`);
  }
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.on("SIGINT", interrupt);
  try {
    return await take({ books, interrupted: stop.signal });
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    return refused(`Nothing was taken: ${error.message}.`);
  } finally {
    process.off("SIGINT", interrupt);
    lock.release();
    books.close();
  }
}
