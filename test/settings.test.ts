// The settings of a terminal: every wrong one is named by its path, and the environment lies over the file.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { defaultSettings, readSettings, type Settings } from "../src/settings.ts";

function read(file: unknown, environment: Record<string, string> = {}): Settings {
  const outcome = readSettings(file === null ? null : JSON.stringify(file), environment);
  assert.equal(outcome.type, "settings", JSON.stringify(outcome));
  return outcome.settings;
}

const whole: Settings = {
  terminal: "0710001-01",
  branch: { ko: "서울중앙우체국", en: "Seoul Central Post Office" },
  keypad: { path: "/dev/serial/by-id/usb-pad", baudRate: 19_200, framing: "ascii" },
  media: { allowDevices: ["/dev/sdb1"] },
  gateways: { phone: { url: "http://127.0.0.1:8080", keyFile: "/etc/changgu/phone.key" }, bank: null, vault: null },
  limits: { account: 3, "security-card": 3, otp: 10, staff: 5, phone: 5, pin: 4 },
  bankUnit: "POST",
  financial: { policy: "1.2.410.200005.1.1.42", notice: "시험" },
  listHours: 12,
};

/** [what, file, path of the wrong one] */
const wrong: readonly (readonly [what: string, file: unknown, key: string])[] = [
  ["a list", [], "(the whole file)"],
  ["a text", "terminal", "(the whole file)"],
  ["null", null, "(the whole file)"],
  ["a setting that is none", { terminall: "T" }, "terminall"],
  ["one that is none, further in", { keypad: { path: "/dev/a", parity: "even" } }, "keypad.parity"],
  [
    "plain http to another machine",
    { gateways: { bank: { url: "http://core.example", keyFile: "k" } } },
    "gateways.bank.url",
  ],
  [
    "a url with a query",
    { gateways: { bank: { url: "https://core.example?a=1", keyFile: "k" } } },
    "gateways.bank.url",
  ],
  [
    "a url with a password",
    { gateways: { bank: { url: "https://:secret@core.example", keyFile: "k" } } },
    "gateways.bank.url",
  ],
  ["no url", { gateways: { phone: { url: "core", keyFile: "k" } } }, "gateways.phone.url"],
  ["no key file", { gateways: { phone: { url: "https://a.example" } } }, "gateways.phone.keyFile"],
  ["a gateway that is none", { gateways: { fax: null } }, "gateways.fax"],
  ["a limit of something else", { limits: { guess: 3 } }, "limits.guess"],
  ["a policy that is no identifier", { financial: { policy: "1.2.x" } }, "financial.policy"],
  ["an empty terminal", { terminal: " " }, "terminal"],
  ["a terminal that is a number", { terminal: 1 }, "terminal"],
  ["a terminal of 101 characters", { terminal: "T".repeat(101) }, "terminal"],
  ["a terminal that looks like a resident number", { terminal: "T 900101-1234567" }, "terminal"],
  ["a terminal of thirteen digits", { terminal: "9001011234567" }, "terminal"],
  ["a branch that is a text", { branch: "우체국" }, "branch"],
  ["a branch without its English name", { branch: { en: "" } }, "branch.en"],
  ["a keypad without a path", { keypad: {} }, "keypad.path"],
  ["a speed that no line has", { keypad: { path: "/dev/a", baudRate: 299 } }, "keypad.baudRate"],
  ["a speed with a fraction", { keypad: { path: "/dev/a", baudRate: 9600.5 } }, "keypad.baudRate"],
  ["another framing", { keypad: { path: "/dev/a", framing: "binary" } }, "keypad.framing"],
  ["a device that is no text", { media: { allowDevices: ["/dev/sdb1", 2] } }, "media.allowDevices.1"],
  ["devices that are no list", { media: { allowDevices: "/dev/sdb1" } }, "media.allowDevices"],
  ["no tries at all", { limits: { otp: 0 } }, "limits.otp"],
  ["more than a hundred tries", { limits: { account: 101 } }, "limits.account"],
  ["tries as a text", { limits: { staff: "5" } }, "limits.staff"],
  ["a bank without a name", { bankUnit: "" }, "bankUnit"],
  ["lists for no time", { listHours: 0 }, "listHours"],
  ["lists for more than thirty days", { listHours: 721 }, "listHours"],
];

describe("settings", () => {
  it("are the defaults without a file, and with an empty one", () => {
    assert.deepEqual(read(null), defaultSettings);
    assert.deepEqual(read({}), defaultSettings);
  });

  it("are read as they stand in the file", () => {
    assert.deepEqual(read(whole), whole);
  });

  it("keep the defaults of what the file does not name", () => {
    const { limits, keypad } = read({ limits: { account: 3 }, keypad: { path: "/dev/a" } });
    assert.deepEqual(limits, { ...defaultSettings.limits, account: 3 });
    assert.deepEqual(keypad, { path: "/dev/a", baudRate: 9600, framing: "ascii" });
  });

  for (const [what, file, key] of wrong)
    it(`are refused with ${what}, and say where: ${key}`, () => {
      const outcome = readSettings(JSON.stringify(file), {});
      assert.equal(outcome.type, "wrong-setting");
      assert.equal(outcome.key, key);
      assert.notEqual(outcome.why, "");
    });

  it("are refused when the file is no JSON", () => {
    for (const text of ["", "{", "terminal = 1"]) {
      const outcome = readSettings(text, {});
      assert.equal(outcome.type === "wrong-setting" && outcome.key, "(the whole file)");
    }
  });

  it("have an outcome for every file", () => {
    const names = fc.constantFrom(
      "terminal",
      "branch",
      "keypad",
      "media",
      "limits",
      "bankUnit",
      "path",
      "otp",
      "__proto__",
    );
    const leaf = fc.dictionary(names, fc.jsonValue());
    const file = fc.oneof(leaf, fc.dictionary(names, leaf), fc.array(leaf), fc.jsonValue());
    fc.assert(
      fc.property(file, (value) => {
        const outcome = readSettings(JSON.stringify(value) ?? "", {});
        assert.ok(outcome.type === "settings" || outcome.key !== "");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the environment", () => {
  it("lies over the file", () => {
    const environment = {
      CHANGGU_TERMINAL: "T-9",
      CHANGGU_KEYPAD: "/dev/pts/3",
      CHANGGU_ALLOW_DEVICES: "/dev/loop0, stick",
    };
    assert.deepEqual(read(whole, environment), {
      ...whole,
      terminal: "T-9",
      keypad: { ...whole.keypad, path: "/dev/pts/3" },
      media: { allowDevices: ["/dev/loop0", "stick"] },
    });
    assert.deepEqual(read(null, environment).keypad, { path: "/dev/pts/3", baudRate: 9600, framing: "ascii" });
  });

  it("changes nothing where it is empty", () => {
    assert.deepEqual(read(whole, { CHANGGU_TERMINAL: "", CHANGGU_KEYPAD: "", CHANGGU_ALLOW_DEVICES: "" }), whole);
  });

  for (const [name, value] of [
    ["CHANGGU_TERMINAL", "T".repeat(101)],
    ["CHANGGU_KEYPAD", " "],
    ["CHANGGU_ALLOW_DEVICES", "/dev/loop0,,stick"],
  ] as const)
    it(`is refused like the file: ${name}`, () => {
      const outcome = readSettings(null, { [name]: value });
      assert.equal(outcome.type, "wrong-setting");
      assert.ok(outcome.key.startsWith(name), outcome.key);
    });
});
