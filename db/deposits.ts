// Keys that were deposited in the vault; a row goes from state to state in one direction.

import { and, asc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { SerialNumber } from "../src/authority/authority.ts";
import type { Deposit, Deposits } from "../src/authority/deposits.ts";
import type { KeyName } from "../src/authority/key-vault.ts";
import type { CustomerId } from "../src/verification/registry.ts";
import { deposits } from "./financial-schema.ts";
import type { Database } from "./open.ts";
import { certificates } from "./schema.ts";

function toDeposit({ issuer, serial, ...row }: typeof deposits.$inferSelect): Deposit {
  const certificate = issuer && serial !== null ? { issuer, serial: serial as SerialNumber } : null;
  return { ...row, name: row.name as KeyName, customer: row.customer as CustomerId, certificate };
}

export function openDeposits({ orm }: Database): Deposits {
  const change = (name: KeyName, from: Deposit["state"], set: Partial<typeof deposits.$inferInsert>): void => {
    const standing = and(eq(deposits.name, name), eq(deposits.state, from));
    const { changes } = orm.update(deposits).set(set).where(standing).run();
    if (changes !== 1) throw new RangeError(`no key ${name} is ${from}`);
  };
  return {
    add: (deposit) =>
      void orm
        .insert(deposits)
        .values({ ...deposit, state: "intended" })
        .run(),
    advance: (name, from, to) => change(name, from, { state: to }),
    bind: (name, certificate) => change(name, "made", certificate),
    ofCertificate(serial, issuer) {
      const bound = and(eq(deposits.issuer, issuer), eq(deposits.serial, serial));
      const row = orm.select().from(deposits).where(bound).get();
      return row ? toDeposit(row) : null;
    },
    unneeded(terminal) {
      const left = and(isNull(deposits.serial), eq(deposits.terminal, terminal));
      const over = inArray(certificates.state, ["revoked", "abandoned"]);
      const idle = and(inArray(deposits.state, ["intended", "made"]), or(left, over));
      return orm
        .select({ deposit: deposits })
        .from(deposits)
        .leftJoin(certificates, and(eq(certificates.issuer, deposits.issuer), eq(certificates.serial, deposits.serial)))
        .where(or(eq(deposits.state, "destroying"), idle))
        .orderBy(asc(sql`deposits.rowid`))
        .all()
        .map(({ deposit }) => toDeposit(deposit));
    },
  };
}
