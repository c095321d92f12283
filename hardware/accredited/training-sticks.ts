// Sticks with certificates of other institutions for a rehearsal, made when they are inserted.

import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { ListedSerial } from "../../src/authority/certificates.ts";
import { validityFrom } from "../../src/authority/validity.ts";
import { dayMilliseconds } from "../../src/kst.ts";
import { policyOf } from "../../src/reliance/policy-kinds.ts";
import { trainingCustomers } from "../rehearsal-fixture.ts";
import { makeOther, type OtherMade, type OtherWanted, otherSerial } from "./other-certificate.ts";
import { type Row, trainingSticks } from "./stick-table.ts";
import { folderOf, type TrainingCaName } from "./training-cas.ts";
import type { TrainingIssuer } from "./training-issuer.ts";

const usualDaysLeft = 200;

/** Each place in the table has a number of its own, so that a list knows it before it is made. */
function numberOf(stick: string, place: number): number {
  return (Object.keys(trainingSticks).indexOf(stick) + 1) * 16 + place;
}

export function otherStickNames(): readonly string[] {
  return Object.keys(trainingSticks);
}

/** What a CA's list holds: those of the table that it revoked. */
export function listedOf(ca: TrainingCaName, since: Date): readonly ListedSerial[] {
  return rowsOf(ca).flatMap(({ serial, listed }) => (listed ? [{ serial, since, reason: listed }] : []));
}

/** Those that a CA says it never issued. */
export function disownedBy(ca: TrainingCaName): readonly SerialNumber[] {
  return rowsOf(ca).flatMap(({ serial, disowned }) => (disowned ? [serial] : []));
}

function rowsOf(ca: TrainingCaName): readonly (Row & { readonly serial: SerialNumber })[] {
  return Object.entries(trainingSticks).flatMap(([name, { certificates }]) =>
    certificates
      .map((row, place) => ({ ...row, serial: otherSerial(numberOf(name, place)) }))
      .filter((row) => row.ca === ca),
  );
}

function wanted(stick: string, place: number, row: Row, now: Date): OtherWanted {
  const { owner } = trainingSticks[stick] ?? {};
  const customer = trainingCustomers.find(({ id }) => id === owner);
  if (!customer) throw new RangeError(`no training stick ${stick}`);
  const { ca, kind = "general", daysLeft = usualDaysLeft } = row;
  const { notAfter } = validityFrom(new Date(now.getTime() + (daysLeft - 365) * dayMilliseconds), 1);
  return {
    ...row,
    policy: policyOf(folderOf(ca), kind) ?? "",
    ...{ name: customer.name, residentNumber: customer.residentNumber, number: numberOf(stick, place) },
    notBefore: new Date(notAfter.getTime() - 365 * dayMilliseconds + 1000),
    notAfter,
    password: row.password ?? `Cert!${owner}58`,
  };
}

/** Makes a stick of the table in the folder of the sticks; what is there already, and any other name, is left alone. */
export async function makeOtherStick(issuer: TrainingIssuer, folder: string, name: string, now: Date): Promise<void> {
  const stick = trainingSticks[name];
  const target = join(folder, name);
  if (!stick || existsSync(target)) return;
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  for (const [place, row] of stick.certificates.entries())
    await put(unfinished, await makeOther(issuer, wanted(name, place, row, now)), row.lowerCase === true);
  await rename(unfinished, target);
}

async function put(stick: string, made: OtherMade, lowerCase: boolean): Promise<void> {
  const folder = join(stick, lowerCase ? made.folder.replace("/USER/", "/user/") : made.folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { name, bytes } of made.files) await writeFile(join(folder, name), bytes, { mode: 0o600 });
}

/** For the trainer's card, a line each. */
export function otherStickLines(locale: "ko" | "en"): readonly string[] {
  return Object.entries(trainingSticks).map(([name, { what, certificates, owner }]) => {
    const password = certificates[0]?.password ?? `Cert!${owner}58`;
    return `  ${name.padEnd(18)}  ${password.padEnd(10)}  ${what[locale]}`;
  });
}
