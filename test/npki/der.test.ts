// DER: what is written openssl reads, what is read is in its shortest form, and nothing hostile throws.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as der from "../../src/npki/der.ts";
import { opensslMissing, opensslSays } from "./openssl.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

test("openssl names what was written", { skip: opensslMissing }, () => {
  const written = der.sequence(
    der.smallInteger(0),
    der.smallInteger(2048),
    der.oid("1.2.410.200004.1.15"),
    der.oid("2.16.840.1.101.3.4.2.1"),
    der.nothing(),
    der.element(der.tags.octetString, Buffer.alloc(300, 0xab)),
    der.element(der.tags.context0, der.element(der.tags.utf8, Buffer.from("홍길동"))),
  );
  const said = opensslSays(["asn1parse", "-inform", "DER"], written).toString();
  for (const part of [
    "INTEGER           :00",
    "INTEGER           :0800",
    "OBJECT            :1.2.410.200004.1.15",
    ":sha256",
    "NULL",
  ]) {
    assert.ok(said.includes(part), `${part} in ${said}`);
  }
  assert.match(said, /l= 300 prim: OCTET STRING/);
  assert.match(said, /cont \[ 0 \]/);
  assert.match(said, /UTF8STRING\s+:홍길동/);
});

test("numbers and identifiers are written in their shortest form", () => {
  for (const [value, wanted] of [
    [0, "020100"],
    [127, "02017f"],
    [128, "02020080"],
    [2048, "02020800"],
    [65537, "0203010001"],
    [0xffffffff, "020500ffffffff"],
  ] as const) {
    assert.equal(der.smallInteger(value).toString("hex"), wanted);
  }
  assert.equal(der.oid("1.2.410.200004.1.15").toString("hex"), "06082a831a8c9a44010f");
  assert.equal(der.oid("2.16.840.1.101.3.4.2.1").toString("hex"), "0609608648016503040201");
});

test("lengths that are indefinite, longer than need be, or beyond the end are refused", () => {
  for (const [bytes, why] of [
    ["", "nothing"],
    ["30", "no length"],
    ["30 80 00 00", "indefinite"],
    ["04 81 01 00", "one byte would do"],
    ["04 84 00 00 00 01 00", "four bytes of length"],
    ["04 02 00", "cut off"],
    ["04 83 ff ff ff", "cut off by much"],
    ["1f 01 00", "a long tag"],
    ["00 00", "end of contents"],
  ] as const) {
    assert.equal(der.readElement(hex(bytes)), null, why);
  }
  for (const head of ["04 82 00 80", "04 82 00 ff", "04 83 00 01 00"]) {
    assert.equal(der.readElement(Buffer.concat([hex(head), Buffer.alloc(300)])), null, `${head}: a leading zero`);
  }
});

test("bytes behind the end are passed over by readChildren, and refused by readExactly", () => {
  const written = Buffer.concat([der.sequence(der.smallInteger(1)), Buffer.alloc(46, 0xee)]);
  assert.equal(der.readChildren(written)?.length, 1);
  assert.equal(der.readExactly(written), null);
  assert.equal(der.readExactly(written.subarray(0, 5))?.length, 1);
});

test("a malformed identifier or number is null, not another value", () => {
  for (const bytes of ["06 00", "06 02 2a 80", "06 03 2a 80 01", "06 0a ff ff ff ff ff ff ff ff ff 7f", "04 01 2a"]) {
    assert.equal(der.oidOf(der.readElement(hex(bytes)) ?? undefined), null, bytes);
  }
  for (const bytes of [
    "02 00",
    "02 01 80",
    "02 02 00 7f",
    "02 05 01 00 00 00 00",
    "02 06 00 ff ff ff ff ff",
    "04 01 01",
  ]) {
    assert.equal(der.smallIntegerOf(der.readElement(hex(bytes)) ?? undefined), null, bytes);
  }
  assert.equal(der.smallIntegerOf(undefined), null);
  assert.deepEqual(der.partsOf(undefined), []);
});

test("every number and identifier comes back as it was", () => {
  const arcs = fc.tuple(fc.nat(2), fc.nat(39), fc.array(fc.nat(), { maxLength: 8 }));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), arcs, (value, [first, second, rest]) => {
      const dotted = [first, second, ...rest].join(".");
      const [number, identifier] = der.readExactly(der.sequence(der.smallInteger(value), der.oid(dotted))) ?? [];
      assert.equal(der.smallIntegerOf(number), value);
      assert.equal(der.oidOf(identifier), dotted);
    }),
    { numRuns: 2000 },
  );
});

test("content of any length comes back, whole", () => {
  for (const length of [0, 1, 127, 128, 255, 256, 65535, 65536, 100_000]) {
    const content = Buffer.alloc(length, 7);
    const read = der.readElement(der.element(der.tags.octetString, content));
    assert.ok(read?.content.equals(content), String(length));
  }
});

test("no bytes make the reader throw, and what it accepts is what it would write", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const read = der.readElement(Buffer.from(bytes));
      for (const part of der.partsOf(read ?? undefined)) der.partsOf(part);
      if (read === null) return;
      assert.ok(der.element(read.tag, read.content).equals(read.whole));
      const dotted = der.readOid(read.content);
      if (dotted !== "") assert.ok(der.oid(dotted).equals(der.element(der.tags.oid, read.content)));
      const number = der.readSmallInteger(read.content);
      if (number !== null) assert.ok(der.smallInteger(number).equals(der.element(der.tags.integer, read.content)));
    }),
    { numRuns: 20_000 },
  );
});
