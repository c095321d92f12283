// A certificate as the linter sees it: read by node-forge, another reader than the one that the builder is made of.

import forge from "node-forge";

export type Node = forge.asn1.Asn1;

export type ExtensionView = {
  readonly id: string;
  readonly critical: boolean;
  readonly value: Node | null;
  readonly bytes: string;
};

export type CertificateView = {
  readonly version: string;
  readonly serial: string;
  readonly innerAlgorithm: string;
  readonly outerAlgorithm: string;
  readonly issuer: Node;
  readonly times: readonly Node[];
  readonly subject: Node;
  readonly publicKey: Node;
  readonly extensions: readonly ExtensionView[];
};

const options = { strict: true, parseAllBytes: true, decodeBitStrings: false } as const;

export function children(node: Node | undefined): readonly Node[] {
  return node && Array.isArray(node.value) ? node.value : [];
}

/** The node that many levels down, where it and all above it are only children. */
export function onlyBelow(node: Node | undefined, levels: number): Node | undefined {
  const [child, ...others] = children(node);
  if (levels === 0) return node;
  return others.length === 0 ? onlyBelow(child, levels - 1) : undefined;
}

/** A GeneralName that is a uniformResourceIdentifier (RFC 5280 §4.2.1.6). */
export function isUri(node: Node | undefined): boolean {
  return node?.tagClass === forge.asn1.Class.CONTEXT_SPECIFIC && Number(node.type) === 6 && bytesOf(node) !== "";
}

/** Bytes of a primitive as a binary string. */
export function bytesOf(node: Node | undefined): string {
  return node && typeof node.value === "string" ? node.value : "";
}

export function hexOf(node: Node | undefined): string {
  return node ? forge.util.bytesToHex(forge.asn1.toDer(node).getBytes()) : "";
}

/** Empty where there is no identifier, or one whose parts are too large for a number. */
export function oidOf(node: Node | undefined): string {
  const bytes = bytesOf(node);
  try {
    return bytes === "" ? "" : forge.asn1.derToOid(bytes);
  } catch {
    return "";
  }
}

/** DER inside an OCTET STRING; null where it is none. */
export function parse(bytes: string): Node | null {
  try {
    return forge.asn1.fromDer(forge.util.createBuffer(bytes), options as never);
  } catch {
    return null;
  }
}

/** Null where the bytes are no certificate at all. */
export function viewCertificate(certificate: Uint8Array): CertificateView | null {
  const whole = parse(Buffer.from(certificate).toString("latin1"));
  const [toBeSigned, outer] = children(whole ?? undefined);
  const fields = children(toBeSigned);
  const [version, serial, inner, issuer, validity, subject, publicKey] = fields;
  if (!version || !serial || !issuer || !subject || !publicKey) return null;
  const wrapped = fields.find(
    (node) => node.tagClass === forge.asn1.Class.CONTEXT_SPECIFIC && node.type === (3 as never),
  );
  return {
    version: hexOf(version),
    serial: bytesOf(serial),
    innerAlgorithm: hexOf(inner),
    outerAlgorithm: hexOf(outer),
    issuer,
    times: children(validity),
    subject,
    publicKey,
    extensions: children(children(wrapped)[0]).map(viewExtension),
  };
}

function viewExtension(node: Node): ExtensionView {
  const parts = children(node);
  const bytes = bytesOf(parts.at(-1));
  return {
    id: oidOf(parts[0]),
    critical: parts.length === 3 && bytesOf(parts[1]) === "\xff",
    value: parse(bytes),
    bytes,
  };
}
