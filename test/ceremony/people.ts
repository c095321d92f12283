// The people, files and sticks of a desk that is walked by chance.

import type { Interrupted } from "../../src/ceremony/interrupted.ts";
import type { House } from "../../src/ceremony/state.ts";
import type { Drive } from "../../src/media/drive.ts";
import type { StickCertificate } from "../../src/media/stick-certificate.ts";
import type { Registered } from "../../src/reliance/registrations.ts";
import type { CustomerFile, FoundCustomer, Lock } from "../../src/verification/customer-file.ts";
import type { Customer, CustomerId, StaffMember, StaffNumber } from "../../src/verification/registry.ts";
import type { Request, RequestId, Wanted } from "../../src/verification/requests.ts";

export const registered: Registered = {
  ...{ id: "r", ca: "SignKorea", policy: "1.2.410.200004.5.1.1.5", serial: "01" },
  ...{ notAfter: new Date(1), registeredAt: new Date(0), expired: false },
};

export const house: House = {
  name: { ko: "우체국", en: "Post Office" },
  terminal: "T-1",
  banner: null,
  card: ["line"],
  desks: ["kiosk", "teller"],
  ticket: { referenceDigits: 8, codeDigits: 10, days: 14 },
  begunOn: null,
};

export function drive(name: string): Drive {
  return {
    id: name,
    label: name,
    mountPoint: `/media/${name}`,
    disk: null,
    device: 1n,
    sizeBytes: 1,
    freeBytes: 1,
    readOnly: false,
    simulated: true,
  };
}

export function customer(medium: Customer["medium"], phones: readonly string[]): Customer {
  return { id: "hong" as CustomerId, name: "홍길동", language: "ko", residentNumber: "900101-1******", phones, medium };
}

export const media: readonly Customer["medium"][] = [
  null,
  { type: "security-card", serial: "710000012345", cells: 30 },
  { type: "otp-token", serial: "0110000042", digits: 6, periodSeconds: 60 },
];

export const teller: StaffMember = { number: "100001" as StaffNumber, name: "이창구", role: "teller" };
export const supervisors: readonly StaffMember[] = [
  { number: "200001" as StaffNumber, name: "박책임", role: "supervisor" },
  { number: "200002" as StaffNumber, name: "최책임", role: "supervisor" },
];

export function found(age: number): FoundCustomer {
  return { ...customer(media[age % 3] ?? null, []), age, foreigner: false };
}

export function request(wanted: Wanted, askedBy: StaffMember, reason: string): Request {
  const askedAt = new Date(0);
  return { id: "r" as RequestId, wanted, customerName: "홍길동", askedBy, askedAt, reason, expiresAt: new Date(1) };
}

export const unlockStaff: Wanted = { type: "unlock-staff", number: teller.number };

export function lock(kind: Lock["target"]["kind"], locked: boolean): Lock {
  return { target: { kind, id: "1" }, shown: "*", failures: locked ? 5 : 1, limit: 5, locked };
}

export function file(pick: number): CustomerFile {
  const medium = media[pick % media.length] ?? null;
  return {
    customer: customer(medium, pick % 2 === 0 ? ["010-****-0001"] : []),
    locks: [
      lock(medium?.type === "security-card" ? "security-card" : "otp", pick % 2 === 0),
      lock("account", pick % 3 === 0),
    ],
    certificates:
      pick % 2 === 0
        ? [
            {
              issuer: "yessign",
              serial: "1",
              product: "limited",
              notAfter: new Date(1),
              expired: false,
              suspended: false,
            },
          ]
        : [],
    requests: [],
    phonesHere: pick % 5 !== 0,
  };
}

/** What a stick may hold: enough for two pages, one over, one without its key. */
export const brought: readonly StickCertificate[] = Array.from({ length: 8 }, (_, place) => ({
  place,
  ca: "yessign",
  holder: "홍길동",
  policy: "1.2.410.200005.1.1.4",
  serial: String(place),
  notBefore: new Date(0),
  notAfter: new Date(1),
  daysLeft: place === 7 ? -1 : place,
  standing: null,
  registeredAt: place === 2 ? new Date(0) : null,
  accepted: place !== 3,
  hasKey: place !== 1,
}));
export const securityToken = { id: "0042", label: "KeyPocket 0042", pin: "fine" } as const;

export const cutOff: Interrupted = {
  ...{ ceremony: "c", began: new Date("2026-11-23T00:00:00Z"), service: "issue", desk: "kiosk" },
  ...{ customerName: "홍길동", settled: ["revoked"] },
};
