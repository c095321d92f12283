// The CA inside the terminal: stores a serial and lints before it signs, and signs only what it prepared, once.

import { createHash, generateKeyPair, type KeyObject, sign, verify, X509Certificate } from "node:crypto";
import type { About } from "../audit/entry.ts";
import type { Journal, Transactions } from "../audit/journal.ts";
import { certificateFolder } from "../npki/certificate-folder.ts";
import { folderName } from "../npki/distinguished-name.ts";
import { virtualId } from "../npki/virtual-id.ts";
import type { Authority, CertificateRequest, Issued, IssueOutcome, Prepared, PrepareOutcome } from "./authority.ts";
import { issuerIdentity } from "./certificate-authorities.ts";
import type { CaRecord, Certificates } from "./certificates.ts";
import { lintCertificate } from "./lint.ts";
import type { CaFolder } from "./product.ts";
import { type CaProfile, certificateDer, type IssuerIdentity, userCertificate } from "./profile.ts";
import { holderSubject, type IssuingFolder, issuingFolders, type Purpose, profileOf } from "./profiles.ts";
import { validityFrom } from "./validity.ts";

export type EmbeddedAuthority = {
  readonly purpose: Purpose;
  readonly records: readonly CaRecord[];
  /** A CA's private key; the caller unlocks it from its record. */
  unlock(record: CaRecord): KeyObject;
  readonly certificates: Certificates;
  readonly transactions: Transactions;
  readonly journal: Journal;
  /** The registering bank's unit in every subject. */
  readonly bankUnit: string;
  /** Named points of an effect, where a rehearsal may cut the power. */
  checkpoint(point: string): void;
};

type Issuer = {
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
  readonly identity: IssuerIdentity;
  readonly profile: CaProfile;
  readonly chain: readonly Buffer[];
};

type Pending = { readonly toBeSigned: Buffer; readonly about: About };

export function embeddedAuthority(means: EmbeddedAuthority): Authority {
  const { certificates, transactions, journal, checkpoint } = means;
  const issuers = openIssuers(means);
  const pending = new WeakMap<Prepared, Pending>();
  const throwAway = throwAwayKey();

  async function prepare(request: CertificateRequest): Promise<PrepareOutcome> {
    const { about, product, customer } = request;
    const issuer = issuerFor(issuers, product.ca);
    const lintKey = await throwAway;
    journal.append({ event: "certificate-preparing", product: product.id, customer }, about);
    checkpoint("prepare.intended");
    return transactions.run((): PrepareOutcome => {
      const draft = draftOf(request, issuer, certificates, means.bankUnit);
      if (draft.type === "refused") return { type: "name-refused", why: draft.why };
      const { prepared, toBeSigned, subject } = draft;
      const trial = certificateDer(toBeSigned, sign("sha256", toBeSigned, lintKey));
      const findings = lintCertificate(trial, { policy: product.policy, years: product.years });
      if (findings.length > 0) return { type: "lint-refused", findings };
      const { serial, issuer: ca, digest, notBefore, notAfter } = prepared;
      const { ceremony, terminal } = request;
      certificates.add({
        serial,
        issuer: ca,
        product: product.id,
        customer,
        terminal,
        ceremony,
        state: "prepared",
        toBeSigned,
        certificate: null,
        subject,
        notBefore,
        notAfter,
      });
      journal.append({ event: "certificate-prepared", serial, issuer: ca, digest }, about);
      pending.set(prepared, { toBeSigned, about });
      return { type: "prepared", prepared };
    });
  }

  async function issue(prepared: Prepared): Promise<IssueOutcome> {
    const waiting = pending.get(prepared);
    if (!waiting) return { type: "not-prepared" };
    pending.delete(prepared);
    const { toBeSigned, about } = waiting;
    const { serial, issuer: ca, digest, folder, notAfter } = prepared;
    const issuer = issuerFor(issuers, ca);
    journal.append({ event: "certificate-signing", serial, issuer: ca, digest }, about);
    checkpoint("sign.intended");
    const signature = sign("sha256", toBeSigned, issuer.key);
    if (!verify("sha256", toBeSigned, issuer.publicKey, signature))
      throw new Error(`the key of ${ca} made a signature that does not verify`);
    checkpoint("sign.acted");
    const certificate = certificateDer(toBeSigned, signature);
    const fingerprint = sha256(certificate);
    transactions.run(() => {
      certificates.advance(serial, ca, "signed", certificate);
      journal.append({ event: "certificate-signed", serial, issuer: ca, fingerprint }, about);
    });
    checkpoint("sign.recorded");
    const issued: Issued = { serial, issuer: ca, certificate, chain: issuer.chain, fingerprint, folder, notAfter };
    return { type: "issued", issued };
  }

  return {
    prepare,
    issue,
    revoke(serial, issuer, reason, now, about) {
      transactions.run(() => {
        const row = certificates.row(serial, issuer);
        if (!row) throw new RangeError(`${issuer} has no certificate ${serial}`);
        // A second reason in the journal would not be the one on the list.
        if (row.state === "revoked") return;
        journal.append({ event: "certificate-revoking", serial, issuer, reason }, about);
        certificates.revoke(serial, issuer, reason, now);
        journal.append({ event: "certificate-revoked", serial, issuer, reason }, about);
      });
    },
  };
}

