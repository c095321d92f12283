// The examination of another institution's certificate: every fault has its own name, and openssl agrees about the chains.

import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { OtherMade } from "../../hardware/accredited/other-certificate.ts";
import { readCaPubs, readCertificate } from "../../src/npki/certificate-folder.ts";
import * as der from "../../src/npki/der.ts";
import { disposeKey, keyObject, unlockKey } from "../../src/npki/locked-key.ts";
import {
  type Check,
  type Demands,
  examineCertificate,
  examineHolder,
  examineOpenKey,
  refusalOf,
} from "../../src/reliance/examination.ts";
import { readBeside } from "../../src/reliance/trust.ts";
import { Secret } from "../../src/secret.ts";
import { opensslVerifies } from "../authority/openssl-verify.ts";
import { encryptNative, keyFile, pbes2, privateKeyInfo, publicKey } from "../npki/key-files.ts";
import { opensslMissing } from "../npki/openssl.ts";
import {
  demandsOf,
  now,
  type OtherWorld,
  otherWorld,
  password,
  pathOf,
  person,
  resigned,
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

  it("refuses one that names no policy", async () => {
    const signer = world.issuer.signer("SignKorea");
    assert.ok(signer);
    // The identifier of certificatePolicies, and one that is not critical here and says nothing.
    const [policies, other] = [der.oid("2.5.29.32"), der.oid("2.5.29.18")];
    const nameless = resigned(good.certificate, signer.key, (fields) =>
      fields.map((field) => {
        const at = field.indexOf(policies);
        return at < 0 ? field : Buffer.concat([field.subarray(0, at), other, field.subarray(at + other.length)]);
      }),
    );
    assert.equal(refusalOf((await ofCertificate(nameless)).slice(3))?.why, "no-policy");
  });

  it("ignores what stands behind the outer length, and sees one changed byte before it", async () => {
    const longer = Buffer.concat([good.certificate, randomBytes(46)]);
    assert.equal(said(await ofCertificate(longer)), "pass");
    const forged = Buffer.from(good.certificate);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    assert.equal(said(await ofCertificate(forged)), "chain signature-wrong");
  });
});

describe("examineCertificate, asked whether it is revoked", () => {
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

  it("refuses a key whose public half is the certificate's and whose secret half is another's", () => {
    using opens = Secret.fromText(password);
    using residentNumber = Secret.fromText(person.residentNumber);
    const reading = readCertificate(good.certificate);
    const unlocked = unlockKey(good.files.find(({ name }) => name === "signPri.key")?.bytes ?? Buffer.alloc(0), opens);
    assert.ok(reading.type === "certificate" && unlocked.type === "opened");
    const own = keyObject(unlocked.key).export({ format: "jwk" });
    const another = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
    const mixed = createPrivateKey({ key: { ...another, n: own.n ?? "", e: own.e ?? "" }, format: "jwk" });
    using privateKey = Secret.from(mixed.export({ type: "pkcs8", format: "der" }));
    const checks = examineOpenKey(reading.certificate, { ...unlocked.key, privateKey }, residentNumber);
    assert.equal(said(checks), "possession signature-refused");
    disposeKey(unlocked.key);
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
