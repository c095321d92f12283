// `changgu media inspect`: what is on a stick that "does not work", and each check of registration, for branch support.

import { join } from "node:path";
import { daysUntil } from "../authority/validity.ts";
import { decimalSerial } from "../ceremony/offer.ts";
import { kstDateText } from "../kst.ts";
import { collectFolders } from "../media/collect.ts";
import { nameFault, type Place } from "../media/drive-fault.ts";
import { codeOf } from "../media/medium-error.ts";
import { printable } from "../media/names.ts";
import { type FolderFile, type FolderFiles, readFolderFiles } from "../media/read-folder.ts";
import { certificateFile, keyFile, kmKeyFile, type ReadCertificate, readCaPubs } from "../npki/certificate-folder.ts";
import * as der from "../npki/der.ts";
import { folderName, sameName } from "../npki/distinguished-name.ts";
import { type Check, type Demands, examineCertificate, examineHolder } from "../reliance/examination.ts";
import { kindOfPolicy } from "../reliance/policy-kinds.ts";
import { type OddFile, readBeside } from "../reliance/trust.ts";
import type { Secret } from "../secret.ts";
import { checkInWords, type InspectedCheck, type InspectWords, kindInWords, oddRootInWords } from "./inspect-words.ts";

export type InspectMeans = {
  readonly place: Place;
  /** What nobody can tell is accepted here, and told. */
  readonly demands: Demands;
  /** What registration makes of a certificate of which nobody can tell. */
  readonly unanswered: Demands["unanswered"];
  /** The caller's to wipe; null where none was given. */
  readonly password: Secret | null;
  readonly residentNumber: Secret | null;
  /** Files among the roots that nobody is trusted by: named, and left out. */
  readonly oddRoots: readonly OddFile[];
  readonly now: Date;
  readonly words: InspectWords;
  readonly json: boolean;
  print(line: string): void;
  complain(line: string): void;
};

type Inspected = {
  /** Below the top of the medium, printable. */
  readonly folder: string;
  readonly certificate: ReadCertificate | null;
  readonly checks: readonly InspectedCheck[];
  /** What is odd and may be why another program does not find it. */
  readonly notes: readonly string[];
};

/** 0: there are certificates, and all that could be checked holds. 1: something does not, or not all was looked at. 2: it could not be read. */
export async function inspectMedium(means: InspectMeans): Promise<0 | 1 | 2> {
  const { drive, drives, files } = means.place;
  const { words } = means;
  const medium = printable(drive.mountPoint);
  for (const odd of means.oddRoots) means.complain(oddRootInWords(words, odd));
  const collected = await collectFolders(drive, files, drives);
  if (collected.type !== "collected") {
    means.complain(words.cannotBeRead(medium, collected.type));
    return 2;
  }
  const inspected: Inspected[] = [];
  for (const { folder } of collected.folders) {
    const found = await inspectFolder(folder, means);
    if (typeof found === "string") {
      means.complain(words.noFurther(medium, found));
      return 2;
    }
    inspected.push(found);
  }
  const { more } = collected;
  const { oddRoots } = means;
  if (means.json)
    means.print(JSON.stringify({ medium, more, oddRoots, certificates: inspected.map((each) => asJson(words, each)) }));
  else for (const line of linesOf({ medium, inspected, more }, means)) means.print(line);
  const holds = inspected.every(({ checks }) => checks.every(({ result }) => result !== "fail"));
  return inspected.length > 0 && holds && !more ? 0 : 1;
}

/** A text says what became of the medium. */
async function inspectFolder(folder: string, means: InspectMeans): Promise<Inspected | string> {
  const { place, demands, password, residentNumber, now } = means;
  let found: Awaited<ReturnType<typeof readFolderFiles>>;
  try {
    found = await readFolderFiles(place.files, join(place.drive.mountPoint, folder));
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return (await nameFault(error, place, 0)).type;
  }
  const bytesOf = (name: string): Buffer | null => found.files.find((file) => file.name === name)?.bytes ?? null;
  const beside = readBeside(readCaPubs(bytesOf("CaPubs") ?? Buffer.alloc(0)));
  const signed = bytesOf(certificateFile) ?? Buffer.alloc(0);
  const { checks, certificate } = await examineCertificate(signed, beside, demands, now);
  const lockedKey = bytesOf(keyFile);
  return {
    folder: printable(folder, 300),
    certificate,
    checks: [...checks, ...examineHolder(certificate, { lockedKey, password, residentNumber })].map((check) =>
      asItLies(check, found.unread, signed.length > 0 || found.unread.has(certificateFile)),
    ),
    notes: [...notesOn(means.words, folder, certificate, found.files), ...refusedNote(checks, means)],
  };
}

