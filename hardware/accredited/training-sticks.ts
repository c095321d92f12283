// Sticks with certificates of other institutions for a rehearsal: good ones, and one for each refusal. Made when inserted.

import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ListedSerial } from "../../src/authority/certificates.ts";
import { type PolicyKind, policyOf } from "../../src/authority/policy-kinds.ts";
import { validityFrom } from "../../src/authority/validity.ts";
import { trainingCustomers } from "../rehearsal-fixture.ts";
import { makeOther, type OtherMade, type OtherWanted, otherSerial } from "./other-certificate.ts";
import type { TrainingCaName } from "./training-cas.ts";
import type { TrainingIssuer } from "./training-issuer.ts";

type Row = Pick<OtherWanted, "ca" | "scheme" | "fault" | "whole"> & {
  readonly kind?: PolicyKind;
  /** Whole days until its last one, counted from when it is made: of a year's certificate. */
  readonly daysLeft?: number;
  readonly listed?: ListedSerial["reason"];
  readonly password?: string;
  /** Some programs wrote the folder USER in lower case. */
  readonly lowerCase?: boolean;
};

type Stick = { readonly owner: "hong" | "kim"; readonly what: string; readonly certificates: readonly Row[] };

const hong = "hong" as const;
const kim = "kim" as const;

const good: Row = { ca: "SignKorea" };

/** By name; what is on the trainer's card. */
const sticks: Readonly<Record<string, Stick>> = {
  "usb-kim-signkorea": { owner: kim, what: "SignKorea, general-purpose", certificates: [{ ...good, whole: true }] },
  "usb-kim-kica": {
    ...{ owner: kim, what: "KICA, bank, with a key-management pair" },
    certificates: [{ ca: "KICA", kind: "bank", scheme: "c", whole: true }],
  },
  "usb-hong-crosscert": {
    ...{ owner: hong, what: "CrossCert, bank; `user`, password of eight" },
    certificates: [{ ca: "CrossCert", kind: "bank", scheme: "b", password: "old8pw!1", lowerCase: true }],
  },
  "usb-hong-several": {
    ...{ owner: hong, what: "NCASign, TradeSign, an expired one" },
    certificates: [{ ca: "NCASign" }, { ca: "TradeSign" }, { ca: "SignKorea", daysLeft: -30 }],
  },
  "usb-kim-tradesign": { owner: kim, what: "TradeSign, whose CA does not answer", certificates: [{ ca: "TradeSign" }] },
  "usb-kim-revoked": { owner: kim, what: "revoked", certificates: [{ ...good, listed: "keyCompromise" }] },
  "usb-kim-held": { owner: kim, what: "suspended", certificates: [{ ...good, listed: "certificateHold" }] },
  "usb-kim-expired": { owner: kim, what: "expired", certificates: [{ ca: "CrossCert", daysLeft: -3 }] },
  "usb-kim-notyet": { owner: kim, what: "not yet valid", certificates: [{ ca: "NCASign", daysLeft: 400 }] },
  "usb-kim-policy": { owner: kim, what: "for securities alone", certificates: [{ ca: "KICA", kind: "securities" }] },
  "usb-kim-stranger": { owner: kim, what: "of a CA that nobody knows", certificates: [{ ca: "Stranger" }] },
  "usb-kim-no-r": { owner: kim, what: "key without R", certificates: [{ ...good, fault: "no-r" }] },
  "usb-kim-wrong-r": { owner: kim, what: "R of another key", certificates: [{ ...good, fault: "another-r" }] },
  "usb-kim-once": { owner: kim, what: "VID hashed once", certificates: [{ ...good, fault: "virtual-id-hashed-once" }] },
  "usb-kim-wrong-key": { owner: kim, what: "another's key", certificates: [{ ...good, fault: "another-key" }] },
  "usb-kim-half": { owner: kim, what: "no key", certificates: [{ ...good, fault: "no-key" }] },
};

const day = 86_400_000;
const usualDaysLeft = 200;

/** Each place in the table has a number of its own, so that a list knows it before it is made. */
function numberOf(stick: string, place: number): number {
  return (Object.keys(sticks).indexOf(stick) + 1) * 16 + place;
}

export function otherStickNames(): readonly string[] {
  return Object.keys(sticks);
}

/** What a CA's list holds: those of the table that it revoked. */
export function listedOf(ca: TrainingCaName, since: Date): readonly ListedSerial[] {
  return Object.entries(sticks).flatMap(([name, { certificates }]) =>
    certificates.flatMap(({ ca: by, listed }, place) =>
      by === ca && listed ? [{ serial: otherSerial(numberOf(name, place)), since, reason: listed }] : [],
    ),
  );
}

function wanted(stick: string, place: number, row: Row, now: Date): OtherWanted {
  const { owner } = sticks[stick] ?? {};
  const customer = trainingCustomers.find(({ id }) => id === owner);
  if (!customer) throw new RangeError(`no training stick ${stick}`);
  const { ca, kind = "general", daysLeft = usualDaysLeft } = row;
  const { notAfter } = validityFrom(new Date(now.getTime() + (daysLeft - 365) * day), 1);
  return {
    ...row,
    policy: policyOf(ca === "Stranger" ? "SignKorea" : ca, kind) ?? "",
    ...{ name: customer.name, residentNumber: customer.residentNumber, number: numberOf(stick, place) },
    notBefore: new Date(notAfter.getTime() - 365 * day + 1000),
    notAfter,
    password: row.password ?? `Cert!${owner}58`,
  };
}

/** Makes a stick of the table in the folder of the sticks; what is there already, and any other name, is left alone. */
export async function makeOtherStick(issuer: TrainingIssuer, folder: string, name: string, now: Date): Promise<void> {
  const stick = sticks[name];
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
export function otherStickLines(): readonly string[] {
  return Object.entries(sticks).map(([name, { what, certificates, owner }]) => {
    const password = certificates[0]?.password ?? `Cert!${owner}58`;
    return `  ${name.padEnd(18)}  ${password.padEnd(10)}  ${what}`;
  });
}
