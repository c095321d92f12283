// What every act at a customer's stick says alike: where it is done, what was refused or failed there, what is kept on it.

import { randomBytes } from "node:crypto";
import type { About, Fact } from "../audit/entry.ts";
import { onSlip } from "../audit/slip.ts";
import type { Building } from "../building.ts";
import type { EventOf } from "../ceremony/event.ts";
import type { Drive, DriveFault } from "../media/drive.ts";
import type { Place } from "../media/drive-fault.ts";
import type { StickCertificate } from "../media/stick-certificate.ts";
import type { Writing } from "../media/write.ts";

type Shown = Pick<StickCertificate, "ca" | "serial" | "notAfter">;
type Means = Pick<Building, "drives" | "journal">;
type Trouble = EventOf<"write-failed">["trouble"];
/** A certificate that was brought is on a stick once more, and proven there. */
type Kept = Extract<Fact, { readonly how: "direct" | "cached"; readonly ca: string }>;

export function placeAt({ drives }: Pick<Means, "drives">, drive: Drive): Place {
  return { drive, drives, files: drives.files(drive) };
}

/** With names for what is not whole yet. */
export function writingAt(means: Pick<Means, "drives">, drive: Drive): Place & Pick<Writing, "random"> {
  return { ...placeAt(means, drive), random: (length) => randomBytes(length) };
}

export function named({ ca, serial }: Shown): { readonly ca: string; readonly serial: string } {
  return { ca, serial };
}

export function refusedAt({ journal }: Means, drive: Drive, fault: DriveFault, about: About): EventOf<"drive-refused"> {
  journal.append({ event: "drive-refused", drive: drive.label, why: fault.type }, about);
  return { type: "drive-refused", fault };
}

export function failedAt(
  { journal }: Means,
  drive: Drive,
  serial: string,
  trouble: Trouble,
  about: About,
): EventOf<"write-failed"> {
  journal.append({ event: "certificate-not-written", serial, drive: drive.label, why: trouble.type }, about);
  return { type: "write-failed", trouble };
}

export function keptAt(
  { journal }: Means,
  { serial, notAfter }: Shown,
  folder: string,
  fact: Kept,
  about: About,
): EventOf<"certificate-kept"> {
  const receipt = journal.append(fact, about);
  return { type: "certificate-kept", serial, folder, notAfter, proof: fact.how, ...onSlip(receipt) };
}
