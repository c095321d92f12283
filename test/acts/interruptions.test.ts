// Who signs on is told what was cut off and settled, whichever terminal it was at, and nobody is told twice.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { interruptedSince } from "../../src/acts/interruptions.ts";
import { type Fact, nobody } from "../../src/audit/entry.ts";
import type { Registry } from "../../src/verification/registry.ts";
import { begun, journalOf } from "../db/new-journal.ts";

const { home, database } = begun();
after(() => database.close());
const journal = journalOf(database, home.means);
const rows = openAuditRows(database);
const registry = { customer: (id: string) => (id === "hong" ? { name: "홍길동" } : null) } as unknown as Registry;

const started: Fact = { event: "started", version: "1", settings: "0", lastStop: "unclean", boot: 2 };
const signedOn: Fact = { event: "staff-signed-on", number: "100001" };

function cutOff(ceremony: string, during: readonly Fact[], settled: readonly Fact[]): void {
  const about = { ceremony, staff: null };
  journal.append({ event: "ceremony-began", service: "issue", desk: "kiosk", locale: "ko" }, about);
  journal.appendAll([...during, { event: "idle-warned", at: "drive" }], about);
  journal.append(started, nobody);
  journal.appendAll(
    [...settled, { event: "ceremony-ended", result: "failed", at: "signed", why: "interrupted" }],
    about,
  );
}

const revoked: Fact = { event: "certificate-revoked", serial: "10", issuer: "yessign", reason: "cessationOfOperation" };

test("a ceremony that was cut off is told with its customer and what became of it, until somebody signed on", () => {
  assert.deepEqual(interruptedSince(rows, registry), []);
  // What it undid itself before the power went was told then.
  cutOff(
    "c-1",
    [
      { event: "customer-chosen", customer: "hong" },
      { event: "fee-returned", key: "k", amount: 1 },
    ],
    [revoked],
  );
  cutOff("c-2", [], []);
  // What a cancelled ticket had cost was paid in the ceremony that made it.
  const ticket = "t-1";
  const made: Fact = {
    ...{ event: "ticket-made", ticket, reference: "12****78", until: "2026-12-07", customer: "hong" },
    ...{ product: "general", fee: 1 },
  };
  journal.append(made, { ceremony: "c-3", staff: null });
  cutOff("c-4", [{ event: "ticket-cancelled", ticket, why: "asked" }], []);
  journal.append({ event: "fee-returned", key: "k", amount: 1 }, { ceremony: "c-3", staff: null });
  const told = interruptedSince(rows, registry).map(({ began: _, ...each }) => each);
  const about = { service: "issue", desk: "kiosk" };
  assert.deepEqual(told, [
    { ...about, ceremony: "c-1", customerName: "홍길동", settled: ["revoked"] },
    { ...about, ceremony: "c-2", customerName: null, settled: [] },
    { ...about, ceremony: "c-4", customerName: null, settled: ["fee-returned"] },
  ]);
  journal.append(signedOn, nobody);
  assert.deepEqual(interruptedSince(rows, registry), []);
});
