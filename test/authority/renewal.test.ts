// A renewal: only the key of the old certificate can ask for it, in its last thirty days, for its holder and for one year.

import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { before, describe, it } from "node:test";
import { nobody } from "../../src/audit/entry.ts";
import type { CertificateRequest, KeyPair, SerialNumber } from "../../src/authority/authority.ts";
import type { CaRecord, CertificateRow } from "../../src/authority/certificates.ts";
import { lintCertificate } from "../../src/authority/lint.ts";
import { type RenewalRefusal, renewalBytes } from "../../src/authority/renewal.ts";
import { daysUntil, renewalDays, renewalOpens, renewedUntil } from "../../src/authority/validity.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { authorities, authorityOf, issuedBy, knownPair, MemoryBranch, now, product, requestFor } from "./in-memory.ts";

const day = 86_400_000;
/** On the first day of the window of what `now` issues. */
const inTime = new Date("2027-10-24T09:00:00+09:00");

let records: readonly CaRecord[] = [];
let oldPair: KeyPair;
let newPair: KeyPair;
before(async () => {
  [records, oldPair, newPair] = await Promise.all([authorities(), knownPair(), knownPair()]);
});

type Branch = { readonly branch: MemoryBranch; readonly row: CertificateRow };

async function branchWithOne(): Promise<Branch> {
  const branch = new MemoryBranch();
  const { serial, issuer } = await issuedBy(authorityOf(branch, records), oldPair, { now });
  branch.transactions.run(() => branch.certificates.advance(serial, issuer, "valid"));
  const row = branch.certificates.row(serial, issuer);
  assert.ok(row);
  return { branch, row };
}

function signedWith(key: KeyPair, request: CertificateRequest, { serial, issuer }: CertificateRow): CertificateRequest {
  const { ceremony, terminal, publicKey, product: wanted, until } = request;
  assert.ok(until);
  const bytes = renewalBytes({ ceremony, terminal, publicKey, issuer, serial, policy: wanted.policy, until });
  const signature = key.privateKey.use((pkcs8) =>
    sign("sha256", bytes, createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" })),
  );
  return { ...request, renews: { serial, issuer, signature } };
}

function wanted({ notAfter }: CertificateRow, changes: Partial<CertificateRequest> = {}): CertificateRequest {
  return requestFor(newPair, { ceremony: "c-2", now: inTime, until: renewedUntil(notAfter), ...changes });
}

async function refused({ branch }: Branch, request: CertificateRequest): Promise<RenewalRefusal | string> {
  const before = branch.rows.length;
  const outcome = await authorityOf(branch, records).prepare(request);
  assert.equal(branch.rows.length, before, "a serial was given out");
  return outcome.type === "renewal-refused" ? outcome.why : outcome.type;
}

describe("a renewal", () => {
  it("is prepared when the old key asks for it, ends a year behind the old end, and is found clean by the linter", async () => {
    const { branch, row } = await branchWithOne();
    const authority = authorityOf(branch, records);
    const outcome = await authority.prepare(signedWith(oldPair, wanted(row), row));
    assert.ok(outcome.type === "prepared", JSON.stringify(outcome));
    assert.equal(outcome.prepared.notAfter.toISOString(), "2028-11-23T14:59:59.000Z");
    const events = branch.events.slice(-3);
    assert.deepEqual(events, ["certificate-preparing", "renewal-verified", "certificate-prepared"]);
    const issued = await authority.issue(outcome.prepared);
    assert.ok(issued.type === "issued");
    const expected = { policy: product("limited").policy, years: 1 };
    const { certificate } = issued.issued;
    assert.deepEqual(lintCertificate(certificate, { ...expected, renewable: renewalDays }), []);
    // Of one that renews nothing it would be too long.
    assert.deepEqual(
      lintCertificate(certificate, expected).map(({ rule }) => rule),
      ["validity-length"],
    );
  });

  it("is refused for each reason of its own, recorded, and takes no serial", async () => {
    const here = await branchWithOne();
    const { branch, row } = here;
    const asked = (changes: Partial<CertificateRequest> = {}) => signedWith(oldPair, wanted(row, changes), row);
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "der", type: "spki" });
    const day31 = new Date(inTime.getTime() - day);
    const over = new Date("2027-11-24T00:00:00+09:00");
    const cases: readonly (readonly [CertificateRequest, RenewalRefusal])[] = [
      [signedWith(newPair, wanted(row), row), "not-signed"],
      [{ ...asked(), publicKey: other }, "not-signed"],
      [{ ...asked(), ceremony: "c-3" }, "not-signed"],
      [asked({ now: day31 }), "outside-window"],
      [asked({ now: over }), "outside-window"],
      [asked({ customer: "kim" as CustomerId }), "another-holder"],
      [asked({ product: product("general") }), "another-product"],
      [asked({ until: new Date(renewedUntil(row.notAfter).getTime() + day) }), "another-end"],
      [{ ...asked(), until: null }, "another-end"],
      [{ ...asked(), renews: { issuer: "KICA", serial: row.serial, signature: Buffer.alloc(256) } }, "not-on-file"],
      [
        { ...asked(), renews: { issuer: "yessign", serial: "7f" as SerialNumber, signature: Buffer.alloc(256) } },
        "not-on-file",
      ],
    ];
    for (const [request, why] of cases) {
      assert.equal(await refused(here, request), why);
      const fact = branch.facts.at(-1);
      assert.ok(fact?.event === "renewal-refused" && fact.why === why);
    }
    const authority = authorityOf(branch, records);
    authority.suspend(row.serial, row.issuer, now, nobody);
    assert.equal(await refused(here, asked()), "not-valid");
    authority.revoke(row.serial, row.issuer, "keyCompromise", now, nobody);
    assert.equal(await refused(here, asked()), "not-valid");
  });
});

describe("the window", () => {
  /** [end, opens, a year later] */
  const ends = [
    ["2026-12-13T14:59:59Z", "2026-11-12T15:00:00.000Z", "2027-12-13T14:59:59.000Z"],
    ["2028-02-29T14:59:59Z", "2028-01-29T15:00:00.000Z", "2029-02-28T14:59:59.000Z"],
    ["2027-02-28T14:59:59Z", "2027-01-28T15:00:00.000Z", "2028-02-28T14:59:59.000Z"],
    ["2027-01-01T14:59:59Z", "2026-12-01T15:00:00.000Z", "2028-01-01T14:59:59.000Z"],
  ] as const;
  for (const [end, opens, later] of ends)
    it(`of what ends at ${end} opens at ${opens}`, () => {
      const notAfter = new Date(end);
      assert.equal(renewalOpens(notAfter).toISOString(), opens);
      assert.equal(renewedUntil(notAfter).toISOString(), later);
      assert.equal(daysUntil(notAfter, renewalOpens(notAfter)), renewalDays);
      assert.equal(daysUntil(notAfter, new Date(renewalOpens(notAfter).getTime() - 1)), renewalDays + 1);
    });

  it("of a financial certificate opens ninety days before, and adds three years; 29 February becomes the 28th", () => {
    const { renewableDays, years } = product("financial");
    const leap = new Date("2028-02-29T14:59:59Z");
    assert.equal(renewalOpens(leap, renewableDays).toISOString(), "2027-11-30T15:00:00.000Z");
    assert.equal(renewedUntil(leap, years).toISOString(), "2031-02-28T14:59:59.000Z");
  });
});
