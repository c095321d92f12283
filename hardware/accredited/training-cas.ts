// Training CAs that imitate the accredited ones, each with its own way of naming people: no one can take them for real.

import type { CaFolder } from "../../src/authority/product.ts";
import type { CaProfile, CertificateFields } from "../../src/authority/profile.ts";
import { type IssuerIdentity, userCertificate } from "../../src/authority/profile.ts";
import type { Subject } from "../../src/npki/distinguished-name.ts";

/** What is wrong with a CA below the training root; its certificate comes with a stick, and no folder of roots holds it. */
export type FaultyCaName = "no-ca" | "over" | "too-deep" | "other-policy" | "withdrawn";

/** `Stranger` is accredited by nobody: it signed itself, and no folder of roots holds it. */
export type TrainingCaName = CaFolder | "Stranger" | FaultyCaName;

type Habit = {
  readonly commonName: string;
  /** Name, and nine digits of the certificate's number at that CA. */
  subject(name: string, number: string): Subject;
};

function named(country: "kr" | "KR", organization: string, units: readonly string[], commonName: string): Subject {
  return [
    { type: "C", value: country },
    { type: "O", value: organization },
    ...units.map((value) => ({ type: "OU", value }) as const),
    { type: "CN", value: commonName },
  ];
}

const habits: Readonly<Record<CaFolder | "Stranger", Habit>> = {
  yessign: {
    commonName: "yessignCA-Test Class 5",
    subject: (name, number) => named("kr", "yessign", ["personal4IB", "KMB"], `${name}()0004046${"20260302"}${number}`),
  },
  SignKorea: {
    commonName: "SignKorea Test CA4",
    subject: (name, number) =>
      named("KR", "SignKorea", ["personal", "Test Securities", "HTS"], `${name}(TEST)0087041${"20260302"}${number}`),
  },
  KICA: {
    commonName: "signGATE Test CA6",
    subject: (name, number) => named("KR", "KICA", ["licensedCA", "Test RA"], `${name} ${number}`),
  },
  CrossCert: {
    commonName: "CrossCertTestCA4",
    subject: (name, number) => named("KR", "CrossCert", ["AccreditedCA", "Test RA"], `${name}-${number}`),
  },
  TradeSign: {
    commonName: "TradeSignTestCA4",
    subject: (name, number) => named("KR", "TradeSign", ["LicensedCA", "Test", "Personal"], `${name} (${number})`),
  },
  NCASign: {
    commonName: "NCASign Test CA",
    subject: (name, number) => named("KR", "NCASign", ["AccreditedCA", "Test RA"], `${name}_${number}`),
  },
  Stranger: {
    commonName: "Nobody's Test CA",
    subject: (name, number) => named("KR", "SignKorea", ["personal"], `${name}()${number}`),
  },
};

export const accreditedNames: readonly CaFolder[] = [
  "yessign",
  "SignKorea",
  "KICA",
  "CrossCert",
  "TradeSign",
  "NCASign",
];

export const rootName: Subject = named(
  "KR",
  "KISA-Test",
  ["Korea Certification Authority Central"],
  "KISA-Test RootCA 4",
);

/** The folder on the stick in which its certificates lie. */
export function folderOf(ca: TrainingCaName): CaFolder {
  return accreditedNames.find((name) => name === ca) ?? "SignKorea";
}

function habitOf(ca: TrainingCaName): Habit {
  return habits[ca === "Stranger" ? ca : folderOf(ca)];
}

export function caName(ca: TrainingCaName): Subject {
  if (ca === "Stranger") return named("KR", "Nobody", ["AccreditedCA"], habits.Stranger.commonName);
  const folder = folderOf(ca);
  const commonName = ca === folder ? habits[ca].commonName : `SignKorea Test CA ${ca}`;
  return named(folder === "yessign" ? "kr" : "KR", folder, ["AccreditedCA"], commonName);
}

function hostOf(ca: TrainingCaName): string {
  return `${ca.toLowerCase()}.other.example`;
}

export function listAddress(ca: TrainingCaName): string {
  return `http://${hostOf(ca)}/ca.crl`;
}

/** Whose responder that is; null of an address that no training CA writes. */
export function responderAt(url: string): CaFolder | null {
  return accreditedNames.find((ca) => responderAddress(ca) === url) ?? null;
}

function responderAddress(ca: TrainingCaName): string {
  return `http://${hostOf(ca)}/ocsp`;
}

/** `number`: up to nine digits. */
export function holderName(ca: TrainingCaName, name: string, number: number): Subject {
  return habitOf(ca).subject(name, String(number).padStart(9, "0"));
}

/** To be signed: a user's certificate by the profile, under the name and the addresses of this CA. */
export function otherCertificate(ca: TrainingCaName, fields: CertificateFields, issuer: IssuerIdentity): Buffer {
  const profile: CaProfile = {
    folder: folderOf(ca),
    issuer: caName(ca),
    userNotice: "이 인증서는 시험용 인증서입니다",
    practiceStatement: `http://${hostOf(ca)}/cps.html`,
    crlUri: listAddress(ca),
    ocspUri: responderAddress(ca),
  };
  return userCertificate(fields, profile, issuer);
}
