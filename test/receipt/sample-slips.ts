// A slip of each kind, of nobody.
import type { Slip } from "../../src/receipt/slip.ts";

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

export const sampleSlips: Readonly<Record<string, Slip>> = {
  issued,
  "issued-again": { ...issued, banner: null, fee: 4400, copies: 2 },
  "issued-english": {
    ...issued,
    locale: "en",
    branch: "Post Office Training Branch",
    name: "J*** S****",
    banner: "TRAINING",
  },
  renewed: { ...issued, service: "renew" },
  reissued: { ...issued, service: "reissue" },
  copied: { ...issued, service: "copy", fee: null },
  "password-changed": { ...issued, service: "change-password", fee: null, name: null },
  "to-finish-at-home": {
    ...issued,
    service: "reference",
    certificate: null,
    reference: { number: "12345678901", code: "98765432109876543210" },
  },
};
