// The branch's staff and the hashes of their passwords.

import { asc, eq, sql } from "drizzle-orm";
import type { StaffNumber, StaffRecord, StaffRecords } from "../src/verification/registry.ts";
import type { Database } from "./open.ts";
import { staff } from "./schema.ts";

function recordOf({ number, name, role, passwordHash, state }: typeof staff.$inferSelect): StaffRecord {
  return { member: { number: number as StaffNumber, name, role }, passwordHash, state };
}

export function openStaff({ orm }: Database): StaffRecords {
  const byNumber = orm
    .select()
    .from(staff)
    .where(eq(staff.number, sql.placeholder("number")))
    .prepare();
  return {
    member(number) {
      const row = byNumber.get({ number });
      return row ? recordOf(row) : null;
    },
    all: () => orm.select().from(staff).orderBy(asc(staff.number)).all().map(recordOf),
    setPassword(number, passwordHash) {
      orm.update(staff).set({ passwordHash }).where(eq(staff.number, number)).run();
    },
    setState(number, state) {
      orm.update(staff).set({ state }).where(eq(staff.number, number)).run();
    },
    add(member, passwordHash) {
      orm
        .insert(staff)
        .values({ ...member, passwordHash, state: "active" })
        .run();
    },
  };
}
