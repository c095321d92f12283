// PSKC files: the figures of RFC 6030, and the rules by which a key or a whole file is taken or not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Secret } from "../../src/secret.ts";
import { type PskcReport, readPskc } from "../../src/verification/pskc.ts";
import type { PskcKey } from "../../src/verification/pskc-protection.ts";
import type { KeyRefusal } from "../../src/verification/pskc-refusal.ts";
import { container, type KeyParts, keyPackage, plainSecret, plainValue, seed20, sixDigits } from "./pskc-maker.ts";

const now = new Date("2026-11-23T00:00:00Z");

function read(text: string | Buffer, key: PskcKey | null = null, at = now): PskcReport {
  return readPskc(Buffer.from(text), { key, kind: "otp-token", now: at });
}

function figure(number: number, key: PskcKey | null = null, at = now): PskcReport {
  return read(readFileSync(new URL(`../vectors/rfc6030/figure${number}.xml`, import.meta.url)), key, at);
}

/** Seeds as text, and everything else as it is. */
function plain(report: PskcReport) {
  assert.equal(report.type, "read", JSON.stringify(report));
  if (report.type !== "read") return null;
  const taken = report.taken.map(({ line, token: { seed, ...token } }) => {
    return { line, ...token, seed: seed.use((bytes) => Buffer.from(bytes).toString("latin1")) };
  });
  return { taken, refused: report.refused };
}

const hotp8 = {
  kind: "otp-token",
  algorithm: "sha1",
  digits: 8,
  periodSeconds: null,
  driftSteps: 0,
  lastStep: -1,
  notAfter: null,
};
const figureToken = { ...hotp8, serial: "987654321", seed: "12345678901234567890" };

describe("the figures of RFC 6030", () => {
  it("2: a key without a device is nobody's", () => {
    assert.deepEqual(plain(figure(2)), { taken: [], refused: [{ line: 3, serial: null, why: "serial-missing" }] });
  });

  it("3: a plain key with its device", () => {
    assert.deepEqual(plain(figure(3)), { taken: [{ line: 3, ...figureToken }], refused: [] });
  });

  it("4: a key that is to be derived from another one is not in the file", () => {
    const refused = [{ line: 3, serial: "987654321", why: "secret-missing" }];
    assert.deepEqual(plain(figure(4)), { taken: [], refused });
  });

  it("5: a PIN that the device asks for is no hindrance, and the PIN itself no token", () => {
    const refused = [{ line: 31, serial: "987654321", why: "algorithm-unknown" }];
    assert.deepEqual(plain(figure(5)), { taken: [{ line: 3, ...figureToken }], refused });
  });

  it("6: under a pre-shared key", () => {
    const key = Secret.from(Buffer.from("12345678901234567890123456789012", "hex"));
    assert.deepEqual(plain(figure(6, { type: "pre-shared", key })), {
      taken: [{ line: 18, ...figureToken }],
      refused: [],
    });
    assert.deepEqual(figure(6), { type: "refused", why: { type: "key-needed", name: "Pre-shared-key" } });
  });

  it("7: under a passphrase", () => {
    const passphrase = Secret.fromText("qwerty");
    const found = plain(figure(7, { type: "passphrase", passphrase }));
    assert.deepEqual(found, { taken: [{ line: 35, ...figureToken }], refused: [] });
    assert.deepEqual(figure(7), { type: "refused", why: { type: "passphrase-needed", name: "My Password 1" } });
  });

  it("10: many keys, each with its dates", () => {
    const whys = (at: string) => plain(figure(10, null, new Date(at)))?.refused.map(({ why }) => why);
    assert.deepEqual(whys("2026-11-23T00:00:00Z"), ["policy-over", "policy-over", "policy-over", "policy-over"]);
    const inApril = ["policy-not-begun", "policy-not-begun", "policy-over"];
    assert.deepEqual(whys("2006-04-15T00:00:00Z"), inApril);
  });
});

const parameters = (more: string) => ({ parameters: `${more}${sixDigits}` });
const format = (attributes: string) => ({ parameters: `<ResponseFormat ${attributes}/>` });
const time = (name: string, value: string | number) => ({ data: `<${name}>${plainValue(value)}</${name}>` });

