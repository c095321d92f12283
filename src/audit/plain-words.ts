// What a verification found, in sentences that an officer can act on. Pure.

import type { Beginning, FileFinding } from "./journal-files.ts";
import type { Gap } from "./old-copy.ts";
import type { Fault, Interval, Verification } from "./verification.ts";
import type { SlipFinding } from "./witness.ts";

export function faultInWords(seq: number, fault: Fault): string {
  switch (fault.type) {
    case "rows-missing":
      return fault.from === fault.to
        ? `Row ${fault.from}, at least, is missing: it was deleted, the end was cut off, or an old copy was put back.`
        : `Rows ${fault.from} to at least ${fault.to} are missing: they were deleted, the end was cut off, or an old copy was put back.`;
    case "out-of-order":
      return `Row ${fault.found} stands where row ${seq} belongs.`;
    case "not-genesis":
      return "Row 0 does not begin a journal.";
    case "hash-differs":
      return `Row ${seq} is not the one that was written: its text, its hash or the row before it was changed.`;
    case "seq-differs":
      return `Row ${seq} carries the number of another row.`;
    case "mac-differs":
      return `Row ${seq} is not sealed with its key: it was written by someone who did not have it.`;
    case "sealed-with-later-key":
      return `Row ${seq} is sealed with the key of row ${fault.key}: it was rewritten after that key was found.`;
    case "first-key-differs":
      return "Row 0 was made with another first key: the key given is wrong, or the journal was replaced.";
    case "signing-key-differs":
      return `Row ${seq} names another key than this terminal's for its checkpoints: the journal was replaced.`;
    case "checkpoint-differs":
      return `Row ${seq} is a checkpoint over other rows than these: one of the rows before it was changed.`;
    case "signature-differs":
      return `Row ${seq} is a checkpoint that this terminal did not sign.`;
    case "handed-over-missing":
      return `A syslog server has the rows up to ${fault.to}, and rows from ${fault.from} on are missing here: the end was cut off, or an old copy was put back.`;
    case "handed-over-differs":
      return `Row ${seq} is not the one that was handed over to a syslog server: it, or a row before it, was replaced.`;
    case "older-than-boots":
      return `The terminal was started ${fault.boots} times, and this journal knows of ${fault.known}: an old copy was put back.`;
    case "head-differs-from-state":
      return `Row ${seq} is not the one that the key state was written after: the rows up to it were replaced.`;
    case "state-key-differs":
      return `The key state does not hold the key of row ${seq}: the file was replaced.`;
    case "state-of-another-journal":
      return "The key state is of another journal: the database or the key state file was replaced.";
    case "file-not-there":
      return `Rows ${fault.from} to ${fault.to} are in the file ${fault.file}, which is missing or cannot be read.`;
    case "file-differs":
      return `${fault.file} is not the file that was written, though its rows hang together: it was written anew.`;
  }
}

/** Which files of former rows there are, and which rows went with one that was removed. */
export function filesInWords(files: readonly FileFinding[], beginning: Beginning | null): readonly string[] {
  const removed = beginning
    ? [`Rows 1 to ${beginning.next - 1}: removed with their files when their years were over.`]
    : [];
  return [
    ...removed,
    ...files.map(({ file, from, upto, state }) => `Rows ${from} to ${upto} are in ${file}: ${state}.`),
  ];
}

function rowProvenInWords(row: number, by: Interval["by"]): string {
  switch (by) {
    case "first-key":
      return `Row ${row}: it is sealed with its own key, proven by the first key.`;
    case "key-state":
      return `Row ${row}: it is sealed with its own key, proven by the key state of this terminal.`;
    case "checkpoints":
      return `Row ${row}: it stands under a checkpoint that this terminal signed.`;
    case "chain":
      return `Row ${row}: it hangs together with the others; only the first key can prove that nobody rewrote them all.`;
  }
}

function provenInWords({ from, to, by }: Interval): string {
  if (from === to) return rowProvenInWords(from, by);
  const rows = `Rows ${from} to ${to}`;
  switch (by) {
    case "first-key":
      return `${rows}: each is sealed with its own key, proven by the first key.`;
    case "key-state":
      return `${rows}: each is sealed with its own key, proven by the key state of this terminal.`;
    case "checkpoints":
      return `${rows}: they stand under checkpoints that this terminal signed.`;
    case "chain":
      return `${rows}: they hang together; only the first key can prove that nobody rewrote them all.`;
  }
}

/** Nothing for a slip that agrees. */
export function slipInWords(slip: SlipFinding): readonly string[] {
  const line = `Slip in line ${slip.line}: `;
  switch (slip.type) {
    case "agrees":
      return [];
    case "malformed":
      return [`${line}it is no slip: type the row's number and 20 digits, as they are printed.`];
    case "beyond-end":
      return [
        `${line}it is of row ${slip.seq}, and the journal ends with row ${slip.last}: rows were cut off, or an old copy was put back.`,
      ];
    case "lost-in-gap":
      return [`${line}it is of a row ${slip.seq} that is not here: lost in the gap accepted in row ${slip.row}.`];
    case "head-differs":
      return [
        `${line}row ${slip.seq} is not the one that the slip was printed after: it, or a row before it, was replaced.`,
      ];
    case "checkpoint-differs":
      return [`${line}this terminal signed other rows up to ${slip.seq} than these: they were replaced.`];
    case "not-ours":
      return [`${line}this terminal did not sign it, or it is of another journal.`];
  }
}

/** Whoever put an old copy back knowingly is told how a terminal goes on with it. */
export const oldCopyHint =
  "Where the newest database is lost, an officer with the first key lets the terminal go on: changgu audit recover --old-copy";

/** A gap is no fault of the journal once an officer answers for it; it is told for ever. */
export function gapInWords({ row, last, upTo, boots, officer, reason }: Gap): string {
  const rows = upTo === null ? `Whatever was written after row ${last}` : `Rows ${last + 1} to at least ${upTo}`;
  const starts = boots === null ? "" : `, after ${boots} starts`;
  return `GAP. ${rows}: lost with their database${starts}; ${officer} accepted an old copy in row ${row} (${reason}).`;
}

export function witnessInWords(upTo: number | null): readonly string[] {
  return upTo === null ? [] : [`Rows 0 to ${upTo}: a slip that left the house has seen them as they are.`];
}

/** Why rows that hang together are not enough. */
export type Doubt = "slip" | "end-unproven" | "unproven";

function verdictInWords(doubt: Doubt | null): string {
  switch (doubt) {
    case null:
      return "WHOLE.";
    case "slip":
      return "BROKEN by a slip, though whole in itself.";
    case "end-unproven":
      return "WHOLE, BUT NOT PROVEN TO ITS END.";
    case "unproven":
      return "WHOLE, BUT NOT PROVEN.";
  }
}

/** Sentences, the verdict first. */
export function verificationInWords(verification: Verification, doubt: Doubt | null = null): readonly string[] {
  const proven = verification.proven.map(provenInWords);
  if (verification.type === "broken") {
    return [`BROKEN. ${faultInWords(verification.seq, verification.fault)}`, ...proven];
  }
  const { last, endProven } = verification;
  const end =
    endProven === null
      ? `Whether rows after ${last} were cut off cannot be said without the key state.`
      : endProven < last
        ? `No row up to ${endProven} was cut off; rows after ${last} could have been, since the key state is older.`
        : "No row was cut off at the end since the key state was written.";
  return [`${verdictInWords(doubt)} ${last + 1} rows, the last is ${last}, head ${verification.head}.`, ...proven, end];
}
