// An old copy that was accepted: no number is given out twice, nothing is spent twice, and what was revoked stays revoked.

import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { openAttempts } from "../../db/attempts.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import { openCaRecords } from "../../db/ca-records.ts";
import { openCertificates } from "../../db/certificates.ts";
import { acceptOldCopy } from "../../db/old-copy.ts";
import type { Published } from "../../db/old-copy-numbers.ts";
import type { Database } from "../../db/open.ts";
import { openRegistry } from "../../db/registry.ts";
import { openRequests } from "../../db/requests.ts";
import type { Strongbox } from "../../db/strongbox.ts";
import { openTickets } from "../../db/tickets.ts";
import type { OldCopyAccepted } from "../../src/audit/journal-entry.ts";
import type { SerialNumber } from "../../src/authority/authority.ts";
import type { CertificateRow } from "../../src/authority/certificates.ts";
import { neverSigned } from "../../src/authority/revocation-lists.ts";
import { stepAt } from "../../src/verification/otp.ts";
import type { CustomerId, StaffNumber } from "../../src/verification/registry.ts";
import type { RequestId } from "../../src/verification/requests.ts";
import { drawPair, type TicketId } from "../../src/verification/tickets.ts";
import { branch } from "./branch.ts";
import { meansIn } from "./journal-means.ts";
import { firstKey, journalOf, newFolder } from "./new-journal.ts";
import { trainingBranch } from "./training-branch.ts";

const hong = "hong" as CustomerId;
const ends = new Date("2029-11-23T14:59:59Z");
const answered = { last: 0, upTo: 9, boots: null, officer: "박책임", reason: "디스크가 고장남" };
const card = "710000012345";
const pressing = "0330000099";

let strongbox: Strongbox;
let copy = "";
const folder = newFolder();
const copies: Database[] = [];

function certificate(database: Database, state: CertificateRow["state"]): SerialNumber {
  const certificates = openCertificates(database);
  const serial = certificates.nextSerial("yessign");
  certificates.add({
    ...{ serial, issuer: "yessign", product: "general", customer: hong, terminal: "T-02", ceremony: `c-${serial}` },
    ...{ state: "prepared", toBeSigned: Buffer.from("tbs"), certificate: null, subject: "cn=홍길동" },
    ...{ notBefore: new Date("2026-11-23T00:00:00Z"), notAfter: ends },
  });
  if (state !== "prepared") certificates.advance(serial, "yessign", "signed", Buffer.from(serial));
  if (state === "valid") certificates.advance(serial, "yessign", "valid");
  return serial;
}

const held: Record<string, SerialNumber> = {};

before(async () => {
  const made = await trainingBranch();
  const { database } = made;
  ({ strongbox } = made);
  assert.deepEqual(beginJournal(database, meansIn(folder), firstKey()), { type: "begun" });
  for (const name of ["root", "yessign", "KICA"] as const)
    openCaRecords(database).add({ name, certificate: Buffer.from(name), lockedKey: null });
  for (const [name, state] of Object.entries({ prepared: "prepared", lost: "valid", hold: "valid", good: "valid" }))
    held[name] = certificate(database, state as CertificateRow["state"]);
  openCertificates(database).keepList("yessign", { ...neverSigned, number: 7, published: true });
  const ticket = { id: "t-1" as TicketId, customer: hong, account: "01234502100017", debit: null, expiresAt: ends };
  openTickets(database, strongbox).add(
    { ...ticket, product: "limited", terminal: "T-01", ceremony: "c-t", state: "open" },
    drawPair({ referenceDigits: 8, codeDigits: 10, days: 14 }),
  );
  const askedBy = "100001" as StaffNumber;
  const wanted = { type: "unlock-otp", customer: hong, serial: pressing } as const;
  const request = { id: "r-1" as RequestId, wanted, askedBy, askedAt: new Date(), reason: "고객이 원함" };
  openRequests(database, strongbox).ask({ ...request, expiresAt: ends });
  const registry = openRegistry(database, strongbox);
  registry.securityCard(card)?.keepChallenge([3, 17]);
  registry.bindMedium("kim" as CustomerId, pressing, new Date());
  copy = join(folder, "copy.db");
  database.client.prepare("VACUUM INTO ?").run(copy);
  database.close();
});
after(() => {
  for (const each of copies) each.close();
});

