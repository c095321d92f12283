// Fees over a bad line, with power cuts at every step: what the rows say is what was taken, and nothing stays in doubt.

import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { type ChargeOutcome, charge, type Fee, giveBack, settleFees } from "../../src/acts/fee.ts";
import { JournalUnwritable } from "../../src/audit/journal.ts";
import { newBranch } from "../verification/attempts-world.ts";
import { PowerCut } from "../verification/in-memory.ts";
import { FeeWorld, hong, kim, type Line } from "./fee-world.ts";

type About = { readonly ceremony: string; readonly staff: null };

const amount = 4_400;
const world = new FeeWorld(await newBranch());
let ceremonies = 0;
after(() => world.close());

/** A ceremony of its own at a terminal of its own, over this line. */
function begin(line: readonly Line[] = [], payer = hong): { readonly fee: Fee; readonly about: About } {
  const number = ++ceremonies;
  world.sitDownAt(`T-${number}`);
  world.line = [...line];
  return { fee: { key: `fee-${number}`, amount, ...payer }, about: { ceremony: `c-${number}`, staff: null } };
}

/** Null: the power went. */
async function survive<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PowerCut) return null;
    throw error;
  }
}

const final = ["charged", "refused", "returned"];

/** After settling over a good line: rows, bank and journal tell the same story of every debit. */
async function holds(total: number, keys: readonly string[]): Promise<void> {
  assert.deepEqual(world.fees.debits.open(world.fees.house.terminal), []);
  for (let time = 0; time < 2; time++) {
    assert.equal(world.balance(hong.account) + world.balance(kim.account) + world.taken(), total);
    for (const key of keys) {
      const state = world.stateOf(key) ?? "none";
      const booked = await world.booked(key);
      const events = world.events(key);
      assert.ok(final.includes(state), `${key} is ${state}`);
      assert.equal(booked === "charged", state === "charged", `${key} is ${state}, and ${booked} at the bank`);
      assert.notEqual(booked, "never-booked", `${key} may still be booked`);
      for (const once of ["fee-charging", "fee-charged", "fee-refused", "fee-returning", "fee-returned"])
        assert.ok(events.filter((event) => event === once).length <= 1, `${key}: ${events.join()}`);
      assert.equal(events[0], "fee-charging");
      assert.equal(events.at(-1), `fee-${state}`);
    }
    // What comes late changes nothing.
    await world.deliver();
  }
}

describe("a fee", () => {
  it("is recorded, taken, recorded", async () => {
    const { fee, about } = begin();
    const before = world.balance(hong.account);
    assert.deepEqual(await charge(world.fees, fee, about), { type: "fee-charged" });
    assert.equal(world.balance(hong.account), before - amount);
    assert.equal(world.stateOf(fee.key), "charged");
    assert.deepEqual(world.events(fee.key), ["fee-charging", "fee-charged"]);
    assert.deepEqual(await giveBack(world.fees, fee.key, about), { type: "fee-returned" });
    assert.deepEqual(await giveBack(world.fees, fee.key, about), { type: "fee-returned" });
    assert.equal(world.balance(hong.account), before);
    assert.deepEqual(world.events(fee.key), ["fee-charging", "fee-charged", "fee-returning", "fee-returned"]);
  });

  it("is refused with the bank's reason, and there is nothing to give back", async () => {
    const { fee, about } = begin([], kim);
    assert.deepEqual(await charge(world.fees, fee, about), { type: "fee-refused", why: "too-little" });
    assert.deepEqual(await giveBack(world.fees, fee.key, about), { type: "nothing-taken" });
    assert.equal(world.balance(kim.account), 3_000);
    assert.deepEqual(world.events(fee.key), ["fee-charging", "fee-refused"]);
  });

  const lines: readonly (readonly [line: readonly Line[], outcome: ChargeOutcome["type"], state: string])[] = [
    [["answer-lost"], "fee-charged", "charged"],
    [["question-lost"], "fee-charged", "charged"],
    [["late", "late"], "fee-charged", "charged"],
    [["question-lost", "answer-lost"], "fee-charged", "charged"],
    [["answer-lost", "question-lost", "question-lost"], "fee-undone", "returned"],
    [["late", "late", "late", "late"], "fee-undone", "returned"],
    [["late", "question-lost", "question-lost", "answer-lost"], "fee-undone", "returned"],
    [Array(6).fill("question-lost"), "fee-undone", "returning"],
    [Array(6).fill("answer-lost"), "fee-undone", "returning"],
  ];
  for (const [line, outcome, state] of lines)
    it(`is ${state} when its messages fare so: ${line.join(", ")}`, async () => {
      const { fee, about } = begin(line);
      const total = world.balance(hong.account) + world.balance(kim.account) + world.taken();
      assert.equal((await charge(world.fees, fee, about)).type, outcome);
      assert.equal(world.stateOf(fee.key), state);
      assert.equal(world.events(fee.key).includes("fee-in-doubt"), outcome === "fee-undone");
      world.line = [];
      await settleFees(world.fees);
      await holds(total, [fee.key]);
    });

  it("is not taken when it cannot be recorded", async () => {
    const { fee, about } = begin();
    const before = world.balance(hong.account);
    const journal = {
      ...world.fees.journal,
      append: () => {
        throw new JournalUnwritable();
      },
    };
    await assert.rejects(charge({ ...world.fees, journal }, fee, about), JournalUnwritable);
    assert.equal(world.stateOf(fee.key), null);
    assert.equal(world.balance(hong.account), before);
  });

  it("leaves no number of an account in rows or journal", async () => {
    const { fee, about } = begin();
    await charge(world.fees, fee, about);
    assert.equal(world.fees.debits.row(fee.key)?.account, hong.account, "the branch itself can read it");
    assert.ok(!world.holdsText(hong.account));
  });
});

