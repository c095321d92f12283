// In which language a command speaks that knows both: as asked, or else as the machine's user does.

import { Option } from "commander";
import type { Locale } from "../ceremony/state.ts";
import type { RecordWords } from "../commands/record-words.ts";

export function languageOption(): Option {
  return new Option("--lang <language>", "ko or en; otherwise LC_ALL, LC_MESSAGES or LANG decide").choices([
    "ko",
    "en",
  ]);
}

/** POSIX, XBD 8.2: the first of the three that is set and not empty. */
export function languageOf(asked: Locale | undefined, env: Readonly<Record<string, string | undefined>>): Locale {
  if (asked) return asked;
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || "").startsWith("ko") ? "ko" : "en";
}

/** What the commands of the record say; only the one that is asked for is loaded. */
export async function recordWords(asked: Locale | undefined): Promise<RecordWords> {
  switch (languageOf(asked, process.env)) {
    case "ko":
      return (await import("../commands/record-words-ko.ts")).ko;
    case "en":
      return (await import("../commands/record-words-en.ts")).en;
  }
}