const taken: readonly (readonly [says: string, parts: Partial<KeyParts>, token: object])[] = [
  [
    "a clock of 60 seconds",
    {},
    { periodSeconds: 60, algorithm: "sha1", digits: 6, driftSteps: 0, lastStep: -1, notAfter: null },
  ],
  ["30 seconds where nothing is said", { data: "" }, { periodSeconds: 30 }],
  ["8 digits", format('Length="8" Encoding="DECIMAL" CheckDigits="false"'), { digits: 8 }],
  ["SHA-256 as HmacSHA256", parameters("<Suite>HmacSHA256</Suite>"), { algorithm: "sha256" }],
  ["SHA-512 as HMAC-SHA512", parameters("<Suite> HMAC-SHA512 </Suite>"), { algorithm: "sha512" }],
  ["SHA-1 as SHA1", parameters("<Suite>SHA1</Suite>"), { algorithm: "sha1" }],
  ["the drift of the maker's server", time("TimeDrift", -3), { driftSteps: -3 }],
  ["intervals that have passed", time("Time", 1_000), { lastStep: 999 }],
  [
    "a counter",
    { profile: "hotp", data: `<Counter>${plainValue(42)}</Counter>` },
    { periodSeconds: null, lastStep: 41 },
  ],
  ["a counter that is not told", { profile: "hotp", data: "" }, { periodSeconds: null, lastStep: -1 }],
  ["a policy that allows codes", { policy: "<KeyUsage>CR</KeyUsage><KeyUsage>OTP</KeyUsage>" }, {}],
  ["a policy that has begun", { policy: "<StartDate>2020-01-01T00:00:00+09:00</StartDate>" }, {}],
  [
    "a device that lasts, with a policy that ends before it",
    {
      device: "<ExpiryDate>2031-01-01T00:00:00Z</ExpiryDate>",
      policy: "<ExpiryDate>2030-01-01T00:00:00Z</ExpiryDate>",
    },
    { notAfter: new Date("2030-01-01T00:00:00Z") },
  ],
  ["a secret of 64 bytes", { secret: plainSecret(Buffer.alloc(64, "k")) }, { seed: "k".repeat(64) }],
];

const pin = (attributes: string) => ({ policy: `<PINPolicy ${attributes}/>` });

