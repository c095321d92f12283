// What is recorded of a security token that a certificate goes onto: by its label; its PIN never, nor how long it is.

type Named = { readonly token: string };

export type TokenFact =
  | ({ readonly event: "token-inserted" } & Named)
  | ({ readonly event: "token-removed" } & Named)
  | ({ readonly event: "token-chosen" } & Named)
  | ({ readonly event: "token-opened" } & Named)
  /** `why`: the PIN, or what PKCS#11 calls the fault. */
  | ({ readonly event: "token-refused"; readonly why: string } & Named)
  /** `key`: the end of its label on the token, by which it is found when its making was cut off. */
  | ({ readonly event: "token-key-making"; readonly key: string } & Named)
  | ({ readonly event: "token-key-made"; readonly key: string } & Named)
  | ({ readonly event: "token-key-removing"; readonly key: string } & Named)
  | ({ readonly event: "token-key-removed"; readonly key: string } & Named)
  | ({ readonly event: "certificate-storing"; readonly serial: string } & Named)
  | ({ readonly event: "certificate-stored"; readonly serial: string } & Named)
  | ({ readonly event: "token-proving"; readonly serial: string } & Named)
  | ({ readonly event: "token-proven"; readonly serial: string } & Named)
  | ({ readonly event: "token-closed" } & Named)
  /** What was begun there and not finished was taken off again, or could not be. */
  | ({ readonly event: "token-cleared"; readonly result: string } & Named);