const nothingPublished: Published = () => null;

type Copy = { readonly file: string; readonly keyStates: string };

/** A copy with the key state that was written beside it, in a folder of its own. */
function putBack({ file, keyStates }: Copy) {
  const at = newFolder();
  const source = branch(file);
  source.client.prepare("VACUUM INTO ?").run(join(at, "again.db"));
  source.close();
  cpSync(join(keyStates, "key-state"), join(at, "key-state"));
  const database = branch(join(at, "again.db"));
  copies.push(database);
  return { database, journal: journalOf(database, meansIn(at)), at: { file: join(at, "again.db"), keyStates: at } };
}

const asked = { event: "old-copy-accepted", ...answered } as const;

/** The copy, put back once more and accepted at that time. */
function accepted(now: Date, published = nothingPublished, from: Copy = { file: copy, keyStates: folder }) {
  const { database, journal, at } = putBack(from);
  acceptOldCopy(journal, asked, { database, strongbox, now, published });
  journal.seal();
  const rows = database.client.prepare("SELECT body FROM audit WHERE seq > 0 ORDER BY seq").pluck().all() as string[];
  const bodies = rows.map((body) => JSON.parse(body));
  const said = bodies.findLast(({ event }) => event === "old-copy-accepted") as OldCopyAccepted;
  return { database, said, events: bodies.map(({ event }) => event), at };
}

const later = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

describe("numbers behind an old copy", () => {
  it("are serials that were never given out, however often the same copy is put back", () => {
    const given = new Set<string>();
    for (const days of [0, 1, 2, 400]) {
      const { database, said } = accepted(later(days * 86_400));
      const certificates = openCertificates(database);
      assert.match(said.serials.join(), /^yessign 10000005 [0-9a-f]{8},KICA 10000001 [0-9a-f]{8}$/);
      database.transactions.run(() => {
        for (const issuer of ["yessign", "KICA"] as const)
          for (let each = 0; each < 200; each++) {
            const one = `${issuer} ${certificates.nextSerial(issuer)}`;
            assert.equal(given.has(one), false, one);
            given.add(one);
          }
      });
    }
  });

  it("are serials behind every one that the published list names, whatever the clock says", () => {
    const serial = "55555555" as SerialNumber;
    const entry = { serial, since: ends, reason: "keyCompromise" } as const;
    const { database } = accepted(new Date(0), (issuer) =>
      issuer === "KICA" ? { number: 3, entries: [entry] } : null,
    );
    assert.ok(openCertificates(database).nextSerial("KICA") > serial);
  });

  it("are higher on its lists than on any before, and each list is due", () => {
    const { database, said } = accepted(later(0), (issuer) => (issuer === "KICA" ? { number: 12, entries: [] } : null));
    const { lastList } = openCertificates(database);
    assert.match(said.lists.join(), /^yessign 7 1\d{6},KICA 12 1\d{6}$/);
    for (const issuer of ["yessign", "KICA"] as const) {
      assert.equal(lastList(issuer)?.published, false);
      assert.ok((lastList(issuer)?.number ?? 0) > 1_000_000);
    }
  });

  it("stay on the lists when the last published one names them, known or not", () => {
    const since = new Date("2026-11-25T01:00:00Z");
    const stranger = "100000ff" as SerialNumber;
    const entries = [
      { serial: held.lost as SerialNumber, since, reason: "keyCompromise" },
      { serial: held.hold as SerialNumber, since, reason: "certificateHold" },
      { serial: stranger, since, reason: "superseded" },
    ] as const;
    const of =
      (number: number): Published =>
      (issuer) =>
        issuer === "yessign" ? { number, entries } : null;
    const { database, said, events, at } = accepted(later(0), of(8));
    assert.deepEqual([said.listed, said.unknown], [2, 1]);
    for (const event of ["certificate-revoking", "certificate-revoked", "certificate-suspending"])
      assert.ok(events.includes(event), event);
    const certificates = openCertificates(database);
    assert.equal(certificates.row(held.lost as SerialNumber, "yessign")?.state, "revoked");
    assert.equal(certificates.row(held.hold as SerialNumber, "yessign")?.state, "suspended");
    assert.equal(certificates.row(held.good as SerialNumber, "yessign")?.state, "valid");
    assert.deepEqual(certificates.listed("yessign", new Date("2039-01-01")), [entries[2]]);
    assert.deepEqual(certificates.listed("yessign", since), entries);
    assert.deepEqual(certificates.revocation(stranger, "yessign"), {
      suspendedAt: null,
      revokedAt: since,
      reason: "superseded",
    });
    // Once more from a copy of this one: the list still names them.
    const again = accepted(later(9), of(9), at);
    assert.deepEqual(openCertificates(again.database).listed("yessign", since), entries);
    assert.equal(again.said.listed, 0);
    // What the copy knows later may have been taken off again.
    assert.deepEqual(accepted(later(0), of(7)).said.listed, 0);
  });
});

