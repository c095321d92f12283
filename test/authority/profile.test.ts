// Parts of the profile that a whole certificate seldom shows: numbers in their shortest form, names, criticality.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { extension, hexInteger, nameDer } from "../../src/authority/profile.ts";
import { holderSubject, noticeOf } from "../../src/authority/profiles.ts";
import { now } from "./in-memory.ts";

describe("a serial number", () => {
  for (const [hex, der] of [
    ["00", "020100"],
    ["01", "020101"],
    ["7f", "02017f"],
    ["80", "02020080"],
    ["c0ffee", "020400c0ffee"],
    ["0000001", "020101"],
    ["10000001", "020410000001"],
    ["ff".repeat(20), `021500${"ff".repeat(20)}`],
  ] as const)
    it(`${hex} is ${der}: positive and as short as it can be (X.690 §8.3)`, () => {
      assert.equal(hexInteger(hex).toString("hex"), der);
    });

  it("is what its digits say, whatever they are", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 159n }), (serial) => {
        const der = hexInteger(serial.toString(16));
        const content = der.subarray(2);
        assert.equal(der[1], content.length);
        assert.equal(BigInt(`0x${content.toString("hex")}`), serial);
        assert.ok((content[0] ?? 0) < 0x80);
        assert.ok(content.length === 1 || content[0] !== 0 || (content[1] ?? 0) >= 0x80);
      }),
    );
  });
});

describe("a name", () => {
  it("has its country as the CA spells it, in a PrintableString, and the rest in UTF-8", () => {
    const holder = { name: "홍길동", registeredAt: now, bankUnit: "POST", sequence: 1n };
    const hex = (folder: "yessign" | "KICA") => nameDer(holderSubject(folder, holder)).toString("hex");
    const country = (text: string) => `310b300906035504061302${Buffer.from(text).toString("hex")}`;
    assert.ok(hex("yessign").includes(country("kr")));
    assert.ok(hex("KICA").includes(country("KR")));
    const commonName = Buffer.from("홍길동()007104620261123000000001");
    assert.ok(
      hex("yessign").endsWith(
        `0603550403 0c${commonName.length.toString(16)}`.replace(" ", "") + commonName.toString("hex"),
      ),
    );
  });

  it("keeps nine digits of a sequence that has grown longer", () => {
    const holder = { name: "홍", registeredAt: now, bankUnit: "POST", sequence: 2_147_483_647n };
    assert.equal(holderSubject("KICA", holder).at(-1)?.value, "홍()007104620261123147483647");
  });
});

describe("the user notice", () => {
  it("of a test certificate says that it is one, whatever a branch has configured", () => {
    assert.equal(noticeOf("training", "financial", "우리 은행의 금융인증서"), noticeOf("training", "limited", ""));
    assert.equal(noticeOf("branch", "financial", "우리 은행의 금융인증서"), "우리 은행의 금융인증서");
    assert.match(noticeOf("branch", "general", "우리 은행의 금융인증서"), /공동인증서/);
  });
});

describe("an extension", () => {
  it("says that it is critical, and says nothing when it is not (DER leaves a default out)", () => {
    assert.equal(extension("2.5.29.15", true, Buffer.of(5, 0)).toString("hex"), "300c0603551d0f0101ff04020500");
    assert.equal(extension("2.5.29.15", false, Buffer.of(5, 0)).toString("hex"), "30090603551d0f04020500");
  });
});
