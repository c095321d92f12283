// What staff asked a supervisor for: open until decided by another person, or until its time is over.

import { and, asc, desc, eq, gte, ne, sql } from "drizzle-orm";
import type { CustomerId, StaffMember, StaffNumber } from "../src/verification/registry.ts";
import type { Request, RequestId, Requests, Wanted } from "../src/verification/requests.ts";
import type { Database } from "./open.ts";
import { customers, requests, staff } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";

function cell(id: string) {
  return { table: "requests", column: "wanted", row: id };
}

function customerOf(wanted: Wanted): CustomerId | null {
  return wanted.type === "unlock-staff" ? null : wanted.customer;
}

/** Those that are open no more, the newest first. */
function queryOfAsker(orm: Database["orm"]) {
  return orm
    .select({ request: requests, name: customers.name, decider: staff })
    .from(requests)
    .leftJoin(staff, eq(staff.number, requests.decidedBy))
    .leftJoin(customers, eq(customers.id, requests.customer))
    .where(
      and(
        eq(requests.askedBy, sql.placeholder("asker")),
        ne(requests.state, "open"),
        gte(requests.askedAt, sql.placeholder("since")),
      ),
    )
    .orderBy(desc(requests.askedAt), desc(requests.id))
    .limit(sql.placeholder("most"))
    .prepare();
}

function memberOf({ number, name, role }: typeof staff.$inferSelect): StaffMember {
  return { number: number as StaffNumber, name, role };
}

export function openRequests({ orm }: Database, strongbox: Strongbox): Requests {
  const select = () =>
    orm
      .select({ request: requests, name: customers.name, asker: staff })
      .from(requests)
      .innerJoin(staff, eq(staff.number, requests.askedBy))
      .leftJoin(customers, eq(customers.id, requests.customer));
  const oldestFirst = select()
    .where(eq(requests.state, "open"))
    .orderBy(asc(requests.askedAt), asc(requests.id))
    .prepare();
  const one = select()
    .where(and(eq(requests.id, sql.placeholder("id")), eq(requests.state, "open")))
    .prepare();

  const ofAsker = queryOfAsker(orm);
  const wantedOf = ({ id, wanted }: typeof requests.$inferSelect): Wanted =>
    JSON.parse(strongbox.open(cell(id), wanted).toString("utf8"));
  const toRequest = ({ request, name, asker }: NonNullable<ReturnType<typeof one.get>>): Request => ({
    id: request.id as RequestId,
    wanted: wantedOf(request),
    customerName: name,
    askedBy: memberOf(asker),
    askedAt: new Date(request.askedAt),
    reason: request.reason,
    expiresAt: new Date(request.expiresAt),
  });
  const close = (id: RequestId, set: Partial<typeof requests.$inferInsert>): void => {
    const open = and(eq(requests.id, id), eq(requests.state, "open"));
    const { changes } = orm.update(requests).set(set).where(open).run();
    if (changes !== 1) throw new RangeError(`request ${id} is not open`);
  };

  return {
    ask({ id, wanted, askedBy, askedAt, reason, expiresAt }) {
      const plain = Buffer.from(JSON.stringify(wanted));
      orm
        .insert(requests)
        .values({
          id,
          kind: wanted.type,
          customer: customerOf(wanted),
          wanted: strongbox.seal(cell(id), plain),
          askedBy,
          askedAt: askedAt.toISOString(),
          reason,
          expiresAt: expiresAt.toISOString(),
          state: "open",
        })
        .run();
      plain.fill(0);
    },
    open: () => oldestFirst.all().map(toRequest),
    decidedOf: (asker, since, most) =>
      ofAsker.all({ asker, since: since.toISOString(), most }).map(({ request, name, decider }) => ({
        id: request.id as RequestId,
        wanted: wantedOf(request),
        customerName: name,
        askedAt: new Date(request.askedAt),
        decision: decider && {
          approved: request.state === "approved",
          by: memberOf(decider),
          at: new Date(request.decidedAt ?? ""),
          reason: request.decision ?? "",
        },
      })),
    find(id) {
      const found = one.get({ id });
      return found ? toRequest(found) : null;
    },
    decide(id, { approved, by, at, reason }) {
      const state = approved ? "approved" : "rejected";
      close(id, { state, decidedBy: by, decidedAt: at.toISOString(), decision: reason });
    },
    expire: (id) => close(id, { state: "expired" }),
  };
}
