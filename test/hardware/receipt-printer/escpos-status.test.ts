// What a printer's four answers mean, and that noise is no answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { statusIn } from "../../../hardware/receipt-printer/escpos-status.ts";

/** [what, answers to 1 to 4 (Epson, "Transmit real-time status"), its meaning] */
const told = [
  ["all is well", [0x16, 0x12, 0x12, 0x12], "ready"],
  ["the roll is nearly over", [0x16, 0x12, 0x12, 0x1e], "paper-low"],
  ["the roll is over", [0x1e, 0x32, 0x12, 0x7e], "paper-out"],
  ["it stopped for want of paper", [0x1e, 0x32, 0x12, 0x12], "paper-out"],
  ["its sensor alone finds no paper", [0x16, 0x12, 0x12, 0x72], "paper-out"],
  ["the cover is open, and so there is no paper", [0x1e, 0x36, 0x12, 0x7e], "cover-open"],
  ["the cutter is stuck", [0x1e, 0x52, 0x1a, 0x12], "jam"],
  ["a fault that does not mend itself", [0x1e, 0x52, 0x32, 0x12], "jam"],
  ["it was set offline", [0x1e, 0x12, 0x12, 0x12], "offline"],
] as const;

for (const [what, answers, status] of told)
  test(`${what}: ${status}`, () => assert.equal(statusIn(Uint8Array.from(answers)), status));

test("fewer than four answers are none yet", () => {
  assert.equal(statusIn(Uint8Array.of()), null);
  assert.equal(statusIn(Uint8Array.of(0x16, 0x12, 0x12)), null);
});

test("any bytes are no fault, and only what looks like an answer is one", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const answers = bytes.filter((byte) => (byte & 0x93) === 0x12);
      assert.equal(statusIn(bytes) === null, answers.length < 4);
    }),
  );
});
