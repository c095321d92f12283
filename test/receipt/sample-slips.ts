// A slip of each kind, of nobody.
import type { Slip } from "../../src/receipt/slip.ts";
import type { SlipService } from "../../src/receipt/slip-words.ts";

export const issued: Slip = {
  locale: "ko",
  branch: "우체국 훈련지점",
  terminal: "0710001-01",
  banner: "훈련 - 시험용 인증서만",
  service: "issue",
  at: new Date("2026-11-23T00:04:00Z"),
  name: "홍*동",
  certificate: { serial: "1189998819", notAfter: new Date("2027-11-22T15:00:00Z") },
  fee: 0,
  reference: null,
  journal: { seq: 42, head: "0123456789abcdef0123" },
  code: `42 0123456789ABCDEF0123 CGCP1:${"0123456789ABCDEF".repeat(28)}0123456789AB`,
  copies: 0,
};

const free: Slip = { ...issued, fee: null };

const ticket: Slip = {
  ...issued,
  service: "make-ticket",
  fee: 4400,
  certificate: null,
  reference: { number: "12345678", code: "9876543210", until: new Date("2026-12-07T14:59:59Z") },
};

/** The compiler lists a service whose slip nobody has looked at. */
const ofServices: { readonly [S in SlipService]: Slip } = {
  issue: issued,
  renew: { ...issued, service: "renew" },
  reissue: { ...issued, service: "reissue" },
  redeem: { ...free, service: "redeem" },
  "make-ticket": ticket,
  "cancel-ticket": { ...free, service: "cancel-ticket", certificate: null },
  revoke: { ...free, service: "revoke" },
  suspend: { ...free, service: "suspend" },
  restore: { ...free, service: "restore" },
  copy: { ...free, service: "copy" },
  "change-password": { ...free, service: "change-password", name: null },
  "to-pkcs12": { ...free, service: "to-pkcs12" },
  "from-pkcs12": { ...free, service: "from-pkcs12" },
  register: { ...free, service: "register" },
  deregister: { ...free, service: "deregister" },
  "financial-issue": { ...issued, service: "financial-issue" },
  "financial-renew": { ...issued, service: "financial-renew" },
  "financial-pin": { ...free, service: "financial-pin" },
  "financial-revoke": { ...free, service: "financial-revoke" },
  "financial-suspend": { ...free, service: "financial-suspend" },
  "financial-restore": { ...free, service: "financial-restore" },
};

function inEnglish(slip: Slip): Slip {
  return { ...slip, locale: "en", branch: "Post Office Training Branch", name: "J*** S****", banner: "TRAINING" };
}

export const sampleSlips: Readonly<Record<string, Slip>> = {
  ...ofServices,
  "issue-again": { ...issued, banner: null, fee: 4400, copies: 2 },
  "issue-english": inEnglish(issued),
  "make-ticket-again-english": inEnglish({ ...ticket, copies: 1 }),
};

export const englishSlips: readonly Slip[] = Object.values(ofServices).map(inEnglish);
