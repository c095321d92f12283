// Fills an empty database with the people of the training branch.

import {
  cardCode,
  type TrainingCustomer,
  tokenAlgorithm,
  tokenSeed,
  trainingCustomers,
  trainingStaff,
  trainingStock,
} from "../hardware/rehearsal-fixture.ts";
import { Secret } from "../src/secret.ts";
import type { Limits } from "../src/verification/attempts.ts";
import type { SecurityMedium } from "../src/verification/medium.ts";
import type { CustomerId } from "../src/verification/registry.ts";
import { hashPassword } from "../src/verification/staff-password.ts";
import { openAttempts } from "./attempts.ts";
import { accountRow, cardRow, insertRows, noRows, personRow, phoneRow, type Rows, tokenRow } from "./enrol.ts";
import type { Database } from "./open.ts";
import { customers } from "./schema.ts";
import { openStaff } from "./staff.ts";
import type { Strongbox } from "./strongbox.ts";

const ascii = (text: string): Buffer => Buffer.from(text, "latin1");

function addMedium(strongbox: Strongbox, rows: Rows, customer: CustomerId | null, medium: SecurityMedium): void {
  const { serial } = medium;
  switch (medium.type) {
    case "security-card": {
      const codes = Array.from({ length: medium.cells }, (_, index) => ascii(cardCode(serial, index + 1)));
      rows.cards.push(cardRow(strongbox, { customer, serial }, codes));
      break;
    }
    case "otp-token":
    case "mobile-otp": {
      const { type: kind, digits, periodSeconds } = medium;
      const form = {
        kind,
        algorithm: tokenAlgorithm,
        digits,
        periodSeconds,
        driftSteps: 0,
        lastStep: -1,
        notAfter: null,
      } as const;
      rows.tokens.push(tokenRow(strongbox, { customer, serial, ...form, seed: tokenSeed(serial) }));
      break;
    }
  }
}

function lockMedium(database: Database, strongbox: Strongbox, { medium }: TrainingCustomer, limits: Limits): void {
  const kind = medium.type === "security-card" ? "security-card" : "otp";
  const attempts = openAttempts(database, strongbox);
  for (let failure = 0; failure < limits[kind]; failure++) attempts.fail({ kind, id: medium.serial }, limits[kind]);
}

function addCustomer(strongbox: Strongbox, rows: Rows, { id, name, language, ...customer }: TrainingCustomer): void {
  const { number, password, balance } = customer.account;
  rows.customers.push(personRow(strongbox, { id, name, language, residentNumber: ascii(customer.residentNumber) }));
  rows.phones.push(phoneRow(strongbox, id, 0, ascii(customer.phone)));
  rows.accounts.push(
    accountRow(strongbox, { customer: id, number: ascii(number), password: ascii(password), balance }),
  );
  addMedium(strongbox, rows, id, customer.medium);
}

export type TrainingDataOutcome = { readonly type: "written" } | { readonly type: "not-empty" };

/** One transaction; the staff's passwords are hashed before it, off the event loop. */
export async function writeTrainingData(
  database: Database,
  strongbox: Strongbox,
  limits: Limits,
): Promise<TrainingDataOutcome> {
  const hashed = trainingStaff.map(async ({ password, ...member }) => {
    const secret = Secret.fromText(password);
    const hash = await hashPassword(secret);
    secret.wipe();
    return { member, hash };
  });
  const members = await Promise.all(hashed);
  return database.transactions.run((): TrainingDataOutcome => {
    if (database.orm.select().from(customers).limit(1).get()) return { type: "not-empty" };
    const rows = noRows();
    for (const customer of trainingCustomers) addCustomer(strongbox, rows, customer);
    for (const medium of trainingStock) addMedium(strongbox, rows, null, medium);
    insertRows(database, rows);
    for (const customer of trainingCustomers) if (customer.locked) lockMedium(database, strongbox, customer, limits);
    const staff = openStaff(database);
    for (const { member, hash } of members) staff.add(member, hash);
    return { type: "written" };
  });
}
