// On hold and off again, what stands on a list, and certificates found by state, holder and end.

import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { openCertificates } from "../../db/certificates.ts";
import type { Database } from "../../db/open.ts";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { CertificateRow, CertificateState, Certificates } from "../../src/authority/certificates.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { trainingBranch } from "./training-branch.ts";

let database: Database;
let certificates: Certificates;
const opened: Database[] = [];
beforeEach(async () => {
  ({ database } = await trainingBranch());
  opened.push(database);
  certificates = openCertificates(database);
});
after(() => {
  for (const each of opened) each.close();
});

const at = new Date("2026-11-23T01:00:00Z");
const later = new Date("2027-05-24T01:00:00Z");
const ends = new Date("2027-11-23T14:59:59Z");

function added(changes: Partial<CertificateRow> = {}): SerialNumber {
  const serial = certificates.nextSerial("yessign");
  certificates.add({
    serial,
    issuer: "yessign",
    product: "limited",
    customer: "hong" as CustomerId,
    terminal: "T-01",
    ceremony: "c-1",
    state: "prepared",
    toBeSigned: Buffer.from("tbs"),
    certificate: null,
    subject: "cn=홍길동",
    notBefore: new Date("2026-11-22T15:00:00Z"),
    notAfter: ends,
    ...changes,
  });
  return serial;
}

const valid = (changes: Partial<CertificateRow> = {}): SerialNumber =>
  added({ state: "valid", certificate: Buffer.from("der"), ...changes });
const stateOf = (serial: SerialNumber): CertificateState | undefined => certificates.row(serial, "yessign")?.state;

describe("a certificate's hold", () => {
  it("is a state of its own, and neither the customer's valid one nor an interrupted one", () => {
    const serial = valid();
    certificates.hold(serial, "yessign", at);
    assert.equal(stateOf(serial), "suspended");
    assert.deepEqual(certificates.ofCustomer("hong" as CustomerId), []);
    assert.deepEqual(certificates.open("T-01"), []);
    assert.deepEqual(
      certificates.suspended().map((row) => [row.serial, row.suspendedAt]),
      [[serial, at]],
    );
    certificates.hold(serial, "yessign", null);
    assert.equal(stateOf(serial), "valid");
    assert.deepEqual(certificates.suspended(), []);
  });

  it("cannot be put on what is not valid", () => {
    const serial = added();
    assert.throws(() => certificates.hold(serial, "yessign", at), RangeError);
    certificates.revoke(serial, "yessign", "superseded", at);
    assert.throws(() => certificates.hold(serial, "yessign", null), RangeError);
    assert.throws(() => certificates.advance(serial, "yessign", "suspended"), RangeError);
  });

  it("is where a revocation counts from", () => {
    const serial = valid();
    certificates.hold(serial, "yessign", at);
    certificates.revoke(serial, "yessign", "keyCompromise", later);
    assert.equal(stateOf(serial), "revoked");
    assert.deepEqual(certificates.listed("yessign", at), [{ serial, since: at, reason: "keyCompromise" }]);
    const reason = "keyCompromise";
    assert.deepEqual(certificates.revocation(serial, "yessign"), { suspendedAt: at, revokedAt: later, reason });
  });
});

describe("a serial that is being signed", () => {
  it("is interrupted until the signature is stored", () => {
    const serial = added();
    certificates.advance(serial, "yessign", "signing");
    assert.equal(stateOf(serial), "signing");
    assert.deepEqual(
      certificates.open("T-01").map(({ state }) => state),
      ["signing"],
    );
    certificates.advance(serial, "yessign", "signed", Buffer.from("der"));
    assert.equal(stateOf(serial), "signed");
  });
});

describe("a list", () => {
  it("holds what is revoked and on hold, of its issuer, until its end", () => {
    const [held, revoked] = [valid(), valid({ notAfter: later })];
    valid();
    added();
    certificates.hold(held, "yessign", later);
    certificates.revoke(revoked, "yessign", "superseded", at);
    const entry = { serial: held, since: later, reason: "certificateHold" } as const;
    assert.deepEqual(certificates.listed("yessign", later), [
      entry,
      { serial: revoked, since: at, reason: "superseded" },
    ]);
    assert.deepEqual(certificates.listed("yessign", new Date(+later + 1)), [entry]);
    assert.deepEqual(certificates.listed("KICA", at), []);
  });

  it("is remembered by number, times and content", () => {
    assert.equal(certificates.lastList("KICA"), null);
    const list = { number: 1, thisUpdate: at, nextUpdate: later, endsFrom: at, content: "00", published: false };
    certificates.keepList("KICA", list);
    assert.deepEqual(certificates.lastList("KICA"), list);
    certificates.keepList("KICA", { ...list, number: 2, published: true });
    assert.equal(openCertificates(database).lastList("KICA")?.number, 2);
    assert.equal(certificates.lastList("yessign"), null);
  });
});

describe("certificates", () => {
  it("are found by state, a part of the holder's name, and end; the first to end first", () => {
    const late = valid();
    const soon = valid({ customer: "kim" as CustomerId, notAfter: later });
    const held = valid({ customer: "lee" as CustomerId });
    certificates.hold(held, "yessign", at);
    const found = (search: Partial<Parameters<Certificates["find"]>[0]>): readonly SerialNumber[] =>
      certificates.find({ states: [], holder: null, ends: null, ...search }).map(({ serial }) => serial);
    assert.deepEqual(found({}), [soon, late, held]);
    assert.deepEqual(found({ states: ["suspended"] }), [held]);
    assert.deepEqual(found({ states: ["valid", "suspended"] }), [soon, late, held]);
    assert.deepEqual(found({ holder: "우정" }), [soon]);
    for (const nobody of ["%", "_정", "김  우정"]) assert.deepEqual(found({ holder: nobody }), []);
    const john = valid({ customer: "smith" as CustomerId });
    assert.deepEqual(found({ holder: "john" }), [john]);
    certificates.revoke(john, "yessign", "superseded", at);
    assert.deepEqual(found({ ends: { from: at, to: later } }), [soon]);
    assert.deepEqual(found({ ends: { from: new Date(+later + 1), to: ends } }), [late, held, john]);
    const [row] = certificates.find({ states: [], holder: "우정", ends: null });
    assert.equal(row?.holder, "김우정");
    assert.ok(row && !("customer" in row) && !("subject" in row));
  });
});
