// `changgu ca lint` over files that anybody made: what it prints, and that no bytes end it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { CaRecord } from "../../src/authority/certificates.ts";
import type { Expectations } from "../../src/authority/lint.ts";
import { extension } from "../../src/authority/profile.ts";
import { type LintedFile, lintFiles } from "../../src/commands/lint.ts";
import * as der from "../../src/npki/der.ts";
import { certificateWith, places } from "../authority/certificate-parts.ts";
import { authorities } from "../authority/in-memory.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "changgu-lint-"));
after(() => rmSync(folder, { recursive: true }));

let records: readonly CaRecord[] = [];
let good: Buffer;
before(async () => {
  records = await authorities();
  good = certificateWith(records);
});

const anything: Expectations = { policy: null, years: 1 };

function lint(files: readonly LintedFile[], json = false, expected = anything, longestPath = 120) {
  const lines: string[] = [];
  const complaints: string[] = [];
  const output = { print: (line: string) => lines.push(line), complain: (line: string) => complaints.push(line) };
  return { code: lintFiles(files, { expected, json, longestPath }, output), lines, complaints };
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

describe("ca lint", () => {
  it("has nothing to say of a certificate of the profile, whatever its policy, DER or PEM", () => {
    for (const bytes of [good, Buffer.from(`subject=…\n${pem(good)}`)])
      assert.deepEqual(lint([{ name: "a.der", bytes }]), {
        code: 0,
        lines: ["a.der: every rule holds"],
        complaints: [],
      });
  });

  it("shortens a path for a terminal, and for nobody else", () => {
    const name = `/${"folder/".repeat(40)}a.der`;
    const said = (longest: number) => lint([{ name, bytes: good }], false, anything, longest).lines[0] ?? "";
    assert.match(said(120), /^.{119}…: every rule holds$/);
    assert.equal(said(4096), `${name}: every rule holds`);
  });

  it("says each rule that does not hold, why, and where it stands", () => {
    const late = certificateWith(records, undefined, { notAfter: new Date("2036-01-01T14:59:59Z") });
    const { code, lines } = lint([{ name: "late.der", bytes: late }]);
    assert.equal(code, 1);
    assert.deepEqual(lines, [
      "late.der: 1 finding",
      "  validity-length  the certificate is valid for 3327 days (profile: the product's years)",
    ]);
    const uneven = certificateWith(records, undefined, { notAfter: new Date("2036-01-01T15:00:00Z") });
    assert.match(lint([{ name: "a.der", bytes: uneven }]).lines.join("\n"), /is valid for 3327 days \(/);
    const policy = lint([{ name: "a.der", bytes: good }], false, { policy: "1.2.3", years: 1 });
    assert.match(policy.lines.join("\n"), /one-policy {2}the policies are 1\.2\.410\.200005\.1\.1\.4 \(profile/);
  });

  it("takes a key-management certificate for what it is, and no other usage", () => {
    const used = (bits: number[]) =>
      certificateWith(records, ({ extensions }) => {
        extensions[places.keyUsage] = extension("2.5.29.15", true, Buffer.from(bits));
      });
    assert.equal(lint([{ name: "km", bytes: used([3, 2, 5, 0x20]) }]).code, 0);
    assert.equal(lint([{ name: "ca", bytes: used([3, 2, 1, 6]) }]).code, 1);
    const expected = { policy: "1.2.410.200005.1.1.4", years: 1 };
    assert.equal(lint([{ name: "km", bytes: used([3, 2, 5, 0x20]) }], false, expected).code, 1);
  });
});

describe("the files of ca lint", () => {
  it("may be PEM with several certificates, which are counted", () => {
    const bytes = Buffer.from(`${pem(good)}${pem(Buffer.from("3000", "hex"))}`);
    const { code, lines } = lint([{ name: "both.pem", bytes }]);
    assert.equal(code, 1);
    assert.deepEqual(lines, [
      "both.pem, certificate 1: every rule holds",
      "both.pem, certificate 2: 1 finding",
      "  readable  the bytes are no certificate (RFC 5280 §4.1)",
    ]);
  });

  it("names bytes that stand behind a certificate, and reads the certificate all the same", () => {
    const { lines } = lint([{ name: "long", bytes: Buffer.concat([good, Buffer.alloc(46)]) }]);
    assert.match(lines.join("\n"), /1 finding\n {2}trailing-bytes {2}46 bytes stand behind/);
  });

  it("finds no certificate in a key's PEM, in nothing, and in deep nests", () => {
    let nest: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 5000; depth++) nest = der.sequence(nest);
    const key = Buffer.from("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    for (const bytes of [key, Buffer.alloc(0), nest]) {
      const { code, lines } = lint([{ name: "x", bytes }]);
      assert.equal(code, 1);
      assert.match(lines[1] ?? "", /^ {2}readable/);
    }
  });

  it("prints JSON, an entry a certificate, and says of unread files on the other stream alone", () => {
    const files = [
      { name: "a.der", bytes: good },
      { name: "gone\u001b[31m", bytes: "ENOENT" },
      { name: "b.der", bytes: Buffer.from("no") },
    ];
    const { code, lines, complaints } = lint(files, true);
    assert.equal(code, 2);
    const rule = { rule: "readable", why: "the bytes are no certificate", clause: "RFC 5280 §4.1" };
    assert.deepEqual(JSON.parse(lines.join("")), [
      { file: "a.der", number: 1, findings: [] },
      { file: "b.der", number: 1, findings: [rule] },
    ]);
    assert.equal(complaints.length, 1);
    assert.match(complaints[0] ?? "", /^gone\\u\{1b\}\[31m cannot be read: ENOENT;/);
  });

  it("ends with an exit code for any bytes, and answers in no time", () => {
    const pieces = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
        fc.nat(good.length).map((end) => good.subarray(0, end)),
        fc.constantFrom("-----BEGIN CERTIFICATE-----", "-----END", "MIIB", "=", "\n").map((text) => Buffer.from(text)),
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 }).map((changes) => {
          const bytes = Buffer.from(good);
          for (const [at, byte] of changes) bytes[at] = byte;
          return bytes;
        }),
      ),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(pieces, fc.boolean(), (parts, json) => {
        const { code, lines } = lint([{ name: "any", bytes: Buffer.concat(parts) }], json);
        assert.ok(code === 0 || code === 1);
        assert.ok(lines.length > 0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("changgu ca lint", () => {
  const changgu = (words: readonly string[], input: Uint8Array = Buffer.alloc(0)) => {
    const ran = spawnSync(process.execPath, ["--import", "tsx", main, "ca", "lint", ...words], { input });
    return { code: ran.status, out: ran.stdout.toString(), err: ran.stderr.toString() };
  };

  it("reads files and the standard input, and says 2 where one is not there or too long", () => {
    const file = join(folder, "signCert.der");
    writeFileSync(file, good);
    writeFileSync(join(folder, "long"), Buffer.alloc(1024 * 1024 + 1));
    assert.deepEqual(changgu([file, "-"], good), {
      code: 0,
      out: `${file}: every rule holds\n-: every rule holds\n`,
      err: "",
    });
    const ran = changgu([join(folder, "none"), join(folder, "long"), file]);
    assert.equal(ran.code, 2);
    assert.match(ran.err, /none cannot be read: ENOENT.*\n.*long cannot be read: it is longer than 1 MiB/);
    assert.match(ran.out, /every rule holds/);
    assert.equal(changgu(["--policy", "x", file]).code, 2);
  });
});
