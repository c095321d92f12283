// What may be done with a key (RFC 6030 §5): a policy that is not understood, or cannot be kept, forbids it.

import { childrenOf, dateOf, spaces, textOf } from "./pskc-element.ts";
import type { KeyRefusal } from "./pskc-refusal.ts";
import type { XmlElement } from "./pskc-xml.ts";

/** The registered usages (§12.6): another one is a policy that is not understood. */
const usages = [
  "OTP",
  "CR",
  "Encrypt",
  "Integrity",
  "Verify",
  "Unlock",
  "Decrypt",
  "KeyWrap",
  "Unwrap",
  "Derive",
  "Generate",
];

const elements = ["StartDate", "ExpiryDate", "PINPolicy", "KeyUsage", "NumberOfTransactions"];

const pinAttributes = ["PINKeyId", "PINUsageMode", "MaxFailedAttempts", "MinLength", "MaxLength", "PINEncoding"];

function isUnderstood(policy: XmlElement): boolean {
  const pin = childrenOf(policy, "PINPolicy");
  return (
    policy.attributes.size === 0 &&
    policy.text.trim() === "" &&
    policy.children.every(({ space, name }) => space === spaces.pskc && elements.includes(name)) &&
    policy.children.every(({ name, attributes }) => name === "PINPolicy" || attributes.size === 0) &&
    policy.children.every(({ children }) => children.length === 0) &&
    pin.every(({ attributes }) => [...attributes.keys()].every((name) => pinAttributes.includes(name)))
  );
}

function usageRefusal(policy: XmlElement): KeyRefusal | null {
  const used = childrenOf(policy, "KeyUsage").map((element) => textOf(element) ?? "");
  if (used.some((usage) => !usages.includes(usage))) return "policy-unknown";
  return used.length === 0 || used.includes("OTP") ? null : "policy-usage";
}

function dateRefusal(policy: XmlElement, now: Date): KeyRefusal | null {
  for (const element of childrenOf(policy, "StartDate")) {
    const start = dateOf(element);
    if (!start) return "policy-unknown";
    if (start > now) return "policy-not-begun";
  }
  for (const element of childrenOf(policy, "ExpiryDate")) {
    const end = dateOf(element);
    if (!end) return "policy-unknown";
    if (end < now) return "policy-over";
  }
  return null;
}

/** The last moment at which the key may be used; null where the policy says nothing. */
export function policyEnd(policy: XmlElement): Date | null {
  const ends = childrenOf(policy, "ExpiryDate").map(
    (element) => dateOf(element)?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  return ends.length === 0 ? null : new Date(Math.min(...ends));
}

/** Null: the key may make one-time passwords here, until its `policyEnd`. */
export function policyRefusal(policy: XmlElement, now: Date): KeyRefusal | null {
  if (!isUnderstood(policy)) return "policy-unknown";
  // A PIN that the device asks for itself is the device's affair; one that is part of the code would be ours.
  const pins = childrenOf(policy, "PINPolicy");
  if (pins.some(({ attributes }) => attributes.get("PINUsageMode") !== "Local")) return "policy-pin";
  if (childrenOf(policy, "NumberOfTransactions").length > 0) return "policy-transactions";
  return usageRefusal(policy) ?? dateRefusal(policy, now);
}
