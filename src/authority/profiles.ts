// The CAs that this branch issues for: their names, notices and addresses, and how each names its subjects. Pure.

import { kstDateDigits } from "../kst.ts";
import { type Subject, yessignCommonName } from "../npki/distinguished-name.ts";
import type { CaFolder, Product } from "./product.ts";
import type { CaProfile } from "./profile.ts";

/** Which notice stands in every certificate: a training CA's can be mistaken for no other. */
export type Purpose = "training" | "branch";

const notices: Readonly<Record<Purpose, string>> = {
  training: "이 인증서는 시험용 인증서입니다",
  branch: "이 인증서는 공동인증서 입니다",
};

/** Of a financial certificate, unless a branch's settings say otherwise. */
export const defaultFinancialNotice = "이 인증서는 금융인증서 입니다";

/** Whatever a branch has configured, a test certificate says that it is one. */
export function noticeOf(purpose: Purpose, product: Product["id"], financial: string): string {
  return product === "financial" && purpose === "branch" ? financial : notices[purpose];
}

export const rootName: Readonly<Record<Purpose, Subject>> = {
  training: subject("kr", "Changgu", "AccreditedCA", "Changgu Training Root CA"),
  branch: subject("kr", "Changgu", "AccreditedCA", "Changgu Branch Root CA"),
};

const issuers: Readonly<Record<Purpose, Readonly<Record<"yessign" | "KICA", Subject>>>> = {
  training: {
    yessign: subject("kr", "yessign", "AccreditedCA", "yessignCA-Test Class 4"),
    KICA: subject("KR", "KICA", "AccreditedCA", "signGATE-Test CA"),
  },
  branch: {
    yessign: subject("kr", "yessign", "AccreditedCA", "yessignCA-Embedded Class 4"),
    KICA: subject("KR", "KICA", "AccreditedCA", "signGATE-Embedded CA"),
  },
};

export const issuingFolders = ["yessign", "KICA"] as const satisfies readonly CaFolder[];
export type IssuingFolder = (typeof issuingFolders)[number];

function subject(country: string, organization: string, unit: string, name: string): Subject {
  return [
    { type: "C", value: country },
    { type: "O", value: organization },
    { type: "OU", value: unit },
    { type: "CN", value: name },
  ];
}

export function profileOf(folder: IssuingFolder, purpose: Purpose): CaProfile {
  const host = `${folder.toLowerCase()}.changgu.example`;
  return {
    folder,
    issuer: issuers[purpose][folder],
    userNotice: notices[purpose],
    practiceStatement: `http://${host}/cps.html`,
    crlUri: `http://${host}/ca.crl`,
    ocspUri: `http://${host}/ocsp`,
  };
}

export type HolderName = {
  readonly name: string;
  readonly registeredAt: Date;
  /** The registering bank's own unit: `POST`. */
  readonly bankUnit: string;
  /** 1 and up, unique for this issuer. */
  readonly sequence: bigint;
};

const koreaPost = "071";

/** yessign numbers its holders by bank and day; KICA is given the same form, with its own units. */
export function holderSubject(folder: IssuingFolder, holder: HolderName): Subject {
  switch (folder) {
    case "yessign":
      return [
        { type: "C", value: "kr" },
        { type: "O", value: "yessign" },
        { type: "OU", value: "personal4IB" },
        { type: "OU", value: holder.bankUnit },
        { type: "CN", value: commonName(holder) },
      ];
    case "KICA":
      return [
        { type: "C", value: "KR" },
        { type: "O", value: "KICA" },
        { type: "OU", value: "licensedCA" },
        { type: "OU", value: holder.bankUnit },
        { type: "CN", value: commonName(holder) },
      ];
  }
}

function commonName({ name, registeredAt, sequence }: HolderName): string {
  return yessignCommonName({
    name,
    bankCode: koreaPost,
    medium: "046",
    registeredOn: kstDateDigits(registeredAt),
    sequence: String(sequence % 1_000_000_000n).padStart(9, "0"),
  });
}
