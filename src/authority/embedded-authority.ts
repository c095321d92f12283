// The CA inside the terminal: stores a serial and lints before it signs, and signs only what it prepared, once.

import { createHash, type KeyObject, sign, verify, X509Certificate } from "node:crypto";
import type { About } from "../audit/entry.ts";
import type { Journal, Transactions } from "../audit/journal.ts";
import { certificateFolder } from "../npki/certificate-folder.ts";
import { folderName } from "../npki/distinguished-name.ts";
import { virtualId } from "../npki/virtual-id.ts";
import type {
  Authority,
  CertificateRequest,
  Issued,
  IssueOutcome,
  LintFinding,
  Prepared,
  PrepareOutcome,
} from "./authority.ts";
import { issuerIdentity } from "./certificate-authorities.ts";
import type { CaRecord, Certificates } from "./certificates.ts";
import { rsaPair } from "./key-pair.ts";
import { lintCertificate } from "./lint.ts";
import type { CaFolder } from "./product.ts";
import { type CaProfile, certificateDer, type IssuerIdentity, userCertificate } from "./profile.ts";
import { holderSubject, type IssuingFolder, issuingFolders, noticeOf, type Purpose, profileOf } from "./profiles.ts";
import { renewalTrouble } from "./renewal.ts";
import { revocations } from "./revocations.ts";
import { type CaKeys, type Signer, type SignerTrouble, troublesAtWork } from "./signer.ts";
import { validityFrom } from "./validity.ts";

export type EmbeddedAuthority = {
  readonly purpose: Purpose;
  readonly records: readonly CaRecord[];
  readonly keys: CaKeys;
  readonly certificates: Certificates;
  readonly transactions: Transactions;
  readonly journal: Journal;
  /** The registering bank's unit in every subject. */
  readonly bankUnit: string;
  /** The user notice of financial certificates. */
  readonly financialNotice: string;
  /** Named points of an effect, where a rehearsal may cut the power. */
  checkpoint(point: string): void;
  /** Inside the transaction that revokes, holds or restores: what this issuer lists is about to change. */
  listChanges(issuer: CaFolder): void;
};

type Issuer = {
  readonly signer: Signer;
  readonly publicKey: KeyObject;
  readonly identity: IssuerIdentity;
  readonly profile: CaProfile;
  readonly chain: readonly Buffer[];
  readonly validTo: Date;
};

type Pending = { readonly toBeSigned: Buffer; readonly about: About };

export function embeddedAuthority(means: EmbeddedAuthority): Authority {
  const { certificates, transactions, journal, checkpoint } = means;
  const issuers = openIssuers(means);
  const pending = new WeakMap<Prepared, Pending>();
  // Of the same size as the CA's, used for lint alone: nobody trusts it.
  const throwAway = rsaPair();

  async function prepare(request: CertificateRequest): Promise<PrepareOutcome> {
    const { about, product, customer } = request;
    const issuer = issuerFor(issuers, product.ca);
    const { privateKey: lintKey } = await throwAway;
    journal.append({ event: "certificate-preparing", product: product.id, customer }, about);
    checkpoint("prepare.intended");
    return transactions.run((): PrepareOutcome => {
      const refused = refusedRenewal(means, request);
      if (refused) return refused;
      const draft = draftOf(request, issuer, means);
      if (draft.type === "refused") return { type: "name-refused", why: draft.why };
      const { prepared, toBeSigned, subject } = draft;
      const trial = certificateDer(toBeSigned, sign("sha256", toBeSigned, lintKey));
      const renewable = request.until ? product.renewableDays : 0;
      const expected = { policy: product.policy, years: product.years, renewable };
      const findings = [...lintCertificate(trial, expected), ...outlived(issuer, prepared.notAfter)];
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
      // A copy: what is signed is what was linted, whatever the store does with the row.
      pending.set(prepared, { toBeSigned: Buffer.from(toBeSigned), about });
      return { type: "prepared", prepared };
    });
  }

  async function issue(prepared: Prepared): Promise<IssueOutcome> {
    const waiting = pending.get(prepared);
    if (!waiting) return { type: "not-prepared" };
    pending.delete(prepared);
    const { toBeSigned, about } = waiting;
    const { serial, issuer: ca, folder, notAfter } = prepared;
    const issuer = issuerFor(issuers, ca);
    const known = means.keys.trouble();
    if (known) return giveUp(means, prepared, known, about);
    if (!intendToSign(means, prepared, about)) return { type: "not-prepared" };
    checkpoint("sign.intended");
    const outcome = await issuer.signer.sign(toBeSigned);
    if (outcome.type === "unsigned") return giveUp(means, prepared, outcome.why, about);
    const { signature } = outcome;
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
    ...revocations(means),
  };
}

