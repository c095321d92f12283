// Customers and cards come in whole or not at all: dry, clashing, interrupted, cut off, beside a desk that works.

import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { openRemember } from "../../db/remember.ts";
import { accounts, customers, phones, securityCards } from "../../db/schema.ts";
import { importCards } from "../../src/commands/cards.ts";
import { importCustomers } from "../../src/commands/customers.ts";
import type { RowsImport, RowsMeans } from "../../src/commands/import-rows.ts";
import { Secret } from "../../src/secret.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { begun, type Home, verified } from "../db/new-journal.ts";
import { strongboxOf } from "../db/training-branch.ts";
import { type BranchBooks, factsOf, openBooksOf } from "./branch-books.ts";

const header = "id,name,language,resident_number,phones,account,account_password,balance";
const person = (at: number): string =>
  `c${at},홍길동,ko,900101-${1_000_000 + at},010-1234-5678;010-2222-3333,${10_000_000_000_000 + at},1357,${at}`;
const people = (count: number, from = 0): string =>
  [header, ...Array.from({ length: count }, (_, at) => person(from + at))].join("\n");

const cardHeader = ["serial", ...Array.from({ length: 30 }, (_, at) => at + 1)].join(",");
const card = (at: number): string =>
  [710_000_000_000 + at, ...Array.from({ length: 30 }, (_, cell) => 7000 + cell)].join(",");
const cards = (count: number): string => [cardHeader, ...Array.from({ length: count }, (_, at) => card(at))].join("\n");

type Branch = BranchBooks & { readonly home: Home; readonly means: RowsMeans; readonly lines: string[] };

const opened: BranchBooks[] = [];
after(() => {
  for (const { database } of opened) database.close();
});

function newBranch(): Branch {
  const { home, database } = begun();
  const found = openBooksOf(home, database);
  opened.push(found);
  const lines: string[] = [];
  const means: RowsMeans = {
    books: found.books,
    operator: "operator",
    interrupted: new AbortController().signal,
    print: (line) => void lines.push(line),
    progress: () => {},
  };
  return { ...found, home, means, lines };
}

function asked(text: string, more: Partial<RowsImport> = {}): RowsImport {
  return { file: "/media/bank/old.csv", bytes: Buffer.from(text), dryRun: false, json: false, ...more };
}

