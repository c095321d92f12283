// What the journal holds about keys in the vault, and about the PINs that open them.

/** `key`: its name in the vault; `fingerprint`: SHA-256 of its public key, hex; `challenge`: of what it signed. */
export type VaultFact = { readonly key: string } & (
  | { readonly event: "vault-key-making"; readonly customer: string }
  | { readonly event: "vault-key-made"; readonly fingerprint: string }
  | { readonly event: "vault-certificate-storing"; readonly serial: string; readonly issuer: string }
  | { readonly event: "vault-certificate-stored"; readonly serial: string; readonly issuer: string }
  | { readonly event: "vault-key-destroying" }
  | { readonly event: "vault-key-destroyed" }
  | { readonly event: "pin-verified"; readonly challenge: string }
  | { readonly event: "pin-refused"; readonly left: number }
  | { readonly event: "pin-locked" }
  | { readonly event: "pin-changing" }
  | { readonly event: "pin-changed" }
  /** The vault did not say whether it changed it. */
  | { readonly event: "pin-in-doubt" }
);

/** A PIN that is being chosen. */
export type PinFact =
  | { readonly event: "pin-rejected"; readonly rule: string }
  | { readonly event: "pin-set" }
  /** A joint certificate after all, or a financial one. */
  | { readonly event: "service-changed"; readonly service: string };
