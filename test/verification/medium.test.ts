// Serial numbers of cards and tokens as they may be seen.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { askedSerialDigits, maskSerial } from "../../src/verification/medium.ts";

describe("a masked serial", () => {
  it("of a card hides the digits that are asked", () => {
    const masked = maskSerial({ type: "security-card", serial: "710000012345", cells: 30 });
    assert.equal(masked, "7100********");
    assert.equal(masked.slice(-askedSerialDigits), "*".repeat(askedSerialDigits));
  });

  it("of a token shows its end", () => {
    assert.equal(maskSerial({ type: "otp-token", serial: "0110000042", digits: 6, periodSeconds: 60 }), "******0042");
    assert.equal(maskSerial({ type: "mobile-otp", serial: "M-0000051", digits: 6, periodSeconds: 30 }), "*****0051");
  });
});
