// What the commands of the record say, in English.

import type { Fault, Interval } from "../audit/verification.ts";
import type { SlipFinding } from "../audit/witness.ts";
import type { Lack } from "./own-evidence.ts";
import type { Doubt, RecordWords } from "./record-words.ts";
import { en as recover } from "./recover-words-en.ts";

function faultInWords(seq: number, fault: Fault): string {
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

function slipInWords(slip: Exclude<SlipFinding, { type: "agrees" }>): string {
  const line = `Slip in line ${slip.line}: `;
  switch (slip.type) {
    case "malformed":
      return `${line}it is no slip: type the row's number and 20 digits, as they are printed.`;
    case "beyond-end":
      return `${line}it is of row ${slip.seq}, and the journal ends with row ${slip.last}: rows were cut off, or an old copy was put back.`;
    case "lost-in-gap":
      return `${line}it is of a row ${slip.seq} that is not here: lost in the gap accepted in row ${slip.row}.`;
    case "head-differs":
      return `${line}row ${slip.seq} is not the one that the slip was printed after: it, or a row before it, was replaced.`;
    case "checkpoint-differs":
      return `${line}this terminal signed other rows up to ${slip.seq} than these: they were replaced.`;
    case "not-ours":
      return `${line}this terminal did not sign it, or it is of another journal.`;
  }
}

const verdicts: Readonly<Record<Doubt, string>> = {
  slip: "BROKEN by a slip, though whole in itself.",
  "end-unproven": "WHOLE, BUT NOT PROVEN TO ITS END.",
  unproven: "WHOLE, BUT NOT PROVEN.",
};

function lackInWords(lack: Lack): string {
  switch (lack.type) {
    case "key-state-missing":
      return "The key state of this terminal is missing: it stays out of service until an officer says why (changgu audit recover).";
    case "key-state-unreadable":
      return `The key state of this terminal cannot be used: ${lack.why}. Move it away, and keep it; then an officer says what happened (changgu audit recover).`;
    case "boot-counter-missing":
      return "The boot counter of this terminal is missing, and without it an old copy looks like the newest: an officer says why it went (changgu audit recover --old-copy).";
    case "boot-counter-unreadable":
      return `The boot counter of this terminal cannot be used: ${lack.why}. Move it away, and keep it; then an officer says what happened (changgu audit recover --old-copy).`;
    case "boot-counter-of-another":
      return "The boot counter of this home is of another journal: put this terminal's own back, or the database that it belongs to.";
    case "cursor-unreadable":
      return `How far the journal was handed over to a syslog server cannot be said: ${lack.why}. Ask the server for its last row, and compare.`;
    case "cursor-of-another":
      return "A syslog cursor of this home is of another journal: put the right database back, or move the cursor away and keep it.";
    case "key-file-unusable":
      return `The key file of this terminal cannot be used (${lack.why}), and without it nobody can say who signed: put a copy back from where its keepers hold it, or give the public key (--public-key).`;
  }
}

export const en: RecordWords = {
  fault: faultInWords,
  broken: (fault) => `BROKEN. ${fault}`,
  whole({ last, head }, doubt) {
    return `${doubt ? verdicts[doubt] : "WHOLE."} ${last + 1} rows, the last is ${last}, head ${head}.`;
  },
  end(last, endProven) {
    if (endProven === null) return `Whether rows after ${last} were cut off cannot be said without the key state.`;
    return endProven < last
      ? `No row up to ${endProven} was cut off; rows after ${last} could have been, since the key state is older.`
      : "No row was cut off at the end since the key state was written.";
  },
  proven: provenInWords,
  removed: (upTo) => `Rows 1 to ${upTo}: removed with their files when their years were over.`,
  file: ({ file, from, upto, state }) => `Rows ${from} to ${upto} are in ${file}: ${state}.`,
  slip: slipInWords,
  gap({ row, last, upTo, boots, officer, reason }) {
    const rows = upTo === null ? `Whatever was written after row ${last}` : `Rows ${last + 1} to at least ${upTo}`;
    const starts = boots === null ? "" : `, after ${boots} starts`;
    return `GAP. ${rows}: lost with their database${starts}; ${officer} accepted an old copy in row ${row} (${reason}).`;
  },
  witness: (upTo) => `Rows 0 to ${upTo}: a slip that left the house has seen them as they are.`,
  oldCopyHint:
    "Where the newest database is lost, an officer with the first key lets the terminal go on: changgu audit recover --old-copy",
  lack: lackInWords,
  copyHint:
    "It was looked at as a copy: the key state, the boot counter and the syslog cursors of its terminal, which know how far it went, were not held against it.",
  firstKeyKept: "The first key is kept in this home, as for training: whoever has the home could rewrite the journal.",
  nothingProves: "Nothing proves this journal: give the first key with --k0-file.",
  noJournal: "There is no journal yet: provision first.",
  unrecorded: (why) => `That it was verified could not be journaled: ${why}.`,
  unreadKey: (why) => `The first key cannot be read: ${why}.`,
  noFirstKey: "The first key has 17 words or 64 hexadecimal digits: type it as it was shown at provisioning.",
  lost(file, why, next) {
    const known = next === null ? "" : `By the key state, rows 0 to at least ${next - 1} were written. `;
    return `BROKEN. ${file} holds no journal that can be read: ${why}. ${known}It, or the -wal file beside it, was removed or cut. Keep the home as it is, and put the newest backup with its files into another one: changgu audit recover --old-copy lets it go on.`;
  },
  cannotOpen: (file, why) => `${file} cannot be opened: ${why}`,
  notThere: (file, hint) => `there is no journal at ${file}${hint}`,
  cannotRead: (file, why) => `${file} cannot be read: ${why}`,
  slipsUnread: (file, why) => `the slips in ${file} cannot be read: ${why}`,
  recover,
  drill: {
    notSound: "NOT SOUND.",
    sound: (last, customers, certificates) =>
      `SOUND. Row ${last} is its last; ${customers} customers, ${certificates} certificates; everything opens.`,
    manifest: (why) => `The manifest cannot be used: ${why}.`,
    otherDigest: "The copy is not the one that was made: its digest is another.",
    damaged: (findings) => `The database is damaged: ${findings}.`,
    notOpened: (why) => `A desk could not open it: ${why}.`,
    otherKey: "The terminal's key file does not open what is locked in it.",
    ageUnknown:
      "Whether rows were written since cannot be said: this home has no key state or no boot counter that can be used. A desk refuses it until an officer with the first key goes on from it: changgu audit recover --old-copy",
    asNew: "It is as new as this terminal: a desk goes on with it.",
    old: (rows, starts) =>
      `OLD COPY. Since then this terminal has written rows: ${rows}, and started: ${starts}. A desk refuses it until an officer with the first key accepts that: changgu audit recover --old-copy`,
    notThere: "it is not there",
    cannotOpen: (file, why) => `${file} cannot be opened: ${why}`,
    noKeyFile: "the terminal's key file cannot be read",
  },
};
