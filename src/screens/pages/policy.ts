// The kind of a certificate by the name of its policy; whose it is, where the policy is nobody's that we know.

import { productOf } from "../../ceremony/offer.ts";
import { kindOfPolicy } from "../../reliance/policy-kinds.ts";
import type { View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";

export function policyName({ words }: View, { policy, ca }: { readonly policy: string; readonly ca: string }): string {
  const product = productOf(policy);
  if (product) return words.product.names[product];
  const kind = kindOfPolicy(policy);
  return kind ? words.registration.policyKinds[kind] : words.certificateView.kindOf(showable(ca));
}
