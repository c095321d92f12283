// Where a certificate lies on a stick, and what is read from one that openssl made.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import {
  caFolders,
  certificateFile,
  certificateFolder,
  keyFile,
  type ReadCertificate,
  readCertificate,
} from "../../src/npki/certificate-folder.ts";
import * as der from "../../src/npki/der.ts";
import type { Subject } from "../../src/npki/distinguished-name.ts";
import madeByOpenssl from "../vectors/openssl-certificate.json" with { type: "json" };
import published from "../vectors/virtual-id.json" with { type: "json" };

const certificate = Buffer.from(madeByOpenssl.certificate, "base64");
const holder: Subject = [
  { type: "C", value: "kr" },
  { type: "O", value: "yessign" },
  { type: "OU", value: "personal4IB" },
  { type: "OU", value: "POST" },
  { type: "CN", value: "홍길동()007104620261123000000001" },
];

function read(bytes: Uint8Array): ReadCertificate {
  const outcome = readCertificate(bytes);
  if (outcome.type !== "certificate") throw new assert.AssertionError({ message: outcome.why });
  return outcome.certificate;
}

test("the pair lies where every reader looks, spelled exactly", () => {
  assert.deepEqual(certificateFolder(holder, "yessign"), {
    type: "folder",
    path: "NPKI/yessign/USER/cn=홍길동()007104620261123000000001,ou=POST,ou=personal4IB,o=yessign,c=kr",
  });
  assert.deepEqual([certificateFile, keyFile], ["signCert.der", "signPri.key"]);
  assert.deepEqual([...caFolders], ["yessign", "SignKorea", "KICA", "CrossCert", "TradeSign", "NCASign"]);
});

test("a subject that no stick can hold, or whose folder would read as another subject, is refused", () => {
  const named = (value: string): Subject => [...holder.slice(0, 4), { type: "CN", value }];
  for (const value of ["A/B", "what?", "가".repeat(80), "a,ou=b", "a,C=us", ""]) {
    assert.equal(certificateFolder(named(value), "KICA").type, "refused", value);
  }
  assert.equal(certificateFolder([{ type: "C", value: "kr." }], "KICA").type, "refused");
  assert.equal(certificateFolder(named("Foo, Inc."), "KICA").type, "folder");
});

test("a certificate is read: names in DER order, serial, days, policy, key, name and virtual id", () => {
  const { publicKey, ...rest } = read(certificate);
  assert.deepEqual(rest, {
    subject: holder,
    issuer: [
      { type: "C", value: "kr" },
      { type: "O", value: "yessign" },
      { type: "OU", value: "AccreditedCA" },
      { type: "CN", value: "yessignCA-Test Class 4" },
    ],
    serial: "c0ffee",
    notBefore: new Date("2026-11-23T00:00:00+09:00"),
    notAfter: new Date("2027-11-23T23:59:59+09:00"),
    policies: ["1.2.410.200005.1.1.4"],
    realName: "홍길동",
    vid: Buffer.from(published.virtualId, "hex"),
    vidHash: "2.16.840.1.101.3.4.2.1",
    fingerprint: createHash("sha256").update(certificate).digest("hex"),
  });
  assert.equal(publicKey.asymmetricKeyDetails?.modulusLength, 2048);
});

test("bytes behind the end are ignored, and do not change the fingerprint", () => {
  const padded = read(Buffer.concat([certificate, Buffer.alloc(46, 1)]));
  assert.equal(padded.fingerprint, read(certificate).fingerprint);
});

/** The certificate with other fields; its signature no longer fits, which reading does not ask. */
function changed(change: (fields: Buffer[]) => void): ReturnType<typeof readCertificate> {
  const [toBeSigned, ...rest] = der.readExactly(certificate) ?? [];
  const fields = der.partsOf(toBeSigned).map(({ whole }) => whole);
  change(fields);
  return readCertificate(der.sequence(der.sequence(...fields), ...rest.map(({ whole }) => whole)));
}

const attribute = (oid: string, value: Buffer): Buffer => der.element(der.tags.set, der.sequence(der.oid(oid), value));
const extensionsOf = (fields: readonly Buffer[]): readonly Buffer[] =>
  (der.readChildren(der.readElement(fields[7] ?? certificate)?.content ?? certificate) ?? []).map(({ whole }) => whole);
const extensions = (...list: readonly Buffer[]): Buffer => der.element(der.tags.context3, der.sequence(...list));
const octets = (bytes: Buffer): Buffer => der.element(der.tags.octetString, bytes);

