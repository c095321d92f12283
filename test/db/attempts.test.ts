// Attempts are counted for good: over restarts, kills and locks.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { openAttempts } from "../../db/attempts.ts";
import { defaultLimits, type Target } from "../../src/verification/attempts.ts";
import { branch } from "./branch.ts";
import { newFolder } from "./new-journal.ts";
import { strongboxOf, trainingBranch } from "./training-branch.ts";

const account: Target = { kind: "account", id: "01234502100017" };

describe("attempts", () => {
  it("lock at the limit, and a right answer opens no lock", () => {
    const database = branch(join(newFolder(), "branch.db"));
    const attempts = openAttempts(database, strongboxOf(1));
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].map(() => attempts.fail(account, 5).left),
      [4, 3, 2, 1, 0, 0],
    );
    assert.equal(attempts.isLocked(account), true);
    attempts.succeed(account);
    assert.equal(attempts.isLocked(account), true);
    assert.equal(attempts.isLocked({ ...account, kind: "phone" }), false);
    database.close();
  });

  it("behave as counting on paper does, whatever the order, at whichever terminal, and however often one opens again", () => {
    const file = join(newFolder(), "branch.db");
    const terminal = () => {
      const database = branch(file);
      return { database, attempts: openAttempts(database, strongboxOf(1)) };
    };
    const terminals = [terminal(), terminal(), terminal()];
    let run = 0;
    const step = fc.tuple(fc.constantFrom("fail", "succeed", "reopen"), fc.nat(terminals.length - 1));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.integer({ min: 1, max: 6 }), (steps, limit) => {
        const target: Target = { kind: "otp", id: String(run++) };
        let failures = 0;
        let locked = false;
        for (const [each, at] of steps) {
          const here = terminals[at] ?? terminal();
          if (each === "reopen") {
            here.database.close();
            terminals[at] = terminal();
          } else if (each === "fail") {
            failures += 1;
            locked ||= failures >= limit;
            assert.equal(here.attempts.fail(target, limit).left, locked ? 0 : limit - failures);
          } else {
            here.attempts.succeed(target);
            if (!locked) failures = 0;
          }
          for (const { attempts } of terminals)
            assert.deepEqual([attempts.failures(target), attempts.isLocked(target)], [failures, locked]);
        }
      }),
      { numRuns: 50 },
    );
    for (const { database } of terminals) database.close();
  });

  it("give no try twice to processes that count at the same time", async () => {
    const file = join(newFolder(), "branch.db");
    branch(file).close();
    const program = fileURLToPath(new URL("./attempt-child.ts", import.meta.url));
    const children = [1, 2, 3, 4].map(() => fork(program, [file], { execArgv: ["--import", "tsx"] }));
    const left = await Promise.all(children.map(async (child) => Number((await once(child, "message"))[0])));
    const gone = children.map((child) => once(child, "exit"));
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(gone);
    assert.deepEqual(left.toSorted(), [1, 2, 3, 4]);
  });

  it("are on the disk before the answer: a process killed after each one gives no free try", async () => {
    const file = join(newFolder(), "branch.db");
    branch(file).close();
    const program = fileURLToPath(new URL("./attempt-child.ts", import.meta.url));
    for (let expected = 4; expected >= 2; expected--) {
      const child = fork(program, [file], { execArgv: ["--import", "tsx"] });
      const [left] = await once(child, "message");
      child.kill("SIGKILL");
      await once(child, "exit");
      assert.equal(left, expected);
    }
    const database = branch(file);
    assert.equal(openAttempts(database, strongboxOf(1)).failures(account), 3);
    database.close();
  });

  it("start with the training branch's locked token", async () => {
    const { database, strongbox } = await trainingBranch();
    const attempts = openAttempts(database, strongbox);
    assert.equal(attempts.isLocked({ kind: "otp", id: "0110000044" }), true);
    assert.equal(attempts.failures({ kind: "otp", id: "0110000044" }), defaultLimits.otp);
    assert.equal(attempts.isLocked({ kind: "otp", id: "0110000042" }), false);
    database.close();
  });
});
