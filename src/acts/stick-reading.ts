// What lies on a stick, with what this branch knows of it: mended first, then read as a stranger's.

import type { About } from "../audit/entry.ts";
import type { SerialNumber } from "../authority/authority.ts";
import type { CertificateRow, Certificates } from "../authority/certificates.ts";
import { daysUntil } from "../authority/validity.ts";
import type { Building } from "../building.ts";
import { collectFolders } from "../media/collect.ts";
import type { Drive, DriveFault } from "../media/drive.ts";
import { printable } from "../media/names.ts";
import { repairDrive } from "../media/repair.ts";
import type { StickCertificate } from "../media/stick-certificate.ts";
import { caFolders, type ReadCertificate, readCertificate } from "../npki/certificate-folder.ts";
import { parseYessignCommonName } from "../npki/distinguished-name.ts";

export type ReadingMeans = Pick<
  Building,
  "drives" | "clock" | "certificates" | "registrations" | "accredited" | "journal"
>;

/** `folder`: below the stick's root, as it is spelled there; never to be shown. `certificate`: DER. */
export type Found = { readonly folder: string; readonly certificate: Buffer; readonly shown: StickCertificate };

export type Reading =
  /** The one that ends last comes first. `unreadable`: folders whose certificate cannot be read. `more`: too many to look at all. */
  | {
      readonly type: "read";
      readonly found: readonly Found[];
      readonly unreadable: number;
      readonly more: boolean;
    }
  | DriveFault;

export async function readStick(means: ReadingMeans, drive: Drive, about: About): Promise<Reading> {
  const { drives } = means;
  await repair(means, drive, about);
  const collected = await collectFolders(drive, drives.files(drive), drives);
  if (collected.type !== "collected") return collected;
  const { policies: accepted } = await means.accredited.demands();
  const found = collected.folders.flatMap(({ folder, shownCa, certificate, hasKey }) => {
    const read = certificate && readCertificate(certificate);
    if (read?.type !== "certificate" || certificate === null) return [];
    const shown = { ...shownOf(means, read.certificate, certificate, shownCa, accepted), hasKey };
    return [{ folder, certificate, shown }];
  });
  found.sort((one, other) => other.shown.notAfter.getTime() - one.shown.notAfter.getTime());
  return {
    type: "read",
    found: found.map(({ shown, ...files }, place) => ({ ...files, shown: { ...shown, place } })),
    unreadable: collected.folders.length - found.length,
    more: collected.more,
  };
}

/** What a pulled stick or a power cut left half done; a stick that takes nothing is read as it is. */
async function repair({ drives, journal }: ReadingMeans, drive: Drive, about: About): Promise<void> {
  const outcome = await repairDrive(drive, drives.files(drive));
  if (outcome.type === "not-repaired") return;
  const { undone, finished, removed } = outcome;
  if (undone.length + finished.length + removed === 0) return;
  const counts = { undone: undone.length, finished: finished.length, removed };
  journal.append({ event: "stick-repaired", drive: drive.label, ...counts }, about);
}

export function shownOf(
  { certificates, registrations, clock }: Pick<ReadingMeans, "certificates" | "registrations" | "clock">,
  certificate: ReadCertificate,
  bytes: Buffer,
  ca: string,
  accepted: readonly string[],
): Omit<StickCertificate, "place" | "hasKey"> {
  const { notBefore, notAfter, policies, realName, subject, serial, fingerprint } = certificate;
  const [policy = ""] = policies;
  const commonName = subject.findLast(({ type }) => type === "CN")?.value ?? "";
  const row = rowOf(certificates, { ca, serial });
  const ours = row?.certificate?.equals(bytes) === true;
  const standing = row?.state === "suspended" || row?.state === "revoked" ? row.state : "valid";
  return {
    ca,
    holder: printable(realName ?? parseYessignCommonName(commonName)?.name ?? commonName, 40),
    policy,
    serial,
    notBefore,
    notAfter,
    daysLeft: daysUntil(notAfter, clock.now()),
    standing: ours ? standing : null,
    registeredAt: registrations.current(fingerprint)?.registeredAt ?? null,
    accepted: accepted.includes(policy),
  };
}

/** By the name of the CA's folder, in any spelling, and the serial: an imitation has the same. */
export function rowOf(
  certificates: Certificates,
  { ca, serial }: Pick<StickCertificate, "ca" | "serial">,
): CertificateRow | null {
  const spelled = caFolders.find((each) => each.toLowerCase() === ca.toLowerCase());
  return spelled ? certificates.row(serial as SerialNumber, spelled) : null;
}
