// What `changgu audit recover` says, in English.

import type { RecoverWords } from "./recover-words.ts";

const strange = {
  "key-state": "key state",
  boots: "boot counter",
  both: "key state and the boot counter",
} as const;

export const en: RecoverWords = {
  reasonRefused: "the reason has four characters or more, and no number that could be somebody's",
  keyStateInTheWay: (why) =>
    `A key state that cannot be used is in the way: ${why}. Move it away, and keep it for whoever looks into this.`,
  keyStateThere: "The key state is there: nothing is to be recovered. If a desk does not open, run: changgu doctor",
  bootsMissing: "The boot counter is gone as well, and without it an old copy looks like the newest.",
  handedOver: (seq) =>
    `BROKEN. Row ${seq} was handed over to the syslog server, and is not here as it was: rows were cut off or replaced.`,
  nothing: (why) => `Nothing was recovered: ${why}.`,
  stateReplaced: "BROKEN. The key state does not come from this first key: the file was replaced.",
  goesOn: [
    "The terminal can go on. Rows that were cut off after the last start show on paper alone: hold the last days' slips",
    "against the journal with: changgu audit verify --slips FILE",
  ],
  busy: (process) => `a terminal of this home is open in process ${process}; close it first`,
  anothers: (what) => `The ${strange[what]} of this home is of another journal: this is no copy of its database.`,
  replaced: (seq) => `BROKEN. Row ${seq} is not the one that was written: no old copy explains that.`,
  nothingMissing(stateThere) {
    const next = stateThere ? "If a desk does not open, run: changgu doctor" : "Run it without --old-copy.";
    return `Nothing that this terminal knows of is missing: it is no old copy. ${next}`;
  },
  bootsUnusable: (why) => `The boot counter cannot be used: ${why}. Move it away, and keep it.`,
  stateUnusable: (why) => `The key state cannot be used: ${why}. Move it away, and keep it.`,
  listsMissing: (files) => [
    `The last revocation list is not in ${files.join(" and ")}. Without it, what was revoked since the copy is good again:`,
    "stop here (Ctrl+C), and put back what was published last; whoever relies on these CAs has it.",
  ],
  accepted(last, upTo) {
    const missing = upTo === null ? `whatever came after row ${last}` : `rows ${last + 1} to at least ${upTo}`;
    return [
      `The terminal can go on without ${missing}, and its journal says so by your name.`,
      "So that nothing is given out or honoured twice:",
    ];
  },
  serials: (issuer, before, after) => `Serials of ${issuer} go on with ${after} instead of ${before}`,
  lists: (issuer, before, after) => `Revocation lists of ${issuer} go on with ${after} instead of ${before}`,
  counted: {
    listed: (count) => `${count} certificates are revoked or on hold again, as the last published list says`,
    unknown: (count) => `${count} serials on that list are of no certificate here: they stay on every list`,
    doubted: (count) => `${count} certificates may have been signed since: revoked when their terminal opens`,
    tickets: (count) => `${count} open tickets are cancelled: fees go back, and the counter gives new ones`,
    requests: (count) => `${count} open requests are closed: whoever still wants one asks again`,
    challenges: (count) => `${count} questions of security cards are drawn anew`,
    tokens: (count) => `${count} OTP tokens answer with their next codes alone`,
    locked: (count) => `${count} OTP tokens that count presses are locked, until a supervisor unlocks each`,
  },
  lookUp: (staff) => [
    "What nobody can know here is looked up on slips (changgu audit verify --slips FILE), on the syslog server,",
    "at the CA and at the bank:",
    "- certificates that were issued since, and fees that were taken for them",
    "- cards and tokens reported lost, phone numbers changed, registrations taken off: ask the customers",
    `- who left since can sign on again: ${staff || "nobody"}; changgu staff lock NUMBER`,
  ],
  typeWords: "Type the 17 words of the first key from your paper: ",
  notTheWords: "Those are not the 17 words as they were written down: nothing was changed.",
  giveFile: "Give the first key with --k0-file.",
  noneInFile: "There is no first key in that file.",
};
