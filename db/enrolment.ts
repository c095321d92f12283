// What comes from files: locked and hashed first, then added in short transactions, for nobody to see before the last one.

import { and, eq, or, sql } from "drizzle-orm";
import type { ArrivalId, Batch, Clash, Enrolment, NewCustomer } from "../src/verification/enrolment.ts";
import type { CustomerId } from "../src/verification/registry.ts";
import { arrived, openArrivals } from "./arrivals.ts";
import { accountRow, cardRow, insertRows, noRows, personRow, phoneRow, type Rows, tokenRow } from "./enrol.ts";
import type { Database } from "./open.ts";
import { accounts, customers, otpTokens, securityCards } from "./schema.ts";
import type { Strongbox } from "./strongbox.ts";

const digitsPerCell = 4;

function cells(codes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: codes.length / digitsPerCell }, (_, cell) =>
    codes.subarray(cell * digitsPerCell, (cell + 1) * digitsPerCell),
  );
}

function customerRows(strongbox: Strongbox, rows: Rows, customer: NewCustomer): void {
  const id = customer.id as CustomerId;
  const { name, language } = customer;
  rows.customers.push(
    customer.residentNumber.use((residentNumber) => personRow(strongbox, { id, name, language, residentNumber })),
  );
  for (const [position, number] of customer.phones.entries())
    rows.phones.push(phoneRow(strongbox, id, position, Buffer.from(number)));
  for (const { number, password, balance } of customer.accounts)
    rows.accounts.push(
      password.use((digits) =>
        accountRow(strongbox, { customer: id, number: Buffer.from(number), password: digits, balance }),
      ),
    );
}

/** Phones are their customer's, who is not there yet. */
function arriving({ phones, ...rows }: Rows, arrival: ArrivalId): Rows {
  const marked = <Row>(some: readonly Row[]) => some.map((row) => ({ ...row, arrival }));
  return {
    phones,
    customers: marked(rows.customers),
    accounts: marked(rows.accounts),
    cards: marked(rows.cards),
    tokens: marked(rows.tokens),
  };
}

export function openEnrolment(database: Database, strongbox: Strongbox): Enrolment {
  const { orm } = database;
  const serial = sql.placeholder("serial");
  const [inCards, inTokens] = [arrived(securityCards.arrival), arrived(otpTokens.arrival)];
  const card = orm
    .select()
    .from(securityCards)
    .where(and(eq(securityCards.serial, serial), inCards))
    .prepare();
  const token = orm
    .select()
    .from(otpTokens)
    .where(and(eq(otpTokens.serial, serial), inTokens))
    .prepare();
  const person = orm
    .select()
    .from(customers)
    .where(
      and(
        or(eq(customers.id, sql.placeholder("id")), eq(customers.residentIndex, sql.placeholder("resident"))),
        arrived(customers.arrival),
      ),
    )
    .prepare();
  const account = orm
    .select()
    .from(accounts)
    .where(and(eq(accounts.numberIndex, sql.placeholder("index")), arrived(accounts.arrival)))
    .prepare();
  // A serial names one thing, be it a card or a token: binding asks for no kind.
  const taken = (serial: string): boolean => card.get({ serial }) !== undefined || token.get({ serial }) !== undefined;

  const media = (rows: Rows): Batch => ({
    clashes: () =>
      [...rows.cards, ...rows.tokens].flatMap(({ serial }, position): readonly Clash[] =>
        taken(serial) ? [{ position, what: "serial" }] : [],
      ),
    add: (arrival) => insertRows(database, arriving(rows, arrival)),
  });

  return {
    arrivals: openArrivals(database),
    tokens(tokens) {
      const rows = noRows();
      for (const { seed, ...token } of tokens)
        rows.tokens.push(seed.use((bytes) => tokenRow(strongbox, { ...token, customer: null, seed: bytes })));
      return media(rows);
    },
    cards(cards) {
      const rows = noRows();
      for (const { serial, codes } of cards)
        rows.cards.push(codes.use((bytes) => cardRow(strongbox, { serial, customer: null }, cells(bytes))));
      return media(rows);
    },
    customers(found) {
      const rows = noRows();
      for (const customer of found) customerRows(strongbox, rows, customer);
      const owner = found.flatMap((customer, position) => customer.accounts.map(() => position));
      return {
        clashes: () => [
          ...rows.customers.flatMap(({ id, residentIndex }, position): readonly Clash[] => {
            const known = person.get({ id, resident: residentIndex });
            return known ? [{ position, what: known.id === id ? "id" : "resident-number" }] : [];
          }),
          ...rows.accounts.flatMap(({ numberIndex }, index): readonly Clash[] =>
            account.get({ index: numberIndex }) ? [{ position: owner[index] ?? 0, what: "account" }] : [],
          ),
        ],
        add: (arrival) => insertRows(database, arriving(rows, arrival)),
      };
    },
  };
}
