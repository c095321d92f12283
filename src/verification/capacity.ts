// Who stands at the counter for a customer, and the papers that he must bring. Pure.

/** `minor`: the customer himself, 14 to 18 years old. */
export type Capacity = "self" | "minor" | "representative" | "proxy";

export type Paper = "consent" | "family-certificate" | "basic-certificate" | "mandate" | "seal-certificate";

/** Full age under the Civil Act §4, and the age from which a child may ask for a certificate with consent. */
export const fullAge = 19;
export const youngestAge = 14;

/** In the order of the digits that choose them: the first one is the usual one. */
export function capacitiesAt(age: number): readonly Capacity[] {
  if (age >= fullAge) return ["self", "proxy"];
  return age >= youngestAge ? ["minor", "representative"] : ["representative"];
}

/** Beside the visitor's own document, which is recorded like any other. */
export function papersOf(capacity: Capacity): readonly Paper[] {
  switch (capacity) {
    case "self":
      return [];
    case "minor":
      return ["consent", "family-certificate"];
    case "representative":
      return ["family-certificate", "basic-certificate"];
    case "proxy":
      return ["mandate", "seal-certificate"];
  }
}
