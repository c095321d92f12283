// What passes a lesson, and what its goal forbids: from rows alone.

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { RowFields } from "../../src/audit/row-body.ts";
import { type Goal, isReached, marksOf, progressOf } from "../../src/commands/goal.ts";
import { scenario } from "../../src/commands/scenarios.ts";

function goalOf(id: string): Goal {
  const found = scenario(id);
  assert.ok(found, id);
  return found;
}

const row = (ceremony: string | null, event: string, fields: RowFields = {}): RowFields => ({
  ceremony,
  event,
  ...fields,
});

const signed = (ceremony: string, serial: string): readonly RowFields[] => [
  row(ceremony, "identity-verified", { customer: "hong" }),
  row(ceremony, "phone-verified", { method: "ars" }),
  row(ceremony, "certificate-signed", { serial }),
];

const written = (ceremony: string, serial: string, drive: string): readonly RowFields[] => [
  row(ceremony, "certificate-written", { serial, drive }),
  row(ceremony, "certificate-issued", { serial }),
  row(ceremony, "drive-released", { drive }),
];

suite("the goal of the pulled stick", () => {
  const goal = goalOf("pulled-stick");
  const pulled = [
    ...signed("one", "10000001"),
    row("one", "certificate-not-written", { serial: "10000001", drive: "usb0" }),
  ];

  test("is reached with the same certificate on another stick", () => {
    assert.ok(isReached(goal, [...pulled, ...written("one", "10000001", "usb1")]));
  });

  for (const [what, rows] of [
    [
      "a new certificate, when the first one was revoked",
      [
        ...pulled,
        row("one", "certificate-revoking", { serial: "10000001" }),
        ...signed("two", "10000002"),
        ...written("two", "10000002", "usb1"),
      ],
    ],
    ["another certificate in the same ceremony", [...pulled, ...written("one", "10000002", "usb1")]],
    ["what was written on the stick that was pulled", [...pulled, ...written("one", "10000001", "usb0")]],
    ["a stick of the next customer", [...pulled, ...signed("two", "10000002"), ...written("two", "10000002", "usb1")]],
  ] as const)
    test(`is not reached with ${what}`, () => {
      assert.ok(!isReached(goal, rows));
    });
});

suite("the goal of the dead keypad", () => {
  const goal = goalOf("dead-keypad");
  const again = (ceremony: string): readonly RowFields[] => [
    row(ceremony, "keypad-status", { status: "offline" }),
    row(ceremony, "keypad-status", { status: "online" }),
  ];

  test("is reached where the customer was", () => {
    assert.ok(isReached(goal, [...again("one"), ...written("one", "10000001", "usb0")]));
  });

  test("is not reached by one who begins anew", () => {
    const rows = [...again("one"), row("one", "ceremony-ended"), ...written("two", "10000001", "usb0")];
    assert.equal(progressOf(goal, rows), 2);
    assert.ok(!isReached(goal, rows));
  });
});

test("the first day is hong's, and nobody else's", () => {
  const rows = [...signed("one", "10000001"), ...written("one", "10000001", "usb0")];
  assert.ok(isReached(goalOf("first-day"), rows));
  const kims = rows.map((each) => (each.customer ? { ...each, customer: "kim" } : each));
  assert.ok(!isReached(goalOf("first-day"), kims));
});

test("a roll that is changed when nobody is served any more counts for the ceremony before", () => {
  const rows = [
    row("one", "certificate-issued", { serial: "10000001" }),
    row("one", "ceremony-ended"),
    row("one", "slip-not-printed", { why: "paper-out" }),
    row(null, "printer-status", { status: "ready" }),
    row("one", "slip-printed"),
  ];
  assert.ok(isReached(goalOf("paper-out"), rows));
});

test("the locked token is unlocked and used by jung, whoever approves it and in whichever ceremony", () => {
  const goal = goalOf("locked-token");
  const chosen = (ceremony: string, customer: string): RowFields => row(ceremony, "customer-chosen", { customer });
  const asked = row("two", "request-asked", { kind: "unlock-otp", customer: "jung" });
  const refused = [chosen("one", "jung"), row("one", "ceremony-ended", { why: "medium-locked" })];
  const attested = [chosen("two", "jung"), row("two", "document-attested"), asked];
  const approved = (ceremony: string): readonly RowFields[] => [
    row(ceremony, "request-approved", { kind: "unlock-otp" }),
    row(ceremony, "unlocked", { kind: "otp", subject: "******0044" }),
  ];
  const issued = (customer: string): readonly RowFields[] => [
    chosen("four", customer),
    row("four", "identity-verified", { customer }),
    row("four", "certificate-issued", { serial: "10000001" }),
  ];
  for (const where of ["two", "three"])
    assert.ok(isReached(goal, [...refused, ...attested, ...approved(where), ...issued("jung")]), where);
  const kims = [...refused, ...attested, ...approved("two"), ...issued("kim")];
  assert.equal(progressOf(goal, kims), marksOf(goal).length - 3);
});
