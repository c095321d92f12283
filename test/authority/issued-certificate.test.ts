// What the CA inside the terminal signs, judged by openssl and by the published virtual id.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import type { KeyPair } from "../../src/authority/authority.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { financialProduct, products } from "../../src/authority/product.ts";
import { readCertificate } from "../../src/npki/certificate-folder.ts";
import { opensslMissing, opensslSays } from "../npki/openssl.ts";
import virtualIdVector from "../vectors/virtual-id.json" with { type: "json" };
import { authorities, authorityOf, issuedBy, knownPair, MemoryBranch, now } from "./in-memory.ts";
import { opensslVerifies } from "./openssl-verify.ts";

let records: readonly CaRecord[] = [];
let pair: KeyPair;
before(async () => {
  [records, pair] = await Promise.all([authorities(), knownPair()]);
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const text = (certificate: Buffer): string =>
  opensslSays(
    ["x509", "-inform", "DER", "-noout", "-text", "-nameopt", "utf8,sep_comma_plus,-esc_msb"],
    certificate,
  ).toString();

describe("a certificate, by openssl", { skip: opensslMissing }, () => {
  const folders = {
    limited: "NPKI/yessign/USER/cn=",
    general: "NPKI/KICA/USER/cn=",
    financial: "NPKI/yessign/USER/cn=",
  };

  for (const each of [...products, financialProduct()]) {
    it(`of ${each.ca}, ${each.id}, is whole: chain, policy, names, dates and extensions`, async () => {
      const { certificate, chain, folder } = await issuedBy(authorityOf(new MemoryBranch(), records), pair, {
        product: each,
      });
      const verdict = opensslVerifies(certificate, chain, each.policy, now);
      assert.equal(verdict.status, 0, verdict.complaint);
      assert.notEqual(opensslVerifies(certificate, chain, "1.2.3.4", now).status, 0);
      const lastSecond = new Date(`${2026 + each.years}-11-23T14:59:59Z`);
      // openssl counts the second of notAfter as past already.
      assert.equal(opensslVerifies(certificate, chain, each.policy, new Date(+lastSecond - 1000)).status, 0);
      assert.notEqual(opensslVerifies(certificate, chain, each.policy, new Date(+lastSecond + 1000)).status, 0);
      const said = text(certificate);
      for (const line of [
        /Version: 3 \(0x2\)/,
        new RegExp(`Not Before: Nov 22 15:00:00 2026 GMT\\s+Not After : Nov 23 14:59:59 ${2026 + each.years} GMT`),
        /CN=홍길동\(\)007104620261123268435457\n/,
        /Exponent: 65537/,
        /Key Usage: critical\s+Digital Signature, Non Repudiation\n/,
        new RegExp(`Certificate Policies: critical\\s+Policy: ${each.policy}\\n`),
        /OCSP - URI:http:/,
      ])
        assert.match(said, line);
      assert.ok(folder.startsWith(folders[each.id]), folder);
    });
  }

  it("is in its store what openssl writes again, and what was signed is what was linted", async () => {
    const branch = new MemoryBranch();
    const { certificate, fingerprint } = await issuedBy(authorityOf(branch, records), pair);
    const [row] = branch.rows;
    assert.deepEqual(row?.certificate, certificate);
    assert.deepEqual(opensslSays(["x509", "-inform", "DER", "-outform", "DER"], certificate), certificate);
    const file = join(tmpdir(), `changgu-tbs-${process.pid}`);
    opensslSays(["asn1parse", "-inform", "DER", "-strparse", "4", "-noout", "-out", file], certificate);
    const toBeSigned = readFileSync(file);
    rmSync(file);
    assert.deepEqual(toBeSigned, row?.toBeSigned);
    assert.equal(fingerprint, sha256(certificate));
  });

  it("has its notice in a BMPString and its names in the string types of the profile", async () => {
    const { certificate } = await issuedBy(authorityOf(new MemoryBranch(), records), pair);
    const said = opensslSays(["asn1parse", "-inform", "DER", "-i"], certificate).toString();
    const [, dump = ""] =
      /:X509v3 Certificate Policies\n.*BOOLEAN.*\n.*OCTET STRING.*\[HEX DUMP\]:([0-9A-F]+)/.exec(said) ?? [];
    const notice = Buffer.from("이 인증서는 시험용 인증서입니다", "utf16le").swap16();
    const bmp = Buffer.concat([Buffer.from([0x1e, notice.length]), notice]);
    assert.ok(dump.includes(bmp.toString("hex").toUpperCase()), dump);
    assert.equal(said.match(/:countryName\n.*PRINTABLESTRING/g)?.length, 2);
    assert.equal(said.match(/:(organizationName|organizationalUnitName|commonName)\n.*UTF8STRING/g)?.length, 7);
    assert.doesNotMatch(said, /T61STRING|GENERALIZEDTIME/);
  });
});

describe("a certificate", () => {
  it("binds the published number and R to the published virtual id", async () => {
    const { certificate, serial, notAfter } = await issuedBy(authorityOf(new MemoryBranch(), records), pair);
    const read = readCertificate(certificate);
    assert.equal(read.type, "certificate");
    assert.equal(read.certificate.vid?.toString("hex"), virtualIdVector.virtualId);
    assert.equal(read.certificate.realName, "홍길동");
    assert.equal(read.certificate.serial, serial);
    assert.deepEqual(read.certificate.notAfter, notAfter);
    assert.deepEqual(read.certificate.publicKey.export({ type: "spki", format: "der" }), pair.publicKey);
  });

  it("holds nothing of the resident number, and no R", async () => {
    const branch = new MemoryBranch();
    const { certificate } = await issuedBy(authorityOf(branch, records), pair);
    const said = certificate.toString("latin1") + JSON.stringify(branch.entries);
    assert.ok(!said.includes(virtualIdVector.idn));
    assert.ok(!certificate.includes(Buffer.from(virtualIdVector.r, "hex")));
  });

  it("of many has a serial and a subject that no other has", async () => {
    const branch = new MemoryBranch();
    const authority = authorityOf(branch, records);
    const all = await Promise.all(Array.from({ length: 20 }, () => issuedBy(authority, pair)));
    assert.equal(new Set(all.map(({ serial }) => serial)).size, 20);
    assert.equal(new Set(all.map(({ folder }) => folder)).size, 20);
  });
});
