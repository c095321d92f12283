// Notices of expiry over real books: each holder is told once, on the number on file, and not for what was replaced.

import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openCertificates } from "../../db/certificates.ts";
import { openNotices } from "../../db/expiry-notices.ts";
import type { Database } from "../../db/open.ts";
import { openRegistry } from "../../db/registry.ts";
import { phones } from "../../db/schema.ts";
import type { Fact } from "../../src/audit/entry.ts";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { CertificateRow } from "../../src/authority/certificates.ts";
import type { ExpiryNotice, NoticeGateway } from "../../src/authority/expiry-notices.ts";
import { type NoticesMeans, sendNotices } from "../../src/commands/notices.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { branch } from "../db/branch.ts";
import { home, journalOf } from "../db/new-journal.ts";
import { strongboxOf } from "../db/training-branch.ts";
import { newBranch } from "../verification/attempts-world.ts";

const now = new Date("2026-11-23T09:00:00+09:00");
const strongbox = strongboxOf(9);
let database: Database;
let means: NoticesMeans;
let serials = 0;
/** What the gateway was asked for, and what it answers next; "sent" without. */
let asked: ExpiryNotice[] = [];
let answers: (Awaited<ReturnType<NoticeGateway["tellExpiry"]>>["type"] | "dies")[] = [];
let lines: string[] = [];

class Died extends Error {}

beforeEach(async () => {
  const at = home(await newBranch());
  database = branch(at.file);
  [serials, asked, answers, lines] = [1, [], [], []];
  const gateway: NoticeGateway = {
    async tellExpiry(notice) {
      asked.push(notice);
      const answer = answers.shift() ?? "sent";
      if (answer === "dies") throw new Died();
      return { type: answer };
    },
  };
  const { transactions } = database;
  const books = {
    certificates: openCertificates(database),
    notices: openNotices(database),
    registry: openRegistry(database, strongbox),
    transactions,
    journal: journalOf(database, at.means),
  };
  means = { books, gateway, now, within: 30, print: (line) => void lines.push(line) };
});
after(() => database.close());

/** `ends` is a day in Korea. */
function certificate(customer: string, ends: string, changes: Partial<CertificateRow> = {}): CertificateRow {
  const bytes = Buffer.of(0x30, 0);
  const row: CertificateRow = {
    serial: (serials++).toString(16).padStart(8, "0") as SerialNumber,
    issuer: "yessign",
    product: "limited",
    customer: customer as CustomerId,
    terminal: "T-01",
    ceremony: "c",
    state: "valid",
    toBeSigned: bytes,
    certificate: bytes,
    subject: "cn=x",
    notBefore: new Date(0),
    notAfter: new Date(`${ends}T23:59:59+09:00`),
    ...changes,
  };
  means.books.certificates.add(row);
  return row;
}

const run = (dryRun = false, json = false) => sendNotices({ dryRun, json }, means);

function facts(): readonly string[] {
  return [...openAuditRows(database).all()]
    .map(({ body }) => (JSON.parse(body) as Fact).event)
    .filter((event) => event.startsWith("expiry-notice"));
}

describe("certificates notices", () => {
  it("tells the holder once, in his language, on the number on file, and records it before and after", async () => {
    certificate("park", "2026-12-13");
    certificate("smith", "2026-12-23", { product: "general", issuer: "KICA" });
    assert.equal(await run(), 0);
    assert.deepEqual(
      asked.map(({ key: _, ...notice }) => notice),
      [
        { number: "01045678901", language: "ko", issuer: "yessign", product: "limited", ends: "2026-12-13" },
        { number: "01078901234", language: "en", issuer: "KICA", product: "general", ends: "2026-12-23" },
      ],
    );
    const twice = ["expiry-notice-sending", "expiry-notice-sent"];
    assert.deepEqual(facts(), [...twice, ...twice]);
    assert.equal(await run(), 0);
    assert.equal(asked.length, 2);
    assert.deepEqual(facts(), [...twice, ...twice]);
    assert.equal(lines.at(-1), "0 told, 2 told before");
    for (const line of lines) assert.doesNotMatch(line, /01045678901|01078901234/);
  });

  it("tells from thirty days before to the last day, and not a day sooner or later", async () => {
    certificate("hong", "2026-12-24");
    certificate("kim", "2026-12-23");
    certificate("lee", "2026-11-23");
    certificate("choi", "2026-11-22");
    await run();
    assert.deepEqual(
      asked.map(({ ends }) => ends),
      ["2026-11-23", "2026-12-23"],
    );
  });

  it("says nothing of what was revoked, is on hold, or has another one of its kind in its place", async () => {
    const revoked = certificate("hong", "2026-12-01");
    means.books.certificates.revoke(revoked.serial, "yessign", "superseded", now);
    const held = certificate("kim", "2026-12-01");
    means.books.certificates.hold(held.serial, "yessign", now);
    certificate("smith", "2026-12-01", { product: "general", issuer: "KICA" });
    certificate("smith", "2027-12-01", { product: "general", issuer: "KICA" });
    certificate("park", "2026-12-01");
    certificate("park", "2027-12-01", { product: "general", issuer: "KICA" });
    await run();
    assert.deepEqual(
      asked.map(({ number }) => number),
      ["01045678901"],
    );
  });

  it("asks again under the same key when nobody answered, also when the power went, and under a new one when it failed", async () => {
    certificate("park", "2026-12-13");
    answers = ["dies", "in-doubt", "unreachable", "sent"];
    await assert.rejects(run(), Died);
    assert.deepEqual([await run(), await run(), await run(), await run()], [1, 1, 0, 0]);
    const [first, second, third, fourth, ...more] = asked.map(({ key }) => key);
    assert.deepEqual(more, []);
    assert.equal(second, first);
    assert.equal(third, first);
    assert.notEqual(fourth, first);
    assert.equal(facts().filter((event) => event === "expiry-notice-not-sent").length, 2);
    assert.equal(facts().at(-1), "expiry-notice-sent");
  });
});

describe("certificates notices --dry-run, and numbers on file", () => {
  it("tells nobody on a dry run, and says whom it would", async () => {
    certificate("park", "2026-12-13");
    assert.equal(await run(true, true), 0);
    assert.deepEqual([asked, facts()], [[], []]);
    const [told] = JSON.parse(lines.join("")) as readonly Readonly<Record<string, unknown>>[];
    assert.deepEqual([told?.result, told?.daysLeft, told?.phone], ["due", 20, "010-****-8901"]);
  });

  it("sends no message to a landline, and takes the first number of a mobile phone", async () => {
    certificate("park", "2026-12-13");
    const { registry } = means.books;
    registry.changePhone("park" as CustomerId, 0, "0212345678");
    assert.equal(await run(), 1);
    assert.deepEqual([asked, facts()], [[], []]);
    assert.match(lines[0] ?? "", /02-\*{4}-5678 +a landline takes no message/);
    registry.changePhone("park" as CustomerId, 1, "01099998888");
    assert.equal(await run(), 0);
    assert.deepEqual(
      asked.map(({ number }) => number),
      ["01099998888"],
    );
  });

  it("knows no other number than the one on file", async () => {
    database.orm.delete(phones).run();
    certificate("park", "2026-12-13");
    assert.equal(await run(), 1);
    assert.deepEqual([asked, facts()], [[], []]);
    assert.match(lines[0] ?? "", /no phone on file/);
  });
});
