// Names on a medium: what FAT, exFAT and Linux can all hold, and how a name that a stranger chose is shown.

import { nameRefusal } from "../npki/distinguished-name.ts";

/** Why a stick, or a reader of it, could not hold `name`; null when all of them can. */
export function fileNameRefusal(name: string): string | null {
  if (!name.isWellFormed()) return "the name is not Unicode text";
  if (/^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i.test(name)) return "Windows keeps this name for a device";
  return nameRefusal(name);
}

/** Why `folder` is no place for a certificate, which is `NPKI/<CA>/USER/<DN folder>` in either case; null when it is one. */
export function folderRefusal(folder: string): string | null {
  const parts = folder.split("/");
  if (!/^NPKI\/[^/]+\/USER\/[^/]+$/i.test(folder)) return "not a folder NPKI/<CA>/USER/<name>";
  for (const part of parts) {
    const why = fileNameRefusal(part);
    if (why !== null) return why;
  }
  return null;
}

/** One line of at most `longest` characters: controls, direction marks and broken text become `\u{…}`. */
export function printable(name: string, longest = 120): string {
  const shown = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
  const characters = [...shown];
  return characters.length <= longest ? shown : `${characters.slice(0, longest - 1).join("")}…`;
}
