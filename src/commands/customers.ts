// `changgu customers import`: customers with their accounts come into the registry.

import { readingCustomers } from "../verification/customers-file.ts";
import { type ImportExitCode, importRows, type RowsImport, type RowsMeans } from "./import-rows.ts";

/** Throws `JournalUnwritable` with nothing taken. */
export function importCustomers(asked: RowsImport, means: RowsMeans): Promise<ImportExitCode> {
  return importRows(
    {
      what: "customers",
      one: "customer",
      read: readingCustomers,
      lock: (customers) => means.books.enrolment.customers(customers),
      secretsOf: ({ residentNumber, accounts }) => [residentNumber, ...accounts.map(({ password }) => password)],
      afterwards: "Remove the file now: it holds resident numbers and account passwords.",
    },
    asked,
    means,
  );
}
