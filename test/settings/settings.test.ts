// The settings of a terminal: every wrong one is named by its path, and the environment lies over the file.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bareFraming } from "../../src/input/framing.ts";
import { defaultSettings, readSettings, type Settings } from "../../src/settings/settings.ts";

function read(file: unknown, environment: Record<string, string> = {}): Settings {
  const outcome = readSettings(file === null ? null : JSON.stringify(file), environment);
  assert.equal(outcome.type, "settings", JSON.stringify(outcome));
  return outcome.settings;
}

const pad = {
  place: { type: "path", path: "/dev/serial/by-id/usb-pad" },
  line: { baudRate: 19_200, dataBits: 7, parity: "even", stopBits: 1 },
  framing: {
    type: "stx-etx",
    sevenBits: true,
    keys: { A: "up", "\u0018": null, T: "tamper" },
    check: "lrc",
    sends: "entries",
    reply: "ack-nak",
    before: "\u001bM",
    after: "\u001bI",
  },
  bell: true,
} as const;
const { place: _, line, framing, ...restOfPad } = pad;
const padFile = { ...restOfPad, ...line, ...framing, framing: framing.type, path: pad.place.path, type: undefined };
const printerFile = { serial: "/dev/ttyS1", baudRate: 38_400, flow: "none", commands: "citizen", columns: 48 };
const bare = { line: { baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 }, framing: bareFraming, bell: false };

const whole: Settings = {
  terminal: "0710001-01",
  branch: { ko: "서울중앙우체국", en: "Seoul Central Post Office" },
  keypad: pad,
  tellerKeypad: null,
  token: { module: "/usr/lib/libtoken.so" },
  authority: { token: { module: "/usr/lib/libca.so", label: "CA", serial: null, pinFile: "/etc/changgu/ca.pin" } },
  printer: {
    place: { type: "serial", path: "/dev/ttyS1", baudRate: 38_400, flow: "none" },
    commands: "citizen",
    columns: 48,
    status: "dle-eot",
  },
  media: { allowDevices: ["/dev/sdb1"], ports: ["0000:00:14.0-usb2-4.2"], mount: "none" },
  gateways: { phone: { url: "http://127.0.0.1:8080", keyFile: "/etc/changgu/phone.key" }, bank: null, vault: null },
  limits: { account: 3, "security-card": 3, otp: 10, staff: 5, phone: 5, pin: 4, ticket: 3 },
  accredited: {
    ...{ roots: "/etc/changgu/roots", lists: "/var/lib/crl", ocsp: false, unanswered: "accept" },
    policies: ["1.2.410.200004.5.2.1.2"],
  },
  bankUnit: "POST",
  financial: { policy: "1.2.410.200005.1.1.42", notice: "시험" },
  listHours: 12,
  journal: { file: "year", keepYears: 5 },
  noticeDays: 14,
  ticket: { referenceDigits: 7, codeDigits: 12, days: 3 },
};

const wholeFile = { ...whole, keypad: padFile, printer: printerFile };

