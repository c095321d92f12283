// Each rule is broken by a certificate, and most of those would have been good enough for openssl.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { lintCertificate, lintRules } from "../../src/authority/lint.ts";
import { validityFrom } from "../../src/authority/validity.ts";
import type { Subject } from "../../src/npki/distinguished-name.ts";
import { opensslMissing } from "../npki/openssl.ts";
import { brokenOnes } from "../reliance/broken-certificates.ts";
import { certificateWith } from "./certificate-parts.ts";
import { authorities, now, product } from "./in-memory.ts";
import { opensslVerifies } from "./openssl-verify.ts";

const expected = { policy: product("limited").policy, years: 1 };
const rulesBrokenBy = (certificate: Buffer): readonly string[] =>
  lintCertificate(certificate, expected).map(({ rule }) => rule);

let records: readonly CaRecord[] = [];
before(async () => {
  records = await authorities();
});

describe("the linter", () => {
  it("has nothing to say of a certificate of the profile", () => {
    assert.deepEqual(lintCertificate(certificateWith(records), expected), []);
  });

  for (const { what, breaks, change } of brokenOnes)
    it(`refuses ${what}: ${breaks.join(" and ")}`, () => {
      assert.deepEqual(rulesBrokenBy(certificateWith(records, change)), breaks);
    });

  it("is tried by this table in every rule, and says where each one stands", () => {
    const tried = new Set(brokenOnes.flatMap(({ breaks }) => breaks));
    assert.deepEqual(
      lintRules.map(({ id }) => id).filter((id) => !tried.has(id)),
      [],
    );
    assert.equal(new Set(lintRules.map(({ id }) => id)).size, lintRules.length);
    assert.deepEqual(
      lintRules.filter(({ clause }) => clause === ""),
      [],
    );
  });

  it("lets a common name of 64 characters pass, counted in characters and not in bytes", () => {
    const subject: Subject = [
      { type: "C", value: "kr" },
      { type: "CN", value: "홍".repeat(64) },
    ];
    assert.deepEqual(rulesBrokenBy(certificateWith(records, undefined, { subject })), []);
  });

  it("lets every day's certificate pass, also the one of a leap day", () => {
    for (let day = 0; day < 3 * 366; day++) {
      const { notBefore, notAfter } = validityFrom(new Date(now.getTime() + day * 86_400_000), 1);
      const certificate = certificateWith(records, undefined, { notBefore, notAfter });
      assert.deepEqual(rulesBrokenBy(certificate), [], notBefore.toISOString());
    }
  });

  it("holds the certificate against the product that was asked for", () => {
    const certificate = certificateWith(records);
    const other = lintCertificate(certificate, { ...expected, policy: product("general").policy });
    assert.deepEqual(
      other.map(({ rule }) => rule),
      ["one-policy"],
    );
  });

  it("finds no certificate in other bytes", () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from("certificate"), Buffer.from("3000", "hex")])
      assert.deepEqual(rulesBrokenBy(bytes), ["readable"]);
  });

  it("never throws, whatever bytes a certificate is made of", () => {
    const good = certificateWith(records);
    const spoilt = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(spoilt, fc.nat(good.length), (bytes, end) => {
        const certificate = Buffer.from(good.subarray(0, end > good.length / 4 ? good.length : end));
        for (const [at, byte] of bytes) if (at < certificate.length) certificate[at] = byte;
        for (const { rule } of lintCertificate(certificate, expected)) assert.notEqual(rule, "");
      }),
      { numRuns: 4000 },
    );
  });
});

describe("openssl verify with -x509_strict and policies", { skip: opensslMissing }, () => {
  it("takes the good certificate, and most of those that the linter refuses", (context) => {
    const chain = ["yessign", "root"].map(
      (name) => records.find((record) => record.name === name)?.certificate ?? Buffer.alloc(0),
    );
    const takes = (certificate: Buffer): boolean =>
      opensslVerifies(certificate, chain, expected.policy, now).status === 0;
    assert.ok(takes(certificateWith(records)));
    const taken = brokenOnes.filter(({ change }) => takes(certificateWith(records, change)));
    context.diagnostic(`taken: ${taken.length} of ${brokenOnes.length}: ${taken.map(({ what }) => what).join(", ")}`);
    assert.ok(taken.length > brokenOnes.length / 2, `${taken.length} of ${brokenOnes.length}`);
  });
});