function rowsIn({ database: { orm } }: BranchBooks): readonly number[] {
  return [customers, phones, accounts, securityCards].map((table) => orm.select().from(table).all().length);
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("an import of customers", () => {
  it("takes them all, and journals the file by its digest", async () => {
    const branch = newBranch();
    assert.equal(await importCustomers(asked(people(120)), branch.means), 0);
    assert.deepEqual(rowsIn(branch), [120, 240, 120, 0]);
    const imported = { event: "customers-imported", file: "old.csv", digest: digest(people(120)), taken: 120 };
    assert.deepEqual(factsOf(branch.database), [{ ...imported, operator: "operator", ceremony: null, staff: null }]);
    assert.match(branch.lines.join("\n"), /^old\.csv: 120 customers taken\.\nRemove the file now/);
    assert.equal(verified(branch.database, branch.home).type, "whole");
    const { registry } = branch.books;
    const id = registry.byResidentNumber(Buffer.from("9001011000077"));
    assert.deepEqual([id, registry.phoneNumber("c77" as CustomerId, 1)], ["c77", "01022223333"]);
    assert.equal(registry.account("10000000000077")?.checkPassword(Buffer.from("1357")), true);
    assert.equal(registry.account("10000000000077")?.checkPassword(Buffer.from("1358")), false);
  });

  it("takes nothing when the last row is bad, and journals no more than that", async () => {
    const branch = newBranch();
    const text = `${people(120)}\n${person(120).replace(",1357,", ",135,")}`;
    assert.equal(await importCustomers(asked(text), branch.means), 1);
    assert.deepEqual(rowsIn(branch), [0, 0, 0, 0]);
    const refused = { event: "import-refused", what: "customers", file: "old.csv", digest: digest(text) };
    const about = { operator: "operator", ceremony: null, staff: null };
    assert.deepEqual(factsOf(branch.database), [{ ...refused, why: "password-malformed", ...about }]);
    assert.match(branch.lines[1] ?? "", /^line 122: account_password: /);
  });

  it("writes nothing in a dry run, whether it would be taken or not", async () => {
    const branch = newBranch();
    assert.equal(await importCustomers(asked(people(3), { dryRun: true }), branch.means), 0);
    assert.match(branch.lines.join("\n"), /3 customers can be taken\.\nNothing was written/);
    assert.equal(await importCustomers(asked(`${people(3)}\nx`, { dryRun: true }), branch.means), 1);
    assert.equal(await importCustomers(asked("x", { dryRun: true }), branch.means), 1);
    assert.deepEqual([rowsIn(branch), factsOf(branch.database)], [[0, 0, 0, 0], []]);
  });

  it("names who is in the registry already, by id, by resident number and by account, and takes nothing", async () => {
    const branch = newBranch();
    assert.equal(await importCustomers(asked(people(60)), branch.means), 0);
    const again = [
      ...people(55, 100).split("\n"),
      person(200).replace("c200", "c7"),
      person(201).replace("1000201", "1000007"),
      person(202).replace("10000000000202", "10000000000007"),
    ].join("\n");
    for (const dryRun of [true, false]) {
      branch.lines.length = 0;
      assert.equal(await importCustomers(asked(again, { dryRun, json: true }), branch.means), 1);
      const { type, faults } = JSON.parse(branch.lines[0] ?? "");
      const found = faults.map(({ line, column, why }: Record<string, unknown>) => [line, column, why]);
      const columns = ["id", "resident_number", "account"];
      assert.deepEqual([type, found], ["refused", columns.map((column, at) => [57 + at, column, "in-registry"])]);
    }
    assert.deepEqual(rowsIn(branch), [60, 120, 60, 0]);
  });

  it("leaves nothing when it is interrupted, wherever it is", async () => {
    const branch = newBranch();
    const text = people(400);
    let heard = 0;
    for (let at = 0; ; at++) {
      const stop = new AbortController();
      let times = 0;
      const progress = (): void => {
        if (times++ === at) stop.abort();
      };
      const code = await importCustomers(asked(text), { ...branch.means, interrupted: stop.signal, progress });
      if (code === 0) break;
      heard++;
      assert.equal(code, 2);
      assert.deepEqual([rowsIn(branch), factsOf(branch.database)], [[0, 0, 0, 0], []]);
    }
    assert.match(branch.lines[0] ?? "", /^Interrupted: nothing was taken/);
    assert.ok(heard > 8, `${heard} times`);
  });

  it("journals no personal number of a file's name, and prints no control character of it", async () => {
    const branch = newBranch();
    for (const file of ["900101-1234567", "9001011234567", "\u001b[2J900101-1234567\u202e.csv"]) {
      assert.equal(await importCustomers(asked("x", { file }), branch.means), 1);
      assert.ok(!/1234567|[\u001b\u202e]/.test(branch.lines.join()), branch.lines.join());
    }
    assert.equal(factsOf(branch.database).length, 3);
  });
});

describe("an import of cards", () => {
  it("puts them into the stock, where a cell answers half by half", async () => {
    const branch = newBranch();
    assert.equal(await importCards(asked(cards(120)), branch.means), 0);
    const found = branch.books.registry.securityCard("710000000119");
    assert.deepEqual([found?.state, found?.cells], ["stock", 30]);
    assert.deepEqual(
      [found?.checkHalf(30, "first", Buffer.from("70")), found?.checkHalf(30, "second", Buffer.from("29"))],
      [true, true],
    );
    assert.equal(found?.checkHalf(30, "second", Buffer.from("28")), false);
    const imported = { event: "cards-imported", file: "old.csv", digest: digest(cards(120)), taken: 120 };
    assert.deepEqual(factsOf(branch.database), [{ ...imported, operator: "operator", ceremony: null, staff: null }]);
    assert.equal(await importCards(asked(`${cardHeader}\n${card(500)}\n${card(7)}`), branch.means), 1);
    assert.match(branch.lines.at(-1) ?? "", /^line 3: serial: the registry has it already/);
    assert.deepEqual(rowsIn(branch), [0, 0, 0, 120]);
  });
});

const forked = (child: string, words: readonly string[]): ChildProcess =>
  fork(fileURLToPath(new URL(child, import.meta.url)), words, { execArgv: ["--import", "tsx"], silent: true });

function ended(child: ChildProcess): Promise<readonly [number | null, string | null]> {
  return new Promise((resolve) => void child.on("exit", (code, signal) => resolve([code, signal])));
}

function fileOf({ home }: Branch, text: string): string {
  const file = join(dirname(home.file), "people.csv");
  writeFileSync(file, text);
  return file;
}

describe("an import that is cut off", () => {
  for (const point of ["reading", "locking", "locked", "piece", "added", "journaled"])
    it(`leaves nothing to be seen at: ${point}`, async () => {
      const branch = newBranch();
      const words = [dirname(branch.home.file), fileOf(branch, people(300)), point];
      assert.deepEqual(await ended(forked("import-child.ts", words)), [null, "SIGKILL"]);
      const { registry, enrolment } = branch.books;
      assert.deepEqual(registry.search("홍길동", 9), []);
      assert.equal(registry.customer("c0" as CustomerId), null);
      assert.equal(registry.byResidentNumber(Buffer.from("9001011000000")), null);
      assert.equal(registry.account("10000000000000"), null);
      assert.deepEqual(factsOf(branch.database), []);
      assert.equal(await importCustomers(asked(people(300)), branch.means), 0);
      assert.deepEqual(rowsIn(branch), [300, 600, 300, 0]);
      assert.deepEqual(enrolment.arrivals.open(), []);
      assert.equal(registry.search("홍길동", 9).length, 9);
    });

  it("has taken all once it is over, and the journal is whole", async () => {
    const branch = newBranch();
    const words = [dirname(branch.home.file), fileOf(branch, people(300)), "over"];
    assert.deepEqual(await ended(forked("import-child.ts", words)), [null, "SIGKILL"]);
    assert.deepEqual(rowsIn(branch), [300, 600, 300, 0]);
    assert.deepEqual(branch.books.enrolment.arrivals.open(), []);
    assert.equal(factsOf(branch.database).length, 1);
    assert.equal(verified(branch.database, branch.home).type, "whole");
  });

  it("takes nothing with it that came by another way meanwhile", async () => {
    const branch = newBranch();
    const words = [dirname(branch.home.file), fileOf(branch, people(300)), "added"];
    assert.deepEqual(await ended(forked("import-child.ts", words)), [null, "SIGKILL"]);
    const numbers = { residentNumber: Secret.fromText("9001011000007"), accounts: ["10000000000007"] };
    const told = { id: "c7" as CustomerId, name: "홍길동", language: "ko", phones: ["01012345678"] } as const;
    openRemember(branch.database, strongboxOf(9), branch.books.journal)({ ...told, ...numbers });
    assert.equal(branch.books.registry.account("10000000000007")?.customer, "c7");
    assert.equal(await importCards(asked(cards(3)), branch.means), 0);
    assert.deepEqual(rowsIn(branch), [1, 1, 1, 3]);
    assert.deepEqual(branch.books.registry.accountsOf("c7" as CustomerId), ["10000000000007"]);
  });
});

describe("an import beside a desk", () => {
  it("keeps no desk from writing, and the journal holds the rows of both", async () => {
    const branch = newBranch();
    const { file } = branch.home;
    const desk = forked("../db/append-child.ts", [file, "T-02", "300", "tell"]);
    const told = new Promise((resolve) => void desk.once("message", resolve));
    const deskEnd = ended(desk);
    await told;
    const importing = forked("import-child.ts", [dirname(file), fileOf(branch, people(1000))]);
    assert.deepEqual(await Promise.all([deskEnd, ended(importing)]), [
      [0, null],
      [0, null],
    ]);
    const events = factsOf(branch.database).map(({ event }) => event);
    assert.deepEqual([events.length, events.filter((event) => event === "customers-imported").length], [301, 1]);
    assert.deepEqual(rowsIn(branch), [1000, 2000, 1000, 0]);
    assert.equal(verified(branch.database, branch.home).type, "whole");
  });

  it("adds a few customers in each transaction, and shows none before the last", async () => {
    const branch = newBranch();
    const { transactions, registry } = branch.books;
    const added: number[] = [];
    const run: typeof transactions.run = (work) => {
      assert.equal(registry.customer("c0" as CustomerId), null);
      const before = rowsIn(branch)[0] ?? 0;
      const answer = transactions.run(work);
      added.push((rowsIn(branch)[0] ?? 0) - before);
      return answer;
    };
    const books = { ...branch.books, transactions: { run } };
    assert.equal(await importCustomers(asked(people(110)), { ...branch.means, books }), 0);
    assert.deepEqual(added, [25, 25, 25, 25, 10, 0]);
    assert.equal(registry.customer("c0" as CustomerId)?.name, "홍길동");
  });

  it("finds who came in through another terminal while it was locking", async () => {
    const branch = newBranch();
    const other = openBooksOf(branch.home);
    opened.push(other);
    let come = false;
    const progress = (done: number | null): void => {
      if (come || done === null || done < 0.2) return;
      come = true;
      void importCustomers(asked(`${header}\n${person(7)}`), { ...branch.means, books: other.books });
    };
    assert.equal(await importCustomers(asked(people(200)), { ...branch.means, progress }), 1);
    assert.deepEqual(rowsIn(branch), [1, 2, 1, 0]);
    assert.match(branch.lines.join("\n"), /\nline 9: id: the registry has it already/);
  });
});

describe("what an import leaves", () => {
  it("is no secret and no personal number in journal, database or output", async () => {
    const branch = newBranch();
    const secrets = ["900101", "1000003", "01012345678", "10000000000003", "1357", "7017701870197"];
    await importCustomers(asked(people(20)), branch.means);
    await importCards(asked(cards(20)), branch.means);
    await importCustomers(asked(`${people(20)}\n${person(3)},x\nhong,,,9001011000003,0101234,135,1357`), branch.means);
    await importCustomers(asked(person(3), { json: true }), branch.means);
    branch.database.checkpoint();
    const { orm } = branch.database;
    const kept = [customers, phones, accounts, securityCards].flatMap((table) => orm.select().from(table).all());
    const blobs = kept.flatMap((row) =>
      Object.values(row).map((value) => Buffer.from(String(value)).toString("latin1")),
    );
    const text = [JSON.stringify(factsOf(branch.database)), ...branch.lines, ...blobs].join("\n");
    // A digest may hold any four digits.
    const bare = text.replaceAll(/[0-9a-f]{64}/g, "");
    for (const secret of secrets) assert.ok(!bare.includes(secret), secret);
    assert.ok(text.includes("import-refused") && text.includes("customers-imported"));
  });
});
