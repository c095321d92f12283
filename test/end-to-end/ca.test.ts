// `changgu ca` and `changgu certificates` as an operator runs them: lists, answers, exit codes.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { caKeys } from "../../src/acts/unlocking.ts";
import { nobody } from "../../src/audit/entry.ts";
import { embeddedAuthority } from "../../src/authority/embedded-authority.ts";
import { homeAt } from "../../src/home.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { issuedBy, knownPair, product } from "../authority/in-memory.ts";
import { judge } from "../authority/status-judge.ts";
import { openssl, opensslMissing } from "../npki/openssl.ts";
import { caCertificates } from "./ca-certificates.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "changgu-ca-"));
const environment = { ...process.env, CHANGGU_HOME: home };
const words = (...more: readonly string[]): string[] => ["--import", "tsx", main, ...more];

function changgu(...more: readonly string[]) {
  const ran = spawnSync(process.execPath, words(...more), { encoding: "utf8", env: environment });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}
/** Those of the vault bear another policy, and stand on the same lists. */
const kinds = {
  good: "limited",
  revoked: "limited",
  suspended: "limited",
  vaultGood: "financial",
  vaultRevoked: "financial",
} as const;
type Name = keyof typeof kinds;
const users = {} as Record<Name, Buffer>;

/** Certificates in the home's own books, as a desk would make them. */
async function makeCertificates(): Promise<void> {
  const opened = await openBooksBeside(homeAt(home));
  assert.ok(opened.type === "opened");
  const { books } = opened;
  const { certificates, transactions, journal } = books;
  const authority = embeddedAuthority({
    ...{ certificates, transactions, journal },
    purpose: "training",
    records: books.authorities.all(),
    keys: caKeys(books),
    bankUnit: "POST",
    financialNotice: "",
    checkpoint() {},
    listChanges() {},
  });
  const pair = await knownPair();
  const now = new Date();
  for (const name of Object.keys(kinds) as Name[]) {
    const { serial, issuer, certificate } = await issuedBy(authority, pair, { now, product: product(kinds[name]) });
    transactions.run(() => certificates.advance(serial, issuer, "valid"));
    if (name === "revoked" || name === "vaultRevoked") authority.revoke(serial, issuer, "keyCompromise", now, nobody);
    if (name === "suspended") authority.suspend(serial, issuer, now, nobody);
    users[name] = certificate;
  }
  books.close();
}

before(async () => {
  assert.equal(changgu("provision", "--acceptance").code, 0);
  await makeCertificates();
});
after(() => rmSync(home, { recursive: true, force: true }));

const chain = (): readonly [Buffer, Buffer] => {
  const { yessign, root } = caCertificates(home);
  return [yessign, root];
};

describe("changgu ca crl", () => {
  it("publishes a list of each CA in the home, for this user alone", { skip: opensslMissing }, () => {
    const { code, out } = changgu("ca", "crl", "--json");
    assert.equal(code, 0);
    const file = join(home, "crl", "yessign.crl");
    assert.partialDeepStrictEqual(JSON.parse(out), [
      { type: "published", issuer: "yessign", entries: 3, file },
      { type: "published", issuer: "KICA", entries: 0 },
    ]);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    using judged = judge(chain());
    const list = readFileSync(file);
    assert.match(judged.list(list).complaint, /verify OK/);
    const now = new Date();
    assert.equal(judged.certificate(users.good, list, now).status, 0);
    assert.notEqual(judged.certificate(users.revoked, list, now).status, 0);
    assert.notEqual(judged.certificate(users.suspended, list, now).status, 0);
    assert.equal(judged.certificate(users.vaultGood, list, now).status, 0);
    assert.notEqual(judged.certificate(users.vaultRevoked, list, now).status, 0);
    const { number } = JSON.parse(changgu("ca", "crl", "--json").out)[0] as { readonly number: number };
    assert.equal(number, JSON.parse(out)[0].number + 1);
  });

  it("ends with 2 where nothing is provisioned, and says what to do", () => {
    for (const more of [
      ["ca", "crl", "--training"],
      ["ca", "serve", "--port", "0", "--training"],
      ["certificates", "list", "--training"],
    ]) {
      const { code, err } = changgu(...more);
      assert.equal(code, 2, more.join(" "));
      assert.match(err, /provision/);
    }
    assert.equal(changgu("ca", "serve").code, 2);
    assert.equal(changgu("ca", "serve", "--port", "70000").code, 2);
    assert.equal(changgu("ca", "serve", "--port", "0", "--address", "192.0.2.1").code, 2);
  });
});

