// What locks a PSKC file: every method opens with its key alone, and what was changed on its way is not taken.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { Secret } from "../../src/secret.ts";
import { type PskcReport, readPskc } from "../../src/verification/pskc.ts";
import {
  container,
  encryptedValue,
  hmacUri,
  keyPackage,
  type Protected,
  plainSecret,
  seed20,
  sharedKey,
  underPassphrase,
} from "./pskc-maker.ts";

const now = new Date("2026-11-23T00:00:00Z");
const seed24 = Buffer.from("twenty-four bytes of seed");

function withKey(text: string, key: Buffer | null): PskcReport {
  const given = key ? ({ type: "pre-shared", key: Secret.from(Buffer.from(key)) } as const) : null;
  return readPskc(Buffer.from(text), { key: given, kind: "otp-token", now });
}

function withPassphrase(text: string, passphrase: string): PskcReport {
  const given = { type: "passphrase", passphrase: Secret.fromText(passphrase) } as const;
  return readPskc(Buffer.from(text), { key: given, kind: "otp-token", now });
}

function seedsOf(report: PskcReport): readonly string[] {
  assert.equal(report.type, "read", JSON.stringify(report));
  if (report.type !== "read") return [];
  assert.deepEqual(report.refused, []);
  return report.taken.map(({ token }) => token.seed.use((bytes) => Buffer.from(bytes).toString("latin1")));
}

const locked = (how: Protected, seed = seed20): string =>
  container([keyPackage({ secret: encryptedValue(how, seed) })], how);

const fileRefusal = (report: PskcReport) => (report.type === "refused" ? report.why : report);

const methods = [
  ["aes128-cbc", 16],
  ["aes192-cbc", 24],
  ["aes256-cbc", 32],
  ["tripledes-cbc", 24],
  ["kw-aes128", 16],
  ["kw-aes192", 24],
  ["kw-aes256", 32],
] as const;

const wrong = (bytes: number): Buffer => Buffer.alloc(bytes, 0x55);

describe("a file under a shared key", () => {
  for (const [method, bytes] of methods) {
    const seed = method.startsWith("kw-") ? seed24.subarray(0, 24) : seed20;

    it(`opens with its key: ${method}`, () => {
      const how = sharedKey(method, randomBytes(bytes));
      const key = method.startsWith("kw-") ? { ...how, mac: null } : how;
      assert.deepEqual(seedsOf(withKey(locked(key, seed), how.key)), [seed.toString("latin1")]);
    });

    it(`opens with no other key: ${method}`, () => {
      for (let times = 0; times < 20; times++) {
        const how = { ...sharedKey(method, randomBytes(bytes)), passphrase: null };
        const text = locked(method.startsWith("kw-") ? { ...how, mac: null } : how, seed);
        const report = withKey(text, wrong(bytes));
        // Once in 256 the padding of the MAC key looks right: then the MAC is wrong.
        assert.match(JSON.stringify(fileRefusal(report)), /"wrong-key"|"wrong-mac"/);
      }
    });

    it(`says that a key is of another length: ${method}`, () => {
      const how = sharedKey(method, randomBytes(bytes));
      const text = locked(method.startsWith("kw-") ? { ...how, mac: null } : how, seed);
      const given = bytes === 16 ? 32 : 16;
      assert.partialDeepStrictEqual(fileRefusal(withKey(text, wrong(given))), {
        type: "wrong-key-length",
        wanted: bytes,
        given,
      });
    });
  }

  for (const hash of ["sha1", "sha224", "sha256", "sha384", "sha512"])
    it(`is checked with HMAC-${hash}`, () => {
      const how = sharedKey("aes256-cbc", randomBytes(32), hash);
      assert.deepEqual(seedsOf(withKey(locked(how), how.key)), [seed20.toString()]);
    });

  it("has its counter, time, interval and drift locked too", () => {
    const how = sharedKey("aes128-cbc", randomBytes(16));
    const value = (name: string, bytes: Buffer) => `<${name}>${encryptedValue(how, bytes)}</${name}>`;
    const secret = encryptedValue(how, seed20);
    const clock = value("TimeInterval", Buffer.from("60")) + value("TimeDrift", Buffer.from("-2"));
    const data = [clock, value("Counter", Buffer.from([0, 0, 1, 0]))];
    const packages = [
      keyPackage({ secret, data: data[0] ?? "" }),
      keyPackage({ secret, data: data[1] ?? "", profile: "hotp", serial: "2" }),
    ];
    const report = withKey(container(packages, how), how.key);
    assert.partialDeepStrictEqual(report, {
      type: "read",
      taken: [{ token: { periodSeconds: 60, driftSteps: -2 } }, { token: { periodSeconds: null, lastStep: 255 } }],
    });
  });
});