test("a name is whole or nothing", () => {
  const cn = "2.5.4.3";
  const names: Readonly<Record<string, Buffer>> = {
    "an attribute of another kind": attribute("2.5.4.8", der.element(der.tags.utf8, Buffer.from("Seoul"))),
    "broken UTF-8": attribute(cn, der.element(der.tags.utf8, Buffer.from([0xed, 0xa0, 0x80]))),
    "half a BMP character": attribute(cn, der.element(der.tags.bmp, Buffer.from([0xd5]))),
    "half a surrogate pair": attribute(cn, der.element(der.tags.bmp, Buffer.from([0xd8, 0x00]))),
    "Hangul in a PrintableString": attribute(cn, der.element(der.tags.printable, Buffer.from("홍"))),
    "a T61String": attribute(cn, der.element(0x14, Buffer.from("a"))),
    "two attributes in one": der.element(
      der.tags.set,
      ...[1, 2].map(() => der.sequence(der.oid(cn), der.element(der.tags.utf8, Buffer.from("a")))),
    ),
  };
  for (const [what, name] of Object.entries(names)) {
    assert.equal(changed((fields) => fields.splice(5, 1, der.sequence(name))).type, "malformed", what);
  }
  const bmp = attribute(cn, der.element(der.tags.bmp, Buffer.from("홍길동", "utf16le").swap16()));
  const outcome = changed((fields) => fields.splice(5, 1, der.sequence(bmp)));
  assert.deepEqual(outcome.type === "certificate" && outcome.certificate.subject, [{ type: "CN", value: "홍길동" }]);
});

test("a serial number is positive, and shown without its sign byte", () => {
  const serial = (hex: string) => changed((fields) => fields.splice(1, 1, Buffer.from(hex, "hex")));
  const high = serial("020300c0ff");
  assert.equal(high.type === "certificate" && high.certificate.serial, "c0ff");
  for (const wrong of ["0202c0ff", "020100", "0200", `0216${"01".repeat(22)}`]) {
    assert.equal(serial(wrong).type, "malformed", wrong);
  }
});

test("extensions that are doubled or broken are no certificate; none at all is one without name and policy", () => {
  const outcome = changed((fields) => fields.splice(7, 1, extensions(...extensionsOf(fields).slice(0, 3))));
  assert.equal(outcome.type, "certificate");
  if (outcome.type === "certificate") {
    const { policies, realName, vid } = outcome.certificate;
    assert.deepEqual({ policies, realName, vid }, { policies: [], realName: null, vid: null });
  }
  for (const [what, list] of Object.entries({
    doubled: (fields: readonly Buffer[]) => [...extensionsOf(fields), ...extensionsOf(fields).slice(2, 3)],
    "a policy that is none": () => [der.sequence(der.oid("2.5.29.32"), octets(der.sequence(der.sequence())))],
    "an alternative name that is none": () => [der.sequence(der.oid("2.5.29.17"), octets(Buffer.from("00", "hex")))],
  })) {
    assert.equal(changed((fields) => fields.splice(7, 1, extensions(...list(fields)))).type, "malformed", what);
  }
});

test("dates that are none and a key that is none are malformed", () => {
  const date = (text: string) => der.element(der.tags.utcTime, Buffer.from(text));
  const dates = (from: string) =>
    changed((fields) => fields.splice(4, 1, der.sequence(date(from), date("271123145959Z"))));
  assert.equal(dates("261122150000Z").type, "certificate");
  const none = ["261322150000Z", "260230150000Z", "261122240000Z", "261122256000Z", "2611221500Z", "261122150000+0900"];
  for (const wrong of [...none, "soon", ""]) assert.equal(dates(wrong).type, "malformed", wrong);
  const algorithm = der.sequence(der.oid("1.2.840.113549.1.1.1"), der.nothing());
  const key = der.sequence(algorithm, der.element(der.tags.bitString, Buffer.from([0, 1, 2])));
  assert.equal(changed((fields) => fields.splice(6, 1, key)).type, "malformed");
});

test("what is no certificate says so", () => {
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from("-----BEGIN CERTIFICATE-----\nMIIB"),
    Buffer.from("홍길동"),
    certificate.subarray(0, -1),
    Buffer.alloc(70_000, 0x30),
    der.sequence(der.sequence(), der.sequence()),
  ]) {
    assert.equal(readCertificate(bytes).type, "malformed");
  }
});

test("no bytes make the reader throw, and what it reads can be shown", () => {
  const change = fc.tuple(fc.nat(certificate.length - 1), fc.nat(255));
  const mutated = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const bytes = Buffer.from(certificate);
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes;
  });
  const cut = fc.nat(certificate.length).map((end) => certificate.subarray(0, end));
  const any = fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.oneof({ arbitrary: mutated, weight: 4 }, cut, any), (bytes) => {
      const outcome = readCertificate(bytes);
      if (outcome.type === "malformed") return;
      const { subject, issuer, notBefore, notAfter } = outcome.certificate;
      assert.ok([...subject, ...issuer].every(({ value }) => value.isWellFormed()));
      assert.ok(notBefore.toISOString() !== "" && notAfter.toISOString() !== "");
      certificateFolder(subject, "yessign");
    }),
    { numRuns: 15_000 },
  );
});