describe("settling fees", () => {
  it("leaves a fee that was earned, and one whose certificate was revoked in its time", async () => {
    for (const state of ["valid", "revoked"] as const) {
      const { fee, about } = begin();
      await charge(world.fees, fee, about);
      world.earn(about.ceremony, state);
      await settleFees(world.fees);
      assert.equal(world.stateOf(fee.key), "charged");
    }
  });

  it("gives back what paid for a certificate that nobody got", async () => {
    const { fee, about } = begin();
    await charge(world.fees, fee, about);
    world.earn(about.ceremony, "written");
    await settleFees(world.fees);
    assert.equal(world.stateOf(fee.key), "returned");
  });

  it("leaves another terminal's fees, which may be on their way", async () => {
    const { fee, about } = begin();
    await charge(world.fees, fee, about);
    begin();
    await settleFees(world.fees);
    assert.equal(world.stateOf(fee.key), "charged");
  });

  it("gives back the fee of a ticket that is over at whichever terminal is open", async () => {
    for (const state of ["open", "spent", "expired", "cancelled"] as const) {
      const { fee, about } = begin();
      await charge(world.fees, fee, about);
      world.ticket(fee, state);
      begin();
      await settleFees(world.fees);
      assert.equal(world.stateOf(fee.key), state === "open" || state === "spent" ? "charged" : "returned", state);
    }
  });

  it("gives it back once when two terminals find it at the same moment", async () => {
    const [{ fee, about }, before] = [begin(), world.balance(hong.account)];
    await charge(world.fees, fee, about);
    world.ticket(fee, "expired");
    await Promise.all([settleFees(world.fees), settleFees({ ...world.fees, house: { terminal: "T-other" } })]);
    assert.equal(world.balance(hong.account), before);
    assert.deepEqual(world.events(fee.key), ["fee-charging", "fee-charged", "fee-returning", "fee-returned"]);
  });

  it("asks again at the next opening when the bank is silent, and takes nothing twice", async () => {
    const before = world.balance(hong.account);
    const { fee, about } = begin(Array(30).fill("question-lost"));
    await charge(world.fees, fee, about);
    for (let opening = 0; opening < 3; opening++) await settleFees(world.fees);
    assert.equal(world.stateOf(fee.key), "returning");
    world.line = [];
    await settleFees(world.fees);
    assert.equal(world.stateOf(fee.key), "returned");
    assert.equal(world.balance(hong.account), before);
    const rows = world.events(fee.key).length;
    await settleFees(world.fees);
    assert.equal(world.events(fee.key).length, rows, "a second time there is nothing to do");
  });
});

