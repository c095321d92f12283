// What an open field takes: whose it is, which characters, how many, and whether anyone may see them.

export type SecretName =
  | "staff-password"
  | "staff-password-new"
  | "staff-password-again"
  | "approver-password"
  | "resident-number"
  | "account-password"
  | "phone-code"
  | "card-serial"
  | "card-first"
  | "card-second"
  | "otp"
  | "otp-second"
  | "pin"
  | "pin-again"
  | "pin-proof"
  | "ticket-code"
  | "key-password"
  | "token-pin"
  | "certificate-password"
  | "certificate-password-again";

/** Whose hands the field waits for; at a kiosk all hands are the customer's. */
export type Party = "customer" | "teller";

export type Field =
  /** `characters: "password"` takes letters from a keyboard, or two presses a character from a keypad (the password grid). */
  | {
      readonly type: "secret";
      readonly name: SecretName;
      readonly characters: "digits" | "password";
      readonly minimum: number;
      readonly maximum: number;
      readonly by: Party;
    }
  | { readonly type: "digits"; readonly minimum: number; readonly maximum: number; readonly by: Party }
  | { readonly type: "text"; readonly minimum: number; readonly maximum: number; readonly by: Party };
