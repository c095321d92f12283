// The contract with the vault: five requests, all POST with a JSON object, signed as hardware/http/signature.ts says.
//
// POST /v1/keys/make         {"name":"…","pin":"6 digits"}
//                            200 {"result":"made","public_key":"base64 of a SubjectPublicKeyInfo, RSA 2048","r":"60 digits"}: each three
//                            digits of `r` are a byte; they are taken out before the text is read. Or {"result":"name-spent"}
// POST /v1/keys/certificate  {"name":"…","certificate":"base64"}
//                            200 {"result":"stored"} or {"result":"no-such-key"}
// POST /v1/keys/sign         {"name":"…","pin":"6 digits","message":"base64"}
//                            200 {"result":"signed","signature":"base64"} (SHA-256, RSASSA-PKCS1-v1_5) or {"result":"not-opened"}: another
//                            PIN and no such key alike, and after the same work
// POST /v1/keys/pin          {"name":"…","pin":"6 digits","next":"6 digits"}
//                            200 {"result":"changed"} or {"result":"not-opened"}
// POST /v1/keys/destroy      {"name":"…"}
//                            200 {"result":"destroyed"}, also for a name that no key has: from then on none is made under it, because the
//                            request to make it may have been overtaken on its way
//
// `name` is 1 to 40 letters, digits and hyphens; the branch draws it, writes it down, and then asks for the key. An answer that
// was lost is asked for again under the same idempotency key. A key whose making nobody heard of is destroyed by its name, when
// a desk opens at the latest: so a lost answer leaves neither a key nor a certificate in doubt. A change of PIN whose answer
// was lost may have been made; the customer finds out by trying.
//
// Wrong PINs are counted by the branch, in the transaction that journals them. 400, 401, 409 and 500 as in hardware/bank/contract.ts.
// PINs and `r` stand in signed bodies alone, never in a path or header. The signature hides nothing: https does.

import type {
  ChangePinOutcome,
  DestroyOutcome,
  MakeKeyOutcome,
  SignOutcome,
  StoreOutcome,
} from "../../src/authority/key-vault.ts";
import { Secret } from "../../src/secret.ts";
import { type Json, textIn } from "../http/json.ts";

export const paths = {
  make: "/v1/keys/make",
  certificate: "/v1/keys/certificate",
  sign: "/v1/keys/sign",
  pin: "/v1/keys/pin",
  destroy: "/v1/keys/destroy",
} as const;

/** The member of an answer whose digits never become text. */
export const secretMember = "r";

const rBytes = 20;
const unreachable = { type: "vault-unreachable" } as const;

/** Null for what is no base64, or for more than a certificate has. */
export function bytesIn(json: Json, key: string): Buffer | null {
  const text = textIn(json, key);
  if (text === null || text === "" || text.length > 16_384 || !/^[0-9A-Za-z+/]+={0,2}$/.test(text)) return null;
  return Buffer.from(text, "base64");
}

/** Three digits a byte. */
export function digitsOfBytes(bytes: Uint8Array): string {
  return [...bytes].map((byte) => String(byte).padStart(3, "0")).join("");
}

/** Null for digits that are no bytes, or not so many. */
function bytesOfDigits(secret: Secret): Secret | null {
  return secret.use((digits) => {
    if (digits.length !== rBytes * 3) return null;
    const bytes = Buffer.alloc(rBytes);
    const digit = (at: number): number => (digits[at] ?? 0) - 0x30;
    for (let at = 0; at < rBytes; at++) {
      const value = digit(at * 3) * 100 + digit(at * 3 + 1) * 10 + digit(at * 3 + 2);
      if (value > 0xff) return null;
      bytes[at] = value;
    }
    return Secret.from(bytes);
  });
}

export function madeIn(json: Json, secrets: readonly Secret[]): MakeKeyOutcome {
  const result = textIn(json, "result");
  if (result === "name-spent") return { type: "name-spent" };
  const publicKey = bytesIn(json, "public_key");
  const index = textIn(json, secretMember);
  const lifted = index === null ? undefined : secrets[Number(index)];
  if (result !== "made" || !publicKey || !lifted) return unreachable;
  const r = bytesOfDigits(lifted);
  return r ? { type: "key-made", publicKey, r } : unreachable;
}

export function storedIn(json: Json): StoreOutcome {
  const result = textIn(json, "result");
  return result === "stored" || result === "no-such-key" ? { type: result } : unreachable;
}

export function signedIn(json: Json): SignOutcome {
  const result = textIn(json, "result");
  if (result === "not-opened") return { type: "not-opened" };
  const signature = bytesIn(json, "signature");
  return result === "signed" && signature ? { type: "signed", signature } : unreachable;
}

export function changedIn(json: Json): ChangePinOutcome {
  const result = textIn(json, "result");
  return result === "changed" || result === "not-opened" ? { type: result } : unreachable;
}

export function destroyedIn(json: Json): DestroyOutcome {
  return textIn(json, "result") === "destroyed" ? { type: "destroyed" } : unreachable;
}