type Draft =
  | { readonly type: "draft"; readonly prepared: Prepared; readonly toBeSigned: Buffer; readonly subject: string }
  | { readonly type: "refused"; readonly why: string };

function draftOf(request: CertificateRequest, issuer: Issuer, certificates: Certificates, bankUnit: string): Draft {
  const { product, name, now } = request;
  const { folder } = issuer.profile;
  if (!/^.+$/.test(name)) return { type: "refused", why: "the name is empty or has several lines" };
  const serial = certificates.nextSerial(folder);
  const subject = holderSubject(folder as IssuingFolder, {
    name,
    registeredAt: now,
    bankUnit,
    sequence: BigInt(`0x${serial}`),
  });
  const place = certificateFolder(subject, folder);
  if (place.type === "refused") return place;
  const { notBefore, notAfter } = validityFrom(now, product.years);
  const vid = virtualId(request.residentNumber, request.r);
  const fields = {
    serial,
    subject,
    notBefore,
    notAfter,
    publicKey: request.publicKey,
    policy: product.policy,
    realName: name,
    vid,
  };
  const toBeSigned = userCertificate(fields, issuer.profile, issuer.identity);
  const prepared: Prepared = {
    serial,
    issuer: folder,
    digest: sha256(toBeSigned),
    folder: place.path,
    notBefore,
    notAfter,
  };
  return { type: "draft", prepared, toBeSigned, subject: folderName(subject) };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function openIssuers(means: EmbeddedAuthority): ReadonlyMap<CaFolder, Issuer> {
  const root = means.records.find(({ name }) => name === "root");
  if (!root) throw new Error("there is no root CA");
  return new Map(
    issuingFolders.map((folder) => {
      const record = means.records.find(({ name }) => name === folder);
      if (!record) throw new Error(`there is no CA ${folder}`);
      const issuer: Issuer = {
        key: means.unlock(record),
        publicKey: new X509Certificate(record.certificate).publicKey,
        identity: issuerIdentity(record.certificate),
        profile: profileOf(folder, means.purpose),
        chain: [record.certificate, root.certificate],
      };
      return [folder, issuer] as const;
    }),
  );
}

function issuerFor(issuers: ReadonlyMap<CaFolder, Issuer>, folder: CaFolder): Issuer {
  const issuer = issuers.get(folder);
  if (!issuer) throw new Error(`this branch does not issue for ${folder}`);
  return issuer;
}

/** Of the same size as the CA's, used for lint alone: nobody trusts it. */
function throwAwayKey(): Promise<KeyObject> {
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", { modulusLength: 2048 }, (error, _, privateKey) =>
      error ? reject(error) : resolve(privateKey),
    );
  });
}
