// PKCS#11 v2.40 in the words of a token: slots, login, key pair, objects. Every call blocks, as a maker's module does.

import { createPublicKey } from "node:crypto";
import type { Attribute, Handle, PKCS11, Template, TokenInfo } from "pkcs11js";
import type { PairOnToken, PinState, SecurityToken, TokenFault } from "../../src/media/token.ts";
import { oid } from "../../src/npki/der.ts";
import { oidR } from "../../src/npki/private-key-info.ts";

/** What is called of a module; a test plays one that locks its PIN, which a software token never does. */
export type Module = Pick<
  PKCS11,
  | "C_Initialize"
  | "C_Finalize"
  | "C_GetSlotList"
  | "C_GetTokenInfo"
  | "C_OpenSession"
  | "C_Login"
  | "C_GenerateKeyPair"
  | "C_GetAttributeValue"
  | "C_CreateObject"
  | "C_DestroyObject"
  | "C_FindObjectsInit"
  | "C_FindObjects"
  | "C_FindObjectsFinal"
  | "C_SignInit"
  | "C_Sign"
>;

// PKCS#11 v2.40, pkcs11t.h
const flags = { pinCountLow: 0x1_0000, pinFinalTry: 0x2_0000, pinLocked: 0x4_0000, initialized: 0x400 };
const session = { serial: 0x4, readWrite: 0x2 };
const user = 1;
const classes = { data: 0, certificate: 1, publicKey: 2, privateKey: 3 };
const at = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  application: 0x10,
  value: 0x11,
  objectId: 0x12,
  certificateType: 0x80,
  issuer: 0x81,
  serialNumber: 0x82,
  keyType: 0x100,
  subject: 0x101,
  id: 0x102,
  sensitive: 0x103,
  sign: 0x108,
  verify: 0x10a,
  modulus: 0x120,
  modulusBits: 0x121,
  publicExponent: 0x122,
  extractable: 0x162,
};
const rsa = 0;
const mechanisms = { rsaKeyPair: 0x0, sha256RsaPkcs: 0x40 };

/** Every token that is in now. */
export function tokensOf(module: Module): readonly { readonly slot: Handle; readonly token: SecurityToken }[] {
  return module.C_GetSlotList(true).flatMap((slot) => {
    const info = infoOf(module, slot);
    // A slot without an initialized token is a reader, or a blank.
    if (!info || (info.flags & flags.initialized) === 0) return [];
    const token = { id: info.serialNumber.trim(), label: info.label.trim() || info.model.trim(), pin: pinOf(info) };
    return [{ slot, token }];
  });
}

/** Null where it was pulled between two calls. */
function infoOf(module: Module, slot: Handle): TokenInfo | null {
  try {
    return module.C_GetTokenInfo(slot);
  } catch {
    return null;
  }
}

export function pinOf({ flags: told }: Pick<TokenInfo, "flags">): PinState {
  if (told & flags.pinLocked) return "locked";
  if (told & flags.pinFinalTry) return "last-try";
  return told & flags.pinCountLow ? "few-left" : "fine";
}

export function logIn(module: Module, slot: Handle, pin: string): Handle {
  const handle = module.C_OpenSession(slot, session.serial | session.readWrite);
  module.C_Login(handle, user, pin);
  return handle;
}

export type MadeKey = {
  readonly privateKey: Handle;
  readonly publicKey: Handle;
  /** CKA_ID of the pair, and of the certificate that will lie beside it. */
  readonly id: Buffer;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Buffer;
};

export function makeKeyPair(module: Module, handle: Handle, id: Buffer, label: string): MadeKey {
  const shared: Template = [
    { type: at.token, value: true },
    { type: at.id, value: id },
    { type: at.label, value: Buffer.from(label, "utf8") },
    { type: at.keyType, value: rsa },
  ];
  const { publicKey, privateKey } = module.C_GenerateKeyPair(
    handle,
    { mechanism: mechanisms.rsaKeyPair },
    [
      ...shared,
      { type: at.class, value: classes.publicKey },
      { type: at.verify, value: true },
      { type: at.modulusBits, value: 2048 },
      { type: at.publicExponent, value: Buffer.from([1, 0, 1]) },
    ],
    [
      ...shared,
      { type: at.class, value: classes.privateKey },
      { type: at.private, value: true },
      { type: at.sensitive, value: true },
      { type: at.extractable, value: false },
      { type: at.sign, value: true },
    ],
  );
  const [n, e] = module
    .C_GetAttributeValue(handle, publicKey, [{ type: at.modulus }, { type: at.publicExponent }])
    .map(({ value }) => (value as Buffer).toString("base64url"));
  const key = createPublicKey({ key: { kty: "RSA", n: n ?? "", e: e ?? "" }, format: "jwk" });
  return { privateKey, publicKey, id, spki: key.export({ type: "spki", format: "der" }) };
}

/** DER of the names and of the serial number, as RFC 5280 §4.1 has them; PKCS#11 wants them beside the certificate. */
export type CertificateParts = { readonly subject: Buffer; readonly issuer: Buffer; readonly serialNumber: Buffer };

