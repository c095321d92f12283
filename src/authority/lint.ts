// The rules that a certificate must pass before it is signed: one row a rule, with the clause it comes from.

import { createHash } from "node:crypto";
import forge from "node-forge";
import { readElement } from "../npki/der.ts";
import { oidIdentifyData, readIdentifyData } from "../npki/virtual-id.ts";
import type { LintFinding } from "./authority.ts";
import { timeEncoding, validityLength, wholeDays } from "./lint-validity.ts";
import {
  bytesOf,
  type CertificateView,
  children,
  type ExtensionView,
  hexOf,
  isUri,
  type Node,
  oidOf,
  onlyBelow,
  parse,
  viewCertificate,
} from "./lint-view.ts";

/** What the one who asks for the certificate wanted. */
export type Expectations = {
  /** Null: nobody knows what was asked for. Any one policy will do then, and a key-management certificate too. */
  readonly policy: string | null;
  readonly years: number;
  /** So many days may be left of the one that it takes the place of; without: it takes the place of none. */
  readonly renewable?: number;
};

export type LintRule = {
  readonly id: string;
  /** Where the rule stands. */
  readonly clause: string;
  /** Null when it holds, else why not. */
  check(view: CertificateView, expected: Expectations): string | null;
};

const { Type } = forge.asn1;
const sha256WithRsa = "300d06092a864886f70d01010b0500";
const order = [
  "2.5.29.35",
  "2.5.29.14",
  "2.5.29.15",
  "2.5.29.32",
  "2.5.29.17",
  "2.5.29.31",
  "1.3.6.1.5.5.7.1.1",
] as const;
const criticalOnes: readonly string[] = ["2.5.29.15", "2.5.29.32"];

