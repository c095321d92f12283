// A process that imports customers and is cut off at a point, as by a power cut: FOLDER CSV [POINT].

import { readFileSync } from "node:fs";
import { importCustomers } from "../../src/commands/customers.ts";
import { homeIn, openBooksOf } from "./branch-books.ts";

const [folder = "", file = "", point = ""] = process.argv.slice(2);
const { books, database } = openBooksOf(homeIn(folder));
const cutAt = (reached: string): void => {
  if (reached === point) process.kill(process.pid, "SIGKILL");
};

process.exitCode = await importCustomers(
  { file, bytes: readFileSync(file), dryRun: false, json: false },
  {
    books: {
      enrolment: books.enrolment,
      transactions: {
        run(work) {
          cutAt("locked");
          const result = books.transactions.run(work);
          cutAt("piece");
          return result;
        },
      },
      tidy: books.tidy,
      journal: {
        appendAll: (facts, about) => books.journal.appendAll(facts, about),
        seal() {
          cutAt("over");
          books.journal.seal();
        },
        append(fact, about) {
          cutAt("added");
          const receipt = books.journal.append(fact, about);
          cutAt("journaled");
          return receipt;
        },
      },
    },
    operator: "operator",
    interrupted: new AbortController().signal,
    print: (line) => process.stdout.write(`${line}\n`),
    progress: (done) => cutAt(done === null ? "shown" : done < 0.05 ? "reading" : "locking"),
  },
);
database.close();
