// Checkpoints: the statement, the tree and the signature, against what openssl and a hand computed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { noRow } from "../../src/audit/chain.ts";
import {
  bulkDigest,
  type Checkpoint,
  checkpointDigest,
  isSignedCheckpoint,
  merkleRoot,
  openSigner,
  statementOf,
} from "../../src/audit/checkpoint.ts";

const sha = (text: string): string => createHash("sha256").update(text).digest("hex");
const checkpoint: Checkpoint = {
  database: "0b5fbb9c-1df3-4c11-9f5a-3d4f6a1e2c77",
  from: 0,
  upto: 64,
  head: sha("head"),
  root: sha("root"),
  bulk: sha("bulk"),
  boot: 3,
  previous: noRow,
  time: "2026-11-23T00:00:00.000Z",
};
// RFC 8032 §7.1, TEST 1.
const signer = openSigner(Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex"));

describe("a checkpoint", () => {
  it("is signed as openssl verifies it", () => {
    assert.equal(signer.publicKey, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    const folder = mkdtempSync(join(tmpdir(), "changgu-checkpoint-"));
    const file = (name: string, bytes: string | Buffer): string => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const spki = Buffer.from(`302a300506032b6570032100${signer.publicKey}`, "hex");
    const pem = `-----BEGIN PUBLIC KEY-----\n${spki.toString("base64")}\n-----END PUBLIC KEY-----\n`;
    const signature = signer.sign(statementOf(checkpoint));
    const words = ["-rawin", "-in", file("text", statementOf(checkpoint)), "-inkey", file("key.pem", pem)];
    const said = execFileSync(
      "openssl",
      ["pkeyutl", "-verify", "-pubin", ...words, "-sigfile", file("signature", Buffer.from(signature, "hex"))],
      { encoding: "utf8" },
    );
    assert.match(said, /Verified Successfully/);
    rmSync(folder, { recursive: true });
  });

  it("is no longer signed when any field is another", () => {
    const signature = signer.sign(statementOf(checkpoint));
    assert.ok(isSignedCheckpoint({ ...checkpoint, signature }, signer.publicKey));
    for (const name of Object.keys(checkpoint) as (keyof Checkpoint)[]) {
      const value = checkpoint[name];
      const other = { ...checkpoint, [name]: typeof value === "number" ? value + 1 : `${value.slice(0, -1)}-` };
      assert.ok(!isSignedCheckpoint({ ...other, signature }, signer.publicKey), name);
      assert.notEqual(checkpointDigest(other), checkpointDigest(checkpoint), name);
    }
    assert.ok(!isSignedCheckpoint({ ...checkpoint, signature }, openSigner(Buffer.alloc(32, 1)).publicKey));
    assert.ok(!isSignedCheckpoint({ ...checkpoint, signature: "" }, signer.publicKey));
    assert.ok(!isSignedCheckpoint({ ...checkpoint, signature }, "no key"));
  });

  it("has the tree that a hand computes: the odd one goes up alone", () => {
    const [a = "", b = "", c = ""] = ["a", "b", "c"].map(sha);
    const leaf = (row: string): string => sha(`changgu-leaf-v1\n${row}`);
    const node = (left: string, right: string): string => sha(`changgu-node-v1\n${left}\n${right}`);
    assert.equal(merkleRoot([a]), leaf(a));
    assert.equal(merkleRoot([a, b, c]), node(node(leaf(a), leaf(b)), leaf(c)));
    assert.equal(merkleRoot([]), noRow);
  });

  it("sums up hash, MAC and body of each row", () => {
    const row = (seq: number, body: string) => ({ seq, body, hash: sha(body), mac: sha(`mac ${body}`) });
    const [one, two] = [row(1, '{"a":1}'), row(2, '{"b":"창구"}')];
    assert.equal(bulkDigest([one, two]), sha(`${one.hash}${one.mac}${one.body}\n${two.hash}${two.mac}${two.body}`));
  });
});
