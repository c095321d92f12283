// What a verification works with at this desk, and for whom it is recorded.

import type { About } from "../audit/entry.ts";
import type { Building } from "../building.ts";
import type { Approving } from "../verification/approval.ts";
import type { Verifying } from "../verification/judge.ts";

export function verifyingFor(
  { registry, staff, attempts, transactions, journal, limits }: Building,
  about: About,
): Verifying {
  return { registry, staff, attempts, transactions, journal, limits, about };
}

/** The same for what needs a second person. */
export function approvingFor(building: Building, about: About): Approving {
  return { ...verifyingFor(building, about), requests: building.requests };
}
