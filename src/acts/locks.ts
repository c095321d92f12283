// What of a customer can be locked by wrong guesses, and how far each of it is from that.

import type { SerialNumber } from "../authority/authority.ts";
import type { CaFolder } from "../authority/product.ts";
import type { Building } from "../building.ts";
import type { Target } from "../verification/attempts.ts";
import type { HeldCertificate, Lock } from "../verification/customer-file.ts";
import { maskAccount } from "../verification/masked.ts";
import { maskSerial } from "../verification/medium.ts";
import type { Customer } from "../verification/registry.ts";
import { pinTarget } from "./pin-proof.ts";

type Locking = Pick<Building, "registry" | "attempts" | "limits" | "deposits">;

/** The medium's, the PIN's, each account's, the phones'. `held`: what the customer has now. */
export function locksOf(
  { registry, attempts, limits, deposits }: Locking,
  { id, medium }: Customer,
  held: readonly HeldCertificate[],
): readonly Lock[] {
  const lock = (target: Target, shown: string): Lock => ({
    target,
    shown,
    failures: attempts.failures(target),
    limit: limits[target.kind],
    locked: attempts.isLocked(target),
  });
  const ofMedium = medium && {
    kind: medium.type === "security-card" ? ("security-card" as const) : ("otp" as const),
    id: medium.serial,
  };
  // The names come from the certificate's own row.
  const keys = held
    .filter(({ product }) => product === "financial")
    .map(({ serial, issuer }) => deposits.ofCertificate(serial as SerialNumber, issuer as CaFolder)?.name ?? null)
    .filter((name) => name !== null);
  return [
    ...(medium && ofMedium ? [lock(ofMedium, maskSerial(medium))] : []),
    ...keys.map((name) => lock(pinTarget(name), "")),
    ...registry.accountsOf(id).map((number) => lock({ kind: "account", id: number }, maskAccount(number))),
    lock({ kind: "phone", id }, ""),
  ];
}
