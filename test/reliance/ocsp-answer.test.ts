// Asking a CA's responder: openssl answers over a socket; what is old, another's or forged counts for nothing.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { askResponder } from "../../hardware/accredited/responder-client.ts";
import { nobody } from "../../src/audit/entry.ts";
import type { Issued, KeyPair } from "../../src/authority/authority.ts";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { ocspResponder } from "../../src/authority/ocsp.ts";
import { type DelegatedResponder, makeDelegate } from "../../src/authority/ocsp-delegate.ts";
import { refusal } from "../../src/authority/ocsp-response.ts";
import { judgeOcspAnswer, ocspQuestion } from "../../src/reliance/ocsp-answer.ts";
import type { PathCertificate } from "../../src/reliance/path-certificate.ts";
import { standingOf } from "../../src/reliance/standing.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import {
  authorities,
  authorityOf,
  issuedBy,
  keyOf,
  knownPair,
  MemoryBranch,
  openKeys,
  product,
} from "../authority/in-memory.ts";
import { opensslMissing, opensslSays } from "../npki/openssl.ts";
import { pathOf, sources } from "./other-institution.ts";

/** openssl goes by the wall's clock. */
const now = new Date();
const branch = new MemoryBranch();
const held: Record<string, Issued> = {};
let records: readonly CaRecord[] = [];
let pair: KeyPair;
let delegate: DelegatedResponder;

before(async () => {
  [records, pair] = await Promise.all([authorities("training", now), knownPair()]);
  const authority = authorityOf(branch, records);
  for (const name of ["good", "revoked", "suspended"]) {
    const issued = await issuedBy(authority, pair, { customer: name as CustomerId, now, product: product("limited") });
    branch.transactions.run(() => branch.certificates.advance(issued.serial, issued.issuer, "valid"));
    held[name] = issued;
  }
  authority.revoke(of("revoked").serial, "yessign", "keyCompromise", now, nobody);
  authority.suspend(of("suspended").serial, "yessign", now, nobody);
  const { journal } = branch;
  const outcome = await makeDelegate({ purpose: "training", records, keys: openKeys, journal }, now);
  assert.ok(outcome.type === "delegated");
  delegate = outcome.delegate;
});

function of(name: string): Issued {
  const issued = held[name];
  assert.ok(issued);
  return issued;
}

function record(name: string): CaRecord {
  const found = records.find((each) => each.name === name);
  assert.ok(found);
  return found;
}

const ca = (): PathCertificate => pathOf(record("yessign").certificate);

/** Our own responder answers; `random` is the nonce of the question. */
function answered(name: string, random = randomBytes(16)) {
  const question = ocspQuestion(pathOf(of(name).certificate), ca(), random);
  const responder = ocspResponder({ records, certificates: branch.certificates });
  return { question, bytes: responder.answer(question.bytes, delegate, now).bytes };
}

