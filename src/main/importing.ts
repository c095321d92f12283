// What every import needs of the machine: the books beside the desks, Ctrl-C, and to be the only one.

import { lockTerminal } from "../../hardware/appliance/terminal-lock.ts";
import { JournalUnwritable } from "../audit/journal.ts";
import type { Books } from "../books.ts";
import type { Home } from "../home.ts";
import { openBooksBeside } from "./beside.ts";

export type Importing = { readonly books: Books; readonly interrupted: AbortSignal };

/** 2 when it could not run; otherwise what `take` says. */
export async function importBeside(
  home: Home,
  complain: (line: string) => void,
  take: (importing: Importing) => Promise<number>,
): Promise<number> {
  const opened = await openBooksBeside(home);
  if (opened.type === "refused") {
    complain(opened.why);
    return 2;
  }
  const { books } = opened;
  const lock = lockTerminal(home.importLock);
  if (lock.type === "taken") {
    complain(`Another import runs in process ${lock.process}; start this one when it is over.`);
    books.close();
    return 2;
  }
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.on("SIGINT", interrupt);
  try {
    return await take({ books, interrupted: stop.signal });
  } catch (error) {
    if (!(error instanceof JournalUnwritable)) throw error;
    complain(`Nothing was taken: ${error.message}.`);
    return 2;
  } finally {
    process.off("SIGINT", interrupt);
    lock.release();
    books.close();
  }
}
