// The training CAs' keys and certificates, made when they are first needed and kept in a folder of the training home.

import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SerialNumber } from "../../src/authority/authority.ts";
import { caNames } from "../../src/authority/ca-certificate.ts";
import { type CaSigner, issuerIdentity, issuingCa, selfSigned } from "../../src/authority/certificate-authorities.ts";
import type { ListedSerial } from "../../src/authority/certificates.ts";
import { listDer, listToBeSigned } from "../../src/authority/crl.ts";
import { type RsaPair, rsaPair } from "../../src/authority/key-pair.ts";
import { type CertificateFields, certificateDer } from "../../src/authority/profile.ts";
import { dayMilliseconds } from "../../src/kst.ts";
import { type CertificateFault, withFault } from "./certificate-faults.ts";
import { faultyCa, faultyCaNames } from "./faulty-cas.ts";
import {
  caName,
  type FaultyCaName,
  listAddress,
  otherCertificate,
  rootName,
  type TrainingCaName,
} from "./training-cas.ts";

export type TrainingIssuer = {
  /** DER of a certificate that this CA signs now. */
  issue(ca: TrainingCaName, fields: CertificateFields, fault?: CertificateFault | null): Promise<Buffer>;
  /** The CA's certificate and its root's, root first, as CaPubs holds them. */
  chain(ca: TrainingCaName): Promise<readonly Buffer[]>;
  /** A list of the CA, good for a day; null of one that signed nothing yet. */
  list(ca: TrainingCaName | "root", entries: readonly ListedSerial[], now: Date): Buffer | null;
  /** Of the CA's own certificate; null of one that does not exist yet. */
  serial(ca: TrainingCaName): SerialNumber | null;
  /** What a CA signs its answers with; null of one that does not exist yet. */
  signer(ca: TrainingCaName | "root"): CaSigner | null;
  /** Roots and CAs that exist, DER: the folder that a real branch would point its setting to. */
  trusted(): readonly Buffer[];
};

/** `folder` holds a `.der` for each CA; the keys lie below it, of which nothing is secret. Made a year before `begun`. */
export function trainingIssuer(folder: string, begun: Date): TrainingIssuer {
  const keys = join(folder, "keys");
  const born = new Date(begun.getTime() - 800 * dayMilliseconds);
  const making = new Map<TrainingCaName | "root", Promise<CaSigner>>();

  const stored = (name: string): CaSigner | null => {
    const file = join(keys, `${name}.key`);
    if (!existsSync(file)) return null;
    const key = createPrivateKey({ key: readFileSync(file), format: "der", type: "pkcs8" });
    return { certificate: readFileSync(certificateFile(name)), name: nameOf(name), key };
  };
  const nameOf = (name: string) => (name === "root" ? rootName : caName(name as TrainingCaName));
  // What nobody accredited lies among the keys, where nobody looks for roots.
  const certificateFile = (name: string): string =>
    join(isFaulty(name) || name === "Stranger" ? keys : folder, `${name}.der`);

  async function made(name: TrainingCaName | "root"): Promise<CaSigner> {
    const pair = await rsaPair();
    const subject = nameOf(name);
    const certificate = await certified(name, pair);
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    writeFileSync(certificateFile(name), certificate, { mode: 0o600 });
    writeFileSync(join(keys, `${name}.key`), pkcs8(pair.privateKey), { mode: 0o600 });
    return { certificate, name: subject, key: pair.privateKey };
  }

  async function certified(name: TrainingCaName | "root", pair: RsaPair): Promise<Buffer> {
    if (name === "root" || name === "Stranger") return selfSigned(pair, nameOf(name), born);
    const above = await signer(name === "too-deep" ? "SignKorea" : "root");
    return isFaulty(name)
      ? faultyCa(name, above, pair, born)
      : issuingCa(above, pair, nameOf(name), listAddress(name), born);
  }

  function signer(name: TrainingCaName | "root"): Promise<CaSigner> {
    const kept = making.get(name) ?? Promise.resolve(stored(name) ?? made(name));
    making.set(name, kept);
    return kept;
  }

  return {
    async issue(ca, fields, fault = null) {
      const { certificate, key } = await signer(ca);
      const plain = otherCertificate(ca, fields, issuerIdentity(certificate));
      const toBeSigned = fault ? withFault(plain, fault) : plain;
      return certificateDer(toBeSigned, sign("sha256", toBeSigned, key));
    },
    async chain(ca) {
      const own = (await signer(ca)).certificate;
      return ca === "Stranger" ? [own] : [(await signer("root")).certificate, own];
    },
    serial(ca) {
      const found = stored(ca);
      return found && (Buffer.from(issuerIdentity(found.certificate).serial).toString("hex") as SerialNumber);
    },
    signer: stored,
    list(ca, entries, now) {
      const found = stored(ca);
      if (!found) return null;
      const toBeSigned = listToBeSigned({
        issuer: caNames(found.certificate),
        ...{ number: 1, thisUpdate: now, nextUpdate: new Date(now.getTime() + dayMilliseconds), entries },
      });
      return listDer(toBeSigned, sign("sha256", toBeSigned, found.key));
    },
    trusted() {
      const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".der")) : [];
      return names.map((name) => readFileSync(join(folder, name)));
    },
  };
}

function isFaulty(name: string): name is FaultyCaName {
  return faultyCaNames.some((each) => each === name);
}

function pkcs8(key: KeyObject): Buffer {
  return key.export({ type: "pkcs8", format: "der" });
}
