// PKCS#12 files from a stranger's stick: any bytes end in a named outcome, soon; what was changed is never opened.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import * as der from "../../src/npki/der.ts";
import { readPkcs12 } from "../../src/npki/pkcs12.ts";
import { writePkcs12 } from "../../src/npki/pkcs12-writing.ts";
import * as files from "./key-files.ts";
import { made, shown } from "./pkcs12-files.ts";

let good: Buffer;
before(async () => {
  const { signing, chain } = await made();
  good = writePkcs12({ pairs: [signing], others: chain }, files.password());
});

test("a changed byte is refused, or changes nothing of what comes out; none makes it throw", () => {
  const opened = readPkcs12(good, files.password());
  assert.ok(opened.type === "opened");
  const change = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(change, ([at, by]) => {
      const file = Buffer.from(good);
      file[at] = (file[at] ?? 0) ^ by;
      const outcome = readPkcs12(file, files.password());
      if (outcome.type === "opened") assert.deepEqual(shown(outcome.contents), shown(opened.contents), `${at}`);
      else assert.ok(["damaged", "wrong-password", "unsupported"].includes(outcome.type), `${at}: ${outcome.type}`);
    }),
    { numRuns: 3000 },
  );
});

test("a file that was changed where the key still opens is damaged, not under another password", () => {
  const at = good.indexOf(der.oid("2.5.29.14"));
  const file = Buffer.from(good);
  file[at + 12] = (file[at + 12] ?? 0) ^ 1;
  assert.deepEqual(readPkcs12(file, files.password()), { type: "damaged", why: "it was changed since it was written" });
  assert.deepEqual(readPkcs12(file, files.password("Cert!hong91")), { type: "wrong-password" });
});

test("bytes behind the file are ignored, and a file that was cut off is damaged", () => {
  assert.equal(readPkcs12(Buffer.concat([good, Buffer.alloc(46)]), files.password()).type, "opened");
  for (const end of [0, 1, 30, good.length - 1])
    assert.equal(readPkcs12(good.subarray(0, end), files.password()).type, "damaged");
});

test("any bytes and any arrangement of its parts end in an outcome", () => {
  const parts = (der.readExactly(good) ?? []).map(({ whole }) => whole);
  const piece = fc.oneof(
    fc.constantFrom(...parts),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(der.sequence(), der.smallInteger(3), der.oid("1.2.840.113549.1.7.1"), der.element(0xa0)),
  );
  const made = fc.array(piece, { maxLength: 5 }).map((pieces) => der.sequence(...pieces));
  const any = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.oneof(made, any), (file) => {
      assert.notEqual(readPkcs12(file, files.password()).type, "");
    }),
    { numRuns: 5000 },
  );
});

test("iterations that would stop the terminal are refused, one count or many together", () => {
  const octets = (bytes: Uint8Array) => der.element(der.tags.octetString, bytes);
  const mac = (iterations: number) =>
    der.sequence(
      der.sequence(der.sequence(der.oid("1.3.14.3.2.26"), der.nothing()), octets(Buffer.alloc(20))),
      octets(Buffer.alloc(8)),
      der.smallInteger(iterations),
    );
  const data = (inner: Buffer) => der.sequence(der.oid("1.2.840.113549.1.7.1"), der.element(0xa0, octets(inner)));
  const file = (safe: Buffer, iterations: number) => der.sequence(der.smallInteger(3), data(safe), mac(iterations));
  assert.equal(readPkcs12(file(der.sequence(), 1_000_001), files.password()).type, "damaged");
  const parameters = der.sequence(octets(Buffer.alloc(8)), der.smallInteger(400_000));
  const algorithm = der.sequence(der.oid("1.2.840.113549.1.12.1.6"), parameters);
  const info = der.sequence(der.oid("1.2.840.113549.1.7.1"), algorithm, der.element(0x80, Buffer.alloc(8)));
  const encrypted = der.sequence(
    der.oid("1.2.840.113549.1.7.6"),
    der.element(0xa0, der.sequence(der.smallInteger(0), info)),
  );
  const began = performance.now();
  readPkcs12(file(der.sequence(...Array.from({ length: 900 }, () => encrypted)), 1), files.password());
  assert.ok(performance.now() - began < 5000);
});