export const lintRules: readonly LintRule[] = [
  {
    id: "version-3",
    clause: "RFC 5280 §4.1.2.1",
    check: (view) => unless(view.version === "a003020102", "the version is not 3"),
  },
  {
    id: "serial-zero",
    clause: "RFC 5280 §4.1.2.2",
    check: (view) => unless(/[^\0]/.test(view.serial), "the serial number is zero"),
  },
  {
    id: "serial-length",
    clause: "RFC 5280 §4.1.2.2",
    check: (view) =>
      unless(view.serial.length <= 20, `the serial number has ${view.serial.length} octets; 20 are allowed`),
  },
  {
    id: "serial-negative",
    clause: "RFC 5280 §4.1.2.2",
    check: (view) => unless(view.serial.charCodeAt(0) < 0x80, "the serial number is negative"),
  },
  {
    id: "signature-algorithm",
    clause: "RFC 4055 §5; the NULL is required",
    check: (view) =>
      unless(view.innerAlgorithm === sha256WithRsa, "the algorithm is not sha256WithRSAEncryption with NULL"),
  },
  {
    id: "signature-algorithm-same",
    clause: "RFC 5280 §4.1.1.2",
    check: (view) =>
      unless(view.innerAlgorithm === view.outerAlgorithm, "the algorithm inside differs from the one outside"),
  },
  { id: "time-encoding", clause: "RFC 5280 §4.1.2.5", check: timeEncoding },
  { id: "validity-days", clause: "profile: whole days of Korean time", check: wholeDays },
  {
    id: "validity-length",
    clause: "profile: the product's years",
    check: (view, { years, renewable = 0 }) => validityLength(view, years, renewable),
  },
  {
    id: "name-encoding",
    clause: "profile: C PrintableString, the rest UTF8String",
    check: (view) => nameEncoding(view.issuer) ?? nameEncoding(view.subject),
  },
  { id: "common-name-length", clause: "RFC 5280 appendix A, ub-common-name", check: commonNameLength },
  {
    id: "rsa-key",
    clause: "profile: RSA 2048",
    check: (view) => unless(modulusBits(view) === 2048, `the modulus has ${modulusBits(view)} bits`),
  },
  {
    id: "rsa-exponent",
    clause: "CA/B BR 6.1.6: 65537",
    check: (view) => unless(hexOf(rsaParts(view)[1]) === "0203010001", "the exponent is not 65537"),
  },
  {
    id: "key-algorithm-null",
    clause: "RFC 3279 §2.3.1",
    check: (view) =>
      unless(
        hexOf(children(view.publicKey)[0]) === "300d06092a864886f70d0101010500",
        "the key's algorithm is not rsaEncryption with NULL",
      ),
  },
  {
    id: "extensions",
    clause: "profile: these seven in this order",
    check: (view) =>
      unless(
        view.extensions.map(({ id }) => id).join() === order.join(),
        `the extensions are ${view.extensions.map(({ id }) => id).join(" ")}`,
      ),
  },
  { id: "criticality", clause: "profile: keyUsage and certificatePolicies alone", check: criticality },
  {
    id: "authority-key-identifier",
    clause: "profile: keyid, issuer and serial",
    check: (view) =>
      unless(
        children(value(view, "2.5.29.35"))
          .map(({ type }) => Number(type))
          .join() === "0,1,2",
        "not all of keyid, issuer and serial are there",
      ),
  },
  { id: "subject-key-identifier", clause: "RFC 5280 §4.2.1.2 (1)", check: subjectKeyIdentifier },
  { id: "key-usage", clause: "profile: digitalSignature and nonRepudiation", check: keyUsage },
  { id: "one-policy", clause: "profile: exactly one policy, the product's", check: onePolicy },
  {
    id: "policy-qualifiers",
    clause: "profile: userNotice as BMPString, then CPS as IA5String",
    check: policyQualifiers,
  },
  { id: "identify-data", clause: "KCAC.TS.SIVID: identifyData with a VID of SHA-256", check: identifyData },
  {
    id: "crl-distribution-point",
    clause: "profile: one URI",
    check: (view) =>
      unless(
        isUri(onlyBelow(value(view, "2.5.29.31"), 4)),
        "there is not exactly one CRL distribution point with one address",
      ),
  },
  { id: "ocsp-responder", clause: "profile: OCSP", check: ocspResponder },
  {
    id: "no-ca-extensions",
    clause: "profile: no basicConstraints, no extendedKeyUsage",
    check: (view) =>
      unless(
        !found(view, "2.5.29.19") && !found(view, "2.5.29.37"),
        "a user's certificate has basicConstraints or extendedKeyUsage",
      ),
  },
];

/** Every rule that does not hold; a certificate that cannot be read breaks the rule `readable`. */
export function lintCertificate(certificate: Uint8Array, expected: Expectations): readonly LintFinding[] {
  const bytes = Buffer.from(certificate);
  const end = readElement(bytes)?.end ?? bytes.length;
  const view = viewCertificate(bytes.subarray(0, end));
  if (!view) return [{ rule: "readable", why: "the bytes are no certificate", clause: "RFC 5280 §4.1" }];
  const findings = lintRules.flatMap(({ id, clause, check }) => {
    const why = check(view, expected);
    return why === null ? [] : [{ rule: id, why, clause }];
  });
  return end === bytes.length ? findings : [trailing(bytes.length - end), ...findings];
}

/** Every reader looks past them, and no writer may add them. */
function trailing(count: number): LintFinding {
  return { rule: "trailing-bytes", why: `${count} bytes stand behind the certificate`, clause: "profile: DER alone" };
}

function unless(holds: boolean, why: string): string | null {
  return holds ? null : why;
}

function found(view: CertificateView, id: string): ExtensionView | undefined {
  return view.extensions.find((extension) => extension.id === id);
}

function value(view: CertificateView, id: string): Node | undefined {
  return found(view, id)?.value ?? undefined;
}

function attributes(name: Node): readonly (readonly [string, Node | undefined])[] {
  return children(name).map((rdn) => {
    const [type, text] = children(children(rdn)[0]);
    return [oidOf(type), text] as const;
  });
}

