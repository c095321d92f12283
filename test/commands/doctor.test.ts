// What `changgu doctor` says of the staff: a branch in which nobody approves, or nobody signs on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { staffFinding } from "../../src/commands/doctor.ts";
import type { StaffMember, StaffNumber, StaffRecord } from "../../src/verification/registry.ts";

function record(role: StaffMember["role"], state: StaffRecord["state"]): StaffRecord {
  return { member: { number: "100001" as StaffNumber, name: "이창구", role }, passwordHash: "", state };
}

for (const [staff, state, found] of [
  [[], "amiss", /nobody can sign on/],
  [[record("supervisor", "locked")], "amiss", /nobody can sign on/],
  [[record("teller", "active")], "note", /^no active supervisor: nobody can approve$/],
  [[record("teller", "active"), record("supervisor", "locked")], "note", /nobody can approve/],
  [[record("teller", "active"), record("supervisor", "active")], "well", /2, of them supervisors: 1/],
] as const)
  test(`staff of ${staff.map((each) => `${each.member.role} ${each.state}`).join(", ") || "nobody"}: ${state}`, () => {
    const finding = staffFinding(staff);
    assert.equal(finding.state, state);
    assert.match(finding.found, found);
    assert.equal(finding.todo === "", state === "well");
  });
