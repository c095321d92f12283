// Status answers: openssl asks a running responder over a socket, and a hundred thousand bad questions end in an answer.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { nobody } from "../../src/audit/entry.ts";
import type { Issued, KeyPair } from "../../src/authority/authority.ts";
import { caNames } from "../../src/authority/ca-certificate.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { ocspResponder } from "../../src/authority/ocsp.ts";
import { type DelegatedResponder, makeDelegate } from "../../src/authority/ocsp-delegate.ts";
import { type OcspAnswer, refusal } from "../../src/authority/ocsp-response.ts";
import { type StatusServer, serveStatus } from "../../src/authority/ocsp-server.ts";
import * as der from "../../src/npki/der.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { opensslMissing } from "../npki/openssl.ts";
import { authorities, authorityOf, issuedBy, knownPair, MemoryBranch, openKeys, product } from "./in-memory.ts";
import { judge } from "./status-judge.ts";

/** The client's clock cannot be set. */
const now = new Date();
const branch = new MemoryBranch();
const held: Record<string, Issued> = {};

let records: readonly CaRecord[] = [];
let pair: KeyPair;
let delegate: DelegatedResponder;
let answer: (request: Buffer) => OcspAnswer;

before(async () => {
  [records, pair] = await Promise.all([authorities("training", now), knownPair()]);
  const authority = authorityOf(branch, records);
  for (const name of ["good", "revoked", "suspended", "general"]) {
    const of = product(name === "general" ? "general" : "limited");
    const issued = await issuedBy(authority, pair, { customer: name as CustomerId, now, product: of });
    branch.transactions.run(() => branch.certificates.advance(issued.serial, issued.issuer, "valid"));
    held[name] = issued;
  }
  authority.revoke(of("revoked").serial, "yessign", "keyCompromise", now, nobody);
  authority.suspend(of("suspended").serial, "yessign", now, nobody);
  const { journal } = branch;
  const outcome = await makeDelegate({ purpose: "training", records, keys: openKeys, journal }, now);
  assert.ok(outcome.type === "delegated");
  delegate = outcome.delegate;
  const responder = ocspResponder({ records, certificates: branch.certificates });
  answer = (request) => responder.answer(request, delegate, now);
});

function of(name: string): Issued {
  const issued = held[name];
  assert.ok(issued);
  return issued;
}

function recordOf(name: string): Buffer {
  return records.find((record) => record.name === name)?.certificate ?? Buffer.alloc(0);
}

const malformed = refusal("malformedRequest").bytes;

function certificateId(serial: string, issuer = "yessign"): Buffer {
  const { subject, keyBits } = caNames(recordOf(issuer));
  const digest = (bytes: Buffer): Buffer =>
    der.element(der.tags.octetString, createHash("sha1").update(bytes).digest());
  const algorithm = der.sequence(der.oid("1.3.14.3.2.26"), der.nothing());
  return der.sequence(
    algorithm,
    digest(subject),
    digest(keyBits),
    der.element(der.tags.integer, Buffer.from(serial, "hex")),
  );
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der.element(der.tags.boolean, Buffer.from([0xff]))] : [];
  return der.sequence(der.oid(oid), ...flag, der.element(der.tags.octetString, value));
}

function requestOf(ids: readonly Buffer[], ...extensions: readonly Buffer[]): Buffer {
  const list = der.sequence(...ids.map((id) => der.sequence(id)));
  const more = extensions.length > 0 ? [der.element(0xa2, der.sequence(...extensions))] : [];
  return der.sequence(der.sequence(list, ...more));
}

const oidNonce = "1.3.6.1.5.5.7.48.1.2";
const nonceOf = (bytes: number): Buffer =>
  extension(oidNonce, false, der.element(der.tags.octetString, Buffer.alloc(bytes, 7)));

