// Which card or token is whose: bound from the stock, reported lost, replaced.

import { and, eq, gte, isNull, or } from "drizzle-orm";
import type { SecurityMedium } from "../src/verification/medium.ts";
import type { CustomerId, Registry } from "../src/verification/registry.ts";
import { arrived } from "./arrivals.ts";
import type { Database } from "./open.ts";
import { digitsOf } from "./otp-tokens.ts";
import { otpTokens, securityCards } from "./schema.ts";

type Media = Pick<Registry, "stockMedium" | "bindMedium" | "loseMedium"> & {
  /** The one that is the customer's now. */
  mediumOf(customer: string): SecurityMedium | null;
};

type Card = typeof securityCards.$inferSelect;
type Token = typeof otpTokens.$inferSelect;

function ofCard(row: Card | undefined): SecurityMedium | null {
  return row ? { type: "security-card", serial: row.serial, cells: row.cells } : null;
}

function ofToken(row: Token | undefined): SecurityMedium | null {
  if (!row) return null;
  return { type: row.kind, serial: row.serial, digits: digitsOf(row.digits), periodSeconds: row.periodSeconds };
}

export function openMedia({ orm, transactions }: Database): Media {
  const stock = (serial: string, now: Date): SecurityMedium | null => {
    const inStock = <T extends typeof securityCards | typeof otpTokens>(table: T) =>
      and(eq(table.serial, serial), eq(table.state, "stock"), arrived(table.arrival));
    const lasts = or(isNull(otpTokens.notAfter), gte(otpTokens.notAfter, now.toISOString()));
    const [card, token] = [inStock(securityCards), and(inStock(otpTokens), lasts)];
    return (
      ofCard(orm.select().from(securityCards).where(card).get()) ??
      ofToken(orm.select().from(otpTokens).where(token).get())
    );
  };
  const replaceMediumOf = (customer: CustomerId): void => {
    const card = and(eq(securityCards.customer, customer), eq(securityCards.state, "bound"));
    const token = and(eq(otpTokens.customer, customer), eq(otpTokens.state, "bound"));
    orm.update(securityCards).set({ state: "replaced" }).where(card).run();
    orm.update(otpTokens).set({ state: "replaced" }).where(token).run();
  };
  return {
    mediumOf(customer) {
      const token = and(eq(otpTokens.customer, customer), eq(otpTokens.state, "bound"));
      const card = and(eq(securityCards.customer, customer), eq(securityCards.state, "bound"));
      return (
        ofToken(orm.select().from(otpTokens).where(token).get()) ??
        ofCard(orm.select().from(securityCards).where(card).get())
      );
    },
    stockMedium: stock,
    bindMedium: (customer, serial, now) =>
      transactions.run(() => {
        const medium = stock(serial, now);
        if (!medium) throw new RangeError(`no medium ${serial} is in stock`);
        replaceMediumOf(customer);
        const table = medium.type === "security-card" ? securityCards : otpTokens;
        orm.update(table).set({ customer, state: "bound" }).where(eq(table.serial, serial)).run();
      }),
    loseMedium(serial) {
      const card = and(eq(securityCards.serial, serial), eq(securityCards.state, "bound"));
      const token = and(eq(otpTokens.serial, serial), eq(otpTokens.state, "bound"));
      orm.update(securityCards).set({ state: "lost" }).where(card).run();
      orm.update(otpTokens).set({ state: "lost" }).where(token).run();
    },
  };
}