/** [what, file, path of the wrong one] */
const wrong: readonly (readonly [what: string, file: unknown, key: string])[] = [
  ["a list", [], "(the whole file)"],
  ["a text", "terminal", "(the whole file)"],
  ["null", null, "(the whole file)"],
  ["a setting that is none", { terminall: "T" }, "terminall"],
  ["one that is none, further in", { keypad: { path: "/dev/a", colour: "grey" } }, "keypad.colour"],
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
  ["a folder of roots that is a number", { accredited: { roots: 7 } }, "accredited.roots"],
  ["OCSP in words", { accredited: { ocsp: "yes" } }, "accredited.ocsp"],
  ["a third answer", { accredited: { unanswered: "ask" } }, "accredited.unanswered"],
  ["a policy by its name", { accredited: { policies: ["general"] } }, "accredited.policies.0"],
  ["a policy list that is none", { accredited: { policies: "1.2.3" } }, "accredited.policies"],
  ["a file a week", { journal: { file: "week" } }, "journal.file"],
  ["a journal that is kept for no year", { journal: { keepYears: 0 } }, "journal.keepYears"],
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
  ["a keypad with two places", { keypad: { path: "/dev/a", usb: "0403:6001" } }, "keypad.path"],
  ["a keypad on no USB", { keypad: { usb: "ftdi" } }, "keypad.usb"],
  ["a parity that no line has", { keypad: { path: "/dev/a", parity: "mark" } }, "keypad.parity"],
  ["nine bits", { keypad: { path: "/dev/a", dataBits: 9 } }, "keypad.dataBits"],
  ["a check where nothing is framed", { keypad: { path: "/dev/a", check: "lrc" } }, "keypad.check"],
  ["a check that is none", { keypad: { path: "/dev/a", framing: "stx-etx", check: "crc" } }, "keypad.check"],
  ["a reply under link control", { keypad: { path: "/dev/a", framing: "enq-ack", reply: "none" } }, "keypad.reply"],
  ["what no byte can be sent for", { keypad: { path: "/dev/a", framing: "stx-etx", before: "가" } }, "keypad.before"],
  ["a key of two characters", { keypad: { path: "/dev/a", keys: { F1: "help" } } }, "keypad.keys.F1"],
  ["a key that no pad has", { keypad: { path: "/dev/a", keys: { A: "shift" } } }, "keypad.keys.A"],
  ["a bell that is a text", { tellerKeypad: { path: "/dev/a", bell: "yes" } }, "tellerKeypad.bell"],
  ["a printer in two places", { printer: { node: "/dev/usb/lp0", host: "10.0.0.9" } }, "printer.serial"],
  ["a printer nowhere", { printer: {} }, "printer.serial"],
  ["a speed where no line is", { printer: { host: "10.0.0.9", baudRate: 9600 } }, "printer.baudRate"],
  ["a port where no host is", { printer: { serial: "/dev/ttyS1", port: 9100 } }, "printer.port"],
  ["commands of no printer", { printer: { node: "/dev/usb/lp0", commands: "postscript" } }, "printer.commands"],
  ["paper that is not sold", { printer: { node: "/dev/usb/lp0", columns: 20 } }, "printer.columns"],
  ["another framing", { keypad: { path: "/dev/a", framing: "binary" } }, "keypad.framing"],
  ["a module by its name alone", { token: { module: "libtoken.so" } }, "token.module"],
  ["a CA's token with no name", { authority: { token: { module: "/a.so", pinFile: "/p" } } }, "authority.token"],
  [
    "a CA's token with two names",
    { authority: { token: { module: "/a.so", label: "a", serial: "b", pinFile: "/p" } } },
    "authority.token",
  ],
  ["a CA's token without a PIN", { authority: { token: { module: "/a.so", label: "a" } } }, "authority.token.pinFile"],
  [
    "a CA's PIN in the settings",
    { authority: { token: { module: "/a.so", label: "a", pin: "1" } } },
    "authority.token.pin",
  ],
  ["a CA's module by its name", { authority: { token: { module: "a.so", label: "a" } } }, "authority.token.module"],
  ["a device that is no text", { media: { allowDevices: ["/dev/sdb1", 2] } }, "media.allowDevices.1"],
  ["a way of mounting that is none", { media: { mount: "automount" } }, "media.mount"],
  ["a port in the kernel's words", { media: { ports: ["0000:00:14.0-usb3-1", "1-4.2"] } }, "media.ports.1"],
  ["devices that are no list", { media: { allowDevices: "/dev/sdb1" } }, "media.allowDevices"],
  ["no tries at all", { limits: { otp: 0 } }, "limits.otp"],
  ["more than a hundred tries", { limits: { account: 101 } }, "limits.account"],
  ["tries as a text", { limits: { staff: "5" } }, "limits.staff"],
  ["a bank without a name", { bankUnit: "" }, "bankUnit"],
  ["lists for no time", { listHours: 0 }, "listHours"],
  ["notices a year before", { noticeDays: 365 }, "noticeDays"],
  ["lists for more than thirty days", { listHours: 721 }, "listHours"],
];