describe("a status answer, by openssl over a socket", { skip: opensslMissing }, () => {
  let server: StatusServer;
  const lines: string[] = [];
  before(async () => {
    server = await serveStatus({
      authority: () => null,
      address: "127.0.0.1",
      port: 0,
      answer(request) {
        const { bytes, type } = answer(request);
        return { bytes, said: type };
      },
      list: (issuer) => (issuer === "KICA" ? Buffer.from("list") : null),
      log: (line) => void lines.push(line),
    });
  });
  after(() => server.close());

  const chain = (ca: string): readonly [Buffer, Buffer] => [recordOf(ca), recordOf("root")];
  const ask = async (about: Parameters<ReturnType<typeof judge>["ask"]>[1], ca = "yessign", ...more: string[]) => {
    using asking = judge(chain(ca));
    return await asking.ask(server.port, about, more);
  };

  it("says good, is signed by a delegate of the CA, and carries the nonce of the question", async () => {
    const said = await ask({ user: of("good").certificate });
    assert.match(said, /Response verify OK/);
    assert.match(said, /user\.pem: good/);
    assert.doesNotMatch(said, /WARNING|Nonce Verify error/);
    assert.match(said, /Responder Id: [0-9A-F]{40}/);
    assert.match(said, /X509v3 Extended Key Usage:\s+OCSP Signing/);
    assert.match(said, /OCSP Nonce/);
    assert.match(await ask({ user: of("good").certificate }, "yessign", "-no_nonce"), /user\.pem: good/);
  });

  it("says revoked with time and reason, also for one that is on hold", async () => {
    const said = await ask({ user: of("revoked").certificate });
    assert.match(said, /Response verify OK/);
    assert.match(said, /user\.pem: revoked/);
    assert.match(said, /Reason: keyCompromise/);
    assert.equal(+new Date(/Revocation Time: (.*)/.exec(said)?.[1] ?? ""), Math.floor(+now / 1000) * 1000);
    assert.match(await ask({ user: of("suspended").certificate }), /user\.pem: revoked[\s\S]*Reason: certificateHold/);
  });

  it("says unknown for a serial that was never signed", async () => {
    assert.match(await ask({ serial: "0x7fffffff" }), /Response verify OK[\s\S]*0x7fffffff: unknown/);
    assert.match(await ask({ serial: "0x0102030405060708090a" }), /: unknown/);
  });

  it("knows each CA by name and key, with every hash that is asked by", async () => {
    for (const hash of ["-sha1", "-sha256", "-sha384", "-sha512"])
      assert.match(await ask({ user: of("general").certificate }, "KICA", hash), /Response verify OK[\s\S]*pem: good/);
    assert.match(await ask({ serial: "1" }, "root"), /Responder Error: unauthorized/);
    assert.match(await ask({ user: of("good").certificate }, "yessign", "-md5"), /Responder Error: unauthorized/);
  });

  it("is had by GET too, and whatever else is asked has an answer of its own", async () => {
    const at = `http://127.0.0.1:${server.port}`;
    const request = requestOf([certificateId(of("good").serial)]);
    const base64 = encodeURIComponent(request.toString("base64"));
    for (const path of [`/ocsp/${base64}`, `/${base64}`]) {
      const got = await fetch(at + path);
      assert.equal(got.headers.get("content-type"), "application/ocsp-response");
      assert.ok(Buffer.from(await got.arrayBuffer()).length > 1000);
    }
    const bytes = async (path: string): Promise<Buffer> => Buffer.from(await (await fetch(at + path)).arrayBuffer());
    for (const path of ["/ocsp/%zz", "/ocsp/not+base64!", "/AAAA"])
      assert.deepEqual(await bytes(path), malformed, path);
    const post = (body: Buffer, type = "application/ocsp-request"): Promise<Response> =>
      fetch(`${at}/ocsp`, { method: "POST", headers: { "content-type": type }, body: new Uint8Array(body) });
    assert.deepEqual(Buffer.from(await (await post(Buffer.from("rubbish"))).arrayBuffer()), malformed);
    assert.equal((await post(Buffer.alloc(8 * 1024 + 1))).status, 413);
    assert.equal((await post(request, "text/plain")).status, 415);
    assert.equal((await fetch(at, { method: "PUT", body: "x" })).status, 405);
    assert.equal((await fetch(at)).status, 404);
    assert.equal((await fetch(`${at}/crl/yessign.crl`)).status, 404);
    assert.equal(await (await fetch(`${at}/crl/KICA.crl`)).text(), "list");
    assert.ok(lines.some((line) => /^POST \/ocsp 200 malformedRequest$/.test(line)));
    assert.ok(lines.every((line) => line.length < 200));
  });
});

