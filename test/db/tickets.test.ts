// Tickets in their table: neither number can be read back, a pair is spent once, and nobody's number answers like a wrong code.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { openAttempts } from "../../db/attempts.ts";
import type { Database } from "../../db/open.ts";
import { openRegistry } from "../../db/registry.ts";
import { openStaff } from "../../db/staff.ts";
import type { Strongbox } from "../../db/strongbox.ts";
import { tickets as table } from "../../db/ticket-schema.ts";
import { openTickets } from "../../db/tickets.ts";
import type { Fact } from "../../src/audit/entry.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import type { Verifying } from "../../src/verification/judge.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { checkTicket, drawPair, expireTickets, type Ticket, type TicketId } from "../../src/verification/tickets.ts";
import { trainingBranch } from "./training-branch.ts";

let database: Database;
let strongbox: Strongbox;
before(async () => {
  ({ database, strongbox } = await trainingBranch());
});
after(() => database.close());

const now = new Date("2026-11-23T00:00:00Z");
const later = new Date("2026-12-07T14:59:59Z");

function ticket(): Ticket {
  return {
    id: randomUUID() as TicketId,
    customer: "hong" as CustomerId,
    ...{ product: "limited", account: "01234502100017", debit: null, expiresAt: later, state: "open" },
    terminal: "T-0001",
    ceremony: "c-1",
  };
}

function desk() {
  const facts: Fact[] = [];
  const append = (fact: Fact) => {
    facts.push(fact);
    return { seq: facts.length, head: "" };
  };
  const journal = { append, appendAll: () => append(facts[0] as Fact), seal() {} };
  const verifying: Verifying = {
    registry: openRegistry(database, strongbox),
    staff: openStaff(database),
    attempts: openAttempts(database, strongbox),
    transactions: database.transactions,
    journal,
    limits: defaultLimits,
    about: { ceremony: "c-2", staff: null },
  };
  const tickets = openTickets(database, strongbox);
  const check = (reference: string, code: string, at = now) => {
    using secret = Secret.fromText(code);
    return checkTicket(verifying, tickets, { reference, code: secret }, at);
  };
  return { tickets, check, verifying, facts };
}

describe("a ticket", () => {
  it("is kept as keyed MACs, and its number is given once", () => {
    const { tickets } = desk();
    const made = ticket();
    assert.ok(tickets.add(made, { reference: "48201937", code: "5930284716" }));
    assert.equal(tickets.add(ticket(), { reference: "48201937", code: "1111111111" }), false);
    const rows = JSON.stringify(database.orm.select().from(table).all());
    for (const number of ["48201937", "5930284716", "01234502100017"]) assert.ok(!rows.includes(number), number);
    assert.deepEqual(tickets.row(made.id), made);
  });

  it("is accepted by its own code until it is spent, once", () => {
    const { tickets, check } = desk();
    const made = ticket();
    tickets.add(made, { reference: "10000001", code: "2000000001" });
    tickets.add(ticket(), { reference: "10000002", code: "2000000002" });
    assert.deepEqual(check("10000001", "2000000001"), { type: "ticket-accepted", ticket: made });
    assert.equal(check("10000001", "2000000002").type, "ticket-refused");
    assert.equal(check("10000001", "2000000001").type, "ticket-accepted");
    assert.ok(tickets.leave(made.id, "spent"));
    assert.equal(tickets.leave(made.id, "spent"), false);
    assert.deepEqual(check("10000001", "2000000001"), { type: "ticket-over", why: "spent" });
  });

  it("answers for a number that nobody has as for a wrong code, and locks both alike", () => {
    const { tickets, check, facts } = desk();
    tickets.add(ticket(), { reference: "30000001", code: "4000000001" });
    const answers = (reference: string) => Array.from({ length: 6 }, () => check(reference, "9999999999"));
    assert.deepEqual(answers("30000001"), answers("39999999"));
    assert.deepEqual(check("30000001", "4000000001"), { type: "ticket-locked" });
    const said = JSON.stringify(facts);
    for (const number of ["30000001", "39999999", "9999999999", "4000000001"])
      assert.ok(!said.includes(number), number);
  });

  it("is over behind its last second, whether anybody comes with it or not", () => {
    const { tickets, check, verifying } = desk();
    const [brought, forgotten] = [ticket(), ticket()];
    tickets.add(brought, { reference: "50000001", code: "6000000001" });
    tickets.add(forgotten, { reference: "50000002", code: "6000000002" });
    assert.equal(check("50000001", "6000000001", later).type, "ticket-accepted");
    const past = new Date(later.getTime() + 1);
    assert.deepEqual(check("50000001", "6000000001", past), { type: "ticket-over", why: "expired" });
    expireTickets(tickets, verifying, past);
    assert.equal(tickets.row(forgotten.id)?.state, "expired");
    assert.deepEqual(tickets.overdue(past), []);
  });

  it("has numbers of the lengths that are set, drawn by chance", () => {
    const rules = { referenceDigits: 6, codeDigits: 16, days: 1 };
    const drawn = Array.from({ length: 200 }, () => drawPair(rules));
    for (const { reference, code } of drawn) assert.ok(/^\d{6}$/.test(reference) && /^\d{16}$/.test(code));
    assert.equal(new Set(drawn.map(({ code }) => code)).size, drawn.length);
  });
});
