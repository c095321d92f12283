// Courses of random guesses, clocks and power cuts, answered by a branch and by counting on paper.

import assert from "node:assert/strict";
import fc from "fast-check";
import { type Action, Model } from "./attempts-model.ts";
import { Visitor, type World } from "./attempts-world.ts";
import { PowerCut } from "./in-memory.ts";

const start = Date.parse("2026-11-23T09:00:00+09:00");

const cell = fc.integer({ min: 1, max: 30 });
const cells = fc.tuple(cell, cell).filter(([one, two]) => one !== two);
const minutes = fc.integer({ min: -3, max: 4 });
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("account" as const),
      whose: fc.constantFrom("hong" as const, "kim" as const, "nobody" as const),
      right: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("draw" as const), cells }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("card" as const), right: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("otp" as const),
      offset: fc.option(fc.integer({ min: -3, max: 3 }), { freq: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("resync" as const),
      offset: fc.integer({ min: -205, max: 205 }),
      consecutive: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("unlock" as const),
      kind: fc.constantFrom("account" as const, "security-card" as const, "otp" as const, "phone" as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: "send" as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("code" as const), right: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("call" as const), keyed: fc.constantFrom("right", "wrong") }) },
  {
    weight: 4,
    arbitrary: minutes.map((count) => ({ do: "wait" as const, milliseconds: count * 60_000 + 1 })),
  },
);
const course = fc.array(
  fc.tuple(
    action,
    fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
  ),
  {
    minLength: 1,
    maxLength: 60,
    size: "max",
  },
);
type Course = readonly (readonly [Action, boolean])[];

function guessed(action: Action): string | null {
  switch (action.do) {
    case "account":
      return `account ${action.whose}`;
    case "card":
    case "otp":
      return action.do;
    case "code":
    case "call":
      return "phone";
    case "resync":
      return "otp";
    case "draw":
    case "unlock":
    case "send":
    case "wait":
      return null;
  }
}

/** Counts what the branch really answered, without the model. */
class Tally {
  readonly #wrong = new Map<string, number>();

  take(action: Action, says: string): void {
    if (action.do === "unlock") {
      const opened = { account: "account hong", "security-card": "card", otp: "otp", phone: "phone" }[action.kind];
      this.#wrong.set(opened, 0);
    }
    const what = guessed(action);
    if (what === null) return;
    if (/^(identified|.*-verified|otp-resynchronised)$/.test(says)) this.#wrong.set(what, 0);
    // An answer with the tries that are left tells that the guess was wrong.
    if (!/ \d$/.test(says)) return;
    const wrong = (this.#wrong.get(what) ?? 0) + 1;
    this.#wrong.set(what, wrong);
    const limit = what === "otp" ? 10 : 5;
    assert.ok(wrong < limit, `${wrong} wrong answers in a row to ${what}`);
  }
}

export type Seen = { answers: number; cuts: number };

/** Null: the power was cut, and nobody saw an answer. */
async function answerOf(visitor: Visitor, action: Action): Promise<string | null> {
  try {
    return await visitor.does(action);
  } catch (error) {
    if (error instanceof PowerCut) return null;
    throw error;
  }
}

async function follow(world: World, steps: Course, seen: Seen): Promise<void> {
  const model = new Model(start);
  const visitor = new Visitor(world, start);
  const tally = new Tally();
  for (const [action, cut] of steps) {
    const rows = world.rows();
    world.cut(cut);
    const says = await answerOf(visitor, action);
    world.cut(false);
    if (says === null) {
      assert.equal(world.rows(), rows);
      model.restarted();
      visitor.restarted();
      seen.cuts++;
      continue;
    }
    const expected = model.does(action);
    assert.ok(!cut || expected.rows === 0, `${says} was answered before it was stored`);
    assert.deepEqual({ says, rows: world.rows() - rows }, expected, action.do);
    tally.take(action, says);
    seen.answers++;
  }
  for (const [at, step] of model.spent.entries()) assert.ok(step > (model.spent[at - 1] ?? -1), "a replay");
}

/** Rejects with the shortest course in which a branch and the model answer differently. */
export async function checkCourses(open: () => World, numRuns: number): Promise<Seen> {
  const seen: Seen = { answers: 0, cuts: 0 };
  const property = fc.asyncProperty(course, async (steps) => {
    const world = open();
    try {
      await follow(world, steps, seen);
    } finally {
      world.close();
    }
  });
  await fc.assert(property, { numRuns });
  return seen;
}
