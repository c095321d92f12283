// Chains of CAs: what RFC 5280 forbids is refused by its name, and openssl refuses it too.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { OtherMade } from "../../hardware/accredited/other-certificate.ts";
import { caName } from "../../hardware/accredited/training-cas.ts";
import { type CaSigner, issuingCa, selfSigned } from "../../src/authority/certificate-authorities.ts";
import type { RsaPair } from "../../src/authority/key-pair.ts";
import { extension } from "../../src/authority/profile.ts";
import * as der from "../../src/npki/der.ts";
import { findChain } from "../../src/reliance/chain.ts";
import { readBeside, readTrust } from "../../src/reliance/trust.ts";
import { opensslVerifies } from "../authority/openssl-verify.ts";
import { opensslMissing } from "../npki/openssl.ts";
import { now, type OtherWorld, otherWorld, pathOf, resigned, usual } from "./other-institution.ts";

let world: OtherWorld;
let good: OtherMade;
let root: CaSigner;

const day = 86_400_000;
const born = new Date(now.getTime() - 800 * day);
const pair = (): RsaPair => generateKeyPairSync("rsa", { modulusLength: 2048 });

before(async () => {
  world = otherWorld();
  good = await world.make();
  const own = pair();
  const name = caName("Stranger");
  root = { certificate: selfSigned(own, name, born), name, key: own.privateKey };
});

after(() => world[Symbol.dispose]());

type Change = (fields: Buffer[]) => readonly Buffer[];

function withExtensions(fields: Buffer[], change: (list: Buffer[]) => Buffer[]): Buffer[] {
  const [list] = der.readChildren(fields.at(-1) ?? Buffer.alloc(0), der.tags.context3) ?? [];
  const changed = change(der.partsOf(list).map(({ whole }) => whole));
  return [...fields.slice(0, -1), der.element(der.tags.context3, der.sequence(...changed))];
}

/** Without the extension, and with others instead. */
function without(id: string, ...instead: Buffer[]): Change {
  const named = der.oid(id);
  return (fields) => withExtensions(fields, (list) => [...list.filter((each) => !each.includes(named)), ...instead]);
}

/** The good user's certificate below a CA of our own, which `change` breaks. */
function below(
  signer: CaSigner,
  change: Change,
  name = caName("SignKorea"),
): { readonly user: Buffer; readonly ca: Buffer; readonly own: RsaPair } {
  const own = pair();
  const plain = issuingCa(signer, own, name, "http://a.example/crl", born);
  const user = resigned(good.certificate, own.privateKey, without("2.5.29.35"));
  return { user, ca: resigned(plain, signer.key, change), own };
}

function chainOf(user: Buffer, between: readonly Buffer[], at = now): string {
  const trust = readTrust([{ name: "root", certificates: [root.certificate] }]);
  assert.equal(trust.type, "trust");
  const chain = findChain(pathOf(user), { ...trust.trust, between: readBeside(between) }, at);
  return chain.type === "chain" ? `${chain.issuers.length} above` : chain.why;
}

const same: Change = (fields) => fields;
const usage = (bits: number) => extension("2.5.29.15", true, Buffer.from([0x03, 0x02, 0x01, bits]));
const noCa = extension("2.5.29.19", true, der.sequence());
const otherPolicy = extension("2.5.29.32", false, der.sequence(der.sequence(der.oid("1.2.3.4"))));
const demand = extension("1.2.3.4", true, der.nothing());

const broken: readonly (readonly [what: string, why: string, change: Change])[] = [
  ["a CA without basicConstraints", "issuer-not-a-ca", without("2.5.29.19")],
  ["a CA that says it is none", "issuer-not-a-ca", without("2.5.29.19", noCa)],
  ["a CA that may sign no certificates", "issuer-not-a-ca", without("2.5.29.15", usage(0x02))],
  ["a CA with a demand that nobody knows", "demand-unknown", without("1.2.3.4", demand)],
  ["a CA that issues under another policy", "policy-not-allowed", without("2.5.29.32", otherPolicy)],
  ["nothing wrong", "2 above", same],
];

describe("findChain", () => {
  for (const [what, why, change] of broken) {
    it(`says of ${what}: ${why}, and so does openssl`, { skip: opensslMissing }, () => {
      const { user, ca } = below(root, change);
      assert.equal(chainOf(user, [ca]), why);
      // The user's has no authority key identifier here, which openssl's strictest mode wants.
      const verdict = opensslVerifies(user, [ca, root.certificate], usual.policy, now, false);
      assert.equal(verdict.status === 0, why === "2 above", verdict.complaint);
    });
  }

  it("refuses a CA below one that may have none below it, and openssl too", { skip: opensslMissing }, () => {
    const upper = below(root, same, caName("KICA"));
    const signer: CaSigner = { certificate: upper.ca, name: caName("KICA"), key: upper.own.privateKey };
    const lower = below(signer, same);
    assert.equal(chainOf(lower.user, [upper.ca, lower.ca]), "path-too-long");
    const verdict = opensslVerifies(lower.user, [lower.ca, upper.ca, root.certificate], usual.policy, now, false);
    assert.notEqual(verdict.status, 0);
  });

  it("refuses what a CA signed that is over, and what it did not sign", () => {
    const { user, ca } = below(root, same);
    assert.equal(chainOf(user, [ca], new Date("2050-01-01T00:00:00Z")), "issuer-not-valid");
    assert.equal(chainOf(user, [below(root, same).ca]), "signature-wrong");
    assert.equal(chainOf(user, []), "issuer-unknown");
  });

  it("refuses a key that is not for signatures, and a demand in the user's own certificate", () => {
    const { ca, own } = below(root, same);
    const changed = (change: Change) => resigned(good.certificate, own.privateKey, change);
    const bare: Change = (fields) => [...without("2.5.29.35")([...fields])];
    const with_ = (id: string, instead: Buffer) => changed((fields) => without(id, instead)([...bare(fields)]));
    const encipherment = extension("2.5.29.15", true, Buffer.from([0x03, 0x02, 0x05, 0x20]));
    assert.equal(chainOf(with_("2.5.29.15", encipherment), [ca]), "usage-wrong");
    assert.equal(chainOf(with_("1.2.3.4", demand), [ca]), "demand-unknown");
  });

  it("ends among many CAs of one name", () => {
    const { user } = below(root, same);
    const many = Array.from({ length: 16 }, () => below(root, same).ca).flatMap((ca) =>
      Array.from({ length: 16 }, () => ca),
    );
    assert.equal(chainOf(user, many), "signature-wrong");
  });
});
