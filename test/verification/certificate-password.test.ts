// What a certificate password must have, and what it must not hold.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Secret } from "../../src/secret.ts";
import { judgePassword, type PasswordRule } from "../../src/verification/certificate-password.ts";

const numbers = ["01012345678", "01234502100017"];

function ruleOf(password: string, resident = "9001011234567"): PasswordRule | null {
  const context = { residentNumber: Secret.fromText(resident), numbers };
  const outcome = judgePassword(Secret.fromText(password), context);
  return outcome.type === "password-refused" ? outcome.rule : null;
}

const table: readonly (readonly [password: string, rule: PasswordRule | null, why: string])[] = [
  ["Kiosk!2026test", null, "letters, digits, a special character"],
  ["aB3!efGh5$", null, "ten characters"],
  [`Kiosk!26${"xy".repeat(28)}`, null, "64 characters"],
  ["Ab!123xyz0", null, "three in a row are no run"],
  ["Ab!111xyz0", null, "three alike are no run"],
  ["Qw!9012ab7c", null, "0 does not follow 9"],
  ["Qw!19001xY7", null, "five digits of the resident number"],
  ["aB3!efGh5", "too-short", "nine characters"],
  ["", "too-short", "nothing"],
  [`Kiosk!26${"xy".repeat(28)}z`, "too-long", "65 characters"],
  ["12!57#26$8", "no-letter", "digits and special characters"],
  ["Kiosk!test#", "no-digit", "letters and special characters"],
  ["Kiosk2026test", "no-special", "letters and digits"],
  ["Kiosk'2026t!", "forbidden-character", "an apostrophe"],
  ['Kiosk"2026t!', "forbidden-character", "a quotation mark"],
  ["Kiosk\\2026t!", "forbidden-character", "a backslash"],
  ["Kiosk|2026t!", "forbidden-character", "a bar"],
  ["Kiosk 2026t!", "forbidden-character", "a blank"],
  ["Kiosk\t2026t!", "forbidden-character", "a tab"],
  ["Kiosk\u007f2026t!", "forbidden-character", "a delete"],
  ["비밀번호Kio!2026", "forbidden-character", "Hangul"],
  ["Kio!1111sk", "run", "four digits alike"],
  ["Kio!1234sk", "run", "four digits upwards"],
  ["Kio!9876sk", "run", "four digits downwards"],
  ["aaaaKio!5s2", "run", "four letters alike"],
  ["Ks!7abcdx9", "run", "four letters upwards"],
  ["Ks!7ZYXWx9", "run", "four letters downwards"],
  ["Ks7!!!!x9b", "run", "four special characters alike"],
  ["Ks!900101x", "personal-number", "the front of the resident number"],
  ["Ks!011234x", "run", "a run is named before a personal number"],
  ["Ks!01012x45021", null, "five digits of each number"],
  ["Ks!450210x", "personal-number", "the middle of the account number"],
  ["K101234s!502100017", "run", "a run within an account number"],
  ["x!0210001Kt", "personal-number", "the end of the account number"],
];

describe("a certificate password", () => {
  for (const [password, rule, why] of table)
    it(`${rule ? `is refused as ${rule}` : "is accepted"}: ${why}`, () => assert.equal(ruleOf(password), rule));

  it("is refused with any six digits in a row of the resident number, wherever they stand", () => {
    const resident = "8503172642908";
    for (let at = 0; at + 6 <= resident.length; at++) {
      const piece = resident.slice(at, at + 6);
      for (const password of [`${piece}!Kp#q`, `Kp#q!${piece}`])
        assert.equal(ruleOf(password, resident), "personal-number", password);
      assert.equal(ruleOf(`Kp#qz!${piece.slice(1)}x`, resident), null, piece.slice(1));
    }
  });

  it("is refused with a hyphen-free phone number and not because of a part shorter than six", () => {
    const phones = { residentNumber: Secret.fromText("9001011234567"), numbers: ["01072469135", "0101", ""] };
    const judged = (text: string) => judgePassword(Secret.fromText(text), phones).type;
    assert.equal(judged("Kp#!724691z"), "password-refused");
    assert.equal(judged("Kp#!0101xzw"), "password-accepted");
  });

  it("is never accepted when it breaks a rule of characters or length, whatever the bytes", () => {
    const bytes = fc.uint8Array({ maxLength: 80 });
    const context = { residentNumber: Secret.fromText("9001011234567"), numbers };
    fc.assert(
      fc.property(bytes, (typed) => {
        const text = Buffer.from(typed).toString("latin1");
        if (judgePassword(Secret.from(typed), context).type === "password-refused") return;
        assert.match(text, /^[!-~]{10,64}$/);
        assert.match(text, /[A-Za-z]/);
        assert.match(text, /[0-9]/);
        assert.match(text, /[^A-Za-z0-9]/);
        assert.doesNotMatch(text, /['"\\|]/);
        assert.doesNotMatch(text, /(.)\1{3}/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("of printable characters is accepted, or refused by a rule that a second reading finds too", () => {
    const text = fc.string({ unit: fc.constantFrom(..."aB1!9z$Q5"), minLength: 10, maxLength: 20 });
    fc.assert(
      fc.property(text, (password) => {
        const kinds = [/[a-zA-Z]/, /[0-9]/, /[!$]/].every((kind) => kind.test(password));
        const fine = kinds && !/(.)\1{3}/.test(password);
        assert.equal(ruleOf(password) === null, fine, password);
      }),
      { numRuns: 1_000 },
    );
  });

  it("stays as it was typed", () => {
    const password = Secret.fromText("Kiosk!2026test");
    judgePassword(password, { residentNumber: Secret.fromText("9001011234567"), numbers });
    assert.ok(password.equals(Secret.fromText("Kiosk!2026test")));
  });
});