const leftOut: readonly (readonly [why: KeyRefusal, parts: Partial<KeyParts>])[] = [
  ["serial-missing", { serial: " " }],
  ["serial-malformed", { serial: "한국 1" }],
  ["serial-malformed", { serial: "1".repeat(33) }],
  ["algorithm-unknown", { profile: "pin" }],
  ["algorithm-unknown", { profile: "ocra" }],
  ["suite-unknown", parameters("<Suite>HmacMD5</Suite>")],
  ["suite-unknown", parameters("<Suite>SHA1</Suite><Suite>SHA256</Suite>")],
  ["parameters-unknown", parameters('<ChallengeFormat Encoding="DECIMAL" Min="6" Max="6"/>')],
  ["response-format", { parameters: "" }],
  ["response-format", format('Length="7" Encoding="DECIMAL"')],
  ["response-format", format('Length="6" Encoding="HEXADECIMAL"')],
  ["response-format", format('Length="6" Encoding="DECIMAL" CheckDigits="true"')],
  ["response-format", { parameters: `${sixDigits}${sixDigits}` }],
  ["interval", time("TimeInterval", 45)],
  ["interval", time("TimeInterval", "sixty")],
  ["time", time("Time", 1_500_000_000)],
  ["time", time("Time", "2026-11-23")],
  ["drift", time("TimeDrift", 201)],
  ["drift", time("TimeDrift", "1.5")],
  ["counter", { profile: "hotp", data: `<Counter>${plainValue(-1)}</Counter>` }],
  ["counter", { profile: "hotp", data: `<Counter>${plainValue("9".repeat(15))}</Counter>` }],
  ["parameters-unknown", { profile: "hotp", data: `<Counter>${plainValue(1)}</Counter>`.repeat(2) }],
  ["secret-missing", { secret: "" }],
  ["secret-malformed", { secret: plainValue("not base64!") }],
  ["secret-too-short", { secret: plainSecret(Buffer.alloc(15, 1)) }],
  ["secret-too-long", { secret: plainSecret(Buffer.alloc(129, 1)) }],
  ["encryption-unknown", { secret: "<EncryptedValue/>" }],
  ["policy-unknown", { policy: "<Weather>fine</Weather>" }],
  ["policy-unknown", { policy: '<Weather xmlns="urn:other">fine</Weather>' }],
  ["policy-unknown", { policy: "<KeyUsage>Everything</KeyUsage><KeyUsage>OTP</KeyUsage>" }],
  ["policy-unknown", { policy: '<KeyUsage only="sometimes">OTP</KeyUsage>' }],
  ["policy-unknown", { policy: "on Sundays" }],
  ["policy-unknown", { policy: "<ExpiryDate>soon</ExpiryDate>" }],
  ["policy-unknown", { policy: "<StartDate>2026-13-45T00:00:00Z</StartDate>" }],
  ["policy-unknown", pin('PINUsageMode="Local" Colour="red"')],
  ["policy-pin", pin('PINUsageMode="Append" PINEncoding="DECIMAL"')],
  ["policy-pin", pin('PINEncoding="DECIMAL"')],
  ["policy-usage", { policy: "<KeyUsage>CR</KeyUsage>" }],
  ["policy-transactions", { policy: "<NumberOfTransactions>100</NumberOfTransactions>" }],
  ["policy-not-begun", { policy: "<StartDate>2026-11-24T00:00:00Z</StartDate>" }],
  ["policy-over", { policy: "<ExpiryDate>2026-11-22T00:00:00Z</ExpiryDate>" }],
  ["device-over", { device: "<ExpiryDate>2026-11-22T00:00:00Z</ExpiryDate>" }],
];

describe("a key of a PSKC file", () => {
  for (const [says, parts, token] of taken)
    it(`is taken with ${says}`, () => {
      const found = plain(read(container([keyPackage(parts)])));
      assert.deepEqual(found?.refused, []);
      assert.partialDeepStrictEqual(found?.taken[0], { serial: "0110000501", ...token });
    });

  for (const [why, parts] of leftOut)
    it(`is left out as ${why}: ${JSON.stringify(parts).slice(0, 90)}`, () => {
      const found = plain(read(container([keyPackage(parts), keyPackage({ serial: "2" })])));
      assert.deepEqual(
        found?.refused.map((each) => ({ ...each, serial: null })),
        [{ line: 2, serial: null, why }],
      );
      assert.deepEqual(
        found?.taken.map(({ serial, line }) => ({ serial, line })),
        [{ serial: "2", line: 3 }],
      );
    });

  it("is left out when its package has none or several", () => {
    const twice = keyPackage().replace(/(<Key .*<\/Key>)/, "$1$1");
    const none = keyPackage({ serial: "2" }).replace(/<Key .*<\/Key>/, "");
    const whys = plain(read(container([twice, none])))?.refused.map(({ why }) => why);
    assert.deepEqual(whys, ["several-keys", "no-key"]);
  });

  it("is left out when its serial number stood in the file before", () => {
    const found = plain(read(container([keyPackage(), keyPackage({ serial: "2" }), keyPackage()])));
    assert.deepEqual(
      found?.taken.map(({ line }) => line),
      [2, 3],
    );
    assert.deepEqual(found?.refused, [{ line: 4, serial: "0110000501", why: "duplicate-in-file" }]);
  });

  it("is of the kind that was asked for", () => {
    const options = { key: null, kind: "mobile-otp", now } as const;
    const report = readPskc(Buffer.from(container([keyPackage()])), options);
    assert.equal(report.type === "read" && report.taken[0]?.token.kind, "mobile-otp");
  });
});

