// The folders that a real branch points to: roots are proven before it opens, and whatever is wrong is named with its file.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { configuredCas } from "../../../hardware/accredited/configured.ts";
import { examineCertificate } from "../../../src/reliance/examination.ts";
import { type OddFile, sortedTrust } from "../../../src/reliance/trust.ts";
import { type AccreditedSettings, defaultAccredited } from "../../../src/settings/accredited.ts";
import { now, type OtherWorld, otherWorld } from "../../reliance/other-institution.ts";

let world: OtherWorld;
let chain: readonly Buffer[];
const folders: string[] = [];

before(async () => {
  world = otherWorld();
  chain = await world.issuer.chain("SignKorea");
});

after(() => {
  world[Symbol.dispose]();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function pem(der: Buffer, label = "CERTIFICATE"): string {
  return `-----BEGIN ${label}-----\n${der.toString("base64").replace(/(.{64})/g, "$1\n")}\n-----END ${label}-----\n`;
}

function folderWith(files: Readonly<Record<string, Buffer | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "changgu-roots-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function settings(more: Partial<AccreditedSettings>): AccreditedSettings {
  return { ...defaultAccredited, ocsp: false, ...more };
}

describe("configuredCas", () => {
  it("reads DER and PEM, several in one file, and lists anew each time", async () => {
    const [root = Buffer.alloc(0), ca = Buffer.alloc(0)] = chain;
    const roots = folderWith({ "both.pem": pem(root) + pem(ca), "README.txt": "not read" });
    const lists = folderWith({});
    const outcome = await configuredCas(settings({ roots, lists }));
    assert.equal(outcome.type, "accredited");
    const { accredited } = outcome;
    const { certificate } = await world.make();
    const revocation = async () =>
      (await examineCertificate(certificate, [], await accredited.demands(), now)).checks.at(-1)?.result;
    assert.equal(await revocation(), "fail");
    const list = world.issuer.list("SignKorea", [], now) ?? Buffer.alloc(0);
    writeFileSync(join(lists, "signkorea.crl"), pem(list, "X509 CRL"));
    assert.equal(await revocation(), "pass");
    rmSync(lists, { recursive: true });
    assert.equal(await revocation(), "fail");
    mkdirSync(lists);
  });

  it("trusts nobody without roots", async () => {
    const outcome = await configuredCas(settings({}));
    assert.equal(outcome.type, "accredited");
    const { certificate } = await world.make();
    const { checks } = await examineCertificate(certificate, [], await outcome.accredited.demands(), now);
    assert.deepEqual(checks[1], { name: "chain", result: "not-checked", why: "no-roots" });
  });

  it("refuses what is no root, and says which file", async () => {
    const [root = Buffer.alloc(0), ca = Buffer.alloc(0)] = chain;
    const forged = Buffer.from(root);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    const { certificate } = await world.make();
    const faults: readonly (readonly [Readonly<Record<string, Buffer | string>>, RegExp])[] = [
      [{}, /no root among the files/],
      [{ "ca.der": ca }, /no root among the files/],
      [{ "a.pem": "nothing" }, /a\.pem holds no certificate/],
      [{ "a.der": Buffer.from("3003020101", "hex") }, /a\.der is no certificate/],
      [{ "a.der": certificate }, /a\.der is no CA's certificate/],
      [{ "a.der": forged }, /a\.der says that it signed itself/],
    ];
    for (const [files, why] of faults) {
      const outcome = await configuredCas(settings({ roots: folderWith(files) }));
      assert.equal(outcome.type, "refused");
      assert.equal(outcome.setting, "accredited.roots");
      assert.match(outcome.why, why);
    }
    const folder = folderWith({ "a.der": root });
    symlinkSync("/nowhere", join(folder, "b.der"));
    const dangling = await configuredCas(settings({ roots: folder }));
    assert.match(dangling.type === "refused" ? dangling.why : "", /b\.der cannot be read/);
    const missing = await configuredCas(settings({ roots: "/nowhere" }));
    assert.deepEqual(missing, {
      ...{ type: "refused", setting: "accredited.roots" },
      why: "/nowhere cannot be read (ENOENT)",
    });
    const noLists = await configuredCas(settings({ lists: "/nowhere" }));
    assert.equal(noLists.type === "refused" && noLists.setting, "accredited.lists");
  });
});

describe("whoever only looks", () => {
  it("goes on without what is odd among the roots, and has it named", async () => {
    const [root = Buffer.alloc(0), ca = Buffer.alloc(0)] = chain;
    const roots = folderWith({
      "a.der": root,
      "b.pem": "nothing",
      "c.der": ca,
      "d.der": Buffer.from("3003020101", "hex"),
    });
    mkdirSync(join(roots, "e.der"));
    const odd: OddFile[] = [];
    const outcome = await configuredCas(settings({ roots }), (files) => {
      const sorted = sortedTrust(files);
      odd.push(...sorted.odd);
      return { type: "trust", trust: sorted.trust };
    });
    assert.deepEqual(
      odd.map(({ name, fault }) => [basename(name), fault]),
      [
        ["b.pem", "empty"],
        ["d.der", "malformed"],
        ["e.der", "unread"],
      ],
    );
    assert.equal(outcome.type, "accredited");
    const { trust } = await outcome.accredited.demands();
    assert.deepEqual([trust.roots.length, trust.between.length], [1, 1]);
  });
});
