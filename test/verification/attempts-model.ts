// What a branch must answer to guesses, written a second time on paper: counters, locks, one challenge, one token, one message.

import { cardCode, tokenSeed } from "../../hardware/rehearsal-fixture.ts";
import type { Target } from "../../src/verification/attempts.ts";
import { hotp } from "../../src/verification/otp.ts";

export const accounts = {
  hong: { number: "01234502100017", password: "1357" },
  kim: { number: "01234502200025", password: "2468" },
  nobody: { number: "01234509900099", password: "0000" },
} as const;
export const hongsResidentNumber = "9001011234567";
export const card = "710000012345";
export const token = "0110000042";
export const tokenPeriod = 60_000;

export type Action =
  | { readonly do: "account"; readonly whose: keyof typeof accounts; readonly right: boolean }
  | { readonly do: "draw"; readonly cells: readonly [number, number] }
  | { readonly do: "card"; readonly right: boolean }
  /** The code of the step that is `offset` away from the branch's clock; null: no code at all. */
  | { readonly do: "otp"; readonly offset: number | null }
  /** The codes of this step and of the next one, or of the one behind that. */
  | { readonly do: "resync"; readonly offset: number; readonly consecutive: boolean }
  /** By an officer; the request that leads to it is another matter. */
  | { readonly do: "unlock"; readonly kind: Kind }
  | { readonly do: "send" }
  | { readonly do: "code"; readonly right: boolean }
  | { readonly do: "call"; readonly keyed: "right" | "wrong" }
  | { readonly do: "wait"; readonly milliseconds: number };

/** What was answered, and how many rows the journal has more. */
export type Answer = { readonly says: string; readonly rows: number };

export type Kind = keyof typeof limits;
const limits = { account: 5, "security-card": 5, otp: 10, phone: 5 } as const;

/** Whose lock of each kind an officer opens. */
const lockedId = { account: "hong", "security-card": card, otp: token, phone: "hong" } as const;

/** The branch's own name for it. */
export function targetOf(kind: Kind): Target {
  return { kind, id: kind === "account" ? accounts.hong.number : lockedId[kind] };
}

/** What is typed as a code at this time. */
export function otpCode(now: number, offset: number | null): string {
  return offset === null ? "none" : hotp(tokenSeed(token), Math.floor(now / tokenPeriod) + offset, 6).toString();
}

/** The right halves of a challenge. */
export function halves(cells: readonly [number, number]): readonly [string, string] {
  return [cardCode(card, cells[0]).slice(0, 2), cardCode(card, cells[1]).slice(2)];
}

export class Model {
  now: number;
  challenge: readonly [number, number] | null = null;
  /** The steps that were spent, in the order in which they were. */
  readonly spent: number[] = [];
  #failures = new Map<string, number>();
  #drift = 0;
  #message: { until: number; wrong: number } | null = null;

  constructor(start: number) {
    this.now = start;
  }

  /** The process ended: what was only in its memory is gone. */
  restarted(): void {
    this.#message = null;
  }

  does(action: Action): Answer {
    switch (action.do) {
      case "account": {
        const right = action.right && action.whose === "hong";
        return this.#judge("account", action.whose, right, ["identified", "not-identified", "account-locked"]);
      }
      case "draw":
        if (this.#locked("security-card", card)) return { says: "medium-locked", rows: 1 };
        this.challenge ??= action.cells;
        return { says: `challenge-drawn ${this.challenge.join(" ")}`, rows: 1 };
      case "card":
        return this.#card(action.right);
      case "otp":
        return this.#otp(otpCode(this.now, action.offset));
      case "resync":
        return this.#resync(action.offset, action.consecutive);
      case "unlock":
        this.#failures.set(`${action.kind} ${lockedId[action.kind]}`, 0);
        return { says: "unlocked", rows: 0 };
      case "send":
        if (this.#locked("phone", "hong")) return { says: "phone-locked", rows: 1 };
        this.#message = { until: this.now + 180_000, wrong: 0 };
        return { says: "code-sent", rows: 1 };
      case "code":
        return this.#code(action.right);
      case "call": {
        if (this.#locked("phone", "hong")) return { says: "phone-locked", rows: 1 };
        const answer = this.#phone(action.keyed === "right");
        return { ...answer, rows: answer.rows + 1 };
      }
      case "wait":
        this.now += action.milliseconds;
        return { says: "waited", rows: 0 };
    }
  }

  #locked(kind: Kind, id: string): boolean {
    return (this.#failures.get(`${kind} ${id}`) ?? 0) >= limits[kind];
  }

  #judge(
    kind: Kind,
    id: string,
    right: boolean,
    says: readonly [right: string, wrong: string, locked: string],
  ): Answer {
    const key = `${kind} ${id}`;
    if (this.#locked(kind, id)) return { says: says[2], rows: 1 };
    if (right) {
      this.#failures.set(key, 0);
      return { says: says[0], rows: 1 };
    }
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    const left = limits[kind] - failures;
    return left === 0 ? { says: says[2], rows: 2 } : { says: `${says[1]} ${left}`, rows: 1 };
  }

  #card(right: boolean): Answer {
    if (!this.challenge) return { says: "medium-unavailable", rows: 1 };
    const answer = this.#judge("security-card", card, right, ["card-verified", "card-refused", "medium-locked"]);
    if (answer.says === "card-verified") this.challenge = null;
    return answer;
  }

  #otp(code: string): Answer {
    const step = Math.floor(this.now / tokenPeriod);
    const near = [0, -1, 1].map((offset) => step + this.#drift + offset);
    const matching = near.filter((each) => hotp(tokenSeed(token), each, 6).toString() === code);
    const fresh = matching.find((each) => each > (this.spent.at(-1) ?? -1));
    const refused = matching.length > 0 ? "otp-refused spent" : "otp-refused wrong";
    const answer = this.#judge("otp", token, fresh !== undefined, ["otp-verified", refused, "medium-locked"]);
    if (answer.says === "otp-verified" && fresh !== undefined) {
      this.spent.push(fresh);
      this.#drift = fresh - step;
    }
    return answer;
  }

  /** Two hundred steps to either side, both behind the last that was spent. */
  #resync(offset: number, consecutive: boolean): Answer {
    const step = Math.floor(this.now / tokenPeriod);
    const first = step + offset;
    const searched = Math.abs(first - (step + this.#drift)) <= 200;
    const right = consecutive && searched && first > (this.spent.at(-1) ?? -1);
    const answer = this.#judge("otp", token, right, ["otp-resynchronised", "otp-resync-refused", "medium-locked"]);
    if (answer.says === "otp-resynchronised") {
      this.spent.push(first + 1);
      this.#drift = offset + 1;
    }
    return answer;
  }

  #phone(right: boolean): Answer {
    return this.#judge("phone", "hong", right, ["phone-verified", "phone-refused wrong", "phone-locked"]);
  }

  #code(right: boolean): Answer {
    const message = this.#message;
    if (!message) return { says: "phone-refused void", rows: 0 };
    if (this.now > message.until) {
      this.#message = null;
      return { says: "phone-refused expired", rows: 1 };
    }
    if (!right && ++message.wrong === 3) this.#message = null;
    const answer = this.#phone(right);
    if (answer.says === "phone-verified") this.#message = null;
    return this.#message === null ? { ...answer, says: answer.says.replace("refused wrong", "refused void") } : answer;
  }
}
