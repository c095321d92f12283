// Random PINs, changes, unlocks and power cuts against a model: nobody has a try more than the limit, and no lock opens itself.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { changePin, pinTarget, provePin } from "../../src/acts/pin-proof.ts";
import type { KeyName, KeyVault } from "../../src/authority/key-vault.ts";
import { makeVaultKey, signWithVaultKey, type VaultKey } from "../../src/authority/vault-key.ts";
import { Secret } from "../../src/secret.ts";
import { defaultLimits } from "../../src/verification/attempts.ts";
import { MemoryBranch as AuthorityBranch, authorities, authorityOf, issuedBy } from "../authority/in-memory.ts";
import { MemoryBranch, PowerCut } from "../verification/in-memory.ts";

const name = "k-1" as KeyName;
const limit = defaultLimits.pin;
const pin = (digits: string): Secret => Secret.fromText(digits);
const textOf = (secret: Secret): string => secret.use((bytes) => Buffer.from(bytes).toString());

let key: VaultKey;
let certificate: Buffer;
before(async () => {
  key = await makeVaultKey();
  const pair = { publicKey: key.publicKey, privateKey: new Secret(1), r: key.r.copy(), wipe() {} };
  ({ certificate } = await issuedBy(authorityOf(new AuthorityBranch(), await authorities()), pair));
});

type World = {
  readonly branch: MemoryBranch;
  readonly vault: KeyVault;
  state: { pin: string; line: "good" | "silent" };
};

function world(): World {
  const state: World["state"] = { pin: "482915", line: "good" };
  const unreachable = { type: "vault-unreachable" } as const;
  const opens = (typed: Secret): boolean => textOf(typed) === state.pin;
  const unused = () => assert.fail("not asked for here");
  const vault: KeyVault = {
    makeKey: unused,
    storeCertificate: unused,
    destroy: unused,
    async sign(_, typed, message) {
      if (state.line === "silent") return unreachable;
      using info = Secret.from(Buffer.from(key.info));
      const signature = signWithVaultKey(info, message);
      return opens(typed) && signature ? { type: "signed", signature } : { type: "not-opened" };
    },
    async changePin(_, typed, next) {
      if (state.line === "silent") return unreachable;
      if (!opens(typed)) return { type: "not-opened" };
      state.pin = textOf(next);
      return { type: "changed" };
    },
  };
  return { branch: new MemoryBranch(), vault, state };
}

const prove = ({ branch, vault }: World, digits: string) =>
  provePin({ verifying: branch.verifying, vault }, { name, certificate }, pin(digits));
const change = ({ branch, vault }: World, old: string, next: string) =>
  changePin({ verifying: branch.verifying, vault }, name, pin(old), pin(next));

type Action =
  | { readonly do: "prove" | "change"; readonly right: boolean; readonly cut: boolean; readonly silent: boolean }
  | { readonly do: "unlock" };

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom("prove" as const, "change" as const),
      right: fc.boolean(),
      cut: fc.nat(9).map((each) => each === 0),
      silent: fc.nat(9).map((each) => each === 0),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "unlock" as const }) },
);

describe("a PIN", () => {
  it("is answered as the model says, whatever is guessed, changed, unlocked and cut off", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const at = world();
        let failures = 0;
        let guesses = 0;
        for (const act of actions) {
          if (act.do === "unlock") {
            at.branch.verifying.transactions.run(() => at.branch.verifying.attempts.unlock(pinTarget(name)));
            failures = guesses = 0;
            continue;
          }
          const { pin: right } = at.state;
          const typed = act.right ? right : "000000";
          at.branch.trouble = act.cut ? "power-cut" : null;
          at.state.line = act.silent ? "silent" : "good";
          const next = right === "482915" ? "739164" : "482915";
          const asked = act.do === "prove" ? prove(at, typed) : change(at, typed, next);
          const said = await asked.then(
            (outcome) => outcome.type + ("left" in outcome ? ` ${outcome.left}` : ""),
            (error: unknown) => (error instanceof PowerCut ? "cut" : Promise.reject(error)),
          );
          at.branch.trouble = null;
          if (said === "cut") {
            // Nobody saw an answer, and nothing was changed.
            assert.equal(at.state.pin, right);
            continue;
          }
          const locked = failures >= limit;
          const doubt = act.do === "prove" ? "vault-unreachable" : "pin-in-doubt";
          // A change of what is locked is not even asked for.
          if (act.silent && !(locked && act.do === "change")) {
            assert.equal(said, doubt);
            continue;
          }
          if (!act.right && !locked) guesses++;
          if (act.right && !locked) failures = guesses = 0;
          else if (!locked) failures++;
          const good = act.do === "prove" ? "pin-verified" : "pin-changed";
          const left = limit - failures;
          assert.equal(said, locked || left === 0 ? "pin-locked" : act.right ? good : `pin-refused ${left}`);
          assert.equal(at.state.pin, said === "pin-changed" ? next : right);
          assert.ok(guesses <= limit, "a try more than the limit");
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is counted in the transaction that journals it: a journal that cannot be written answers nothing", async () => {
    const at = world();
    at.branch.trouble = "journal-unwritable";
    await assert.rejects(prove(at, "000000"));
    await assert.rejects(prove(at, "482915"));
    at.branch.trouble = null;
    assert.deepEqual(at.branch.facts, []);
    assert.equal(at.branch.verifying.attempts.failures(pinTarget(name)), 0);
  });

  it("is not proven by a vault that signs something else", async () => {
    const at = world();
    const lying: KeyVault = { ...at.vault, sign: async () => ({ type: "signed", signature: Buffer.alloc(256) }) };
    assert.deepEqual(await prove({ ...at, vault: lying }, "482915"), { type: "vault-unreachable" });
    assert.deepEqual(
      at.branch.facts.map(({ event }) => event),
      ["gateway-failed"],
    );
  });
});
