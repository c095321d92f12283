// Pairs to put into PKCS#12 files: a certificate of the profile for signatures, and one for key management.
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type { CaRecord } from "../../src/authority/certificates.ts";
import { extension } from "../../src/authority/profile.ts";
import type { OpenKey } from "../../src/npki/locked-key.ts";
import type { Pkcs12, Pkcs12Pair } from "../../src/npki/pkcs12.ts";
import { Secret } from "../../src/secret.ts";
import { certificateWith, places } from "../authority/certificate-parts.ts";
import { authorities } from "../authority/in-memory.ts";
import * as files from "./key-files.ts";

const management = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "der" },
});

function caCertificates(records: readonly CaRecord[]): readonly Buffer[] {
  return ["root", "yessign"].map(
    (name) => records.find((record) => record.name === name)?.certificate ?? Buffer.alloc(0),
  );
}

export type Made = {
  readonly signing: Pkcs12Pair;
  readonly managing: Pkcs12Pair;
  /** Root first. */
  readonly chain: readonly Buffer[];
};

/** The signing key is that of `key-files`, with its R; each call opens the keys anew. */
export async function made(): Promise<Made> {
  const records = await authorities();
  const spki = createPublicKey(files.publicKey).export({ type: "spki", format: "der" });
  const managingKey: OpenKey = { privateKey: Secret.from(Buffer.from(management.privateKey)), r: null };
  const forManagement = (parts: { extensions: Buffer[] }): void => {
    parts.extensions[places.keyUsage] = extension("2.5.29.15", true, Buffer.from([3, 2, 5, 0x20]));
  };
  return {
    signing: { certificate: certificateWith(records, undefined, { publicKey: spki }), key: files.openKey() },
    managing: {
      certificate: certificateWith(records, forManagement, { publicKey: management.publicKey }),
      key: managingKey,
    },
    chain: caCertificates(records),
  };
}

export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** What came out, in a form that compares: certificates whole, keys and R as hexadecimal. */
export function shown({ pairs, others }: Pkcs12): unknown {
  const hex = (secret: Secret | null): string | null =>
    secret?.use((bytes) => Buffer.from(bytes).toString("hex")) ?? null;
  return {
    pairs: pairs.map(({ certificate, key }) => ({
      certificate: certificate.toString("hex"),
      key: hex(key.privateKey),
      r: hex(key.r),
    })),
    others: others.map((other) => other.toString("hex")),
  };
}
