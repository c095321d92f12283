// A core bank on loopback with the training people, which speaks the contract.

import { type Institution, type InstitutionOptions, simulateInstitution } from "../http/simulated-institution.ts";
import type { TrainingCustomer } from "../rehearsal-fixture.ts";
import { paths } from "./contract.ts";
import { Ledger } from "./simulated-ledger.ts";

export type SimulatedBank = Institution & { balanceOf(account: string): number | null };

export type BankOptions = InstitutionOptions & { readonly customers: readonly TrainingCustomer[] };

/** What was booked can be asked for, whatever else gets lost. Rejects when the port cannot be had. */
export async function simulateBank({ customers, ...options }: BankOptions): Promise<SimulatedBank> {
  const ledger = new Ledger(customers);
  const institution = await simulateInstitution(
    options,
    {
      [paths.find]: (json) => ledger.find(json),
      [paths.check]: (json) => ledger.check(json),
      [paths.cover]: (json) => ledger.cover(json),
      [paths.debit]: (json) => ledger.debit(json),
      [paths.state]: (json) => ledger.state(json),
      [paths.refund]: (json) => ledger.refund(json),
    },
    paths.state,
  );
  return { ...institution, balanceOf: (account) => ledger.balance(account) };
}
