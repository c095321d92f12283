// What ails a simulated institution.

/**
 * `hangs`: it never answers, and does nothing. `loses-answers`: it does what it is told, and nobody hears that it did.
 * `twice`: each request reaches it two times.
 */
export const serverFaults = ["none", "slow", "fails", "garbage", "cut-off", "hangs", "loses-answers", "twice"] as const;

export type ServerFault = (typeof serverFaults)[number];
