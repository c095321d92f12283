// Rows found by what happened, from the newest back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { nobody } from "../../src/audit/entry.ts";
import { begun, journalOf } from "./new-journal.ts";

test("a terminal's last start or stop is found behind what commands wrote afterwards", () => {
  const { home, database } = begun();
  const journal = journalOf(database, home.means);
  const rows = openAuditRows(database);
  assert.equal(rows.lastOf("T-01", ["started", "stopped"]), null);
  journal.append({ event: "started", version: "1", settings: "0", lastStop: "first", boot: 1 }, nobody);
  const stopped = journal.append({ event: "stopped" }, nobody);
  for (let at = 0; at < 20; at++)
    journal.append({ event: "staff-taken-out", number: "100001", operator: "root" }, nobody);
  assert.equal(rows.lastOf("T-01", ["started", "stopped"])?.seq, stopped.seq);
  assert.equal(rows.lastOf("T-02", ["started", "stopped"]), null);
  database.close();
});

test("the last thing that was recorded of a ceremony is found", () => {
  const { home, database } = begun();
  const journal = journalOf(database, home.means);
  const rows = openAuditRows(database);
  assert.equal(rows.lastIn("c-1"), null);
  journal.append({ event: "staff-called" }, { ceremony: "c-1", staff: null });
  const last = journal.append({ event: "screen-turned" }, { ceremony: "c-1", staff: null });
  journal.append({ event: "staff-called" }, { ceremony: "c-2", staff: null });
  assert.equal(rows.lastIn("c-1")?.seq, last.seq);
  database.close();
});

test("a terminal's last stop is found behind days of another terminal", () => {
  const { home, database } = begun();
  const stopped = journalOf(database, home.means).append({ event: "stopped" }, nobody);
  const other = journalOf(database, { ...home.means, terminal: "T-02" });
  other.appendAll(Array(6_000).fill({ event: "stopped" }), nobody);
  assert.equal(openAuditRows(database).lastOf("T-01", ["started", "stopped"])?.seq, stopped.seq);
  database.close();
});
