// What is proven of a pair on a stick, and what is found when it is not what was written.

import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { type ProofOutcome, proveFolder } from "../../src/media/prove.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { Secret } from "../../src/secret.ts";
import { makePair, password } from "./made-pair.ts";
import { driveAt, drivesOf, folder, hastyClock, stickFolder } from "./stick.ts";

const ours = makePair();
const theirs = makePair();

type Stick = { readonly root: string; prove(typed?: string, files?: object): Promise<ProofOutcome> };

function stickWith(context: TestContext, certificate: Buffer, lockedKey: Buffer): Stick {
  const root = stickFolder(context);
  mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, folder, "signCert.der"), certificate);
  writeFileSync(join(root, folder, "signPri.key"), lockedKey);
  return {
    root,
    async prove(typed = password, more = {}) {
      const drive = driveAt(root);
      const files = { ...createSystemFiles(), ...more };
      using secret = Secret.fromText(typed);
      const proof = { drive, files, drives: drivesOf(drive, files), clock: hastyClock, folder };
      return await proveFolder({ ...proof, password: secret, certificate: ours.certificate });
    },
  };
}

describe("proveFolder", () => {
  it("proves a pair that opens with the customer's password and belongs together", async (context) => {
    const stick = stickWith(context, ours.certificate, ours.lockedKey);
    const { direct } = await createSystemFiles().readBack(join(stick.root, folder, "signPri.key"));
    assert.deepEqual(await stick.prove(), { type: "proven", how: direct ? "direct" : "cached" });
  });

  it("says when only the cache could be read", async (context) => {
    const stick = stickWith(context, ours.certificate, ours.lockedKey);
    const real = createSystemFiles();
    const readBack = async (path: string) => ({ ...(await real.readBack(path)), direct: false });
    assert.deepEqual(await stick.prove(password, { readBack }), { type: "proven", how: "cached" });
  });

  it("does not open the key with another password, nor a key that was damaged", async (context) => {
    const stick = stickWith(context, ours.certificate, ours.lockedKey);
    assert.deepEqual(await stick.prove("Stick!2026tesT"), { type: "key-not-opened" });
    const damaged = Buffer.from(ours.lockedKey);
    damaged.fill(0, damaged.length - 16);
    assert.deepEqual(await stickWith(context, ours.certificate, damaged).prove(), { type: "key-not-opened" });
    const empty = stickWith(context, ours.certificate, Buffer.alloc(0));
    assert.deepEqual(await empty.prove(), { type: "key-not-opened" });
  });

  it("finds a key that belongs to another certificate", async (context) => {
    const stick = stickWith(context, ours.certificate, theirs.lockedKey);
    assert.deepEqual(await stick.prove(), { type: "pair-mismatch" });
  });

  it("finds a certificate that is not the one that was written", async (context) => {
    const stick = stickWith(context, theirs.certificate, theirs.lockedKey);
    assert.deepEqual(await stick.prove(), { type: "drive-counterfeit" });
  });

  it("finds that the stick is out, that a file is gone, that another file system is in the place", async (context) => {
    const stick = stickWith(context, ours.certificate, ours.lockedKey);
    const gone = async () => {
      throw Object.assign(new Error(), { code: "ENODEV" });
    };
    assert.deepEqual(await stick.prove(password, { readBack: gone }), { type: "drive-removed" });
    const another = await stick.prove(password, { device: async () => 1n });
    assert.deepEqual(another, { type: "drive-not-mounted" });
    rmSync(join(stick.root, folder, "signPri.key"));
    assert.deepEqual(await stick.prove(), { type: "drive-failed", code: "ENOENT" });
  });
});
