// What a Star printer's automatic status means, wherever it stands among other bytes, and that noise is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { statusIn } from "../../../hardware/receipt-printer/star-status.ts";

/** [what, the four bytes of status (Star Line Mode, appendix "Automatic Status"), its meaning] */
const told = [
  ["all is well", [0, 0, 0, 0], "ready"],
  ["its drawer is open, and it counted a slip", [0x06, 0, 0, 0], "ready"],
  ["the head is hot, and goes on by itself", [0, 0x40, 0, 0], "ready"],
  ["the roll is nearly over", [0, 0, 0, 0x04], "paper-low"],
  ["the roll is over", [0x08, 0, 0, 0x0c], "paper-out"],
  ["the cover is open, and so there is no paper", [0x28, 0, 0, 0x0c], "cover-open"],
  ["the cutter is stuck", [0x08, 0x08, 0, 0], "jam"],
  ["a fault that does not mend itself", [0x08, 0x20, 0, 0], "jam"],
  ["paper is stuck in its presenter", [0x08, 0, 0x04, 0], "jam"],
  ["it was set offline", [0x48, 0, 0, 0], "offline"],
] as const;

/** Of the old models and of the newer ones, which append: 7 and 9 bytes in all. */
const framed = (status: readonly number[]): readonly number[][] => [
  [0x0f, 0x06, ...status, 0],
  [0x23, 0x06, ...status, 0, 0, 0],
];

for (const [what, status, meaning] of told)
  test(`${what}: ${meaning}`, () => {
    for (const bytes of framed(status)) {
      assert.equal(statusIn(Uint8Array.from(bytes)), meaning);
      // XON and XOFF, an older status, the beginning of another.
      assert.equal(statusIn(Uint8Array.from([0x11, 0x13, ...(framed([0x28, 0, 0, 0])[0] ?? []), ...bytes])), meaning);
      assert.equal(statusIn(Uint8Array.from(bytes.slice(0, -1))), null);
    }
  });

test("any bytes are no fault, and ESC/POS answers are no status of Star's", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void statusIn(bytes)));
  assert.equal(statusIn(Uint8Array.of(0x16, 0x12, 0x12, 0x12, 0x1e, 0x32, 0x12, 0x7e)), null);
});
