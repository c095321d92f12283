// What a simulated phone gateway does: how its phones answer, and ways to fail.

/**
 * `hangs`: it never answers. `loses-answers`: it does what it is told, and nobody hears that it did. `twice`: each request
 * reaches it two times.
 */
export const gatewayBehaviours = [
  "answers",
  "wrong",
  "silent",
  "busy",
  "unreachable",
  "slow",
  "fails",
  "garbage",
  "cut-off",
  "hangs",
  "loses-answers",
  "twice",
] as const;

export type GatewayBehaviour = (typeof gatewayBehaviours)[number];
