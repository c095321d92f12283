// Whatever bytes a bank answers with: an answer of the contract, or nothing that anybody believes.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bookingOutcome, customersIn, debitOutcome, secretMember } from "../../../hardware/bank/contract.ts";
import { liftSecrets, parseObject } from "../../../hardware/http/json.ts";

const hong = {
  id: "hong",
  name: "홍길동",
  language: "ko",
  resident_number: "9001011234567",
  phones: ["01012345678"],
  accounts: ["01234502100017"],
};

/** A right answer of which one thing is something else, as bytes of which some may be others too. */
const almost = fc
  .tuple(
    fc.constantFrom(...Object.keys(hong)),
    fc.oneof(
      fc.string(),
      fc.constantFrom("9001011234567", "9913011234567", "0000000000001"),
      fc.nat(),
      fc.constant([]),
    ),
    fc.nat(10),
    fc.array(fc.tuple(fc.nat(4_000), fc.nat(255)), { maxLength: 2 }),
  )
  .map(([field, value, count, changes]) => {
    const customers = Array.from({ length: count }, (_, index) => (index % 2 ? hong : { ...hong, [field]: value }));
    const bytes = Buffer.from(JSON.stringify({ customers }));
    for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
    return bytes;
  });

const booking = fc
  .dictionary(
    fc.constantFrom("result", "why"),
    fc.constantFrom("charged", "refused", "returned", "never-booked", "too-little", "account-closed", ""),
  )
  .map((json) => Buffer.from(JSON.stringify(json)));

describe("an answer of the bank", () => {
  it("is one of the contract, or teaches nothing", () => {
    const seen = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(almost, (bytes) => {
        const secrets = liftSecrets(bytes, secretMember);
        const json = parseObject(bytes);
        const customers = json && customersIn(json, secrets);
        if (!customers) seen.refused++;
        for (const each of customers ?? []) {
          seen.taken++;
          assert.ok(!/[\p{C}]/u.test(each.name));
          assert.ok(each.accounts.every((number) => /^\d{10,14}$/.test(number)));
          assert.ok(secrets.includes(each.residentNumber) && each.residentNumber.length === 13);
        }
      }),
      { numRuns: 100_000 },
    );
    assert.ok(seen.taken > 1_000 && seen.refused > 1_000, JSON.stringify(seen));
  });

  it("about money is one of the contract, or leaves it in doubt", () => {
    fc.assert(
      fc.property(fc.oneof(booking, fc.uint8Array({ maxLength: 40 })), (bytes) => {
        const json = parseObject(bytes);
        if (!json) return;
        assert.ok(["charged", "debit-refused", "in-doubt"].includes(debitOutcome(json).type));
        assert.ok(
          ["charged", "returned", "never-booked", "debit-refused", "in-doubt"].includes(bookingOutcome(json).type),
        );
      }),
      { numRuns: 100_000 },
    );
  });
});
