// A certificate of a training CA with its locked key, well made or with one fault, as the files of its folder.

import { randomBytes } from "node:crypto";
import type { SerialNumber } from "../../src/authority/authority.ts";
import { makeKeyPair } from "../../src/authority/key-pair.ts";
import { certificateFile, certificateFolder, keyFile, kmKeyFile } from "../../src/npki/certificate-folder.ts";
import * as der from "../../src/npki/der.ts";
import { seedWithSha1 } from "../../src/npki/key-scheme.ts";
import { virtualId, virtualIdHashedOnce } from "../../src/npki/virtual-id.ts";
import { Secret } from "../../src/secret.ts";
import { type CertificateFault, certificateFaults } from "./certificate-faults.ts";
import { faultyCaNames } from "./faulty-cas.ts";
import { type LockScheme, lockAs } from "./other-locks.ts";
import { folderOf, holderName, type TrainingCaName } from "./training-cas.ts";
import type { TrainingIssuer } from "./training-issuer.ts";

export type OtherWanted = {
  readonly ca: TrainingCaName;
  readonly policy: string;
  readonly name: string;
  /** 13 digits. */
  readonly residentNumber: string;
  /** Its number at that CA, 1 and up. */
  readonly number: number;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly password: string;
  readonly scheme?: LockScheme;
  readonly fault?: OtherFault;
  /** With a key-management pair, and with the CAs' own certificates. */
  readonly whole?: boolean;
};

export type OtherFault =
  | CertificateFault
  /** One bit of the CA's signature. */
  | "forged"
  | "no-r"
  | "another-r"
  | "virtual-id-hashed-once"
  | "another-key"
  | "no-key"
  | "damaged-key"
  /** Locked as nobody reads it. */
  | "unknown-lock";

export type OtherMade = {
  /** Below a drive's root. */
  readonly folder: string;
  readonly certificate: Buffer;
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
};

/** Serials of other CAs have five bytes, of which the first is theirs alone. */
export function otherSerial(number: number): SerialNumber {
  return `50${number.toString(16).padStart(8, "0")}` as SerialNumber;
}

export async function makeOther(issuer: TrainingIssuer, wanted: OtherWanted): Promise<OtherMade> {
  const { ca, policy, name, number, notBefore, notAfter, scheme = "a", fault } = wanted;
  const pair = await makeKeyPair();
  using residentNumber = Secret.fromText(wanted.residentNumber);
  using anotherR = Secret.from(randomBytes(20));
  using password = Secret.fromText(wanted.password);
  const hashed = fault === "virtual-id-hashed-once" ? virtualIdHashedOnce : virtualId;
  const vid = hashed(residentNumber, fault === "another-r" ? anotherR : pair.r);
  const subject = holderName(ca, name, number);
  const fields = {
    ...{ serial: otherSerial(number), subject, notBefore, notAfter, policy, realName: name, vid },
    publicKey: pair.publicKey,
  };
  const certificate = await issuer.issue(
    ca,
    fields,
    certificateFaults.find((each) => each === fault),
  );
  if (fault === "forged") flip(certificate);
  const locked = fault === "another-key" ? await makeKeyPair() : pair;
  const key = { privateKey: locked.privateKey, r: fault === "no-r" ? null : locked.r };
  const files = [
    { name: certificateFile, bytes: certificate },
    ...(fault === "no-key" ? [] : [{ name: keyFile, bytes: keyBytes(lockAs(scheme, key, password), fault) }]),
  ];
  const bringsCas = !wanted.whole && faultyCaNames.some((each) => each === ca);
  if (bringsCas) files.push({ name: "CaPubs", bytes: der.sequence(...(await issuer.chain(ca))) });
  if (wanted.whole) {
    const km = await makeKeyPair();
    const forKeys = { ...fields, serial: otherSerial(number + 0x1000), publicKey: km.publicKey };
    files.push({ name: "kmCert.der", bytes: await issuer.issue(ca, forKeys, "for-keys") });
    files.push({ name: kmKeyFile, bytes: lockAs(scheme, { privateKey: km.privateKey, r: null }, password) });
    files.push({ name: "CaPubs", bytes: der.sequence(...(await issuer.chain(ca))) });
    km.wipe();
  }
  pair.wipe();
  locked.wipe();
  const place = certificateFolder(subject, folderOf(ca));
  if (place.type === "refused") throw new Error(place.why);
  return { folder: place.path, certificate, files };
}

function keyBytes(locked: Buffer, fault: OtherFault | undefined): Buffer {
  if (fault === "damaged-key") return locked.subarray(0, locked.length / 2);
  const known = der.oid(seedWithSha1);
  if (fault === "unknown-lock") der.oid("1.2.410.200004.1.99").copy(locked, locked.indexOf(known));
  return locked;
}

function flip(bytes: Buffer): void {
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
}
