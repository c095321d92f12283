// The import of tokens: what was taken is in stock and journaled at once, what was not is named, and a dry run leaves no trace.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openEnrolment } from "../../db/enrolment.ts";
import type { Database } from "../../db/open.ts";
import { openRegistry } from "../../db/registry.ts";
import { otpTokens } from "../../db/schema.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import { importTokens, type TokensImport, type TokensMeans } from "../../src/commands/tokens.ts";
import { Secret } from "../../src/secret.ts";
import type { NewToken } from "../../src/verification/enrolment.ts";
import { begun, journalOf } from "../db/new-journal.ts";
import { strongboxOf } from "../db/training-branch.ts";
import { container, keyPackage, plainSecret, seed20 } from "../verification/pskc-maker.ts";

const now = new Date("2026-11-23T00:00:00Z");
const text = container([
  keyPackage({ serial: "A1" }),
  keyPackage({ serial: "A2", profile: "ocra" }),
  keyPackage({ serial: "A3", secret: plainSecret(Buffer.alloc(32, "s")) }),
]);

type Branch = { readonly database: Database; readonly means: TokensMeans; readonly lines: string[] };

const opened: Database[] = [];
after(() => {
  for (const database of opened) database.close();
});

function newBranch(): Branch {
  const { home, database } = begun();
  opened.push(database);
  const lines: string[] = [];
  const means: TokensMeans = {
    books: {
      enrolment: openEnrolment(database, strongboxOf(9)),
      transactions: database.transactions,
      journal: journalOf(database, home.means),
      tidy: () => void database.checkpoint(),
    },
    now,
    operator: "operator",
    interrupted: new AbortController().signal,
    print: (line) => void lines.push(line),
    progress: () => {},
  };
  return { database, means, lines };
}

function file(of = text): TokensImport {
  const options = { key: null, kind: "otp-token", dryRun: false, json: false } as const;
  return { file: "/media/vendor/tokens.xml", bytes: Buffer.from(of), ...options };
}

const digest = (of = text): string => createHash("sha256").update(of).digest("hex");

/** Without row 0 and checkpoints. */
function journaled({ database }: Branch): readonly object[] {
  const rows = [...openAuditRows(database).all()].slice(1).map(({ body }) => JSON.parse(body));
  return rows
    .filter(({ event }) => event !== "checkpoint")
    .map(({ seq: _, time: __, terminal: ___, ceremony: ____, staff: _____, ...fact }) => fact);
}

function inStock({ database }: Branch, serial: string) {
  const registry = openRegistry(database, strongboxOf(9));
  const token = registry.otpToken(serial);
  const seed = token?.withSeed((bytes) => Buffer.from(bytes).toString("latin1"));
  return (
    token && {
      state: token.state,
      kind: token.kind,
      seed,
      medium: registry.stockMedium(serial, new Date("2026-11-23T00:00:00Z"))?.type,
    }
  );
}

describe("tokens import", () => {
  it("journals and prints no personal number of a file's name, taken or refused", async () => {
    const branch = newBranch();
    const named = (of = text): TokensImport => ({ ...file(of), file: "/media/vendor/900101-1234567.xml" });
    assert.equal(await importTokens(named(), branch.means), 1);
    assert.equal(await importTokens(named("<x/>"), branch.means), 1);
    const shown = "900101-*******.xml";
    assert.deepEqual(
      journaled(branch).map((fact) => "file" in fact && fact.file),
      [shown, shown],
    );
    assert.ok(branch.lines.join().includes(shown) && !branch.lines.join().includes("1234567"), branch.lines.join());
  });

  it("takes what can be taken, names the rest with its line, and journals both numbers", async () => {
    const branch = newBranch();
    assert.equal(await importTokens(file(), branch.means), 1);
    const one = { state: "stock", kind: "otp-token", seed: seed20.toString(), medium: "otp-token" };
    assert.deepEqual(inStock(branch, "A1"), one);
    assert.deepEqual(inStock(branch, "A3"), { ...one, seed: "s".repeat(32) });
    assert.equal(inStock(branch, "A2"), null);
    assert.deepEqual(branch.lines, [
      "tokens.xml: 2 of 3 tokens taken.",
      "line 3, serial A2: left out: the algorithm is neither TOTP nor HOTP",
      "They are in stock now, until they are bound to customers at a counter.",
    ]);
    const fact = { event: "tokens-imported", file: "tokens.xml", digest: digest(), taken: 2, left: 1 };
    assert.deepEqual(journaled(branch), [{ ...fact, operator: "operator" }]);
  });

  it("ends with 0 when all are taken, as apps on telephones if asked", async () => {
    const branch = newBranch();
    const asked = { ...file(container([keyPackage({ serial: "M-1" })])), kind: "mobile-otp" } as const;
    assert.equal(await importTokens(asked, branch.means), 0);
    assert.deepEqual(inStock(branch, "M-1")?.medium, "mobile-otp");
  });

  it("takes no token a second time", async () => {
    const branch = newBranch();
    await importTokens(file(), branch.means);
    branch.lines.length = 0;
    const more = text.replace("</KeyContainer>", `${keyPackage({ serial: "A4" })}</KeyContainer>`);
    assert.equal(
      await importTokens(file(more.replaceAll(plainSecret(seed20), plainSecret(Buffer.alloc(20)))), branch.means),
      1,
    );
    assert.match(
      branch.lines.join("\n"),
      /1 of 4 .*\nline 2, serial A1: .* in the registry already\nline 3,.*\nline 4,/,
    );
    assert.equal(inStock(branch, "A1")?.seed, seed20.toString());
    assert.equal(inStock(branch, "A4")?.state, "stock");
  });

  it("leaves no trace in a dry run", async () => {
    const branch = newBranch();
    assert.equal(await importTokens({ ...file(), dryRun: true }, branch.means), 1);
    assert.equal(await importTokens({ ...file("<html/>"), dryRun: true }, branch.means), 1);
    assert.deepEqual(journaled(branch), []);
    assert.equal(inStock(branch, "A1"), null);
    assert.match(branch.lines.join("\n"), /2 of 3 tokens can be taken\.[\s\S]*Nothing was written/);
  });

  it("journals a file that is refused, and why", async () => {
    const branch = newBranch();
    assert.equal(await importTokens(file("<html/>"), branch.means), 1);
    const fact = { event: "import-refused", what: "tokens", file: "tokens.xml", digest: digest("<html/>") };
    assert.deepEqual(journaled(branch), [{ ...fact, why: "not-pskc", operator: "operator" }]);
    assert.match(branch.lines.join("\n"), /^tokens\.xml is not taken: line 1: its root is html, .* ask the maker/);
  });
});

