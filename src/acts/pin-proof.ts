// The PIN of a key in the vault: asked there, counted here, and journaled before anybody sees the answer.

import { createHash, randomBytes, verify, X509Certificate } from "node:crypto";
import type { Receipt } from "../audit/journal.ts";
import { onSlip } from "../audit/slip.ts";
import type { KeyName, KeyVault } from "../authority/key-vault.ts";
import type { Secret } from "../secret.ts";
import type { Target } from "../verification/attempts.ts";
import { type Judged, judge, type Verdict, type Verifying } from "../verification/judge.ts";

export type Proving = { readonly verifying: Verifying; readonly vault: KeyVault };

/** `certificate`: DER; what is signed must verify with its key. */
export type ProvenKey = { readonly name: KeyName; readonly certificate: Uint8Array };

type Refused =
  | { readonly type: "pin-refused"; readonly left: number }
  /** Locked before, or by this attempt. */
  | { readonly type: "pin-locked" };

export type PinOutcome =
  | { readonly type: "pin-verified" }
  | Refused
  /** The vault did not answer: nothing was learned, and nothing is counted. */
  | { readonly type: "vault-unreachable" };

export type PinChangeOutcome =
  | ({ readonly type: "pin-changed" } & Receipt)
  | Refused
  /** Whether the vault changed it is not known: the customer finds out by trying. */
  | { readonly type: "pin-in-doubt" };

/** A statement of its own, so that what is signed here can be taken for nothing else. */
const purpose = Buffer.from("changgu challenge 1\n");

export function pinTarget(key: KeyName): Target {
  return { kind: "pin", id: key };
}

/** Proven by a signature over a fresh challenge. A locked key costs the same work, and refuses the right PIN too. */
export async function provePin({ verifying, vault }: Proving, key: ProvenKey, pin: Secret): Promise<PinOutcome> {
  // What was typed is what is judged: the field may be wiped while a distant vault is asked.
  using typed = pin.copy();
  const challenge = Buffer.concat([purpose, randomBytes(32)]);
  const answer = await vault.sign(key.name, typed, challenge);
  if (answer.type === "vault-unreachable") return unanswered(verifying, "challenge: no answer");
  const { publicKey } = new X509Certificate(key.certificate);
  if (answer.type === "signed" && !verify("sha256", challenge, publicKey, answer.signature))
    return unanswered(verifying, "challenge: the signature does not verify");
  const digest = createHash("sha256").update(challenge).digest("hex");
  const verified = { event: "pin-verified", key: key.name, challenge: digest } as const;
  const verdict = judged(verifying, key.name, answer.type === "signed", verified);
  return verdict.type === "right" ? { type: "pin-verified" } : verdict;
}

/** The old PIN is proven by the change itself; the key and its certificate stay. */
export async function changePin(
  { verifying, vault }: Proving,
  name: KeyName,
  pin: Secret,
  next: Secret,
): Promise<PinChangeOutcome> {
  const { attempts, transactions, journal, about } = verifying;
  using typed = pin.copy();
  using chosen = next.copy();
  const locked = transactions.run(() => {
    const isLocked = attempts.isLocked(pinTarget(name));
    journal.append({ event: isLocked ? "pin-locked" : "pin-changing", key: name }, about);
    return isLocked;
  });
  if (locked) return { type: "pin-locked" };
  const answer = await vault.changePin(name, typed, chosen);
  if (answer.type === "vault-unreachable") {
    journal.append({ event: "pin-in-doubt", key: name }, about);
    return { type: "pin-in-doubt" };
  }
  const verdict = judged(verifying, name, answer.type === "changed", { event: "pin-changed", key: name });
  return verdict.type === "right" ? { type: "pin-changed", ...onSlip(verdict.receipt) } : verdict;
}

function judged(
  verifying: Verifying,
  key: KeyName,
  right: boolean,
  verified: Judged["verified"],
): Refused | Extract<Verdict, { type: "right" }> {
  const verdict = judge(verifying, {
    target: pinTarget(key),
    right,
    verified,
    refused: (left) => ({ event: "pin-refused", key, left }),
    locked: { event: "pin-locked", key },
  });
  switch (verdict.type) {
    case "right":
      return verdict;
    case "wrong":
      return { type: "pin-refused", left: verdict.left };
    case "locked":
      return { type: "pin-locked" };
  }
}

function unanswered({ journal, about }: Verifying, why: string): PinOutcome {
  journal.append({ event: "gateway-failed", gateway: "vault", why }, about);
  return { type: "vault-unreachable" };
}
