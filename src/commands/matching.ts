// How a transcript's words are found on a screen and among a stick's files. Pure.

/** Blanks are folded, so that a sentence that the screen wraps is still found. */
export function shows(lines: readonly string[], text: string): boolean {
  const squeeze = (some: string): string => some.replace(/\s+/g, "");
  return lines.some((line) => line.includes(text)) || squeeze(lines.join("")).includes(squeeze(text));
}

/** A whole path in which `*` stands for anything but a slash. */
export function pathPattern(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.replace(/[.()[\]+?^$|{}\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]*")}$`);
}
