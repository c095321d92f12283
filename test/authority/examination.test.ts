// The examination of another institution's certificate: every fault has its own name, and openssl agrees about the chains.

import assert from "node:assert/strict";
import { type KeyObject, randomBytes, sign } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { OtherMade } from "../../hardware/accredited/other-certificate.ts";
import { listDer } from "../../src/authority/crl.ts";
import {
  type Check,
  type Demands,
  examineCertificate,
  examineHolder,
  refusalOf,
} from "../../src/authority/examination.ts";
import { extension } from "../../src/authority/profile.ts";
import { readBeside, readTrust } from "../../src/authority/trust.ts";
import { readCaPubs, readCertificate } from "../../src/npki/certificate-folder.ts";
import * as der from "../../src/npki/der.ts";
import { Secret } from "../../src/secret.ts";
import { encryptNative, keyFile, pbes2, privateKeyInfo, publicKey } from "../npki/key-files.ts";
import { opensslMissing } from "../npki/openssl.ts";
import { opensslVerifies } from "./openssl-verify.ts";
import {
  demandsOf,
  now,
  type OtherWorld,
  otherWorld,
  password,
  pathOf,
  person,
  sources,
  usual,
} from "./other-institution.ts";

let world: OtherWorld;
let good: OtherMade;
let demands: Demands;

const day = 86_400_000;

before(async () => {
  world = otherWorld();
  good = await world.make();
  demands = demandsOf(world.trust(), sources(listsOf()));
});

after(() => world[Symbol.dispose]());

function listsOf(serials: Readonly<Record<string, "keyCompromise" | "certificateHold">> = {}, at = now): Buffer[] {
  const entries = Object.entries(serials).map(([serial, reason]) => ({ serial: serial as never, since: now, reason }));
  return [world.issuer.list("SignKorea", entries, at) ?? Buffer.alloc(0)];
}

async function ofCertificate(bytes: Buffer, more: Partial<Demands> = {}, at = now): Promise<readonly Check[]> {
  return (await examineCertificate(bytes, [], { ...demands, ...more }, at)).checks;
}

/** `chain issuer-unknown`, or `pass` where nothing failed. */
function said(checks: readonly Check[]): string {
  const refusal = refusalOf(checks);
  return refusal ? `${refusal.name} ${refusal.why}` : "pass";
}

/** The list for users or for CAs alone: an IssuingDistributionPoint with one flag. */
function narrowed(list: Buffer, key: KeyObject, flag: number): Buffer {
  const [toBeSigned] = der.readChildren(list) ?? [];
  const fields = der.partsOf(toBeSigned).map(({ whole }) => whole);
  const [extensions] = der.readChildren(fields.at(-1) ?? Buffer.alloc(0), der.tags.context0) ?? [];
  const point = extension("2.5.29.28", true, der.sequence(der.element(flag, Buffer.from([0xff]))));
  const wrapped = der.sequence(...der.partsOf(extensions).map(({ whole }) => whole), point);
  const changed = der.sequence(...fields.slice(0, -1), der.element(der.tags.context0, wrapped));
  return listDer(changed, sign("sha256", changed, key));
}

function ofHolder(made: OtherMade, given: { password?: string; number?: string } = {}): string {
  using opens = Secret.fromText(given.password ?? password);
  using residentNumber = Secret.fromText(given.number ?? person.residentNumber);
  const reading = readCertificate(made.certificate);
  assert.equal(reading.type, "certificate");
  const lockedKey = made.files.find(({ name }) => name === "signPri.key")?.bytes ?? null;
  return said(examineHolder(reading.certificate, { lockedKey, password: opens, residentNumber }));
}