describe("changgu ca certificates", () => {
  it("hands out root and issuing CAs, with which openssl checks what they signed", { skip: opensslMissing }, () => {
    const folder = join(home, "handed-out");
    const { code, out } = changgu("ca", "certificates", "--out", folder, "--json");
    assert.equal(code, 0);
    const given = JSON.parse(out) as readonly { readonly name: string; readonly files: readonly string[] }[];
    assert.deepEqual(given.map(({ name }) => name).toSorted(), ["KICA", "root", "yessign"]);
    assert.ok(given.every(({ files }) => files.every((file) => (statSync(file).mode & 0o777) === 0o644)));
    const [root, yessign] = ["root.pem", "yessign.pem"].map((name) => join(folder, name));
    for (const name of ["good", "vaultGood"] as const) {
      const user = join(folder, `${name}.cer`);
      writeFileSync(user, users[name]);
      const args = ["verify", "-x509_strict", "-CAfile", root ?? "", "-untrusted", yessign ?? "", user];
      assert.equal(openssl(args).status, 0, name);
    }
    assert.equal(changgu("ca", "certificates", "--out", folder).code, 0, "the same again changes nothing");
    writeFileSync(join(folder, "root.pem"), "another");
    assert.equal(changgu("ca", "certificates", "--out", folder).code, 2);
    assert.match(changgu("ca", "certificates").out, /root +C=.*\n +until .*\n +SHA-256 [0-9a-f]{64}\n/);
  });
});

describe("changgu ca serve", { skip: opensslMissing }, () => {
  it("answers openssl, hands out lists, and ends when it is asked to", async () => {
    const child = spawn(process.execPath, words("ca", "serve", "--port", "0", "--json"), {
      env: environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => void child.on("exit", resolve));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    try {
      const { line } = JSON.parse((await lines.next()).value ?? "") as { readonly line: string };
      const port = Number(/127\.0\.0\.1:(\d+)\//.exec(line)?.[1]);
      using judged = judge(chain());
      assert.match(await judged.ask(port, { user: users.good }), /Response verify OK[\s\S]*pem: good/);
      assert.match(await judged.ask(port, { user: users.revoked }), /pem: revoked[\s\S]*keyCompromise/);
      assert.match(await judged.ask(port, { user: users.suspended }), /pem: revoked[\s\S]*certificateHold/);
      assert.match(await judged.ask(port, { user: users.vaultGood }), /Response verify OK[\s\S]*pem: good/);
      assert.match(await judged.ask(port, { user: users.vaultRevoked }), /pem: revoked[\s\S]*keyCompromise/);
      assert.match(await judged.ask(port, { serial: "0x7ffffffe" }), /Response verify OK[\s\S]*: unknown/);
      const list = await fetch(`http://127.0.0.1:${port}/crl/yessign.crl`);
      assert.equal(list.headers.get("content-type"), "application/pkix-crl");
      const listed = Buffer.from(await list.arrayBuffer());
      assert.match(judged.list(listed).complaint, /verify OK/);
      const got = async (path: string) => fetch(`http://127.0.0.1:${port}/ca/${path}`);
      const bytes = async (path: string) => Buffer.from(await (await got(path)).arrayBuffer());
      // Whoever has nothing but what is handed out checks the whole chain, and the list.
      using stranger = judge([await bytes("yessign.cer"), await bytes("root.cer")]);
      assert.equal(stranger.certificate(users.good, listed, new Date()).status, 0);
      assert.notEqual(stranger.certificate(users.revoked, listed, new Date()).status, 0);
      assert.equal((await got("root.cer")).headers.get("content-type"), "application/pkix-cert");
      assert.match((await bytes("KICA.pem")).toString(), /^-----BEGIN CERTIFICATE-----/);
      assert.equal((await got("nobody.cer")).status, 404);
    } finally {
      child.kill("SIGTERM");
    }
    assert.equal(await ended, 0);
    assert.match(changgu("audit", "tail").out, /responder-certified/);
    assert.equal(changgu("audit", "verify").code, 0);
  });
});

describe("changgu certificates list", () => {
  const listed = (...more: readonly string[]) =>
    JSON.parse(changgu("certificates", "list", "--json", ...more).out) as readonly Record<string, unknown>[];

  it("finds by state, holder and end", () => {
    const states = (...more: readonly string[]) => listed(...more).map(({ state }) => state);
    assert.deepEqual(states(), ["valid", "revoked", "suspended", "valid", "revoked"]);
    assert.deepEqual(states("--state", "revoked"), ["revoked", "revoked"]);
    assert.deepEqual(states("--state", "revoked", "suspended"), ["revoked", "suspended", "revoked"]);
    assert.deepEqual(states("--holder", "길동", "--state", "valid"), ["valid", "valid"]);
    assert.deepEqual(states("--holder", "우정"), []);
    assert.deepEqual(states("--expires-within", "366"), ["valid", "suspended"]);
    assert.deepEqual(states("--expires-within", "300"), []);
    assert.equal(changgu("certificates", "list", "--state", "lost").code, 2);
    assert.equal(changgu("certificates", "list", "--expires-within", "soon").code, 2);
  });

  it("names holders, and shows no number of a person", () => {
    for (const out of [changgu("certificates", "list").out, JSON.stringify(listed())]) {
      assert.match(out, /홍길동/);
      assert.doesNotMatch(out, /900101|1234567|01234502|5678/);
    }
    const [first] = listed();
    assert.ok(typeof first?.daysLeft === "number" && first.daysLeft >= 365 && first.daysLeft <= 366);
  });
});