describe("settings", () => {
  it("are the defaults without a file, and with an empty one", () => {
    assert.deepEqual(read(null), defaultSettings);
    assert.deepEqual(read({}), defaultSettings);
  });

  it("are read as they stand in the file", () => {
    assert.deepEqual(read(wholeFile), whole);
    const usb = { type: "usb", vendorId: "0403", productId: "6001", serialNumber: "A5:02" };
    assert.deepEqual(read({ keypad: { usb: "0403:6001:A5:02" } }).keypad?.place, usb);
  });

  it("keep the defaults of what the file does not name", () => {
    const { limits, keypad } = read({ limits: { account: 3 }, keypad: { path: "/dev/a" } });
    assert.deepEqual(limits, { ...defaultSettings.limits, account: 3 });
    assert.deepEqual(keypad, { ...bare, place: { type: "path", path: "/dev/a" } });
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

describe("a settings file that a hand has changed", () => {
  it("is read, or the wrong setting is named, a hundred thousand times", () => {
    const text = JSON.stringify(wholeFile);
    const pieces = [
      "",
      "",
      '"',
      "{",
      "}",
      "[",
      ",",
      ":",
      "null",
      "-1",
      "1e9",
      "\\",
      "홍",
      " ",
      "0",
      "http://",
      "\u0000",
    ];
    const seen = { settings: 0, "wrong-setting": 0 };
    const place = fc.nat(text.length);
    fc.assert(
      fc.property(place, fc.nat(8), fc.constantFrom(...pieces), (start, cut, put) => {
        const outcome = readSettings(text.slice(0, start) + put + text.slice(start + cut), {});
        seen[outcome.type]++;
        assert.ok(outcome.type === "settings" || (outcome.key !== "" && outcome.why !== ""));
      }),
      { numRuns: 100_000 },
    );
    assert.ok(seen.settings > 1_000 && seen["wrong-setting"] > 1_000, JSON.stringify(seen));
  });
});

describe("a printer", () => {
  it("is asked how it is unless it cannot answer", () => {
    const { printer } = read({ printer: { host: "10.0.0.9", commands: "starmbcs2" } });
    const place = { type: "tcp", host: "10.0.0.9", port: 9100 };
    assert.deepEqual(printer, { place, commands: "starmbcs2", columns: 42, status: "asb" });
    assert.equal(read({ printer: { node: "/dev/usb/lp0" } }).printer?.status, "dle-eot");
    assert.equal(read({ printer: { node: "/dev/usb/lp0", status: "none" } }).printer?.status, "none");
  });
});

describe("the environment", () => {
  it("lies over the file", () => {
    const environment = {
      CHANGGU_TERMINAL: "T-9",
      CHANGGU_KEYPAD: "/dev/pts/3",
      CHANGGU_ALLOW_DEVICES: "/dev/loop0, stick",
    };
    const place = { type: "path", path: "/dev/pts/3" } as const;
    assert.deepEqual(read(wholeFile, environment), {
      ...whole,
      terminal: "T-9",
      keypad: { ...pad, place },
      media: { ...whole.media, allowDevices: ["/dev/loop0", "stick"] },
    });
    assert.deepEqual(read(null, environment).keypad, { ...bare, place });
    const spoken = { ...environment, CHANGGU_KEYPAD_FRAMING: "stx-etx,lrc,ack-nak,entries,seven-bits" };
    const { keys: __, before: ___, after: ____, ...told } = pad.framing;
    assert.deepEqual(read(null, spoken).keypad?.framing, { ...told, keys: {}, before: "", after: "" });
  });

  it("changes nothing where it is empty", () => {
    const empty = { CHANGGU_TERMINAL: "", CHANGGU_KEYPAD: "", CHANGGU_KEYPAD_FRAMING: "", CHANGGU_ALLOW_DEVICES: "" };
    assert.deepEqual(read(wholeFile, empty), whole);
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

  it("is refused with a framing that is none, and with an option that the framing has not", () => {
    for (const words of ["binary", "ascii,lrc", "stx-etx,crc", "enq-ack,ack-nak"]) {
      const outcome = readSettings(null, { CHANGGU_KEYPAD: "/dev/a", CHANGGU_KEYPAD_FRAMING: words });
      assert.equal(outcome.type, "wrong-setting", words);
      assert.ok(outcome.key.startsWith("CHANGGU_KEYPAD_FRAMING"), outcome.key);
    }
  });
});