describe("examineCertificate", () => {
  it("passes a good one, and openssl agrees", { skip: opensslMissing }, async () => {
    const checks = await ofCertificate(good.certificate);
    assert.deepEqual(
      checks.map(({ name, result }) => `${name} ${result}`),
      ["certificate pass", "chain pass", "validity pass", "policy pass", "revocation pass"],
    );
    const [root, ca] = await world.issuer.chain("SignKorea");
    assert.ok(root && ca);
    const verdict = opensslVerifies(good.certificate, [ca, root], usual.policy, now);
    assert.equal(verdict.status, 0, verdict.complaint);
  });

  it("names each fault of the certificate", async () => {
    const dates = (from: number, to: number) => ({
      notBefore: new Date(now.getTime() + from * day),
      notAfter: new Date(now.getTime() + to * day),
    });
    const stranger = await world.make({ ca: "Stranger" });
    const faults: readonly (readonly [OtherMade, string])[] = [
      [await world.make(dates(-400, -1)), "validity expired"],
      [await world.make(dates(1, 300)), "validity not-yet-valid"],
      [await world.make({ policy: "1.2.410.200004.5.1.1.7" }), "policy policy-not-accepted"],
      [stranger, "chain issuer-unknown"],
      [await world.make({ fault: "forged" }), "chain signature-wrong"],
      [await world.make({ fault: "malformed" }), "certificate malformed"],
      [await world.make({ fault: "for-keys" }), "chain usage-wrong"],
      [await world.make({ fault: "demand" }), "chain demand-unknown"],
    ];
    for (const [made, expected] of faults) assert.equal(said(await ofCertificate(made.certificate)), expected);
    assert.equal(said(await ofCertificate(Buffer.from("no certificate"))), "certificate malformed");
  });

  it("ignores what stands behind the outer length, and sees one changed byte before it", async () => {
    const longer = Buffer.concat([good.certificate, randomBytes(46)]);
    assert.equal(said(await ofCertificate(longer)), "pass");
    const forged = Buffer.from(good.certificate);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    assert.equal(said(await ofCertificate(forged)), "chain signature-wrong");
  });

  it("says what a list says, and distrusts one that is stale or of another", async () => {
    const serial = pathOf(good.certificate).serial.toString("hex");
    const revoked = (lists: Buffer[]) => ofCertificate(good.certificate, { sources: sources(lists) });
    assert.equal(said(await revoked(listsOf({ [serial]: "keyCompromise" }))), "revocation revoked");
    assert.equal(said(await revoked(listsOf({ [serial]: "certificateHold" }))), "revocation on-hold");
    assert.equal(said(await revoked([...listsOf(), ...listsOf({ [serial]: "keyCompromise" })])), "revocation revoked");
    const stale = refusalOf(await revoked(listsOf({}, new Date(now.getTime() - 2 * day))));
    assert.deepEqual([stale?.why, stale?.more], ["standing-unknown", "list-stale"]);
    const forged = listsOf()[0] ?? Buffer.alloc(0);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    assert.equal(refusalOf(await revoked([forged]))?.more, "list-signature");
    assert.equal(refusalOf(await revoked([]))?.more, "no-source");
  });

  it("lets pass what nobody can tell where the branch is set to", async () => {
    const checks = await ofCertificate(good.certificate, { sources: sources([]), unanswered: "accept" });
    assert.equal(said(checks), "pass");
    assert.deepEqual(checks.at(-1), {
      ...{ name: "revocation", result: "not-checked" },
      ...{ why: "standing-unanswered", more: "no-source" },
    });
  });

  it("checks nothing against no roots, and trusts no CA that a stick brings by itself", async () => {
    const [root, ca] = await world.issuer.chain("SignKorea");
    assert.ok(root && ca);
    const none = { ...demands, trust: { roots: [], between: [] } };
    const brought = readBeside(readCaPubs(der.sequence(root, ca)));
    const checks = (await examineCertificate(good.certificate, brought, none, now)).checks;
    assert.deepEqual(checks[1], { name: "chain", result: "not-checked", why: "no-roots" });
    const stranger = await world.make({ ca: "Stranger" });
    const [itself] = await world.issuer.chain("Stranger");
    const beside = readBeside([itself ?? Buffer.alloc(0)]);
    assert.equal(
      said((await examineCertificate(stranger.certificate, beside, demands, now)).checks),
      "chain issuer-unknown",
    );
  });
});

