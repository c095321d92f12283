// CPU of a certificate without its key pair: prepare and issue, against node-forge's own signature.

import { createPrivateKey } from "node:crypto";
import forge from "node-forge";
import { makeCertificateAuthorities } from "../../src/authority/certificate-authorities.ts";
import type { CaRecord, CertificateRow, Certificates } from "../../src/authority/certificates.ts";
import { embeddedAuthority } from "../../src/authority/embedded-authority.ts";
import { fileKeys } from "../../src/authority/file-keys.ts";
import { makeKeyPair } from "../../src/authority/key-pair.ts";
import { products } from "../../src/authority/product.ts";
import { Secret } from "../../src/secret.ts";
import type { CustomerId } from "../../src/verification/registry.ts";
import { median } from "./median.ts";

export type CertificateFigure = { readonly medianMs: number; readonly forgeMs: number };

const now = new Date("2026-11-23T09:00:00+09:00");

function counting(prepared: (toBeSigned: Buffer) => void): Certificates {
  let serial = 0x10000000;
  const nothing = (): void => {};
  let last: CertificateRow | null = null;
  return {
    nextSerial: () => (++serial).toString(16) as ReturnType<Certificates["nextSerial"]>,
    add: (row) => {
      last = row;
      prepared(row.toBeSigned);
    },
    advance: nothing,
    revoke: nothing,
    hold: nothing,
    revocation: () => null,
    suspended: () => [],
    listed: () => [],
    lastList: () => null,
    keepList: nothing,
    find: () => [],
    row: () => last,
    open: () => [],
    ofCustomer: () => [],
  };
}

function keyOf(record: CaRecord) {
  return createPrivateKey({ key: record.lockedKey ?? "", format: "der", type: "pkcs8" });
}

/** Journal and store in memory: what is measured is encoding, lint, two signatures and their check. */
export async function benchCertificate(rounds = 40): Promise<CertificateFigure> {
  const keys = fileKeys({ lock: (_, key) => Buffer.from(key), unlock: keyOf });
  const made = await makeCertificateAuthorities({ purpose: "training", keys, now });
  if (made.type !== "made") throw new Error(made.why);
  const { records } = made;
  let toBeSigned: Buffer = Buffer.alloc(0);
  const certificates = counting((bytes) => {
    toBeSigned = bytes;
  });
  const authority = embeddedAuthority({
    purpose: "training",
    records,
    keys,
    certificates,
    transactions: { run: (work) => work() },
    journal: { append: () => ({ seq: 0, head: "" }), appendAll: () => ({ seq: 0, head: "" }), seal() {} },
    bankUnit: "POST",
    financialNotice: "",
    checkpoint() {},
    listChanges() {},
  });
  const [product] = products;
  if (!product) throw new Error("no product");
  const pair = await makeKeyPair();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    using residentNumber = Secret.fromText("9001011234567");
    const before = process.cpuUsage();
    const outcome = await authority.prepare({
      ceremony: "bench",
      terminal: "T",
      about: { ceremony: "bench", staff: null },
      customer: "hong" as CustomerId,
      name: "홍길동",
      product,
      until: null,
      renews: null,
      publicKey: pair.publicKey,
      r: pair.r,
      residentNumber,
      now,
    });
    if (outcome.type !== "prepared") throw new Error(outcome.type);
    await authority.issue(outcome.prepared);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  pair.wipe();
  return { medianMs: median(times.slice(5)), forgeMs: forgeSignature(records, toBeSigned) };
}

/** One signature over the same bytes by the library that builds certificates elsewhere. */
function forgeSignature(records: readonly CaRecord[], toBeSigned: Buffer): number {
  const [root] = records;
  if (!root) throw new Error("no CA");
  const key = forge.pki.privateKeyFromPem(keyOf(root).export({ type: "pkcs1", format: "pem" }).toString());
  const times = Array.from({ length: 10 }, () => {
    const before = process.cpuUsage();
    key.sign(forge.md.sha256.create().update(toBeSigned.toString("latin1")));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return median(times);
}