describe("an answer of a delegate", () => {
  it("says what the CA knows", () => {
    for (const [name, verdict] of [
      ["good", "good"],
      ["revoked", "revoked"],
      ["suspended", "revoked"],
    ] as const) {
      const { question, bytes } = answered(name);
      const said = judgeOcspAnswer(bytes, question, ca(), now);
      assert.equal(said.type, verdict);
      if (said.type === "revoked") assert.equal(said.onHold, name === "suspended");
    }
    const question = ocspQuestion(
      { ...pathOf(of("good").certificate), serial: Buffer.from("7fffffff", "hex") },
      ca(),
      randomBytes(16),
    );
    const responder = ocspResponder({ records, certificates: branch.certificates });
    const { bytes } = responder.answer(question.bytes, delegate, now);
    assert.equal(judgeOcspAnswer(bytes, question, ca(), now).type, "unknown");
  });

  it("counts for nothing where it is old, another's, of another CA's delegate, or a refusal", () => {
    const { question, bytes } = answered("good");
    const why = (...[given, asked, issuer, at]: Parameters<typeof judgeOcspAnswer>) => {
      const said = judgeOcspAnswer(given, asked, issuer, at);
      return said.type === "untrusted" ? said.why : said.type;
    };
    assert.equal(why(bytes, answered("good").question, ca(), now), "answer-nonce");
    const random = randomBytes(16);
    assert.equal(why(answered("good", random).bytes, answered("revoked", random).question, ca(), now), "answer-other");
    assert.equal(why(bytes, question, ca(), new Date(now.getTime() + 3 * 86_400_000)), "answer-delegate");
    assert.equal(why(bytes, question, pathOf(record("KICA").certificate), now), "answer-delegate");
    assert.equal(why(bytes, question, ca(), new Date(now.getTime() - 600_000)), "answer-stale");
    assert.equal(why(refusal("unauthorized").bytes, question, ca(), now), "answer-refused");
    assert.equal(why(Buffer.from("<html>"), question, ca(), now), "answer-malformed");
  });

  it("never becomes good by changing bytes", () => {
    const { question, bytes } = answered("revoked");
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const forged = Buffer.from(bytes);
        for (const [at, value] of changes) forged[at] = value;
        assert.notEqual(judgeOcspAnswer(forged, question, ca(), now).type, "good");
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("standingOf", () => {
  /** Ours carry an address that leads nowhere: the transport leads here instead. */
  const asking = (url: string) => sources([], (_, question) => askResponder(url, question));

  it("asks openssl's responder over HTTP and believes it", { skip: opensslMissing }, async () => {
    using responder = await opensslResponder();
    const standing = async (name: string) => standingOf(pathOf(of(name).certificate), ca(), asking(responder.url), now);
    assert.deepEqual(await standing("good"), { type: "good", by: "responder" });
    assert.equal((await standing("revoked")).type, "revoked");
    assert.equal((await standing("suspended")).type, "unknown");
  });

  it("says that nobody answered: no such port, a server that is silent, one that speaks without end", async () => {
    const certificate = pathOf(of("good").certificate);
    const unanswered = { type: "unanswered", why: "unreachable" };
    assert.deepEqual(await standingOf(certificate, ca(), asking("http://127.0.0.1:9/ocsp"), now), unanswered);
    const endless = createServer((_, response) => {
      const more = (): void => void (response.destroyed || response.write(Buffer.alloc(64 * 1024), more));
      more();
    });
    await new Promise<void>((resolve) => endless.listen(0, "127.0.0.1", resolve));
    const bound = endless.address();
    const port = typeof bound === "object" && bound ? bound.port : 0;
    assert.deepEqual(await standingOf(certificate, ca(), asking(`http://127.0.0.1:${port}/`), now), unanswered);
    endless.close();
    assert.deepEqual(await standingOf(certificate, ca(), sources([]), now), { type: "unanswered", why: "no-source" });
  });
});

type Responder = { readonly url: string; [Symbol.dispose](): void };

/** `good` is valid, `revoked` is revoked, and nothing else is known. Signs with the CA's own key. */
async function opensslResponder(): Promise<Responder> {
  const folder = mkdtempSync(join(tmpdir(), "changgu-responder-"));
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const row = (state: string, name: string, ended: string): string =>
    `${state}\t351231235959Z\t${ended}\t${pathOf(of(name).certificate).serial.toString("hex").toUpperCase()}\tunknown\t/CN=${name}\n`;
  const index = file("index.txt", row("V", "good", "") + row("R", "revoked", "260101000000Z,keyCompromise"));
  const signer = file("ca.pem", opensslSays(["x509", "-inform", "DER"], record("yessign").certificate));
  const key = file("ca.key", keyOf(record("yessign")).export({ type: "pkcs8", format: "pem" }));
  const args = ["ocsp", "-index", index, "-CA", signer, "-rsigner", signer, "-rkey", key, "-port", "0", "-ndays", "1"];
  const child = spawn("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });
  const port = await announced(child);
  return {
    url: `http://127.0.0.1:${port}/`,
    [Symbol.dispose]() {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/** `ACCEPT 0.0.0.0:41234 PID=…` */
function announced({ stdout, stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const hear = (data: Buffer): void => {
      said += data.toString();
      const port = /ACCEPT \S*:(\d+)/.exec(said)?.[1];
      if (port) resolve(port);
    };
    stdout?.on("data", hear);
    stderr?.on("data", hear);
    stdout?.on("close", () => reject(new Error(said)));
  });
}
