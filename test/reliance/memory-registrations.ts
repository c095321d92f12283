// Registrations without a disk, as `db/registrations.ts` keeps them.

import assert from "node:assert/strict";
import type { RegistrationRow, Registrations } from "../../src/reliance/registrations.ts";

export function memoryRegistrations(): Registrations {
  const rows: RegistrationRow[] = [];
  const ended = new Set<string>();
  const counting = () => rows.filter(({ id }) => !ended.has(id));
  return {
    add(row) {
      assert.ok(!counting().some(({ fingerprint }) => fingerprint === row.fingerprint), "one at a time");
      rows.push(row);
    },
    current: (fingerprint) => counting().find((row) => row.fingerprint === fingerprint) ?? null,
    ofCustomer: (customer) =>
      counting()
        .filter((row) => row.customer === customer)
        .reverse(),
    end(id) {
      const counts = counting().some((row) => row.id === id);
      ended.add(id);
      return counts;
    },
  };
}
