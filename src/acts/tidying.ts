// Folders on a customer's stick whose certificates are of no more use: found, and removed when he says so.

import { join } from "node:path";
import type { About, Fact } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import type { Drive } from "../media/drive.ts";
import type { Place } from "../media/drive-fault.ts";
import { codeOf } from "../media/medium-error.ts";
import { readFolderFiles } from "../media/read-folder.ts";
import { type RemovalOutcome, removeFolder } from "../media/remove.ts";
import { isOver } from "../media/stick-certificate.ts";
import { certificateFile } from "../npki/certificate-folder.ts";
import { named, placeAt, writingAt } from "./at-stick.ts";
import { type Found, type ReadingMeans, readStick } from "./stick-reading.ts";

type Means = ReadingMeans & Pick<Building, "checkpoint">;

/** Those of this branch alone: of a stranger's certificate nobody here knows what it is still needed for. */
export async function findOld(
  means: Means,
  { drive }: EffectOf<"find-old-folders">,
  about: About,
): Promise<OutcomeEvent> {
  const found = (await oldOn(means, drive, about)).map(({ shown }) => shown);
  if (found.length > 0)
    means.journal.append({ event: "old-folders-offered", drive: drive.label, folders: found.length }, about);
  return { type: "old-folders-found", found };
}

/** Each of those that were shown and still are what they were. */
export async function removeOld(
  means: Means,
  { drive, folders }: EffectOf<"remove-old-folders">,
  about: About,
): Promise<OutcomeEvent> {
  const wanted = new Set(folders.map(({ ca, serial }) => `${ca} ${serial}`));
  const there = await oldOn(means, drive, about);
  const came = { removed: 0, doubtful: 0 };
  for (const each of there) {
    if (!wanted.has(`${each.shown.ca} ${each.shown.serial}`)) continue;
    const { type } = await removeOne(means, drive, each, about);
    if (type === "removed") came.removed += 1;
    if (type === "removal-in-doubt") came.doubtful += 1;
  }
  return { type: "old-folders-removed", ...came, left: folders.length - came.removed - came.doubtful };
}

async function oldOn(means: Means, drive: Drive, about: About): Promise<readonly Found[]> {
  const reading = await readStick(means, drive, about);
  if (reading.type !== "read") return [];
  const place = placeAt(means, drive);
  const old: Found[] = [];
  for (const found of reading.found) if (isOver(found.shown) && (await holdsNothingElse(place, found))) old.push(found);
  return old;
}

/** What a customer keeps beside it is his: such a folder is left alone. */
async function holdsNothingElse({ drive, files }: Place, { folder, certificate }: Found): Promise<boolean> {
  try {
    const there = await readFolderFiles(files, join(drive.mountPoint, folder));
    return !there.more && there.files.some(({ name, bytes }) => name === certificateFile && bytes.equals(certificate));
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return false;
  }
}

async function removeOne(means: Means, drive: Drive, { folder, shown }: Found, about: About): Promise<RemovalOutcome> {
  const fields = { ...named(shown), drive: drive.label };
  const record = (fact: Fact): void => void means.journal.append(fact, about);
  record({ event: "old-folder-removing", ...fields });
  means.checkpoint("remove.intended");
  const outcome = await removeFolder({ ...writingAt(means, drive), folder });
  means.checkpoint("remove.acted");
  record(factOf(outcome, fields));
  means.checkpoint("remove.recorded");
  return outcome;
}

function factOf(
  { type }: RemovalOutcome,
  named: { readonly ca: string; readonly serial: string; readonly drive: string },
): Fact {
  if (type === "removed") return { event: "old-folder-removed", ...named };
  if (type === "removal-in-doubt") return { event: "old-folder-in-doubt", ...named };
  return { event: "old-folder-not-removed", ...named, why: type };
}
