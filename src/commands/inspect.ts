// `changgu media inspect`: what is on a stick that "does not work", and each check of registration, for branch support.

import { basename, join } from "node:path";
import { type Check, type Demands, examineCertificate, examineHolder } from "../authority/examination.ts";
import { kindOfPolicy } from "../authority/policy-kinds.ts";
import { readBeside } from "../authority/trust.ts";
import { daysUntil, kstDateText } from "../authority/validity.ts";
import { collectFolders } from "../media/collect.ts";
import { nameFault, type Place } from "../media/drive-fault.ts";
import { codeOf } from "../media/medium-error.ts";
import { printable } from "../media/names.ts";
import { type FolderFile, type FolderFiles, readFolderFiles } from "../media/read-folder.ts";
import { certificateFile, keyFile, kmKeyFile, type ReadCertificate, readCaPubs } from "../npki/certificate-folder.ts";
import * as der from "../npki/der.ts";
import { folderName, sameName } from "../npki/distinguished-name.ts";
import type { Secret } from "../secret.ts";
import { checkInWords, checkTitles, type InspectedCheck, kindInWords, resultWords } from "./inspect-words.ts";

export type InspectMeans = {
  readonly place: Place;
  /** What nobody can tell is accepted here, and told. */
  readonly demands: Demands;
  /** What registration makes of a certificate of which nobody can tell. */
  readonly unanswered: Demands["unanswered"];
  /** The caller's to wipe; null where none was given. */
  readonly password: Secret | null;
  readonly residentNumber: Secret | null;
  readonly now: Date;
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
  const medium = printable(drive.mountPoint);
  const collected = await collectFolders(drive, files, drives);
  if (collected.type !== "collected") {
    means.complain(`${medium} cannot be read (${collected.type}); is it still in?`);
    return 2;
  }
  const inspected: Inspected[] = [];
  for (const { folder } of collected.folders) {
    const found = await inspectFolder(folder, means);
    if (typeof found === "string") {
      means.complain(`${medium} cannot be read any further (${found})`);
      return 2;
    }
    inspected.push(found);
  }
  if (means.json) means.print(JSON.stringify({ medium, more: collected.more, certificates: inspected.map(asJson) }));
  else for (const line of linesOf(medium, inspected, collected.more, means.now)) means.print(line);
  const holds = inspected.every(({ checks }) => checks.every(({ result }) => result !== "fail"));
  return inspected.length > 0 && holds && !collected.more ? 0 : 1;
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
    notes: [...notesOn(folder, certificate, found.files), ...refusedNote(checks, means)],
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

function refusedNote(checks: readonly Check[], { unanswered }: InspectMeans): readonly string[] {
  const open = checks.some((each) => each.result === "not-checked" && each.why === "standing-unanswered");
  return open && unanswered === "refuse"
    ? ["registration here would refuse it: nobody could say whether it is revoked (accredited.unanswered)"]
    : [];
}

function notesOn(folder: string, certificate: ReadCertificate | null, files: readonly FolderFile[]): readonly string[] {
  const [npki, , user, name = ""] = folder.split("/");
  const has = (file: string): boolean => files.some((each) => each.name === file);
  const behind = files.filter(({ bytes }) => (der.readElement(bytes)?.end ?? bytes.length) < bytes.length);
  return [
    ...(npki === "NPKI" && user === "USER" ? [] : ["NPKI and USER are in small letters: some programs do not find it"]),
    ...(certificate && !sameName(name, folderName(certificate.subject))
      ? ["the folder is not named after the certificate's holder: some programs do not show it"]
      : []),
    ...behind.map(({ name: file }) => `bytes stand behind the end of ${file}: readers ignore them`),
    ...(has("kmCert.der") === has(kmKeyFile) ? [] : ["one half of the key-management pair is missing"]),
  ];
}

function holderOf({ realName, subject }: ReadCertificate): string {
  return printable(realName ?? subject.findLast(({ type }) => type === "CN")?.value ?? "", 60);
}

function asJson({ folder, certificate, checks, notes }: Inspected): unknown {
  const read = certificate && {
    ...{
      holder: holderOf(certificate),
      serial: certificate.serial,
      serialDecimal: decimalOf(certificate),
      fingerprint: certificate.fingerprint,
    },
    ...{ policies: certificate.policies, kind: kindOfPolicy(certificate.policies[0] ?? "") },
    kindSays: kindInWords(certificate.policies[0]),
    ...{ notBefore: certificate.notBefore, notAfter: certificate.notAfter },
  };
  return { folder, certificate: read, checks: checks.map((each) => ({ ...each, says: checkInWords(each) })), notes };
}

const tooMany = "too many folders; not all were looked at";

function linesOf(medium: string, inspected: readonly Inspected[], more: boolean, now: Date): readonly string[] {
  if (inspected.length === 0 && more) return [`${medium}: no certificate so far: ${tooMany}`];
  if (inspected.length === 0) {
    const inside = /^(npki|user)$/i.test(basename(medium)) ? "; name the top of the stick, in which NPKI lies" : "";
    return [`${medium}: no certificate${inside || ", for readers look in NPKI/<CA>/USER"}`];
  }
  const count = inspected.length === 1 ? "1 certificate" : `${inspected.length} certificates`;
  return [
    `${medium}: ${count}${more ? `: ${tooMany}` : ""}`,
    ...inspected.flatMap((each, index) => ["", ...certificateLines(each, index + 1, now)]),
  ];
}

function certificateLines({ folder, certificate, checks, notes }: Inspected, number: number, now: Date) {
  return [
    `${number}  ${certificate ? titleOf(certificate, now) : "a certificate that cannot be read"}`,
    `   ${folder}`,
    ...checks.map((each) => {
      const answer = resultWords[each.result].padEnd(11);
      return `   ${answer}  ${checkTitles[each.name].padEnd(11)}  ${checkInWords(each)}`;
    }),
    ...notes.map((text) => `   ${"note".padEnd(11)}  ${text}`),
  ];
}

/** As folders of the market's programs spell it. */
function decimalOf({ serial }: ReadCertificate): string {
  return BigInt(`0x${serial}`).toString();
}

function titleOf(certificate: ReadCertificate, now: Date): string {
  const { policies, notAfter } = certificate;
  const kind = kindInWords(policies[0]);
  const left = daysUntil(notAfter, now);
  const end = `until ${kstDateText(notAfter)} ${left < 0 ? "(over)" : `(${left} days)`}`;
  return `${holderOf(certificate)}, ${kind}, ${end}, serial ${certificate.serial} (${decimalOf(certificate)})`;
}
