// Which printers a slip can be made for.

/** Command sets of receiptline: those of ESC/POS, and Star's. */
export const commandSets = [
  "escpos",
  "epson",
  "citizen",
  "sii",
  "fit",
  "generic",
  "starmbcs2",
  "starlinembcs2",
  "emustarlinembcs2",
] as const;

export type CommandSet = (typeof commandSets)[number];

/** Wide enough for a word and a number; narrower paper is not sold. */
export const narrowestColumns = 32;
