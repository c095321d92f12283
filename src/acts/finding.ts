// Who somebody is: found by name, account or number at the bank and in the branch's own books, and what his number says of him.

import type { About } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import type { EffectOf } from "../ceremony/effect.ts";
import type { OutcomeEvent } from "../ceremony/event.ts";
import { kstDate } from "../kst.ts";
import type { Secret } from "../secret.ts";
import type { LookUpOutcome, Query } from "../verification/core-bank.ts";
import type { FoundCustomer } from "../verification/customer-file.ts";
import type { Customer, CustomerId } from "../verification/registry.ts";
import { ageOn, birthDate, type Day, isForeigner } from "../verification/resident-number.ts";

/** How many customers a search lists: one key each. */
const searchLimit = 9;

type Means = Pick<Building, "registry" | "bank" | "journal" | "clock">;

export async function searchCustomers(
  means: Means,
  { by, query }: EffectOf<"search-customers">,
  about: About,
): Promise<OutcomeEvent> {
  const { registry } = means;
  const looked = await lookUp(means, by === "name" ? { by, name: query } : { by, account: query }, about);
  if (looked.type === "bank-unreachable") return looked;
  if (by === "name") return foundBy(means, by, registry.search(query, searchLimit), about);
  const owner = registry.account(query)?.customer;
  return foundBy(means, by, owner ? [registry.customer(owner)] : [], about);
}

export async function findCustomer(means: Means, digits: Secret, about: About): Promise<OutcomeEvent> {
  const { registry } = means;
  if (digits.use(birthDate) === null) return { type: "resident-number-malformed" };
  const looked = await lookUp(means, { by: "resident-number", digits }, about);
  if (looked.type === "bank-unreachable") return looked;
  const id = digits.use((bytes) => registry.byResidentNumber(bytes));
  return foundBy(means, "resident-number", id ? [registry.customer(id)] : [], about);
}

async function lookUp({ bank, journal }: Means, query: Query, about: About): Promise<LookUpOutcome> {
  const looked = await bank.lookUp(query);
  if (looked.type === "bank-unreachable")
    journal.append({ event: "gateway-failed", gateway: "bank", why: "search: no answer" }, about);
  return looked;
}

function foundBy(means: Means, by: Query["by"], customers: readonly (Customer | null)[], about: About): OutcomeEvent {
  const found = customers.filter((each) => each !== null);
  means.journal.append({ event: "customers-searched", by, found: found.length }, about);
  return {
    type: "customers-found",
    customers: found.map((each) => knownOf(means, each)),
  };
}

/** With what his number says of him, not the number. */
export function knownOf(means: Means, customer: Customer): FoundCustomer {
  using number = means.registry.residentNumber(customer.id);
  return { ...customer, age: ageOf(means, customer.id), foreigner: number.use(isForeigner) };
}

/** In years, today in Korea. */
export function ageOf(means: Means, id: CustomerId): number {
  return ageOn(birthOf(means, id), kstDate(means.clock.now()));
}

export function birthOf({ registry }: Pick<Means, "registry">, id: CustomerId): Day {
  using number = registry.residentNumber(id);
  const birth = number.use(birthDate);
  if (!birth) throw new Error(`the registered number of ${id} has no date`);
  return birth;
}
