// The branch's staff and the hashes of their passwords.

import { eq, sql } from "drizzle-orm";
import type { StaffMember, StaffNumber, StaffRegistry } from "../src/verification/registry.ts";
import type { Database } from "./open.ts";
import { staff } from "./schema.ts";

export type StaffRecords = StaffRegistry & {
  /** `passwordHash` is a PHC string of argon2id. */
  add(member: StaffMember, passwordHash: string): void;
};

export function openStaff({ orm }: Database): StaffRecords {
  const byNumber = orm
    .select()
    .from(staff)
    .where(eq(staff.number, sql.placeholder("number")))
    .prepare();
  return {
    member(number) {
      const row = byNumber.get({ number });
      if (!row) return null;
      const { name, role, passwordHash } = row;
      return { member: { number: row.number as StaffNumber, name, role }, passwordHash };
    },
    add(member, passwordHash) {
      orm
        .insert(staff)
        .values({ ...member, passwordHash })
        .run();
    },
  };
}
