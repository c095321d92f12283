// What `changgu doctor` finds out about other institutions' certificates: the folders of roots and lists, read as a desk does.

import { type ListFile, readCertificateFolder, readListFiles } from "../../hardware/accredited/certificate-files.ts";
import { daysUntil } from "../authority/validity.ts";
import { amiss, type Finding, note, well } from "../commands/doctor.ts";
import { kstDateText } from "../kst.ts";
import { printable } from "../media/names.ts";
import { readName } from "../npki/certificate-fields.ts";
import * as der from "../npki/der.ts";
import type { Trust } from "../reliance/chain.ts";
import { readRevocationList } from "../reliance/crl-reading.ts";
import type { PathCertificate } from "../reliance/path-certificate.ts";
import { isSignedBy } from "../reliance/signed-object.ts";
import { nobodyTrusted, readTrust } from "../reliance/trust.ts";
import type { AccreditedSettings } from "../settings/accredited.ts";

const roots = "roots";
const lists = "lists";
/** Whoever looks after a branch needs some days to get a newer root. */
const soonDays = 30;

/** A folder that is set and cannot be used keeps a desk from opening; what is out of date keeps it from registering. */
export async function accreditedFindings(settings: AccreditedSettings, now: Date): Promise<readonly Finding[]> {
  const { trust, finding } = await rootsOf(settings, now);
  return [finding, await listsOf(settings, trust, now)];
}

type RootsFound = { readonly trust: Trust; readonly finding: Finding };

async function rootsOf({ roots: folder }: AccreditedSettings, now: Date): Promise<RootsFound> {
  const without = (finding: Finding): RootsFound => ({ trust: nobodyTrusted, finding });
  if (folder === null)
    return without(
      note(
        roots,
        "no other institution is trusted",
        'to register their certificates: "accredited": {"roots": "FOLDER"}',
      ),
    );
  const read = await readCertificateFolder(folder);
  const outcome = read.type === "refused" ? read : readTrust(read.files);
  if (outcome.type === "refused")
    return without(
      amiss(roots, outcome.why, "put the CAs' certificates there, DER or PEM, or correct accredited.roots"),
    );
  return { trust: outcome.trust, finding: endsFinding(folder, outcome.trust, now) };
}

function endsFinding(folder: string, { roots: top, between }: Trust, now: Date): Finding {
  const cas = [...top, ...between];
  const over = cas.filter(({ notAfter }) => notAfter < now);
  const todo = `put a newer one into ${folder}; certificates below it cannot be registered`;
  if (over.length > 0)
    return note(roots, over.map((ca) => `${nameOf(ca.subject)} is over since ${ended(ca)}`).join(", "), todo);
  const soon = cas.filter(({ notAfter }) => daysUntil(notAfter, now) <= soonDays);
  if (soon.length > 0)
    return note(roots, soon.map((ca) => `${nameOf(ca.subject)} ends on ${ended(ca)}`).join(", "), todo);
  return well(roots, `${folder}: roots: ${top.length}, CAs between: ${between.length}`);
}

function ended({ notAfter }: PathCertificate): string {
  return kstDateText(notAfter);
}

async function listsOf(
  { lists: folder, ocsp, unanswered }: AccreditedSettings,
  trust: Trust,
  now: Date,
): Promise<Finding> {
  if (folder === null) return withoutLists(trust, ocsp, unanswered);
  const read = await readListFiles(folder);
  if (read.type === "refused") return amiss(lists, read.why, "make the folder, or correct accredited.lists");
  const troubles = read.files.flatMap((file) => listTroubles(file, trust, now));
  if (troubles.length > 0)
    return note(
      lists,
      troubles.join(", "),
      "fetch it anew from its CA, and look at whatever keeps the folder up to date",
    );
  if (read.files.length > 0) return well(lists, `${folder}: ${read.files.length}, all of trusted CAs and fresh`);
  return ocsp
    ? well(lists, `${folder} is empty; the CAs' responders are asked`)
    : note(lists, `${folder} is empty, and nobody is asked`, "put the CAs' lists there, or set accredited.ocsp");
}

function withoutLists({ roots: top }: Trust, ocsp: boolean, unanswered: AccreditedSettings["unanswered"]): Finding {
  if (ocsp || top.length === 0)
    return well(lists, top.length === 0 ? "none are needed" : "none; the CAs' responders are asked");
  const then = unanswered === "refuse" ? "nothing can be registered" : "revoked certificates are taken";
  return note(lists, `none, and nobody is asked: ${then}`, 'set "accredited": {"lists": "FOLDER"}, or "ocsp": true');
}

/** None of a file with lists that count. */
function listTroubles({ name, lists: found }: ListFile, trust: Trust, now: Date): readonly string[] {
  if (found.length === 0) return [`${printable(name, 300)} holds no revocation list`];
  return found.map((bytes) => listTrouble(name, bytes, trust, now)).filter((trouble) => trouble !== null);
}

function listTrouble(name: string, bytes: Buffer, { roots: top, between }: Trust, now: Date): string | null {
  const list = readRevocationList(bytes);
  if (!list) return `${printable(name, 300)} holds no revocation list that can be relied upon`;
  const cas = [...top, ...between].filter(({ subject }) => subject.equals(list.issuer));
  const whose = `${printable(name, 300)} of ${nameOf(list.issuer)}`;
  if (cas.length === 0) return `${whose}, who is not trusted`;
  if (!cas.some(({ publicKey }) => isSignedBy(list.signed, publicKey)))
    return `${whose} is not signed by it, or is cut off`;
  return list.nextUpdate <= now ? `${whose} was due to be replaced on ${list.nextUpdate.toISOString()}` : null;
}

/** The common name of a DER Name. */
function nameOf(name: Buffer): string {
  const subject = readName(der.readElement(name) ?? undefined);
  return printable(subject?.findLast(({ type }) => type === "CN")?.value ?? "a CA without a name", 60);
}