/** Null where nothing is renewed, or the holder of the old key asks for it; what was found is recorded. */
function refusedRenewal(
  { certificates, journal }: EmbeddedAuthority,
  request: CertificateRequest,
): Extract<PrepareOutcome, { readonly type: "renewal-refused" }> | null {
  const { renews, about } = request;
  if (!renews) return null;
  const { serial, issuer } = renews;
  const why = renewalTrouble(request, certificates.row(serial, issuer));
  journal.append(
    why ? { event: "renewal-refused", serial, issuer, why } : { event: "renewal-verified", serial, issuer },
    about,
  );
  return why && { type: "renewal-refused", why };
}

/** False where the row was settled or revoked meanwhile: its serial is given up. */
function intendToSign(
  { certificates, transactions, journal }: EmbeddedAuthority,
  { serial, issuer, digest }: Prepared,
  about: About,
): boolean {
  return transactions.run(() => {
    if (certificates.row(serial, issuer)?.state !== "prepared") return false;
    journal.append({ event: "certificate-signing", serial, issuer, digest }, about);
    certificates.advance(serial, issuer, "signing");
    return true;
  });
}

/** Where a signature may exist only the list reaches it, as after a power cut. */
function giveUp(means: EmbeddedAuthority, prepared: Prepared, why: SignerTrouble, about: About): IssueOutcome {
  const { certificates, transactions, journal } = means;
  const { serial, issuer, notBefore } = prepared;
  return transactions.run((): IssueOutcome => {
    const state = certificates.row(serial, issuer)?.state;
    if (state !== "prepared" && state !== "signing") return { type: "not-prepared" };
    journal.append({ event: "certificate-not-signed", serial, issuer, why }, about);
    if (state === "signing" && troublesAtWork.includes(why)) {
      revocations(means).revoke(serial, issuer, "cessationOfOperation", notBefore, about);
    } else {
      certificates.advance(serial, issuer, "abandoned");
      journal.append({ event: "certificate-abandoned", serial, issuer }, about);
    }
    return { type: "unsigned", why };
  });
}

/** The chain of a certificate that ends after its CA does is no chain on its last days. */
function outlived({ validTo }: Issuer, notAfter: Date): readonly LintFinding[] {
  const why = `the CA's own certificate ends on ${validTo.toISOString().slice(0, 10)}`;
  return notAfter > validTo ? [{ rule: "within-issuer", why, clause: "RFC 5280 §6.1.3 (a)(2)" }] : [];
}

type Draft =
  | { readonly type: "draft"; readonly prepared: Prepared; readonly toBeSigned: Buffer; readonly subject: string }
  | { readonly type: "refused"; readonly why: string };

function draftOf(request: CertificateRequest, issuer: Issuer, means: EmbeddedAuthority): Draft {
  const { certificates, bankUnit, purpose, financialNotice } = means;
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
  const { notBefore, notAfter: wholeYears } = validityFrom(now, product.years);
  const notAfter = request.until ?? wholeYears;
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
  const profile = { ...issuer.profile, userNotice: noticeOf(purpose, product.id, financialNotice) };
  const toBeSigned = userCertificate(fields, profile, issuer.identity);
  const digest = sha256(toBeSigned);
  const prepared = Object.freeze<Prepared>({ serial, issuer: folder, digest, folder: place.path, notBefore, notAfter });
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
      const { publicKey, validToDate } = new X509Certificate(record.certificate);
      const issuer: Issuer = {
        signer: means.keys.signer(record),
        publicKey,
        validTo: validToDate,
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
