// A slip carries what a verifier of the journal reads, and every attempt at it is journaled before and after.
import assert from "node:assert/strict";
import { test } from "node:test";
import { printSlip } from "../../src/acts/printing.ts";
import type { SignedCheckpoint } from "../../src/audit/checkpoint.ts";
import { type About, type Fact, nobody } from "../../src/audit/entry.ts";
import { readSlips } from "../../src/audit/slip.ts";
import type { Building } from "../../src/building.ts";
import type { PrintOutcome } from "../../src/receipt/printer.ts";
import type { Slip } from "../../src/receipt/slip.ts";
import { issued } from "../receipt/sample-slips.ts";

const checkpoint: SignedCheckpoint = {
  database: "11111111-2222-4333-8444-555555555555",
  from: 3,
  upto: 44,
  head: "a1".repeat(32),
  root: "b2".repeat(32),
  bulk: "c3".repeat(32),
  boot: 7,
  previous: "d4".repeat(32),
  time: "2026-11-23T00:04:00.000Z",
  signature: "e5".repeat(64),
};

/** As much of a building as a slip needs. */
function buildingWith(outcome: PrintOutcome | null) {
  const facts: Fact[] = [];
  const ceremonies = new Set<string | null>();
  const slips: Slip[] = [];
  const building = {
    house: { name: { ko: "우체국", en: "Post Office" }, terminal: "T-0001", banner: null },
    clock: { now: () => issued.at },
    checkpoints: { lastCheckpoint: () => checkpoint },
    checkpoint: () => {},
    journal: {
      append(fact: Fact, about: About) {
        facts.push(fact);
        ceremonies.add(about.ceremony);
      },
    },
    printer: outcome && {
      print: async (slip: Slip) => {
        slips.push(slip);
        return outcome;
      },
    },
  } as unknown as Building;
  return { building, facts, slips, ceremonies };
}

const wanted = (copies: number) => ({ type: "print-slip", slip: { ...issued, ceremony: "c-1" }, copies }) as const;

test("the code on a slip is one that a verifier reads: the row, its head and the signed checkpoint", async () => {
  const { building, slips } = buildingWith({ type: "printed" });
  await printSlip(building, wanted(0), nobody);
  const [read] = readSlips(slips[0]?.code ?? "");
  const { seq, head } = issued.journal;
  assert.deepEqual(read, { line: 1, seq, head, checkpoint });
});

test("a slip that came out is a copy, one that may have come out is one, and one that did not begin is none", async () => {
  const jammed = { type: "not-printed", why: "jam", begun: true } as const;
  const outcomes = [{ type: "printed" } as const, jammed, { ...jammed, why: "paper-out", begun: false } as const];
  const copies: unknown[] = [];
  for (const outcome of outcomes) {
    const { building, facts, ceremonies } = buildingWith(outcome);
    const told = await printSlip(building, wanted(1), nobody);
    copies.push(told.type === "slip-told" && told.copies);
    assert.deepEqual(
      facts.map(({ event }) => event),
      ["slip-printing", outcome.type === "printed" ? "slip-printed" : "slip-not-printed"],
    );
    // Printed again when nobody is served any more, it belongs to its ceremony all the same.
    assert.deepEqual([...ceremonies], ["c-1"]);
  }
  assert.deepEqual(copies, [2, 2, 1]);
});

test("without a printer nothing is journaled, and the page has the slip all the same", async () => {
  const { building, facts } = buildingWith(null);
  const told = await printSlip(building, wanted(0), nobody);
  assert.ok(told.type === "slip-told" && told.result === "no-printer" && told.lines.length > 10);
  assert.deepEqual(facts, []);
});

test("a row that no checkpoint covers yet is signed before its slip is printed", async () => {
  const { building, slips } = buildingWith({ type: "printed" });
  let upto = issued.journal.seq - 1;
  const sealed = {
    ...building,
    checkpoints: { lastCheckpoint: () => ({ ...checkpoint, upto }) },
    journal: {
      ...building.journal,
      seal: () => {
        upto = issued.journal.seq;
      },
    },
  } as unknown as Building;
  await printSlip(sealed, wanted(0), nobody);
  const [read] = readSlips(slips[0]?.code ?? "");
  assert.ok(read && "checkpoint" in read && read.checkpoint?.upto === issued.journal.seq);
});