describe("a status request", () => {
  it("may ask for several, and a delegate's word counts for its own CA alone", () => {
    const { type, bytes } = answer(
      requestOf([certificateId(of("good").serial), certificateId(of("general").serial, "KICA")]),
    );
    assert.equal(type, "answered");
    const hex = bytes.toString("hex");
    assert.equal(hex.split("8000180f").length, 2);
    assert.equal(hex.split("8200180f").length, 2);
  });

  it("is about nobody here when the issuer's name or key is another's", () => {
    const id = certificateId(of("good").serial);
    // Behind 15 bytes of tags, lengths and algorithm stand 20 of the name's hash and, two on, 20 of the key's.
    for (const at of [15, 15 + 22]) {
      const other = Buffer.from(id);
      other[at] = (other[at] ?? 0) ^ 1;
      assert.equal(answer(requestOf([other])).type, "unauthorized");
    }
  });

  it("has its nonce echoed byte for byte, of 1 to 128 bytes", () => {
    const id = certificateId(of("good").serial);
    for (const bytes of [1, 32, 128]) {
      const nonce = nonceOf(bytes);
      assert.ok(answer(requestOf([id], nonce)).bytes.includes(nonce), `${bytes} bytes`);
    }
    for (const nonces of [
      [nonceOf(0)],
      [nonceOf(129)],
      [nonceOf(8), nonceOf(8)],
      [extension(oidNonce, false, id.subarray(1))],
    ])
      assert.deepEqual(answer(requestOf([id], ...nonces)).bytes, malformed);
  });

  it("is malformed with a critical extension that is not known, with no certificate, or with too many", () => {
    const id = certificateId(of("good").serial);
    assert.equal(answer(requestOf([id], extension("1.2.3", false, id))).type, "answered");
    for (const request of [
      requestOf([id], extension("1.2.3", true, id)),
      requestOf([]),
      requestOf(Array.from({ length: 33 }, () => id)),
      Buffer.concat([requestOf([id]), Buffer.of(0)]),
      Buffer.alloc(0),
      Buffer.alloc(9000),
    ])
      assert.equal(answer(request).type, "malformedRequest");
    assert.equal(answer(requestOf(Array.from({ length: 32 }, () => id))).type, "answered");
  });

  it("is answered or malformed whatever it holds: 100,000 changed ones", () => {
    const ids = Object.values(held).map(({ serial, issuer }) => certificateId(serial, issuer));
    const good = requestOf(ids, nonceOf(16), extension("1.2.3", false, Buffer.from("x")));
    const change = fc.record({
      at: fc.nat(good.length - 1),
      // Rarely random: what lengths and tags are made of finds more.
      byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x30, 0x7f, 0x80, 0x81, 0x82, 0xa0, 0xa2, 0xff)),
      how: fc.constantFrom("set", "insert", "remove", "cut"),
    });
    const changed = fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
      changes.reduce((bytes, { at, byte, how }) => {
        const before = bytes.subarray(0, at);
        const behind = bytes.subarray(how === "insert" ? at : at + 1);
        if (how === "cut") return before;
        return how === "remove" ? Buffer.concat([before, behind]) : Buffer.concat([before, Buffer.of(byte), behind]);
      }, good),
    );
    const random = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: changed }, { weight: 1, arbitrary: random }), (request) => {
        const { type, bytes } = answer(request);
        seen.set(type, (seen.get(type) ?? 0) + 1);
        assert.equal(der.readElement(bytes)?.end, bytes.length);
        if (type === "malformedRequest") assert.deepEqual(bytes, malformed);
        else assert.ok(type === "answered" || type === "unauthorized", type);
      }),
      { numRuns: 100_000 },
    );
    for (const type of ["answered", "malformedRequest"])
      assert.ok((seen.get(type) ?? 0) > 1000, JSON.stringify([...seen]));
  });
});

describe("a certificate whose row was lost with a database", () => {
  it("is revoked or on hold as the last published list says", () => {
    const gone = (suspendedAt: Date | null): Buffer => {
      const revocation = () => ({ suspendedAt, revokedAt: suspendedAt ? null : now, reason: null });
      const responder = ocspResponder({ records, certificates: { row: () => null, revocation } });
      return responder.answer(requestOf([certificateId("7ffffff0")]), delegate, now).bytes;
    };
    const hold = Buffer.from("a0030a0106", "hex");
    assert.deepEqual([gone(null).includes(hold), gone(now).includes(hold)], [false, true]);
    // revoked [1], with a time and perhaps a reason behind it.
    for (const bytes of [gone(null), gone(now)]) assert.match(bytes.toString("hex"), /04[0-9a-f]{0,8}7ffffff0a1/);
  });
});

describe("the delegate", () => {
  it("is journaled, is named for two days, and makes room for the next after one", () => {
    const named = branch.facts.filter(({ event }) => event === "responder-certified");
    assert.equal(named.length, 2);
    assert.equal(+delegate.renewAt - +now, 24 * 3_600_000);
    assert.ok(named.every((fact) => "notAfter" in fact && +new Date(fact.notAfter) - +now === 48 * 3_600_000));
  });
});
