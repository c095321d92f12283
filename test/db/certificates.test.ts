// Certificates from serial to revocation, and the CAs' records.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openCaRecords } from "../../db/ca-records.ts";
import { openCertificates } from "../../db/certificates.ts";
import type { Database } from "../../db/open.ts";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { CertificateRow } from "../../src/authority/certificates.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { trainingBranch } from "./training-branch.ts";

let database: Database;
before(async () => {
  ({ database } = await trainingBranch());
});
after(() => database.close());

function prepared(serial: SerialNumber, terminal = "T-01"): CertificateRow {
  return {
    serial,
    issuer: "yessign",
    product: "limited",
    customer: "hong" as CustomerId,
    terminal,
    ceremony: "c-1",
    state: "prepared",
    toBeSigned: Buffer.from("tbs"),
    certificate: null,
    subject: "cn=홍길동",
    notBefore: new Date("2026-11-22T15:00:00Z"),
    notAfter: new Date("2027-11-23T14:59:59Z"),
  };
}

describe("certificates", () => {
  it("have serials that are positive, short, each issuer's own, and never handed out twice", () => {
    const certificates = openCertificates(database);
    const serials = [1, 2, 3].map(() => certificates.nextSerial("yessign"));
    assert.deepEqual(serials, ["10000001", "10000002", "10000003"]);
    assert.equal(certificates.nextSerial("KICA"), "10000001");
    assert.equal(openCertificates(database).nextSerial("yessign"), "10000004");
    assert.throws(() => database.client.exec("UPDATE issuers SET next_serial = 1"), /never handed out twice/);
    database.client.exec("UPDATE issuers SET next_serial = 0x80000000 WHERE issuer = 'KICA'");
    assert.throws(() => certificates.nextSerial("KICA"), RangeError);
  });

  it("go from prepared to valid, and are then the customer's", () => {
    const certificates = openCertificates(database);
    const row = prepared(certificates.nextSerial("yessign"));
    certificates.add(row);
    assert.deepEqual(certificates.row(row.serial, "yessign"), row);
    assert.deepEqual(certificates.open("T-01"), [row]);
    assert.deepEqual(certificates.open("T-02"), []);
    const der = Buffer.from("der");
    certificates.advance(row.serial, "yessign", "signed", der);
    certificates.advance(row.serial, "yessign", "written");
    assert.equal(certificates.open("T-01")[0]?.state, "written");
    certificates.advance(row.serial, "yessign", "valid");
    assert.deepEqual(certificates.open("T-01"), []);
    assert.deepEqual(certificates.ofCustomer(row.customer), [{ ...row, state: "valid", certificate: der }]);
  });

  it("cannot be signed without their bytes, added twice, or removed", () => {
    const certificates = openCertificates(database);
    const row = prepared(certificates.nextSerial("yessign"));
    certificates.add(row);
    assert.throws(() => certificates.add(row), /UNIQUE/);
    assert.throws(() => certificates.advance(row.serial, "yessign", "signed"), /certificates_signed/);
    assert.throws(() => database.client.exec("DELETE FROM certificates"), /never removed/);
    certificates.advance(row.serial, "yessign", "abandoned");
  });

  it("once revoked stay as they are", () => {
    const certificates = openCertificates(database);
    const row = prepared(certificates.nextSerial("yessign"));
    certificates.add(row);
    certificates.revoke(row.serial, "yessign", "cessationOfOperation", new Date("2026-11-23T01:00:00Z"));
    certificates.revoke(row.serial, "yessign", "keyCompromise", new Date("2026-11-24T01:00:00Z"));
    const kept = database.client.prepare("SELECT revoked_at, revocation_reason FROM certificates WHERE serial = ?");
    assert.deepEqual(kept.get(row.serial), {
      revoked_at: "2026-11-23T01:00:00.000Z",
      revocation_reason: "cessationOfOperation",
    });
    assert.throws(() => certificates.advance(row.serial, "yessign", "valid"), RangeError);
    assert.equal(certificates.row(row.serial, "yessign")?.state, "revoked");
  });
});

describe("the branch's own records", () => {
  it("keep a CA's certificate and locked key", () => {
    const records = openCaRecords(database);
    const record = { name: "root", certificate: Buffer.of(1), lockedKey: Buffer.of(2) } as const;
    records.add(record);
    assert.deepEqual(records.all(), [record]);
    assert.throws(() => records.add(record), /UNIQUE/);
  });
});
