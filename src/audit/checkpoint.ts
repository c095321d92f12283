// A checkpoint: what the terminal signs about the rows since the last one. Formats and signatures; no database.

import { createPrivateKey, createPublicKey, hash, sign, verify } from "node:crypto";
import { canonicalJson } from "./canonical-json.ts";
import { type AuditRow, type Digest, noRow } from "./chain.ts";
import { bodyFields, type RowFields } from "./row-body.ts";

/** The statement that is signed. */
export type Checkpoint = {
  /** The journal's id, as row 0 has it. */
  readonly database: string;
  /** The segment: the rows since the last checkpoint, both ends included. */
  readonly from: number;
  readonly upto: number;
  /** The hash of row `upto`. */
  readonly head: Digest;
  /** Root of the tree over the hashes of the segment's rows, so that one row can be shown without the others. */
  readonly root: Digest;
  /** One hash over all text of the segment, so that a long journal is proven fast. */
  readonly bulk: Digest;
  /** How often this terminal was started. */
  readonly boot: number;
  /** The digest of the checkpoint before; `noRow` in the first one. */
  readonly previous: Digest;
  /** RFC 3339. */
  readonly time: string;
};

/** `signature`: Ed25519 (RFC 8032) in hexadecimal, 128 digits. */
export type SignedCheckpoint = Checkpoint & { readonly signature: string };

/** Signs checkpoints with the terminal's key. */
export type Signer = {
  /** 32 bytes in hexadecimal, as row 0 commits to it. */
  readonly publicKey: string;
  sign(statement: string): string;
};

const tag = "changgu-checkpoint-v1\n";
// RFC 8410: what stands before the 32 bytes in PKCS #8 and in a SubjectPublicKeyInfo.
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** The text that is signed. */
export function statementOf(checkpoint: Checkpoint): string {
  const { database, from, upto, head, root, bulk, boot, previous, time } = checkpoint;
  return tag + canonicalJson({ database, from, upto, head, root, bulk, boot, previous, time });
}

/** What the next checkpoint names as the one before. */
export function checkpointDigest(checkpoint: Checkpoint): Digest {
  return hash("sha256", statementOf(checkpoint));
}

/** `seed`: 32 bytes (RFC 8032 §5.1.5), which may be wiped afterwards. */
export function openSigner(seed: Uint8Array): Signer {
  const pkcs8 = Buffer.concat([privatePrefix, seed]);
  const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  pkcs8.fill(0);
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return {
    publicKey: spki.subarray(publicPrefix.length).toString("hex"),
    sign: (statement) => sign(null, Buffer.from(statement), key).toString("hex"),
  };
}

const hexKey = /^[0-9a-f]{64}$/;

/** Whether `text` was signed with the key whose public half this is, 64 hexadecimal digits; false for what is no key. */
export function isSigned(text: string, signature: string, publicKey: string): boolean {
  if (!hexKey.test(publicKey)) return false;
  const der = Buffer.concat([publicPrefix, Buffer.from(publicKey, "hex")]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, "hex"));
}

export function isSignedCheckpoint(checkpoint: SignedCheckpoint, publicKey: string): boolean {
  return isSigned(statementOf(checkpoint), checkpoint.signature, publicKey);
}

/** A tree of SHA-256 over row hashes, as in RFC 9162 §2.1 but over tagged text; the last of an odd level goes up alone. */
export function merkleRoot(hashes: readonly Digest[]): Digest {
  let level: readonly Digest[] = hashes.map((each) => hash("sha256", `changgu-leaf-v1\n${each}`));
  while (level.length > 1) {
    const above: Digest[] = [];
    for (let at = 0; at < level.length; at += 2) above.push(node(level[at] ?? noRow, level[at + 1]));
    level = above;
  }
  return level[0] ?? noRow;
}

function node(left: Digest, right: Digest | undefined): Digest {
  return right === undefined ? left : hash("sha256", `changgu-node-v1\n${left}\n${right}`);
}

/** The bulk digest: over hash, MAC and body of each row, line by line, which SQLite's group_concat writes as well. */
export function bulkDigest(rows: readonly AuditRow[]): Digest {
  return hash("sha256", rows.map(({ hash: own, mac, body }) => own + mac + body).join("\n"));
}

const texts = ["database", "head", "root", "bulk", "previous", "time", "signature"] as const;
const numbers = ["from", "upto", "boot"] as const;

/** Null unless every field is there, of its kind. */
export function parseCheckpoint(fields: RowFields): SignedCheckpoint | null {
  const whole =
    texts.every((name) => typeof fields[name] === "string") &&
    numbers.every((name) => Number.isSafeInteger(fields[name]));
  if (!whole) return null;
  const { database, from, upto, head, root, bulk, boot, previous, time, signature } = fields as SignedCheckpoint;
  return { database, from, upto, head, root, bulk, boot, previous, time, signature };
}

/** A row's checkpoint: null when the row is none, "malformed" when it says that it is one and is not. */
export function checkpointIn(row: AuditRow, database: string): SignedCheckpoint | "malformed" | null {
  // A cheap look first: a quote inside a value is escaped, so only the event's own name matches.
  if (!row.body.includes('"event":"checkpoint"')) return null;
  return parseCheckpoint({ ...bodyFields(row), database }) ?? "malformed";
}
