// What ails a simulated core bank.

/**
 * `hangs`: it never answers, and books nothing. `loses-answers`: it books what it is told, and nobody hears that it did.
 * `twice`: each request reaches it two times.
 */
export const bankFaults = ["none", "slow", "fails", "garbage", "cut-off", "hangs", "loses-answers", "twice"] as const;

export type BankFault = (typeof bankFaults)[number];
