// The CAs between a certificate and its root: revoked, they refuse whatever they signed, by any list that speaks of them.

import assert from "node:assert/strict";
import { type KeyObject, sign } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { OtherMade } from "../../hardware/accredited/other-certificate.ts";
import { listDer } from "../../src/authority/crl.ts";
import { extension } from "../../src/authority/profile.ts";
import { readCaPubs } from "../../src/npki/certificate-folder.ts";
import * as der from "../../src/npki/der.ts";
import { type Check, type Demands, examineCertificate, refusalOf } from "../../src/reliance/examination.ts";
import { readBeside, readTrust } from "../../src/reliance/trust.ts";
import { demandsOf, now, type OtherWorld, otherWorld, sources } from "./other-institution.ts";

let world: OtherWorld;
let good: OtherMade;
let demands: Demands;

before(async () => {
  world = otherWorld();
  good = await world.make();
  demands = demandsOf(world.trust(), sources(listsOf()));
});

after(() => world[Symbol.dispose]());

function listsOf(): Buffer[] {
  return [world.issuer.list("SignKorea", [], now) ?? Buffer.alloc(0)];
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
