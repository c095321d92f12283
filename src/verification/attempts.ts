// One mechanism for every secret that can be guessed: counted over all channels, terminals and restarts.

/** What is being guessed at: `{ kind: "account", id: "01234502100017" }`; a PIN by its key's name in the vault. */
export type Target = {
  readonly kind: "account" | "security-card" | "otp" | "staff" | "phone" | "pin" | "ticket";
  readonly id: string;
};

/** Failures in a row after which a target is locked (npki rules; configuration). */
export type Limits = Readonly<Record<Target["kind"], number>>;

export const defaultLimits: Limits = { account: 5, "security-card": 5, otp: 10, staff: 5, phone: 5, pin: 5, ticket: 5 };

/** Synchronous: read and changed inside the transaction that also holds the journal row. */
export type Attempts = {
  /** Failures in a row so far. */
  failures(target: Target): number;
  isLocked(target: Target): boolean;
  /** Counts one failure and locks at the limit. */
  fail(target: Target, limit: number): { readonly left: number };
  succeed(target: Target): void;
  /** An officer's act, never an answer's: no failures, no lock. */
  unlock(target: Target): void;
};
