// The root and the two issuing CAs, judged by openssl; their keys reach the disk through the lock alone.

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { before, describe, it } from "node:test";
import { issuerIdentity, makeCertificateAuthorities } from "../../src/authority/certificate-authorities.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { fileKeys } from "../../src/authority/file-keys.ts";
import { opensslMissing, opensslSays } from "../npki/openssl.ts";
import { authorities, keyOf, now } from "./in-memory.ts";
import { opensslVerifies } from "./openssl-verify.ts";

let records: readonly CaRecord[] = [];
before(async () => {
  records = await authorities();
});

function certificateOf(name: CaRecord["name"], among: readonly CaRecord[] = records): Buffer {
  const found = among.find((record) => record.name === name);
  assert.ok(found);
  return found.certificate;
}

const text = (certificate: Buffer): string =>
  opensslSays(["x509", "-inform", "DER", "-noout", "-text"], certificate).toString();

describe("the CAs, by openssl", { skip: opensslMissing }, () => {
  for (const name of ["yessign", "KICA"] as const)
    it(`hold ${name} under the root, to sign certificates of users alone`, () => {
      const verdict = opensslVerifies(certificateOf(name), [certificateOf("root")], null, now);
      assert.equal(verdict.status, 0, verdict.complaint);
      const said = text(certificateOf(name));
      assert.match(said, /Basic Constraints: critical\s+CA:TRUE, pathlen:0/);
      assert.match(said, /Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
      assert.match(said, /Not Before: Nov 22 15:00:00 2026 GMT\s+Not After : Nov 23 14:59:59 2036 GMT/);
    });

  it("have a root that signed itself, for twenty years", () => {
    const root = certificateOf("root");
    assert.equal(opensslVerifies(root, [root], null, now).status, 0);
    assert.match(text(root), /Not After : Nov 23 14:59:59 2046 GMT[\s\S]*CA:TRUE\n/);
  });

  it("can be made when the root outlives 2049", async () => {
    const later = new Date("2031-03-01T09:00:00+09:00");
    const made = await authorities("branch", later);
    const root = certificateOf("root", made);
    const verdict = opensslVerifies(certificateOf("yessign", made), [root], null, later);
    assert.equal(verdict.status, 0, verdict.complaint);
    assert.equal(new X509Certificate(root).validToDate.getUTCFullYear(), 2051);
  });
});

describe("the CAs", () => {
  it("are three, each with a key, a name and a serial of its own", () => {
    assert.deepEqual(
      records.map(({ name }) => name),
      ["root", "yessign", "KICA"],
    );
    for (const record of records) assert.ok(new X509Certificate(record.certificate).checkPrivateKey(keyOf(record)));
    const read = records.map(({ certificate }) => new X509Certificate(certificate));
    for (const field of ["subject", "serialNumber", "fingerprint256"] as const)
      assert.equal(new Set(read.map((each) => each[field])).size, 3, field);
  });

  it("of training are named so, and those of a branch are not", async () => {
    const branch = await authorities("branch");
    const names = (among: readonly CaRecord[]) =>
      among.map(({ certificate }) => /^CN=(.+)$/m.exec(new X509Certificate(certificate).subject)?.[1] ?? "");
    assert.ok(names(records).every((name) => /Training|Test/.test(name)));
    assert.ok(names(branch).every((name) => !/Training|Test/.test(name)));
  });

  it("leave no key in memory once it is locked", async () => {
    const handed: Uint8Array[] = [];
    const lock = (name: string, pkcs8: Uint8Array): Buffer => {
      handed.push(pkcs8);
      assert.ok(pkcs8.some((byte) => byte !== 0));
      return Buffer.from(`locked ${name}`);
    };
    const keys = fileKeys({ lock, unlock: keyOf });
    const made = await makeCertificateAuthorities({ purpose: "training", keys, now });
    assert.deepEqual(made.type === "made" && made.records.map(({ lockedKey }) => lockedKey?.toString()), [
      "locked root",
      "locked yessign",
      "locked KICA",
    ]);
    assert.equal(handed.length, 3);
    for (const pkcs8 of handed) assert.ok(pkcs8.every((byte) => byte === 0));
  });

  it("are known in the certificates below them by key, issuer and serial", () => {
    const { keyIdentifier, serial } = issuerIdentity(certificateOf("yessign"));
    const read = new X509Certificate(certificateOf("yessign"));
    assert.equal(Buffer.from(serial).toString("hex").toUpperCase(), read.serialNumber);
    assert.equal(keyIdentifier.length, 20);
    assert.ok(certificateOf("yessign").includes(Buffer.from(keyIdentifier)));
    assert.throws(() => issuerIdentity(Buffer.from("3000", "hex")), /malformed/);
  });
});