function nameEncoding(name: Node): string | null {
  const wrong = attributes(name).find(
    ([type, text]) => text?.type !== (type === "2.5.4.6" ? Type.PRINTABLESTRING : Type.UTF8),
  );
  return wrong ? `the attribute ${wrong[0]} has another string type` : null;
}

function commonNameLength(view: CertificateView): string | null {
  const names = attributes(view.subject).filter(([type]) => type === "2.5.4.3");
  const length = Math.max(
    0,
    ...names.map(([, text]) => [...Buffer.from(bytesOf(text), "latin1").toString("utf8")].length),
  );
  return unless(names.length === 1 && length <= 64, `the common name has ${length} characters; 64 are allowed`);
}

function rsaParts(view: CertificateView): readonly Node[] {
  return children(parse(bytesOf(children(view.publicKey)[1]).slice(1)) ?? undefined);
}

function modulusBits(view: CertificateView): number {
  const modulus = forge.util.bytesToHex(bytesOf(rsaParts(view)[0])).replace(/^0+/, "");
  return modulus === "" ? 0 : BigInt(`0x${modulus}`).toString(2).length;
}

function criticality(view: CertificateView): string | null {
  const wrong = view.extensions.find(({ id, critical }) => critical !== criticalOnes.includes(id));
  return wrong ? `the extension ${wrong.id} is ${wrong.critical ? "" : "not "}critical` : null;
}

function subjectKeyIdentifier(view: CertificateView): string | null {
  const key = Buffer.from(bytesOf(children(view.publicKey)[1]).slice(1), "latin1");
  const wanted = createHash("sha1").update(key).digest().toString("latin1");
  return unless(bytesOf(value(view, "2.5.29.14")) === wanted, "the identifier is not the SHA-1 of the key");
}

const signatureUsage = "\x03\x02\x06\xc0";
/** keyEncipherment: the other pair, which some CAs issue beside the one for signatures. */
const managementUsage = "\x03\x02\x05\x20";

function keyUsage(view: CertificateView, { policy }: Expectations): string | null {
  const usage = found(view, "2.5.29.15")?.bytes;
  const right = usage === signatureUsage || (policy === null && usage === managementUsage);
  return unless(right, "keyUsage is missing or not 03 02 06 C0");
}

function onePolicy(view: CertificateView, { policy }: Expectations): string | null {
  const policies = children(value(view, "2.5.29.32")).map((one) => oidOf(children(one)[0]));
  const right = policy === null ? policies.length === 1 : policies.join() === policy;
  return unless(right, `the policies are ${policies.join(" ") || "none"}`);
}

function policyQualifiers(view: CertificateView): string | null {
  const [policy] = children(value(view, "2.5.29.32"));
  const [notice, statement] = children(children(policy)[1]);
  const text = children(children(notice)[1])[0];
  const right = oidOf(children(notice)[0]) === "1.3.6.1.5.5.7.2.2" && text?.type === Type.BMPSTRING;
  const address = children(statement)[1];
  return unless(
    right && oidOf(children(statement)[0]) === "1.3.6.1.5.5.7.2.1" && address?.type === Type.IA5STRING,
    "the qualifiers are not a notice and a practice statement",
  );
}

function ocspResponder(view: CertificateView): string | null {
  const [method, address] = children(onlyBelow(value(view, "1.3.6.1.5.5.7.1.1"), 1));
  const right = oidOf(method) === "1.3.6.1.5.5.7.48.1" && isUri(address);
  return unless(right, "there is not exactly one OCSP responder");
}

function identifyData(view: CertificateView): string | null {
  const [otherName] = children(value(view, "2.5.29.17"));
  const [type, wrapped] = children(otherName);
  const inner = children(wrapped)[0];
  const data = oidOf(type) === oidIdentifyData && inner ? readIdentifyData(Buffer.from(hexOf(inner), "hex")) : null;
  const right = data?.hash === "2.16.840.1.101.3.4.2.1" && data.vid?.length === 32 && data.realName !== "";
  return unless(right, "the subject's alternative name holds no name with a VID");
}
