// Registered certificates in the real database: one at a time, ended and not removed.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openRegistrations } from "../../db/registrations.ts";
import type { RegistrationRow } from "../../src/reliance/registrations.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { trainingBranch } from "./training-branch.ts";

const now = new Date("2026-11-23T00:00:00Z");
const row: RegistrationRow = {
  ...{ id: "c-1", customer: "kim" as CustomerId, issuer: "cn=SignKorea Test CA4,ou=AccreditedCA,o=SignKorea,c=KR" },
  ...{ serial: "5000000010", subject: "cn=김우정()1,ou=personal,o=SignKorea,c=KR", policy: "1.2.410.200004.5.1.1.5" },
  ...{ fingerprint: "ab".repeat(32), notAfter: new Date("2027-06-11T14:59:59Z"), registeredAt: now },
};

describe("registrations", () => {
  it("count until they are ended, one at a time, and are registered again afterwards", async () => {
    const { database } = await trainingBranch();
    const registrations = openRegistrations(database);
    registrations.add(row);
    assert.deepEqual(registrations.current(row.fingerprint), row);
    assert.deepEqual(registrations.ofCustomer(row.customer), [row]);
    assert.throws(() => registrations.add({ ...row, id: "c-2" }), /UNIQUE/);
    assert.equal(registrations.end("c-1", now), true);
    assert.equal(registrations.end("c-1", now), false);
    assert.equal(registrations.current(row.fingerprint), null);
    assert.deepEqual(registrations.ofCustomer(row.customer), []);
    registrations.add({ ...row, id: "c-3" });
    assert.equal(registrations.current(row.fingerprint)?.id, "c-3");
    database.close();
  });
});