describe("what an old copy would honour once more", () => {
  it("is no prepared certificate: it is revoked, for it may have been signed since", () => {
    const { database, said } = accepted(later(0));
    assert.equal(said.doubted, 1);
    assert.equal(openCertificates(database).row(held.prepared as SerialNumber, "yessign")?.state, "signing");
  });

  it("is no ticket and no request that was open", () => {
    const { database, said, events } = accepted(later(0));
    assert.deepEqual([said.tickets, said.requests], [1, 1]);
    assert.equal(openTickets(database, strongbox).row("t-1" as TicketId)?.state, "cancelled");
    assert.deepEqual(openRequests(database, strongbox).open(), []);
    assert.deepEqual(events.slice(0, 3), ["old-copy-accepted", "ticket-cancelled", "request-expired"]);
  });

  it("is no question of a card, no code of the time until now, and no token that counts presses", () => {
    const now = later(0);
    const { database, said } = accepted(now);
    const registry = openRegistry(database, strongbox);
    assert.equal(registry.securityCard(card)?.challenge, null);
    assert.equal(registry.otpToken("0110000042")?.lastStep, stepAt(now, 60) + 1);
    assert.deepEqual([said.challenges, said.locked], [1, 1]);
    assert.ok(said.tokens > 3);
    assert.ok(openAttempts(database, strongbox).isLocked({ kind: "otp", id: pressing }));
    // A token that was ahead of the clock stays there.
    const earlier = accepted(new Date(0));
    assert.equal(openRegistry(earlier.database, strongbox).otpToken("0110000042")?.lastStep, 1);
  });

  it("is told whole or not at all: without its rows nothing is done", () => {
    const { database, journal } = putBack({ file: copy, keyStates: folder });
    const means = { database, strongbox, now: later(0), published: nothingPublished };
    database.client.exec(
      "CREATE TEMP TRIGGER full BEFORE INSERT ON audit WHEN NEW.event = 'request-expired' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    assert.throws(() => acceptOldCopy(journal, asked, means));
    assert.equal(openTickets(database, strongbox).row("t-1" as TicketId)?.state, "open");
    assert.equal(openCertificates(database).nextSerial("yessign"), "10000005");
  });
});

it("SECURITY.md says of each table what an old copy of it would be good for", () => {
  const security = readFileSync(fileURLToPath(new URL("../../SECURITY.md", import.meta.url)), "utf8");
  const database = branch(join(newFolder(), "tables.db"));
  copies.push(database);
  const names = database.client.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  const tables = names.map(String).filter((name) => !/^(sqlite_|__)/.test(name));
  assert.ok(tables.length > 15);
  assert.deepEqual(
    tables.filter((name) => !security.includes(`\`${name}\``)),
    [],
  );
});
