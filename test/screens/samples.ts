// A customer, sticks, a house and desks, from which the states of the pages are made.
import { type Product, products } from "../../src/authority/product.ts";
import type { Finished } from "../../src/ceremony/finished.ts";
import { atTheDoor, type Facts, type House, type State } from "../../src/ceremony/state.ts";
import type { Step, Typed } from "../../src/ceremony/step.ts";
import type { Drive } from "../../src/media/drive.ts";
import type { Pkcs12File } from "../../src/media/pkcs12-files.ts";
import type { StickCertificate } from "../../src/media/stick-certificate.ts";
import type { Registered } from "../../src/reliance/registrations.ts";
import type { CustomerFile, FoundCustomer, Lock } from "../../src/verification/customer-file.ts";
import type { IdentityDocument } from "../../src/verification/document.ts";
import type { SecurityMedium } from "../../src/verification/medium.ts";
import type { Customer, CustomerId, StaffMember, StaffNumber } from "../../src/verification/registry.ts";
import type { Request, RequestId, Wanted } from "../../src/verification/requests.ts";

export const house: House = {
  name: { ko: "우체국 훈련지점", en: "Post Office Training Branch" },
  terminal: "0710001-01",
  banner: { ko: "훈련입니다. 시험용 인증서만 나옵니다.", en: "Training: test certificates only" },
  card: ["hong", "kim", "choi"].flatMap((id) => [
    `${id}  홍길동  900101-1234567`,
    "  account 01234502100017  password 1357  phone 010-1234-5678",
    "  security card 710000012345",
    "  1:4821 2:0937 3:5512 4:7740 5:1186 6:9023 7:3358 8:6471 9:2095 10:8814",
    "  11:4821 12:0937 13:5512 14:7740 15:1186 16:9023 17:3358 18:6471 19:2095 20:8814",
    "",
  ]),
  desks: ["kiosk", "teller"],
  ticket: { referenceDigits: 8, codeDigits: 10, days: 14 },
  begunOn: null,
};

export const officer: StaffMember = { number: "100001" as StaffNumber, name: "이창구", role: "teller" };
export const supervisor: StaffMember = { number: "200001" as StaffNumber, name: "박책임", role: "supervisor" };

export function customer(medium: SecurityMedium | null, phones: readonly string[] = ["010-****-5678"]): Customer {
  return {
    id: "hong" as CustomerId,
    name: "홍길동",
    language: "ko",
    residentNumber: "900101-1******",
    phones,
    medium,
  };
}

/** As a search at a counter finds him. */
export function found(medium: SecurityMedium | null, age = 36): FoundCustomer {
  return { ...customer(medium), age, foreigner: false };
}

export const card: SecurityMedium = { type: "security-card", serial: "710000012345", cells: 30 };
export const token: SecurityMedium & { readonly type: "otp-token" } = {
  type: "otp-token",
  serial: "0110000042",
  digits: 6,
  periodSeconds: 60,
};
export const app: SecurityMedium & { readonly type: "mobile-otp" } = {
  type: "mobile-otp",
  serial: "M-0000051",
  digits: 6,
  periodSeconds: 30,
};

export function drive(id: string, label: string, simulated: boolean): Drive {
  return {
    id,
    label,
    mountPoint: `/media/${id}`,
    disk: simulated ? null : "sdb",
    device: 2049n,
    sizeBytes: 15_800_000_000,
    freeBytes: 12_300_000_000,
    readOnly: false,
    simulated,
  };
}

export const document: IdentityDocument = {
  kind: "driving-licence",
  authority: "시도경찰청장",
  issuedOn: "2014-05-11",
  number: "****4567",
};

export function asked(wanted: Wanted, of: Partial<Request> = {}): Request {
  return {
    id: "5d7a2c1e-0000-4000-8000-0000000000a1" as RequestId,
    wanted,
    customerName: wanted.type === "unlock-staff" ? null : "홍길동",
    askedBy: officer,
    askedAt: new Date("2026-11-23T00:12:00Z"),
    reason: "번호를 열 번 잘못 눌렀다고 합니다",
    expiresAt: new Date("2026-11-23T08:12:00Z"),
    ...of,
  };
}

export function lock(kind: Lock["target"]["kind"], id: string, shown: string, failures: number): Lock {
  const limit = kind === "otp" ? 10 : 5;
  return { target: { kind, id }, shown, failures, limit, locked: failures >= limit };
}

