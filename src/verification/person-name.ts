// What may stand as a person's name on screens, certificates and in the journal. Pure.

export type NameFault = "name-missing" | "name-too-long" | "name-malformed";

export type NameOutcome =
  /** In Unicode's composed form (NFC), so that it is found however it is typed. */
  { readonly type: "name"; readonly name: string } | { readonly type: "name-refused"; readonly why: NameFault };

export const longestName = 30;

/**
 * What cannot be seen or turns what stands beside it around (control, format, private use, line ends, blanks that are no
 * blank, fillers); what a search takes for a pattern; what could be a personal number.
 */
const ugly =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}%_"\u2800]|(?! )\p{Zs}|^ | $| {2}|^\p{M}|\p{M}{4}|\d{6}/u;

/** `longestName` in code points. */
export function parseName(text: string): NameOutcome {
  const name = text.normalize("NFC");
  if (name.trim() === "") return { type: "name-refused", why: "name-missing" };
  if (ugly.test(name) || !/\p{L}/u.test(name)) return { type: "name-refused", why: "name-malformed" };
  if ([...name].length > longestName) return { type: "name-refused", why: "name-too-long" };
  return { type: "name", name };
}
