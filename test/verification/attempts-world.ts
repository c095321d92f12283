// Branches that a model is held against, in memory and on a disk, and a customer who does to them what he is told.

import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openAttempts } from "../../db/attempts.ts";
import { openAuditRows } from "../../db/audit-rows.ts";
import { beginJournal } from "../../db/begin-journal.ts";
import { openEmbeddedBank } from "../../db/core-bank.ts";
import { openRegistry } from "../../db/registry.ts";
import { openStaff } from "../../db/staff.ts";
import { writeTrainingData } from "../../db/training-data.ts";
import { Secret } from "../../src/secret.ts";
import { checkAccount } from "../../src/verification/account.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import type { CoreBank } from "../../src/verification/core-bank.ts";
import type { Verifying } from "../../src/verification/judge.ts";
import { checkOtp } from "../../src/verification/otp.ts";
import { resynchronise } from "../../src/verification/otp-resync.ts";
import { type CallOutcome, PhoneCheck, type PhoneGateway } from "../../src/verification/phone.ts";
import { checkCard, drawChallenge } from "../../src/verification/security-card.ts";
import { branch } from "../db/branch.ts";
import { firstKey, home, journalOf, newFolder } from "../db/new-journal.ts";
import { strongboxOf } from "../db/training-branch.ts";
import {
  type Action,
  accounts,
  card,
  halves,
  hongsResidentNumber,
  otpCode,
  targetOf,
  token,
} from "./attempts-model.ts";
import { CounterBank } from "./counter-bank.ts";
import { about, idOf, MemoryBranch, PowerCut } from "./in-memory.ts";

export type World = {
  readonly verifying: Verifying;
  readonly bank: Pick<CoreBank, "lookUp" | "checkPassword">;
  rows(): number;
  /** The next transactions are thrown away at their end. */
  cut(on: boolean): void;
  close(): void;
};

export function inMemory(): World {
  const memory = new MemoryBranch();
  const cut = (on: boolean): void => {
    memory.trouble = on ? "power-cut" : null;
  };
  const bank = new CounterBank(memory.verifying.registry);
  return { verifying: memory.verifying, bank, rows: () => memory.facts.length, cut, close: () => {} };
}

/** A folder with a new training branch, to be copied. */
export async function newBranch(): Promise<string> {
  const folder = newFolder();
  const { file, means } = home(folder);
  const database = branch(file);
  assert.deepEqual(await writeTrainingData(database, strongboxOf(9), defaultLimits), { type: "written" });
  assert.deepEqual(beginJournal(database, means, firstKey()), { type: "begun" });
  database.close();
  return folder;
}

export function onDisk(template: string): World {
  const folder = join(newFolder(), "branch");
  cpSync(template, folder, { recursive: true });
  const { file, means } = home(folder);
  const database = branch(file);
  const journal = journalOf(database, means);
  const audit = openAuditRows(database);
  let cutting = false;
  let depth = 0;
  const run = <T>(work: () => T): T =>
    database.transactions.run(() => {
      depth++;
      try {
        const answer = work();
        if (cutting && depth === 1) throw new PowerCut();
        return answer;
      } finally {
        depth--;
      }
    });
  const registry = openRegistry(database, strongboxOf(9));
  const bank = openEmbeddedBank(database, strongboxOf(9), registry);
  const verifying: Verifying = {
    registry,
    staff: openStaff(database),
    attempts: openAttempts(database, strongboxOf(9)),
    transactions: { run },
    journal: {
      append: (fact, whom) => run(() => journal.append(fact, whom)),
      appendAll: (facts, whom) => run(() => journal.appendAll(facts, whom)),
      seal: () => journal.seal(),
    },
    limits: defaultLimits,
    about,
  };
  const cut = (on: boolean): void => {
    cutting = on;
  };
  const close = (): void => {
    database.close();
    rmSync(folder, { recursive: true });
  };
  return { verifying, bank, rows: () => audit.last()?.seq ?? -1, cut, close };
}

/** One customer at one branch: acts, and says what he was answered. */
export class Visitor {
  readonly #world: World;
  #now: number;
  #phone: PhoneCheck;
  #code = "";
  #keyed: "right" | "wrong" = "right";
  #cells: readonly [number, number] = [1, 2];

  constructor(world: World, now: number) {
    this.#world = world;
    this.#now = now;
    this.#phone = this.#newPhone();
  }

  restarted(): void {
    this.#phone = this.#newPhone();
  }

  async does(action: Action): Promise<string> {
    const { verifying, bank } = this.#world;
    switch (action.do) {
      case "account": {
        const by = { type: "resident-number", digits: Secret.fromText(hongsResidentNumber) } as const;
        const { number: account, password } = accounts[action.whose];
        const typed = Secret.fromText(action.right ? password : "9999");
        return words(await checkAccount(verifying, bank, { by, account, password: typed }));
      }
      case "draw":
        return this.#draw(action.cells);
      case "card": {
        const [first, second] = action.right ? halves(this.#cells) : (["", ""] as const);
        const answer = { serialDigits: Secret.fromText(card.slice(-4)), first: Secret.fromText(first) };
        return words(checkCard(verifying, card, { ...answer, second: Secret.fromText(second) }));
      }
      case "otp": {
        const code = Secret.fromText(otpCode(this.#now, action.offset));
        return words(checkOtp(verifying, token, code, new Date(this.#now)));
      }
      case "resync": {
        const [first, second] = [action.offset, action.offset + (action.consecutive ? 1 : 2)].map((offset) =>
          Secret.fromText(otpCode(this.#now, offset)),
        );
        assert.ok(first && second);
        return words(resynchronise(verifying, token, first, second, new Date(this.#now)));
      }
      case "unlock":
        verifying.transactions.run(() => verifying.attempts.unlock(targetOf(action.kind)));
        return "unlocked";
      case "send":
        return words(await this.#phone.sendCode(verifying, idOf("hong"), 0, new AbortController().signal));
      case "code":
        return words(this.#phone.checkCode(verifying, Secret.fromText(action.right ? this.#code : "000000")));
      case "call":
        return this.#call(action.keyed);
      case "wait":
        this.#now += action.milliseconds;
        return "waited";
    }
  }

  #draw([one, two]: readonly [number, number]): string {
    // Draws that lead to these two cells.
    const draws = [one - 1, (two - one - 1 + 30) % 30];
    const drawn = drawChallenge(this.#world.verifying, card, () => draws.shift() ?? 0);
    if (drawn.type !== "challenge-drawn") return drawn.type;
    this.#cells = drawn.cells;
    return `challenge-drawn ${drawn.cells.join(" ")}`;
  }

  async #call(keyed: "right" | "wrong"): Promise<string> {
    this.#keyed = keyed;
    const started = this.#phone.startCall(this.#world.verifying, idOf("hong"), 0);
    if (started.type === "phone-locked") return started.type;
    return words(await this.#phone.finishCall(this.#world.verifying, new AbortController().signal));
  }

  #newPhone(): PhoneCheck {
    const gateway: PhoneGateway = {
      call: async (): Promise<CallOutcome> => ({ type: "answered", keyed: this.#keyed }),
      text: async ({ code }) => {
        this.#code = code;
        return { type: "sent" };
      },
    };
    const clock = { now: () => new Date(this.#now), after: () => () => {} };
    return new PhoneCheck({ gateway, clock, random: (low) => low + 111_111 });
  }
}

type Outcome = { readonly type: string; readonly why?: string; readonly left?: number | null };

function words({ type, why, left }: Outcome): string {
  return [type, why, left].filter((word) => word !== undefined && word !== null).join(" ");
}
