// Opens the pair from the stick as a stranger would: off the disk, with the customer's password, and no help from us.

import { join } from "node:path";
import { certificateFile, keyFile, readCertificate } from "../npki/certificate-folder.ts";
import { keysMatch } from "../npki/key-match.ts";
import { disposeKey, unlockKey } from "../npki/locked-key.ts";
import type { Secret } from "../secret.ts";
import type { DriveFault } from "./drive.ts";
import { nameFault, type Place } from "./drive-fault.ts";
import { landedElsewhere, mediumError, readBackDiffers } from "./medium-error.ts";

export type Proving = Place & {
  /** Below the drive's root. */
  readonly folder: string;
  /** The customer's; it is read and not wiped here. */
  readonly password: Secret;
  /** DER, as it was issued: with it goes the public key that the private key has to match. */
  readonly certificate: Uint8Array;
};

export type ProofOutcome =
  /** `cached` where the file system refuses to be read past the page cache: a weaker proof. */
  | { readonly type: "proven"; readonly how: "direct" | "cached" }
  | { readonly type: "pair-mismatch" }
  | { readonly type: "key-not-opened" }
  | DriveFault;

/** Reads both files from the disk, opens the key, and has it sign a challenge that the certificate verifies. */
export async function proveFolder(proving: Proving): Promise<ProofOutcome> {
  const { drive, files, folder, certificate } = proving;
  const target = join(drive.mountPoint, folder);
  try {
    if ((await files.device(target)) !== drive.device) throw mediumError(landedElsewhere, "the mount is gone");
    const found = await files.readBack(join(target, certificateFile));
    const key = await files.readBack(join(target, keyFile));
    if (!found.bytes.equals(certificate)) throw mediumError(readBackDiffers, "another certificate");
    return openPair(key.bytes, found.bytes, proving.password) ?? { type: "proven", how: how(found, key) };
  } catch (error) {
    return nameFault(error, proving, 0);
  }
}

type ReadBack = { readonly direct: boolean };

function how(...files: readonly ReadBack[]): "direct" | "cached" {
  return files.every(({ direct }) => direct) ? "direct" : "cached";
}

/** Null when the pair opens and belongs together. */
function openPair(lockedKey: Buffer, certificate: Buffer, password: Secret): ProofOutcome | null {
  const unlocked = unlockKey(lockedKey, password);
  if (unlocked.type !== "opened") return { type: "key-not-opened" };
  try {
    const read = readCertificate(certificate);
    const matches = read.type === "certificate" && keysMatch(unlocked.key, read.certificate.publicKey);
    return matches ? null : { type: "pair-mismatch" };
  } finally {
    disposeKey(unlocked.key);
  }
}