describe("a file under a passphrase", () => {
  for (const prf of ["sha1", "sha256", "sha512"])
    it(`opens with it and no other: PBKDF2 with HMAC-${prf}`, () => {
      const how = underPassphrase("aes256-cbc", 32, "열려라 참깨", prf);
      assert.deepEqual(seedsOf(withPassphrase(locked(how), "열려라 참깨")), [seed20.toString()]);
      assert.match(JSON.stringify(fileRefusal(withPassphrase(locked(how), "sesame"))), /"wrong-key"|"wrong-mac"/);
    });

  it("asks for it, not for a key, and the other way round", () => {
    const how = underPassphrase("aes128-cbc", 16, "sesame");
    assert.deepEqual(fileRefusal(withKey(locked(how), how.key)), { type: "passphrase-needed", name: "Passphrase 1" });
    const shared = sharedKey("aes128-cbc", randomBytes(16));
    const report = withPassphrase(locked(shared), "sesame");
    assert.deepEqual(fileRefusal(report), { type: "key-needed", name: "Shared key 1" });
  });

  for (const [says, from, to] of [
    ["too many rounds", "IterationCount>1000", "IterationCount>999999999"],
    ["no rounds", "IterationCount>1000", "IterationCount>0"],
    ["a key of another length", "KeyLength>16", "KeyLength>1600000000"],
    ["another derivation", "pkcs-5#pbkdf2", "pkcs-5#pbkdf9"],
    ["another pseudorandom function", 'PRF Algorithm="', 'PRF Algorithm="md5'],
  ] as const)
    it(`is refused with ${says}`, () => {
      const text = locked(underPassphrase("aes128-cbc", 16, "sesame")).replace(from, to);
      assert.partialDeepStrictEqual(fileRefusal(withPassphrase(text, "sesame")), {
        type: "unknown-protection",
        line: 1,
      });
    });
});

describe("a file that was changed on its way", () => {
  const how = sharedKey("aes128-cbc", randomBytes(16));
  const secret = encryptedValue(how, seed20);
  const packages = [keyPackage({ secret }), keyPackage({ secret: encryptedValue(how, seed20), serial: "2" })];

  /** Changes one digit of the last base64 value of an element. */
  function changed(text: string, element: string): string {
    const at = text.lastIndexOf(`</${element}>`) - 10;
    return `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
  }

  for (const element of ["x:CipherValue", "ValueMAC"])
    it(`is refused as a whole, with the line: ${element}`, () => {
      const report = withKey(changed(container(packages, how), element), how.key);
      assert.deepEqual(fileRefusal(report), { type: "wrong-mac", line: 3 });
    });

  it("is refused also where the changed key would not be taken", () => {
    const [first = "", second = ""] = packages;
    const text = container([first, changed(second, "ValueMAC").replace(":totp", ":ocra")], how);
    assert.deepEqual(fileRefusal(withKey(text, how.key)), { type: "wrong-mac", line: 3 });
  });

  it("leaves a key out that lost its MAC, or that stands open among locked ones", () => {
    const [first = ""] = packages;
    const bare = keyPackage({ secret: secret.replace(/<ValueMAC>.*<\/ValueMAC>/, ""), serial: "2" });
    const open = keyPackage({ secret: plainSecret(seed20), serial: "3" });
    assert.partialDeepStrictEqual(withKey(container([first, bare, open], how), how.key), {
      type: "read",
      taken: [{ line: 2 }],
      refused: [
        { line: 3, serial: "2", why: "mac-missing" },
        { line: 4, serial: "3", why: "not-encrypted" },
      ],
    });
  });

  it("has no key taken when nothing says how values are checked", () => {
    const unchecked = { ...how, mac: null };
    const report = withKey(locked(unchecked), how.key);
    assert.partialDeepStrictEqual(report, { type: "read", taken: [], refused: [{ why: "mac-missing" }] });
  });
});

describe("a protection that is not known", () => {
  const how = sharedKey("aes128-cbc", randomBytes(16));
  const text = locked(how);
  for (const [says, from, to, what] of [
    ["a certificate", "d:KeyName>Shared key 1</d:KeyName", "d:X509Data>1</d:X509Data", "X509Data"],
    ["nothing", "<d:KeyName>Shared key 1</d:KeyName>", "", "an empty EncryptionKey"],
    ["another MAC", hmacUri("sha1"), "urn:md5", "urn:md5"],
    ["a MAC key that is elsewhere", "MACKey>", "MACKeyReference>", "a MAC key that is not in the file"],
    ["a MAC without a key for the rest", "EncryptionKey>", "DecryptionKey>", "a MAC without an EncryptionKey"],
  ] as const)
    it(`refuses the file: ${says}`, () => {
      const report = withKey(text.replaceAll(from, to), how.key);
      assert.deepEqual(fileRefusal(report), { type: "unknown-protection", line: 1, what });
    });

  it("leaves the key out whose value is locked in another way", () => {
    const [head = "", one = "", ...rest] = text.split("\n");
    const other = [head, one.replace("aes128-cbc", "aes128-gcm"), ...rest].join("\n");
    assert.partialDeepStrictEqual(withKey(other, how.key), { type: "read", refused: [{ why: "encryption-unknown" }] });
  });

  it("wants EncryptionKey and MACMethod once, and before the keys", () => {
    const twice = text.replace("<MACMethod", "<EncryptionKey/><MACMethod");
    const late = text.replace("\n</KeyContainer>", "\n<EncryptionKey/></KeyContainer>");
    assert.partialDeepStrictEqual(fileRefusal(withKey(twice, how.key)), { type: "not-pskc", line: 1 });
    assert.partialDeepStrictEqual(fileRefusal(withKey(late, how.key)), { type: "not-pskc", line: 3 });
  });
});
