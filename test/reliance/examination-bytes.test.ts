// Certificates, keys and lists that anybody may have made: nothing but named outcomes, and nothing signed is changed unseen.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import type { OtherMade } from "../../hardware/accredited/other-certificate.ts";
import * as der from "../../src/npki/der.ts";
import {
  type Check,
  type Demands,
  examineCertificate,
  examineHolder,
  refusalOf,
} from "../../src/reliance/examination.ts";
import { Secret } from "../../src/secret.ts";
import { demandsOf, now, type OtherWorld, otherWorld, password, person, sources } from "./other-institution.ts";

let world: OtherWorld;
let good: OtherMade;
let list: Buffer;
let demands: Demands;

before(async () => {
  world = otherWorld();
  good = await world.make();
  list = world.issuer.list("SignKorea", [], now) ?? Buffer.alloc(0);
  demands = demandsOf(world.trust(), sources([list]));
});

after(() => world[Symbol.dispose]());

/** `chain issuer-unknown`, or `pass` where nothing failed. */
function said(checks: readonly Check[]): string {
  const refusal = refusalOf(checks);
  return refusal ? `${refusal.name} ${refusal.why}` : "pass";
}

async function ofCertificate(bytes: Buffer): Promise<readonly Check[]> {
  return (await examineCertificate(bytes, [], demands, now)).checks;
}

describe("bytes that anybody may have made", () => {
  const mutation = fc.tuple(fc.nat(4000), fc.constantFrom("flip", "cut", "insert", "nest", "length"), fc.nat(255));

  function mutated(bytes: Buffer, changes: readonly (readonly [number, string, number])[]): Buffer {
    let found: Buffer = Buffer.from(bytes);
    for (const [where, how, value] of changes) {
      const at = where % Math.max(found.length, 1);
      if (how === "flip") found[at] = value;
      if (how === "cut") found = found.subarray(0, at);
      if (how === "insert") found = Buffer.concat([found.subarray(0, at), Buffer.of(value), found.subarray(at)]);
      if (how === "nest") found = der.element(der.tags.sequence, found);
      if (how === "length" && found.length > 4) found.writeUInt32BE(0x30840000 + value, 0);
    }
    return found;
  }

  it("end in named outcomes, whatever was changed in certificate, key or list", async () => {
    using opens = Secret.fromText(password);
    using residentNumber = Secret.fromText(person.residentNumber);
    const locked = good.files[1]?.bytes ?? Buffer.alloc(0);
    const changes = fc.array(mutation, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, fc.constantFrom("certificate", "list", "key"), async (change, what) => {
        const bytes = what === "certificate" ? mutated(good.certificate, change) : good.certificate;
        const lists = what === "list" ? [mutated(list, change)] : [list];
        const lockedKey = what === "key" ? mutated(locked, change) : locked;
        const { checks, certificate } = await examineCertificate(
          bytes,
          [],
          { ...demands, sources: sources(lists) },
          now,
        );
        // The key's derivation is slow: a key is opened where it was changed.
        const holder = what === "key" ? { lockedKey, password: opens, residentNumber } : null;
        const all = holder ? [...checks, ...examineHolder(certificate, holder)] : checks;
        assert.ok(all.every(({ result }) => ["pass", "fail", "not-checked"].includes(result)));
        // Nothing that is signed can be changed unseen; what stands behind the outer length is not signed.
        const unchanged = bytes.subarray(0, good.certificate.length).equals(good.certificate);
        if (what === "certificate" && said(checks) === "pass") assert.ok(unchanged);
      }),
      { numRuns: 400 },
    );
  });

  it("nested five thousand deep, or longer than they are, are refused at once", async () => {
    let deep: Buffer = Buffer.alloc(0);
    for (let i = 0; i < 5_000; i++) deep = der.element(der.tags.sequence, deep);
    assert.equal(said(await ofCertificate(deep)), "certificate malformed");
    const huge = Buffer.concat([Buffer.from("30847fffffff", "hex"), Buffer.alloc(1000)]);
    assert.equal(said(await ofCertificate(huge)), "certificate malformed");
  });
});