const whole = container([keyPackage()]);
const refusals: readonly (readonly [says: string, text: string | Buffer, why: object])[] = [
  ["is empty", "", { type: "not-xml", line: 1 }],
  ["ends early", whole.slice(0, -20), { type: "not-xml" }],
  ["names another line's fault", whole.replace("<Data>", "<Dota>"), { type: "not-xml", line: 2 }],
  ["goes on after its end", `${whole}more`, { type: "not-xml", why: "text data outside of root node" }],
  ["is no UTF-8", Buffer.from([0x3c, 0xff, 0xfe]), { type: "not-xml" }],
  ["says that it is EUC-KR", `<?xml version="1.0" encoding="EUC-KR"?>${whole}`, { type: "xml-unread", line: 1 }],
  ["has a document type", `<!DOCTYPE k [<!ENTITY a "b">]>${whole}`, { type: "xml-unread", line: 1 }],
  ["has an unknown entity", whole.replace("oath.UB", "&a;"), { type: "not-xml", line: 2 }],
  ["is too deep", whole.replace("oath.UB", "<a>".repeat(30) + "</a>".repeat(30)), { type: "xml-unread", line: 2 }],
  ["is something else", "<html/>", { type: "not-pskc", line: 1 }],
  ["is of another namespace", whole.replace(':pskc"', ':other"'), { type: "not-pskc", line: 1 }],
  ["has no key", container([]), { type: "not-pskc" }],
  ["is of version 2.0", whole.replace('Version="1.0"', 'Version="2.0"'), { type: "unknown-version", version: "2.0" }],
  ["has no version", whole.replace('Version="1.0"', ""), { type: "unknown-version", version: "" }],
];

describe("a PSKC file", () => {
  for (const [says, text, why] of refusals)
    it(`is refused when it ${says}`, () => {
      assert.partialDeepStrictEqual(read(text), { type: "refused", why });
    });

  it("is refused when it is too big", () => {
    const report = read(Buffer.alloc(128 * 1024 * 1024 + 1, " "));
    assert.deepEqual(report, { type: "refused", why: { type: "too-big", limit: 128 * 1024 * 1024 } });
  });

  it("is refused when a key is given and it is open", () => {
    const key: PskcKey = { type: "pre-shared", key: Secret.from(Buffer.alloc(16, 1)) };
    assert.deepEqual(read(whole, key), { type: "refused", why: { type: "not-encrypted" } });
  });

  it("is read with a byte order mark, comments, CDATA, references, prefixes and extensions", () => {
    const dressed = `\ufeff<!-- tokens -->${whole}`
      .replace("oath.UB", "<![CDATA[oath.UB]]>")
      .replace("0110000501</S", "&#48;110000501</S")
      .replace("</Data>", '<Extensions><a xmlns="urn:a">1</a></Extensions></Data>')
      .replaceAll(/<(\/?)(Key|Data|Secret|PlainValue)\b/g, "<$1q:$2")
      .replace("xmlns=", 'xmlns:q="urn:ietf:params:xml:ns:keyprov:pskc" xmlns=');
    assert.equal(plain(read(dressed))?.taken[0]?.serial, "0110000501");
  });

  it("says that it is signed, which is not checked", () => {
    const signed = whole.replace("</KeyContainer>", "<d:Signature/></KeyContainer>");
    assert.partialDeepStrictEqual(read(signed), { type: "read", signed: true });
  });

  it("keeps the seeds of several pieces of text apart, and in order", () => {
    const packages = Array.from({ length: 500 }, (_, at) => {
      return keyPackage({ serial: `S${at}`, secret: plainSecret(Buffer.alloc(20, at)) });
    });
    const found = plain(read(container(packages)));
    assert.deepEqual(
      found?.taken.map(({ serial, line, seed }) => [serial, line, seed]),
      packages.map((_, at) => [`S${at}`, at + 2, Buffer.alloc(20, at).toString("latin1")]),
    );
  });

  it("shows no seed to whoever prints the report", () => {
    const shown = JSON.stringify(read(whole));
    for (const seed of [seed20.toString(), seed20.toString("base64"), seed20.toString("hex")])
      assert.ok(!shown.includes(seed));
  });
});
