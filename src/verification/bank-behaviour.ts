// What a rehearsed bank, or a rehearsed vault, does when it is asked. Pure.

/** `silent`: it hears nothing. `loses-answers`: it does what it is told, and nobody hears that it did. */
export type BankBehaviour = "answers" | "silent" | "loses-answers";

export const bankBehaviours: readonly BankBehaviour[] = ["answers", "silent", "loses-answers"];

/** `answers-once`: what it is told next, and nothing behind it. */
export type VaultBehaviour = BankBehaviour | "answers-once";

export const vaultBehaviours: readonly VaultBehaviour[] = [...bankBehaviours, "answers-once"];
