// What the pages about a certificate that the customer brought on a stick say, and why a stick does not take one, in English.

import type { WriteTrouble } from "../../ceremony/finished.ts";
import type { KeyRefusal, StickCertificate } from "../../media/stick-certificate.ts";
import { type Said, said, sized } from "./said.ts";

export const stick = {
  sourceDrive: {
    title: "Your USB stick",
    prompt: "Which stick is the certificate on?",
    insert: "Please insert the stick with your certificate.",
    reading: "The stick is being read.",
  },
  stickCertificates: {
    title: "Certificates on the stick",
    prompt: "Which one is it about?",
    unreadable: (count: number) => `${count} cannot be read.`,
    tooMany: "Too many folders: not all are shown.",
    expired: "(expired)",
    noKey: "(no key)",
    standings: { valid: "", suspended: "(suspended)", revoked: "(revoked)" },
    showExpired: "All",
    hideExpired: "Valid",
    more: "More",
  },
  certificateView: {
    title: "The certificate",
    holder: "Holder",
    kind: "Kind",
    kindOf: (ca: string) => `certificate of ${ca}`,
    ca: "Issued by",
    from: "Valid from",
    until: "Valid until",
    daysLeft: (date: string, days: number) =>
      days < 0 ? `${date} (expired)` : `${date} (${days} ${days === 1 ? "day" : "days"} left)`,
    serial: "Serial number",
    standing: "State here",
    over: "expired",
    standings: { valid: "valid", suspended: "suspended", revoked: "revoked" } satisfies Record<
      NonNullable<StickCertificate["standing"]>,
      string
    >,
    elsewhere: "issued by another institution",
    key: "Its key",
    hasKey: "on the stick",
    noKey: "missing: this stick cannot be used to sign",
  },
  keyPassword: {
    title: "Certificate password",
    prompt: "Enter the password of the certificate as it is now.",
    promptShort: "The certificate's password now.",
    /** In the place of the prompt: the grid takes nearly all rows. */
    turn: "Turn the screen: the customer enters its password now.",
  },
  pkcs12Source: {
    prompt: "Which stick is the PKCS#12 file on?",
    insert: "Please insert the stick with your .p12 or .pfx file.",
  },
  pkcs12Files: { title: "PKCS#12 files on the stick", prompt: "Which file is it?" },
  pkcs12Password: {
    title: "Password of the file",
    prompt: "Enter the password of the file.",
    promptShort: "The file's password.",
    turn: "Turn the screen: the customer enters the file's password.",
  },
  pkcs12Drive: {
    prompt: "Which stick shall it be written to?",
    insert: "Please insert the stick to write to. You may take the other one out.",
  },
  oldFolders: {
    title: "No longer usable",
    prompt: (count: number) =>
      count === 1
        ? "One certificate on the stick can never be used again. Remove it?"
        : `${count} certificates on the stick can never be used again. Remove them?`,
    note: "What is removed does not come back. They may stay, too.",
    removing: "Please leave the stick in.",
    more: (count: number) => `and ${count} more`,
    yes: "Remove",
    no: "Let them stay",
    remove: "Remove it",
  },
  copyDrive: {
    prompt: "Which stick shall the copy go to?",
    insert: "Please insert the stick for the copy. You may take the other one out.",
  },
};

export const stickNotices = {
  "old-folders-removed": said("It is removed.", "It is removed from the stick."),
  "old-folders-left": said(
    "Not removed. Is the stick in?",
    "It could not be removed. Is the stick in, and its switch open?",
  ),
  "old-folders-in-doubt": said(
    "Removed or not? Insert it again.",
    "The stick gave out: removed or not is seen when it is inserted again.",
  ),
  "same-stick": said("That is the same stick.", "The certificate is on that stick already. Choose another one."),
  "no-certificate": said("No certificate on this stick.", "There is no joint certificate on this stick. Try another."),
  "too-many-folders": said(
    "Too many folders; not all looked at.",
    "Too many folders on this stick; not all were looked at. Try another one.",
  ),
  "no-pkcs12": said("No .p12 or .pfx on this stick.", "There is no .p12 or .pfx file in the stick's top folder."),
  "pair-incomplete": said(
    "Its key is missing on the stick.",
    "Half of this certificate is missing: its key. Use the original stick.",
  ),
};

const writeInDoubt = said(
  "It may be written, or may not.",
  "The stick gave out, and may hold it or not. Insert it again to find out.",
);

export const keyRefusals: Readonly<Record<KeyRefusal, Said>> = {
  "wrong-password": said(
    "Not the password. Enter it anew.",
    "That is not the password. Large and small letters count.",
  ),
  damaged: said("The key is damaged.", "The certificate's key on the stick is damaged. Have it issued anew."),
  unsupported: said("This key cannot be read here.", "The key is locked in a way that this terminal does not read."),
  "not-joint": said("No joint certificate in it.", "There is no joint certificate in this file. Choose another file."),
  mismatch: said("Key and certificate differ.", "The key on the stick belongs to another certificate."),
};

/** What a name on a stick that should be a folder answers when it is a file, or a link to somewhere. */
const linked = "ENOTDIR";

/** Why a certificate is not on a stick yet. */
export function fault(trouble: WriteTrouble): Said {
  switch (trouble.type) {
    case "drive-removed":
      return said("The stick was pulled out.", "The USB stick was pulled out.");
    case "drive-full":
      return said(
        `Stick full: ${sized(trouble.neededBytes)} needed.`,
        `The USB stick is full: ${sized(trouble.neededBytes)} are needed, ${sized(trouble.freeBytes)} are free.`,
      );
    case "drive-read-only":
      return said("The stick is write-protected.", "The USB stick is write-protected.");
    case "drive-not-mounted":
      return said("The stick cannot be opened.", "The USB stick cannot be opened. Take it out and insert it again.");
    case "drive-not-removable":
      return said("This is not a USB stick.", "This drive is not a removable USB stick.");
    case "drive-denied":
      return said("The stick refuses writing.", "The USB stick refuses to be written to.");
    case "drive-failed":
      if (trouble.code === linked)
        return said(
          "Its NPKI is not a folder.",
          "NPKI on the USB stick is a file or a link, not a folder. Use another stick.",
        );
      return said("The stick reports a fault.", `The USB stick reports a fault (${trouble.code}).`);
    case "drive-counterfeit":
      return said(
        "The stick is bad or counterfeit.",
        "The USB stick is worn out or counterfeit: it does not keep what is written.",
      );
    case "name-refused":
      return said("The stick refuses the name.", "The USB stick cannot hold the name of the certificate's folder.");
    case "pair-mismatch":
      return said(
        "Key and certificate differ.",
        "What is on the USB stick is not the certificate that belongs to the key.",
      );
    case "key-not-opened":
      return said("The key could not be opened.", "The key on the USB stick could not be opened with your password.");
    case "certificate-not-there":
      return said("Not the certificate's stick.", "Your certificate is not in its place on this USB stick.");
    case "write-in-doubt":
      return writeInDoubt;
    case "folder-taken":
      return said(
        "Another certificate is there.",
        "Other files lie in that folder of the USB stick. They were left as they are.",
      );
  }
}