describe("a power cut", () => {
  const lines: readonly (readonly Line[])[] = [
    [],
    ["question-lost"],
    ["answer-lost"],
    ["late"],
    ["late", "late", "late", "question-lost"],
    ["answer-lost", "question-lost", "question-lost", "answer-lost"],
    Array(6).fill("answer-lost"),
  ];
  for (const payer of [hong, kim])
    for (const line of lines)
      it(`at any step of ${payer.customer}'s fee leaves nothing in doubt (${line.join(", ") || "a good line"})`, async () => {
        let cuts = 0;
        for (let steps = 0, cut = true; cut; steps++) {
          const { fee, about } = begin(line, payer);
          const total = world.balance(hong.account) + world.balance(kim.account) + world.taken();
          world.powerFor = steps;
          cut = (await survive(() => charge(world.fees, fee, about))) === null;
          if (cut) cuts++;
          // The power goes again while the first cut is settled, at each step in turn.
          for (let again = 0, settled = false; !settled; again++) {
            world.powerFor = again;
            settled = (await survive(() => settleFees(world.fees))) !== null || again > 60;
          }
          world.powerFor = null;
          world.line = [];
          await settleFees(world.fees);
          await holds(total, world.stateOf(fee.key) ? [fee.key] : []);
          assert.ok(steps < 60, "it never ended");
        }
        assert.ok(cuts >= 8, `${cuts} power cuts`);
      });
});

type Happening =
  | { readonly do: "charge"; readonly payer: typeof hong; readonly amount: number; readonly earn: boolean }
  | { readonly do: "give-back"; readonly which: number }
  | { readonly do: "settle" | "restart" | "deliver" };

const line = fc.array(fc.constantFrom<Line>("good", "question-lost", "answer-lost", "late"), { maxLength: 8 });
const power = fc.option(fc.nat(14), { freq: 2, nil: null });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("charge" as const),
      payer: fc.constantFrom(hong, kim),
      amount: fc.constantFrom(1_000, 2_500, 4_400),
      earn: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("give-back" as const), which: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.constantFrom({ do: "settle" as const }, { do: "deliver" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
);
const course = fc.array(fc.tuple(happening, line, power), { minLength: 1, maxLength: 14, size: "max" });

/** True when the power went. */
async function happens(what: Happening, keys: string[]): Promise<boolean> {
  switch (what.do) {
    case "charge": {
      const ceremony = `c-${++ceremonies}`;
      const fee = { key: `fee-${ceremonies}`, amount: what.amount, ...what.payer };
      keys.push(fee.key);
      const outcome = await survive(() => charge(world.fees, fee, { ceremony, staff: null }));
      if (outcome?.type === "fee-charged" && what.earn) world.earn(ceremony, "valid");
      return outcome === null;
    }
    case "give-back": {
      const key = keys[what.which % Math.max(keys.length, 1)];
      if (key === undefined || world.stateOf(key) === null) return false;
      return (await survive(() => giveBack(world.fees, key, { ceremony: "c", staff: null }))) === null;
    }
    case "settle":
      return (await survive(async () => ({ done: await settleFees(world.fees) }))) === null;
    case "restart":
      world.restart();
      return false;
    case "deliver":
      await world.deliver();
      return false;
  }
}

describe("fees, whatever happens in whatever order", () => {
  it("are what the rows say after settling: none in doubt, none booked twice", async () => {
    let [cuts, charged] = [0, 0];
    const property = fc.asyncProperty(course, async (steps) => {
      world.sitDownAt(`T-${++ceremonies}`);
      world.line = [];
      const total = world.balance(hong.account) + world.balance(kim.account) + world.taken();
      const keys: string[] = [];
      for (const [what, messages, powerFor] of steps) {
        world.line = [...messages];
        world.powerFor = powerFor;
        // After a cut nothing goes on: what was begun is met by the next settling alone.
        if (await happens(what, keys)) cuts++;
        world.powerFor = null;
      }
      world.line = [];
      await settleFees(world.fees);
      const begun = keys.filter((key) => world.stateOf(key) !== null);
      charged += begun.filter((key) => world.stateOf(key) === "charged").length;
      await holds(total, begun);
    });
    await fc.assert(property, { numRuns: 60 });
    assert.ok(cuts > 25 && charged > 0, `${cuts} power cuts, ${charged} fees taken for good`);
  });
});
