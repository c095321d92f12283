// The security medium that a customer has: a printed card of codes, or a token that shows one. Pure.

export type SecurityMedium =
  /** `cells` is 30 or 35; the serial is masked but for nothing that is asked. */
  | { readonly type: "security-card"; readonly serial: string; readonly cells: number }
  | ({ readonly type: "otp-token" } & Token)
  | ({ readonly type: "mobile-otp" } & Token);

/** `periodSeconds` is null for a token that counts presses and not time. */
type Token = { readonly serial: string; readonly digits: 6 | 8; readonly periodSeconds: number | null };

/** How many of the card serial's last digits are asked at issuance. */
export const askedSerialDigits = 4;

/** `********2345`: staff and customer see the end alone; a card's asked digits are hidden too. */
export function maskSerial(medium: SecurityMedium): string {
  const { serial } = medium;
  return medium.type === "security-card"
    ? `${serial.slice(0, 4)}${"*".repeat(Math.max(serial.length - 4, 0))}`
    : `${"*".repeat(Math.max(serial.length - 4, 0))}${serial.slice(-4)}`;
}
