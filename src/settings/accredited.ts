// The settings about other institutions' certificates: whom the branch trusts, which kinds it takes, where it asks.

import { individualPolicies } from "../reliance/policy-kinds.ts";
import { type Json, known, text, texts, Wrong } from "./values.ts";

export type AccreditedSettings = {
  /** A folder of roots and of CAs between; null: none but our own. */
  readonly roots: string | null;
  /** A folder of revocation lists, which another program keeps up to date. */
  readonly lists: string | null;
  /** Whether the responder that a certificate names is asked. */
  readonly ocsp: boolean;
  /** What becomes of a certificate whose standing nobody can tell. */
  readonly unanswered: "refuse" | "accept";
  /** Identifiers of the policies that are taken. */
  readonly policies: readonly string[];
};

export const defaultAccredited: AccreditedSettings = {
  ...{ roots: null, lists: null, ocsp: true, unanswered: "refuse" },
  policies: individualPolicies,
};

/** Throws `Wrong`. */
export function readAccredited(accredited: Json): AccreditedSettings {
  known("accredited", accredited, Object.keys(defaultAccredited));
  const folder = (key: "roots" | "lists"): string | null =>
    accredited[key] == null ? null : text(`accredited.${key}`, accredited[key]);
  const { ocsp = defaultAccredited.ocsp, unanswered = defaultAccredited.unanswered } = accredited;
  if (typeof ocsp !== "boolean") throw new Wrong("accredited.ocsp", "must be true or false");
  if (unanswered !== "refuse" && unanswered !== "accept")
    throw new Wrong("accredited.unanswered", 'must be "refuse" or "accept"');
  const policies = texts("accredited.policies", accredited.policies ?? defaultAccredited.policies);
  const wrong = policies.findIndex((policy) => !/^[0-2](\.\d{1,12}){2,19}$/.test(policy));
  if (wrong >= 0) throw new Wrong(`accredited.policies.${wrong}`, "must be an object identifier: 1.2.410…");
  return { roots: folder("roots"), lists: folder("lists"), ocsp, unanswered, policies };
}
