// What ails a simulated vault.

/** `hangs`: it never answers, and does nothing. `loses-answers`: it does what it is told, and nobody hears that it did. */
export const vaultFaults = ["none", "slow", "fails", "garbage", "cut-off", "hangs", "loses-answers", "twice"] as const;

export type VaultFault = (typeof vaultFaults)[number];