describe("a CA between", () => {
  it("is taken from the stick where the folder holds the root alone", async () => {
    const chain = await world.issuer.chain("SignKorea");
    const trust = readTrust([{ name: "root", certificates: chain.slice(0, 1) }]);
    assert.equal(trust.type, "trust");
    const alone = { ...demands, trust: trust.trust };
    assert.equal(said((await examineCertificate(good.certificate, [], alone, now)).checks), "chain issuer-unknown");
    const beside = readBeside(readCaPubs(der.sequence(...chain)));
    // Of what a stick brings somebody must say that it is not revoked.
    const silent = await examineCertificate(good.certificate, beside, alone, now);
    assert.equal(said(silent.checks), "revocation standing-unknown");
    const root = world.issuer.list("root", [], now) ?? Buffer.alloc(0);
    const heard = { ...alone, sources: sources([...listsOf(), root]) };
    assert.equal(said((await examineCertificate(good.certificate, beside, heard, now)).checks), "pass");
  });

  const withdrawn = { ca: "withdrawn" } as const;

  /** What is said of a certificate below it, when a stick brings it, and when it lies in the folder of roots. */
  async function standings(lists: readonly Buffer[]): Promise<readonly [brought: string, kept: string]> {
    const { certificate, files } = await world.make(withdrawn);
    const beside = readBeside(readCaPubs(files.find(({ name }) => name === "CaPubs")?.bytes ?? Buffer.alloc(0)));
    const from = {
      ...demands,
      sources: sources([world.issuer.list("withdrawn", [], now) ?? Buffer.alloc(0), ...lists]),
    };
    const kept = { ...from, trust: { ...from.trust, between: [...from.trust.between, ...beside] } };
    return [
      said((await examineCertificate(certificate, beside, from, now)).checks),
      said((await examineCertificate(certificate, [], kept, now)).checks),
    ];
  }

  function rootList(only: "users" | "cas" | null, listed: boolean): Buffer {
    const serial = world.issuer.serial("withdrawn");
    assert.ok(serial);
    const entries = listed ? [{ serial, since: now, reason: "keyCompromise" } as const] : [];
    const plain = world.issuer.list("root", entries, now);
    const key = world.issuer.signer("root")?.key;
    assert.ok(plain && key);
    return only === null ? plain : narrowed(plain, key, only === "users" ? 0x81 : 0x82);
  }

  it("that the root revoked makes whatever it signed worth nothing", async () => {
    await world.make(withdrawn);
    assert.deepEqual(await standings([rootList(null, true)]), [
      "revocation issuer-revoked",
      "revocation issuer-revoked",
    ]);
    assert.deepEqual(await standings([rootList(null, false)]), ["pass", "pass"]);
  });

  it("is read about in a list that is about CAs alone, and not in one about users", async () => {
    assert.equal((await standings([rootList("cas", true)]))[0], "revocation issuer-revoked");
    assert.equal((await standings([rootList("users", true)]))[0], "revocation standing-unknown");
  });

  it("of which nobody speaks is taken from the folder of roots, and not from a stick", async () => {
    assert.deepEqual(await standings([]), ["revocation standing-unknown", "pass"]);
  });
});

describe("examineHolder", () => {
  it("passes whoever has the password and the number", () => {
    assert.equal(ofHolder(good), "pass");
  });

  it("names each fault of the key and of who holds it", async () => {
    assert.equal(ofHolder(good, { password: "Cert!kim59" }), "key wrong-password");
    assert.equal(ofHolder(good, { number: "9001011234567" }), "identity virtual-id-differs");
    const faults = {
      "no-r": "identity no-r",
      "another-r": "identity virtual-id-differs",
      "virtual-id-hashed-once": "identity virtual-id-hashed-once",
      "another-key": "match key-of-another",
      "no-key": "key key-missing",
      "no-virtual-id": "identity no-virtual-id",
      "unknown-hash": "identity virtual-id-hash-unknown",
      "damaged-key": "key key-damaged",
      "unknown-lock": "key key-unsupported",
    } as const;
    for (const fault of Object.keys(faults) as (keyof typeof faults)[])
      assert.equal(ofHolder(await world.make({ fault })), faults[fault]);
  });

  it("opens every scheme, and old passwords of eight characters", async () => {
    for (const scheme of ["a", "b", "c", "d"] as const) assert.equal(ofHolder(await world.make({ scheme })), "pass");
    assert.equal(ofHolder(await world.make({ password: "old8pw!1" }), { password: "old8pw!1" }), "pass");
    // Scheme d, as openssl would write it: another certificate's key opens, and is told to be so.
    const locked = keyFile(
      pbes2({ cipher: "2.16.840.1.101.3.4.1.42", prf: "1.2.840.113549.2.9" }),
      encryptNative("aes-256-cbc", 32, "sha256", password, privateKeyInfo()),
    );
    assert.ok(publicKey.length > 0);
    const swapped = { ...good, files: [{ name: "signPri.key", bytes: locked }] };
    assert.equal(ofHolder(swapped), "match key-of-another");
  });

  it("says what could not be checked, and why", () => {
    const reading = readCertificate(good.certificate);
    assert.equal(reading.type, "certificate");
    const lockedKey = good.files[1]?.bytes ?? null;
    const nobody = examineHolder(reading.certificate, { lockedKey, password: null, residentNumber: null });
    assert.deepEqual(
      nobody.map((check) => (check.result === "not-checked" ? check.why : check.result)),
      ["no-password", "key-not-open", "key-not-open", "key-not-open"],
    );
    using opens = Secret.fromText(password);
    const numberless = examineHolder(reading.certificate, { lockedKey, password: opens, residentNumber: null });
    assert.deepEqual(
      numberless.map((check) => (check.result === "not-checked" ? check.why : check.result)),
      ["pass", "pass", "no-resident-number", "pass"],
    );
  });
});
