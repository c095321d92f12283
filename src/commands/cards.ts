// `changgu cards import`: security cards come into the stock.

import { readingCards } from "../verification/cards-file.ts";
import { type ImportExitCode, importRows, type RowsImport, type RowsMeans } from "./import-rows.ts";

/** Throws `JournalUnwritable` with nothing taken. */
export function importCards(asked: RowsImport, means: RowsMeans): Promise<ImportExitCode> {
  return importRows(
    {
      what: "cards",
      one: "card",
      read: readingCards,
      lock: (cards) => means.books.enrolment.cards(cards),
      secretsOf: ({ codes }) => [codes],
      afterwards: "They are in stock until they are bound to customers. Remove the file now: it holds every code.",
    },
    asked,
    means,
  );
}
