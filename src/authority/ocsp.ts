// Our own OCSP responder: what state a certificate of this branch's CAs is in, signed by whoever they named to answer.

import type { SerialNumber } from "./authority.ts";
import { type CaNames, caNames } from "./ca-certificate.ts";
import type { CaRecord, Certificates, Revocation } from "./certificates.ts";
import type { DelegatedResponder } from "./ocsp-delegate.ts";
import { type Answering, answerOcsp, type OcspAnswer, type ToldState } from "./ocsp-response.ts";
import type { CaFolder } from "./product.ts";
import { issuingFolders } from "./profiles.ts";

export type OcspMeans = {
  readonly records: readonly CaRecord[];
  readonly certificates: Pick<Certificates, "row" | "revocation">;
};

type Issuer = { readonly folder: CaFolder; readonly names: CaNames };

/** Answers any bytes, and never throws because of them. */
export function ocspResponder(means: OcspMeans): {
  answer(request: Buffer, delegate: DelegatedResponder, now: Date): OcspAnswer;
} {
  const issuers = means.records
    .filter(({ name }) => issuingFolders.some((folder) => folder === name))
    .map(({ name, certificate }): Issuer => ({ folder: name as CaFolder, names: caNames(certificate) }));
  return {
    answer: (request, delegate, now) =>
      answerOcsp(
        request,
        issuers.map((issuer) => answering(means, issuer, delegate)),
        now,
      ),
  };
}

function answering(means: OcspMeans, { folder, names }: Issuer, delegate: DelegatedResponder): Answering {
  const { key, keyHash, certificates } = delegate;
  const certificate = certificates.get(folder);
  if (!certificate) throw new RangeError(`the responder was not named by ${folder}`);
  return { names, state: (serial) => stateOf(means, folder, serial), signer: { key, keyHash, certificate } };
}

/**
 * `good` from the signature on, also before the stick is proven and after its end: it says that nobody revoked it. What was
 * never signed is unknown.
 */
function stateOf({ certificates }: OcspMeans, folder: CaFolder, content: Buffer): ToldState {
  const serial = serialOf(content);
  const row = serial ? certificates.row(serial, folder) : null;
  switch (row?.state) {
    case "signed":
    case "written":
    case "valid":
      return { type: "good" };
    case "suspended":
    case "revoked": {
      const { suspendedAt, revokedAt, reason } = certificates.revocation(row.serial, folder) ?? {};
      return {
        type: "revoked",
        since: suspendedAt ?? revokedAt ?? row.notBefore,
        reason: row.state === "suspended" ? "certificateHold" : (reason ?? "unspecified"),
      };
    }
    case "prepared":
    case "signing":
    case "abandoned":
      return { type: "unknown" };
    case undefined:
      return serial ? stateOfOrphan(certificates.revocation(serial, folder)) : { type: "unknown" };
  }
}

/** Its row was lost with a database, and a list that was published before says that it is revoked. */
function stateOfOrphan(revocation: Revocation | null): ToldState {
  const { suspendedAt, revokedAt, reason } = revocation ?? {};
  const since = suspendedAt ?? revokedAt;
  if (!since) return { type: "unknown" };
  return { type: "revoked", since, reason: revokedAt ? (reason ?? "unspecified") : "certificateHold" };
}

/** Ours have four bytes; anything else is nobody's. */
function serialOf(content: Buffer): SerialNumber | null {
  return content.length === 4 && (content[0] ?? 0) < 0x80 ? (content.toString("hex") as SerialNumber) : null;
}