export function storeCertificate(
  module: Module,
  handle: Handle,
  { id }: MadeKey,
  value: Buffer,
  parts: CertificateParts,
): Handle {
  return module.C_CreateObject(handle, [
    { type: at.class, value: classes.certificate },
    { type: at.certificateType, value: 0 },
    { type: at.token, value: true },
    { type: at.private, value: false },
    { type: at.id, value: id },
    { type: at.subject, value: parts.subject },
    { type: at.issuer, value: parts.issuer },
    { type: at.serialNumber, value: parts.serialNumber },
    { type: at.value, value },
  ]);
}

/**
 * R as a private data object named by its own identifier (npki-R, 1.2.410.200004.10.1.1.3): the key cannot carry it here, for
 * it never leaves the token. Where the makers' own programs look for it no public document says.
 */
export function storeR(module: Module, handle: Handle, { id }: MadeKey, r: Buffer): Handle {
  return module.C_CreateObject(handle, [
    { type: at.class, value: classes.data },
    { type: at.token, value: true },
    { type: at.private, value: true },
    { type: at.application, value: Buffer.from("NPKI", "latin1") },
    { type: at.label, value: labelOfR(id) },
    { type: at.objectId, value: oid(oidR) },
    { type: at.value, value: r },
  ]);
}

function labelOfR(id: Buffer): Buffer {
  return Buffer.from(`R ${id.toString("hex")}`, "latin1");
}

export function findCertificate(module: Module, handle: Handle, { id }: Pick<MadeKey, "id">): Buffer | null {
  const [found] = find(module, handle, [
    { type: at.class, value: classes.certificate },
    { type: at.id, value: id },
  ]);
  return found ? bytesOf(module, handle, found, at.value) : null;
}

/** The private key with the identifier of a certificate that lies on the token; null where one of them is not there. */
export function findKeyOf(module: Module, handle: Handle, certificate: Buffer): Handle | null {
  const [found] = find(module, handle, [
    { type: at.class, value: classes.certificate },
    { type: at.value, value: certificate },
  ]);
  const id = found && bytesOf(module, handle, found, at.id);
  if (!id) return null;
  const [key] = find(module, handle, [
    { type: at.class, value: classes.privateKey },
    { type: at.id, value: id },
  ]);
  return key ?? null;
}

/** Those whose private key has a label that begins with `prefix`. */
export function findPairs(module: Module, handle: Handle, prefix: string): readonly PairOnToken[] {
  return find(module, handle, [{ type: at.class, value: classes.privateKey }]).flatMap((key) => {
    const label = bytesOf(module, handle, key, at.label)?.toString("utf8") ?? "";
    const id = bytesOf(module, handle, key, at.id);
    const ours = label.startsWith(prefix) && id !== null && id.length > 0;
    return ours ? [{ label, certificate: findCertificate(module, handle, { id }) }] : [];
  });
}

/** The certificate, R, the public key, and last the private one: a removal that is cut off is found and done again. */
export function removePair(module: Module, handle: Handle, label: string): void {
  const named = { type: at.label, value: Buffer.from(label, "utf8") };
  const privateKeys = find(module, handle, [{ type: at.class, value: classes.privateKey }, named]);
  const beside = privateKeys.flatMap((key) => {
    const id = bytesOf(module, handle, key, at.id);
    if (!id) return [];
    const byId = { type: at.id, value: id };
    const certificates = find(module, handle, [{ type: at.class, value: classes.certificate }, byId]);
    const label = { type: at.label, value: labelOfR(id) };
    return [...certificates, ...find(module, handle, [{ type: at.class, value: classes.data }, label])];
  });
  const publicKeys = find(module, handle, [{ type: at.class, value: classes.publicKey }, named]);
  for (const object of [...beside, ...publicKeys, ...privateKeys]) module.C_DestroyObject(handle, object);
}

/** More than any token holds. */
const mostObjects = 1000;

function find(module: Module, handle: Handle, wanted: readonly Attribute[]): readonly Handle[] {
  module.C_FindObjectsInit(handle, [...wanted]);
  try {
    return module.C_FindObjects(handle, mostObjects);
  } finally {
    module.C_FindObjectsFinal(handle);
  }
}

function bytesOf(module: Module, handle: Handle, object: Handle, type: number): Buffer | null {
  const [attribute] = module.C_GetAttributeValue(handle, object, [{ type }]);
  return attribute?.value instanceof Buffer ? attribute.value : null;
}

/** PKCS #1 v1.5 with SHA-256, hashed on the token. */
export function sign(module: Module, handle: Handle, privateKey: Handle, bytes: Buffer): Buffer {
  module.C_SignInit(handle, { mechanism: mechanisms.sha256RsaPkcs }, privateKey);
  return module.C_Sign(handle, bytes, Buffer.alloc(256));
}

/** PKCS#11 errors carry a number; what is none is a bug. */
export function codeOf(error: unknown): number | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "number" && code > 0 ? code : null;
}

const gone = [0x3, 0x32, 0xb0, 0xb3, 0xe0, 0xe1];
const full = [0x2, 0x31];

export function faultOf(code: number, name: string): TokenFault {
  if (gone.includes(code)) return { type: "token-removed" };
  if (full.includes(code)) return { type: "token-full" };
  return { type: "token-failed", code: /^CKR_\w+$/.test(name) ? name : `0x${code.toString(16)}` };
}

// CKR_PIN_INCORRECT, CKR_PIN_INVALID, CKR_PIN_LEN_RANGE; CKR_PIN_LOCKED, CKR_PIN_EXPIRED
export const wrongPin = [0xa0, 0xa1, 0xa2];
export const lockedPin = [0xa3, 0xa4];
