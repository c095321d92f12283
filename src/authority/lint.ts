// The rules that a certificate must pass before it is signed: one row a rule, with the clause it comes from.

import { createHash } from "node:crypto";
import forge from "node-forge";
import { oidIdentifyData, readIdentifyData } from "../npki/virtual-id.ts";
import type { LintFinding } from "./authority.ts";
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
import { validityFrom } from "./validity.ts";

/** What the one who asks for the certificate wanted. */
export type Expectations = {
  readonly policy: string;
  readonly years: number;
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
const dayMilliseconds = 86_400_000;
const kst = 9 * 3_600_000;

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
  { id: "validity-length", clause: "profile: the product's years", check: validityLength },
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
  {
    id: "key-usage",
    clause: "profile: digitalSignature and nonRepudiation",
    check: (view) =>
      unless(found(view, "2.5.29.15")?.bytes === "\x03\x02\x06\xc0", "keyUsage is missing or not 03 02 06 C0"),
  },
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
  const view = viewCertificate(certificate);
  if (!view) return [{ rule: "readable", why: "the bytes are no certificate" }];
  return lintRules.flatMap(({ id, check }) => {
    const why = check(view, expected);
    return why === null ? [] : [{ rule: id, why }];
  });
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

function instant(node: Node | undefined): Date | null {
  const text = bytesOf(node);
  const full = node?.type === Type.UTCTIME ? `${Number(text.slice(0, 2)) < 50 ? "20" : "19"}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(full);
  return parts ? new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`) : null;
}

function timeEncoding(view: CertificateView): string | null {
  for (const time of view.times) {
    const at = instant(time);
    if (!at) return "a date is not in the form YYMMDDHHMMSSZ";
    if (time.type === Type.GENERALIZEDTIME && at.getUTCFullYear() < 2050)
      return "a date before 2050 is a GeneralizedTime";
  }
  return unless(view.times.length === 2, "there are not two dates");
}

function wholeDays(view: CertificateView): string | null {
  const [begin, end] = view.times.map(instant);
  if (!begin || !end) return "a date cannot be read";
  const beginsAtMidnight = (begin.getTime() + kst) % dayMilliseconds === 0;
  return unless(
    beginsAtMidnight && (end.getTime() + 1000 + kst) % dayMilliseconds === 0,
    "the validity is not of whole Korean days",
  );
}

/** To the last day of the product's years at most: a certificate that replaces another ends with it, and earlier. */
function validityLength(view: CertificateView, { years }: Expectations): string | null {
  const [begin, end] = view.times.map(instant);
  if (!begin || !end) return "a date cannot be read";
  const days = (end.getTime() + 1000 - begin.getTime()) / dayMilliseconds;
  return unless(days > 0 && end <= validityFrom(begin, years).notAfter, `the certificate is valid for ${days} days`);
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

function onePolicy(view: CertificateView, { policy }: Expectations): string | null {
  const policies = children(value(view, "2.5.29.32")).map((one) => oidOf(children(one)[0]));
  return unless(policies.join() === policy, `the policies are ${policies.join(" ") || "none"}`);
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