/** An examination sees bytes or none: why there are none is known here. */
function asItLies(check: Check, unread: FolderFiles["unread"], hasCertificate: boolean): InspectedCheck {
  if (check.result !== "fail") return check;
  switch (check.why) {
    case "malformed":
      return { ...check, why: unread.get(certificateFile) ?? (hasCertificate ? check.why : "certificate-missing") };
    case "key-missing":
      return { ...check, why: unread.get(keyFile) ?? check.why };
    default:
      return check;
  }
}

function refusedNote(checks: readonly Check[], { unanswered, words }: InspectMeans): readonly string[] {
  const open = checks.some((each) => each.result === "not-checked" && each.why === "standing-unanswered");
  return open && unanswered === "refuse" ? [words.refusedHere] : [];
}

function notesOn(
  words: InspectWords,
  folder: string,
  certificate: ReadCertificate | null,
  files: readonly FolderFile[],
): readonly string[] {
  const [npki, , user, name = ""] = folder.split("/");
  const has = (file: string): boolean => files.some((each) => each.name === file);
  const behind = files.filter(({ bytes }) => (der.readElement(bytes)?.end ?? bytes.length) < bytes.length);
  return [
    ...(npki === "NPKI" && user === "USER" ? [] : [words.smallLetters]),
    ...(certificate && !sameName(name, folderName(certificate.subject)) ? [words.otherName] : []),
    ...behind.map(({ name: file }) => words.bytesBehind(file)),
    ...(has("kmCert.der") === has(kmKeyFile) ? [] : [words.halfOfKm]),
  ];
}

function holderOf({ realName, subject }: ReadCertificate): string {
  return printable(realName ?? subject.findLast(({ type }) => type === "CN")?.value ?? "", 60);
}

function asJson(words: InspectWords, { folder, certificate, checks, notes }: Inspected): unknown {
  const read = certificate && {
    ...{
      holder: holderOf(certificate),
      serial: certificate.serial,
      serialDecimal: decimalSerial(certificate.serial),
      fingerprint: certificate.fingerprint,
    },
    ...{ policies: certificate.policies, kind: kindOfPolicy(certificate.policies[0] ?? "") },
    kindSays: kindInWords(words, certificate.policies[0]),
    ...{ notBefore: certificate.notBefore, notAfter: certificate.notAfter },
  };
  const said = checks.map((each) => ({ ...each, says: checkInWords(words, each) }));
  return { folder, certificate: read, checks: said, notes };
}

type Looked = { readonly medium: string; readonly inspected: readonly Inspected[]; readonly more: boolean };

function linesOf({ medium, inspected, more }: Looked, { words, now }: InspectMeans): readonly string[] {
  if (inspected.length === 0) {
    if (more) return [`${words.noneSoFar(medium)}: ${words.tooMany}`];
    return [
      medium.split("/").some((part) => /^(npki|user)$/i.test(part)) ? words.noneInside(medium) : words.none(medium),
    ];
  }
  return [
    `${words.count(medium, inspected.length)}${more ? `: ${words.tooMany}` : ""}`,
    ...inspected.flatMap((each, index) => ["", ...certificateLines(words, each, index + 1, now)]),
  ];
}

function certificateLines(words: InspectWords, inspected: Inspected, number: number, now: Date): readonly string[] {
  const { folder, certificate, checks, notes } = inspected;
  const results = Object.values(words.results);
  const titles = Object.values(words.titles);
  const answer = (text: string): string => padded(text, [...results, words.note]);
  return [
    `${number}  ${certificate ? titleOf(words, certificate, now) : words.unread}`,
    `   ${folder}`,
    ...checks.map((each) => {
      const title = padded(words.titles[each.name], titles);
      return `   ${answer(words.results[each.result])}  ${title}  ${checkInWords(words, each)}`;
    }),
    ...notes.map((text) => `   ${answer(words.note)}  ${text}`),
  ];
}

/** Hangul takes two cells of a terminal. */
function cellsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character >= "\u1100" ? 2 : 1), 0);
}

/** As wide as the widest that stands in its column. */
function padded(text: string, column: readonly string[]): string {
  return text + " ".repeat(Math.max(...column.map(cellsOf)) - cellsOf(text));
}

function titleOf(words: InspectWords, certificate: ReadCertificate, now: Date): string {
  const { policies, notAfter, serial } = certificate;
  const end = words.until(kstDateText(notAfter), daysUntil(notAfter, now));
  const kind = kindInWords(words, policies[0]);
  return `${holderOf(certificate)}, ${kind}, ${end}, ${words.serial(serial, decimalSerial(serial))}`;
}