describe("tokens import when it is disturbed", () => {
  it("takes nothing after Ctrl-C, and says so", async () => {
    const branch = newBranch();
    const stop = new AbortController();
    const means = { ...branch.means, interrupted: stop.signal, progress: () => stop.abort() };
    assert.equal(await importTokens(file(), means), 2);
    assert.deepEqual(branch.lines, ["Interrupted: nothing was taken. Start it again when you like."]);
    assert.deepEqual(journaled(branch), []);
    assert.equal(inStock(branch, "A1"), null);
  });

  it("takes nothing that cannot be journaled", async () => {
    const branch = newBranch();
    const append = (): never => {
      throw new JournalUnwritable("the disk is full");
    };
    const books = { ...branch.means.books, journal: { ...branch.means.books.journal, append } };
    await assert.rejects(importTokens(file(), { ...branch.means, books }), JournalUnwritable);
    assert.equal(inStock(branch, "A1"), null);
  });

  it("leaves out what another terminal took in the same moment", async () => {
    const branch = newBranch();
    const { enrolment, transactions } = branch.means.books;
    const theirs: NewToken = {
      ...{ serial: "A3", kind: "otp-token", algorithm: "sha1", digits: 6, periodSeconds: 60 },
      ...{ driftSteps: 0, lastStep: -1, notAfter: null, seed: Secret.from(Buffer.alloc(20, "t")) },
    };
    let beaten = false;
    const run: TokensMeans["books"]["transactions"]["run"] = (work) => {
      if (!beaten) {
        const { arrivals } = enrolment;
        const id = arrivals.begin();
        transactions.run(() => {
          enrolment.tokens([theirs]).add(id);
          arrivals.end(id);
        });
      }
      beaten = true;
      return transactions.run(work);
    };
    const books = { ...branch.means.books, transactions: { run } };
    assert.equal(await importTokens(file(), { ...branch.means, books }), 1);
    assert.equal(inStock(branch, "A3")?.seed, "t".repeat(20));
    assert.equal(inStock(branch, "A1")?.state, "stock");
    assert.partialDeepStrictEqual(journaled(branch), [{ event: "tokens-imported", taken: 1, left: 2 }]);
  });
});

describe("what tokens import says and holds up", () => {
  it("prints one object as JSON, without a seed", async () => {
    const branch = newBranch();
    await importTokens({ ...file(), json: true }, branch.means);
    const [line = "", ...more] = branch.lines;
    assert.deepEqual(more, []);
    const common = {
      kind: "otp-token",
      algorithm: "sha1",
      digits: 6,
      periodSeconds: 60,
      driftSteps: 0,
      lastStep: -1,
      notAfter: null,
    };
    assert.deepEqual(JSON.parse(line), {
      type: "imported",
      file: "tokens.xml",
      digest: digest(),
      signed: false,
      taken: [
        { line: 2, serial: "A1", ...common },
        { line: 4, serial: "A3", ...common },
      ],
      left: [{ line: 3, serial: "A2", why: "algorithm-unknown", words: "the algorithm is neither TOTP nor HOTP" }],
    });
  });

  it("takes 4,000 tokens, a hundred in a transaction, and shows none before the last", async () => {
    const branch = newBranch();
    const many = container(Array.from({ length: 4_000 }, (_, at) => keyPackage({ serial: `N${at}` })));
    const { transactions } = branch.means.books;
    const rows: number[] = [];
    const run: typeof transactions.run = (work) => {
      assert.equal(inStock(branch, "N0"), null);
      const answer = transactions.run(work);
      rows.push(branch.database.orm.select().from(otpTokens).all().length);
      return answer;
    };
    const books = { ...branch.means.books, transactions: { run } };
    assert.equal(await importTokens(file(many), { ...branch.means, books }), 0);
    assert.equal(inStock(branch, "N3999")?.state, "stock");
    assert.deepEqual(rows, [...Array.from({ length: 40 }, (_, at) => 100 * (at + 1)), 4_000]);
  });
});
