// Fills an empty database with the people of the training branch.

import {
  cardCode,
  type TrainingCustomer,
  tokenAlgorithm,
  tokenDigits,
  tokenSeed,
  trainingCustomers,
  trainingStaff,
} from "../hardware/rehearsal-fixture.ts";
import { Secret } from "../src/secret.ts";
import type { Limits } from "../src/verification/attempts.ts";
import { hashPassword } from "../src/verification/staff-password.ts";
import { openAttempts } from "./attempts.ts";
import { enrolAccount, enrolCard, enrolPerson, enrolPhone, enrolToken } from "./enrol.ts";
import type { Database } from "./open.ts";
import { customers } from "./schema.ts";
import { openStaff } from "./staff.ts";
import type { Vault } from "./vault.ts";

const ascii = (text: string): Buffer => Buffer.from(text, "latin1");

function enrolMedium(database: Database, vault: Vault, { id: customer, medium }: TrainingCustomer): void {
  const { serial } = medium;
  switch (medium.type) {
    case "security-card": {
      const codes = Array.from({ length: medium.cells }, (_, index) => ascii(cardCode(serial, index + 1)));
      enrolCard(database, vault, { customer, serial }, codes);
      break;
    }
    case "otp-token":
    case "mobile-otp": {
      const { type: kind, periodSeconds } = medium;
      const form = { kind, algorithm: tokenAlgorithm, digits: tokenDigits, periodSeconds } as const;
      enrolToken(database, vault, { customer, serial, ...form, seed: tokenSeed(serial) });
      break;
    }
  }
}

function lockMedium(database: Database, vault: Vault, { medium }: TrainingCustomer, limits: Limits): void {
  const kind = medium.type === "security-card" ? "security-card" : "otp";
  const attempts = openAttempts(database, vault);
  for (let failure = 0; failure < limits[kind]; failure++) attempts.fail({ kind, id: medium.serial }, limits[kind]);
}

function enrol(database: Database, vault: Vault, customer: TrainingCustomer, limits: Limits): void {
  const { id, name, language, account } = customer;
  enrolPerson(database, vault, { id, name, language, residentNumber: ascii(customer.residentNumber) });
  enrolPhone(database, vault, id, 0, ascii(customer.phone));
  const { number, password, balance } = account;
  enrolAccount(database, vault, { customer: id, number: ascii(number), password: ascii(password), balance });
  enrolMedium(database, vault, customer);
  if (customer.locked) lockMedium(database, vault, customer, limits);
}

export type TrainingDataOutcome = { readonly type: "written" } | { readonly type: "not-empty" };

/** One transaction; the staff's passwords are hashed before it, off the event loop. */
export async function writeTrainingData(
  database: Database,
  vault: Vault,
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
    for (const customer of trainingCustomers) enrol(database, vault, customer, limits);
    const staff = openStaff(database);
    for (const { member, hash } of members) staff.add(member, hash);
    return { type: "written" };
  });
}