export function file(medium: SecurityMedium | null, of: Partial<CustomerFile> = {}): CustomerFile {
  return {
    customer: customer(medium),
    locks: [lock("account", "01234502100017", "0123********17", 0), lock("phone", "hong", "", 0)],
    certificates: [],
    requests: [],
    phonesHere: true,
    ...of,
  };
}

export const stick = drive("usb0", "usb0", true);
export const sticks = [
  stick,
  drive("sdb1", "SanDisk Cruzer Blade", false),
  { ...drive("usb1", "usb1", true), readOnly: true },
];

export const product = products.find(({ id }) => id === "limited") as Product;

/** The one that has a fee. */
export const general = products.find(({ id }) => id === "general") as Product;

export const finished: Finished = {
  serial: "1000001",
  folder: "NPKI/yessign/USER/cn=홍길동()007104620261123000000001,ou=POST,ou=personal4IB,o=yessign,c=kr",
  notAfter: new Date("2027-11-23T14:59:59Z"),
  proof: "direct",
  seq: 128,
  head: "0f3a91c4d2b86e57a1c9",
};

/** Of this branch, and of others: valid, on its last day, over, with half of its pair missing. */
export const brought: StickCertificate = {
  place: 0,
  ca: "yessign",
  holder: "홍길동",
  policy: "1.2.410.200005.1.1.4",
  serial: "1000001",
  notBefore: new Date("2025-11-29T15:00:00Z"),
  notAfter: new Date("2026-11-30T14:59:59Z"),
  daysLeft: 7,
  standing: "valid",
  registeredAt: null,
  accepted: true,
  hasKey: true,
};

/** Of another institution, registered here. */
export const registered: Registered = {
  ...{ id: "5d7a2c1e-0000-4000-8000-0000000000a2", ca: "SignKorea", policy: "1.2.410.200004.5.1.1.5", serial: "77" },
  ...{ notAfter: new Date("2027-06-11T14:59:59Z"), registeredAt: new Date("2026-11-23T00:12:00Z"), expired: false },
};
export const manyBrought: readonly StickCertificate[] = [
  brought,
  { ...brought, place: 1, standing: "suspended" },
  {
    ...brought,
    place: 2,
    ca: "SignKorea",
    policy: "1.2.410.200004.5.1.1.5",
    serial: "77",
    daysLeft: 1,
    standing: null,
    registeredAt: new Date("2026-11-23T00:12:00Z"),
  },
  { ...brought, place: 3, ca: "KICA", policy: "1.2.410.200004.5.2.1.2", daysLeft: 0, standing: null, hasKey: false },
  { ...brought, place: 4, holder: "JOHN SMITH", standing: "revoked" },
  { ...brought, place: 5, holder: "JOHN SMITH" },
  { ...brought, place: 6, notAfter: new Date("2024-11-30T14:59:59Z"), daysLeft: -723, standing: null },
];

export const pkcs12s: readonly Pkcs12File[] = Array.from({ length: 7 }, (_, place) => ({
  place,
  shown: place === 0 ? "홍길동()007104620261123000000001_20271123.p12" : `old-${place}.pfx`,
}));

export const typed = (length: number, half = false): Typed => ({ length, half });

export function facts(stage: number, known: Partial<Facts> = {}): Facts {
  return {
    ceremony: "5d7a2c1e-0000-4000-8000-000000000001",
    service: "issue",
    day: new Date("2026-11-23T00:00:00Z"),
    stage,
    product: stage > 0 ? product : null,
    chosenCustomer: null,
    capacity: "self",
    customer: stage > 1 ? customer(card) : null,
    account: stage > 1 ? "01234502100017" : "",
    replaces: [],
    held: null,
    ticket: null,
    source: null,
    brought: null,
    holder: null,
    file: null,
    fee: 0,
    drive: stage > 4 ? stick : null,
    token: null,
    passwordSet: stage > 5,
    counterfeits: [],
    signed: false,
    ...known,
  };
}

export const securityToken = { id: "0042", label: "KeyPocket 0042", pin: "fine" } as const;

const atDeskChoice = { ...atTheDoor, house, step: { at: "desk-choice" } } as const;

/** Of a rehearsal that was begun today, and of one that was begun earlier. */
export const deskChoices = [
  atDeskChoice,
  { ...atDeskChoice, house: { ...house, begunOn: { year: 2026, month: 11, day: 20 } } },
];

export const kiosk: State = { ...atTheDoor, house, desk: "kiosk", drives: [stick] };
export const teller: State = { ...kiosk, desk: "teller", officer };

export function at(step: Step, stage: number, desk: State = kiosk, known: Partial<Facts> = {}): State {
  return { ...desk, step, facts: facts(stage, known) };
}
