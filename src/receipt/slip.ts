// The customer's slip: what was done, for whom, and where the journal holds it. Its text is receiptline's markup.

import { kstDateText, kstMinuteText } from "../kst.ts";
import type { SlipService } from "./slip-words.ts";
import { slipWords } from "./slip-words.ts";

export type SlipLocale = "ko" | "en";

export type Slip = {
  readonly locale: SlipLocale;
  readonly branch: string;
  readonly terminal: string;
  /** Stands at the head of every slip of a rehearsal; null in a real branch. */
  readonly banner: string | null;
  readonly service: SlipService;
  readonly at: Date;
  /** Masked; null where nobody was identified. */
  readonly name: string | null;
  /** Null where the service is about no certificate. */
  readonly certificate: { readonly serial: string; readonly notAfter: Date } | null;
  /** Won; null where nothing is charged for the service at all. */
  readonly fee: number | null;
  /** A ticket's two numbers, and the last second in which they are good: shown once, on paper and screen alone. */
  readonly reference: { readonly number: string; readonly code: string; readonly until: Date } | null;
  readonly journal: { readonly seq: number; readonly head: string };
  /** What a verifier reads of it: the row, and what the terminal signed about it. */
  readonly code: string;
  /** How many were printed before this one. */
  readonly copies: number;
};

/** Rows of a label and its value; the label's column is as wide as the widest one. */
export function slipMarkup(slip: Slip): string {
  const words = slipWords[slip.locale];
  const { certificate, fee, reference, journal } = slip;
  const rows: readonly (readonly [label: string, value: string] | null)[] = [
    slip.name === null ? null : [words.name, slip.name],
    certificate && [words.serial, certificate.serial],
    certificate && [words.until, dayOf(certificate.notAfter)],
    fee === null ? null : [words.fee, fee === 0 ? words.free : words.won(fee)],
    reference && [words.reference, grouped(reference.number)],
    reference && [words.authorization, grouped(reference.code)],
    reference && [words.goodUntil, dayOf(new Date(reference.until.getTime() + 1))],
    [words.at, kstMinuteText(slip.at)],
    [words.terminal, slip.terminal],
    [words.seq, String(journal.seq)],
    [words.head, ""],
  ];
  return [
    ...(slip.banner === null ? [] : [`\`${escaped(slip.banner)}\``, ""]),
    `^^${escaped(slip.branch)}`,
    "",
    `"${escaped(words.services[slip.service])}"`,
    ...(slip.copies === 0 ? [] : [`\`${escaped(words.again(slip.copies))}\``]),
    "-",
    "{width:12 *; border:none}",
    ...rows.flatMap((row) => (row ? [`${escaped(row[0])} | ${escaped(row[1])} `.replace(/ \| {2}$/, " |")] : [])),
    "{width:auto; border:none}",
    escaped(grouped(journal.head)),
    "-",
    `{code:${slip.code}; option:qrcode,3,l}`,
    ...[...words.keep, ...(reference ? words.secret : [])].map(escaped),
    "",
  ].join("\n");
}

/** Characters that mean something to receiptline. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|{}\-=~_"`^]/g, (character) => `\\${character}`).replaceAll(/\p{Cc}/gu, " ");
}

/** `ab12 cd34 …`: read aloud and compared in groups of four. */
function grouped(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join(" ");
}

/** The last day on which it is good: what ends at midnight ends the day before. */
function dayOf(notAfter: Date): string {
  return kstDateText(new Date(notAfter.getTime() - 1));
}
