// The training branch's people, all synthetic: the table on the trainer's card, as data. Codes follow from serials.

import { createHmac } from "node:crypto";
import type { SecurityMedium } from "../src/verification/medium.ts";
import type { CustomerId, StaffMember, StaffNumber } from "../src/verification/registry.ts";

export type TrainingCustomer = {
  readonly id: CustomerId;
  readonly name: string;
  readonly language: "ko" | "en";
  /** 13 digits. */
  readonly residentNumber: string;
  /** 14 digits, four digits, won. */
  readonly account: { readonly number: string; readonly password: string; readonly balance: number };
  /** Digits only. */
  readonly phone: string;
  readonly medium: SecurityMedium;
  /** The medium is locked when the branch opens. */
  readonly locked: boolean;
};

export type TrainingStaff = StaffMember & { readonly password: string };

function card(serial: string, cells: 30 | 35): SecurityMedium {
  return { type: "security-card", serial, cells };
}

function token(serial: string): SecurityMedium {
  return { type: "otp-token", serial, digits: 6, periodSeconds: 60 };
}

type Row = readonly [id: string, name: string, resident: string, account: string, password: string, phone: string];

function customer(row: Row, medium: SecurityMedium, balance = 50_000): TrainingCustomer {
  const [id, name, residentNumber, number, password, phone] = row;
  return {
    id: id as CustomerId,
    name,
    language: "ko",
    residentNumber: residentNumber.replace("-", ""),
    account: { number, password, balance },
    phone: phone.replaceAll("-", ""),
    medium,
    locked: false,
  };
}

const hong: Row = ["hong", "홍길동", "900101-1234567", "01234502100017", "1357", "010-1234-5678"];
const kim: Row = ["kim", "김우정", "850315-2345678", "01234502200025", "2468", "010-2345-6789"];
const lee: Row = ["lee", "이서연", "010712-4567890", "01234502300033", "9753", "010-3456-7890"];
const park: Row = ["park", "박지훈", "780930-1456789", "01234502400041", "8642", "010-4567-8901"];
const choi: Row = ["choi", "최은영", "660215-2567890", "01234502500059", "1597", "010-5678-9012"];
const jung: Row = ["jung", "정민수", "720808-1678901", "01234502600067", "7531", "010-6789-0123"];
const smith: Row = ["smith", "JOHN SMITH", "880505-5789012", "01234502700075", "3579", "010-7890-1234"];
/** Fifteen years old in 2026: at a counter with papers, at a kiosk not at all. */
const han: Row = ["han", "한새봄", "110405-3456789", "01234502800083", "2580", "010-8901-2345"];

export const trainingCustomers: readonly TrainingCustomer[] = [
  customer(hong, card("710000012345", 30), 1_000_000),
  // Too little for a general-purpose certificate.
  customer(kim, token("0110000042"), 3_000),
  customer(lee, { type: "mobile-otp", serial: "M-0000051", digits: 6, periodSeconds: 30 }),
  customer(park, token("0110000043")),
  customer(choi, card("710000012346", 35)),
  { ...customer(jung, token("0110000044")), locked: true },
  { ...customer(smith, card("710000012347", 30)), language: "en" },
  customer(han, card("710000012348", 30)),
];

/** Cards and tokens in the drawer, for whom a customer's is replaced: of each kind one. */
export const trainingStock: readonly SecurityMedium[] = [
  card("710000099901", 30),
  token("0110000099"),
  { type: "otp-token", serial: "0220000099", digits: 8, periodSeconds: 60 },
  { type: "otp-token", serial: "0330000099", digits: 6, periodSeconds: null },
  { type: "mobile-otp", serial: "M-0000099", digits: 6, periodSeconds: 30 },
];

/** A training customer's medium by his id, or one in the drawer by its serial number. */
export function trainingMedium(name: string): SecurityMedium | null {
  const customers = trainingCustomers.find(({ id }) => id === name)?.medium;
  return customers ?? trainingStock.find(({ serial }) => serial === name) ?? null;
}

function member(number: string, name: string, role: StaffMember["role"], password: string): TrainingStaff {
  return { number: number as StaffNumber, name, role, password };
}

export const trainingStaff: readonly TrainingStaff[] = [
  member("100001", "이창구", "teller", "Teller!2026"),
  member("100002", "김교대", "teller", "Teller!2027"),
  member("200001", "박책임", "supervisor", "Super!2026"),
  member("200002", "최책임", "supervisor", "Super!2027"),
];

/** Public: nothing of the training branch is secret. */
const trainingKey = "changgu training branch, not secret";

function derived(what: string): Buffer {
  return createHmac("sha256", trainingKey).update(what).digest();
}

/** The four digits that are printed in a cell of a training card; cells count from 1. */
export function cardCode(serial: string, cell: number): string {
  return String(derived(`card ${serial} ${cell}`).readUInt32BE(0) % 10_000).padStart(4, "0");
}

/** The seed of a training token: 20 bytes, for SHA-1 and six digits (RFC 6238). */
export function tokenSeed(serial: string): Buffer {
  return derived(`token ${serial}`).subarray(0, 20);
}

export const tokenAlgorithm = "sha1";
