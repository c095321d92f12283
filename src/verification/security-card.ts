// Security cards (보안카드): two cells are asked, half of each; the same two until they are answered right.

import { timingSafeEqual } from "node:crypto";
import type { Secret } from "../secret.ts";
import { judge, type Verifying } from "./judge.ts";
import { askedSerialDigits } from "./medium.ts";
import type { SecurityCard } from "./registry.ts";

export type ChallengeOutcome =
  | { readonly type: "challenge-drawn"; readonly cells: readonly [number, number] }
  | { readonly type: "medium-locked" }
  | { readonly type: "medium-unavailable" };

export type CardOutcome =
  | { readonly type: "card-verified" }
  /** Which of the three answers was wrong is not said. */
  | { readonly type: "card-refused"; readonly left: number }
  | { readonly type: "medium-locked" }
  | { readonly type: "medium-unavailable" };

export type CardAnswer = {
  /** The last digits of the card's own serial number. */
  readonly serialDigits: Secret;
  /** The first two digits of the first cell's code. */
  readonly first: Secret;
  /** The last two digits of the second cell's code. */
  readonly second: Secret;
};

/** `random(n)` is a number from 0 to n - 1. A challenge that was not answered right is asked again, whatever came between. */
export function drawChallenge(
  verifying: Verifying,
  serial: string,
  random: (below: number) => number,
): ChallengeOutcome {
  const { attempts, transactions, journal, about } = verifying;
  return transactions.run((): ChallengeOutcome => {
    const card = cardInUse(verifying, serial);
    if (!card) return { type: "medium-unavailable" };
    if (attempts.isLocked({ kind: "security-card", id: serial })) {
      journal.append({ event: "card-locked", serial }, about);
      return { type: "medium-locked" };
    }
    const kept = card.challenge;
    const cells = kept ?? twoCells(card.cells, random);
    if (!kept) card.keepChallenge(cells);
    journal.append(
      { event: kept ? "card-challenge-kept" : "card-challenge-drawn", serial, cells: cells.join(" ") },
      about,
    );
    return { type: "challenge-drawn", cells };
  });
}

/** Null, and recorded, for one that was lost or replaced, though its customer was asked for it when it was his. */
function cardInUse({ registry, journal, about }: Verifying, serial: string): SecurityCard | null {
  const card = registry.securityCard(serial);
  if (card?.state === "bound") return card;
  journal.append({ event: "medium-unavailable", serial, why: card?.state ?? "no such card" }, about);
  return null;
}

function twoCells(cells: number, random: (below: number) => number): readonly [number, number] {
  const first = random(cells);
  const second = (first + 1 + random(cells - 1)) % cells;
  return [first + 1, second + 1];
}

/** All three answers are compared, right or not; only a right one clears the challenge. */
export function checkCard(verifying: Verifying, serial: string, answer: CardAnswer): CardOutcome {
  return verifying.transactions.run((): CardOutcome => {
    const card = cardInUse(verifying, serial);
    if (!card) return { type: "medium-unavailable" };
    const cells = card.challenge;
    if (!cells) {
      const why = "no challenge was drawn";
      verifying.journal.append({ event: "medium-unavailable", serial, why }, verifying.about);
      return { type: "medium-unavailable" };
    }
    const asked = cells.join(" ");
    const serialRight = answer.serialDigits.use((digits) => sameDigits(digits, serial.slice(-askedSerialDigits)));
    const firstRight = answer.first.use((digits) => card.checkHalf(cells[0], "first", digits));
    const secondRight = answer.second.use((digits) => card.checkHalf(cells[1], "second", digits));
    const verdict = judge(verifying, {
      target: { kind: "security-card", id: serial },
      right: serialRight && firstRight && secondRight,
      spend: () => card.keepChallenge(null),
      verified: { event: "card-verified", serial, cells: asked },
      refused: (left) => ({ event: "card-refused", serial, cells: asked, left }),
      locked: { event: "card-locked", serial },
    });
    switch (verdict.type) {
      case "right":
        return { type: "card-verified" };
      case "wrong":
        return { type: "card-refused", left: verdict.left };
      case "locked":
        return { type: "medium-locked" };
    }
  });
}

function sameDigits(typed: Uint8Array, digits: string): boolean {
  const wanted = Buffer.from(digits, "ascii");
  return typed.length === wanted.length && timingSafeEqual(typed, wanted);
}
