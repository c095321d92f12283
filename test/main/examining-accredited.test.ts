// What `changgu doctor` says of the folders of roots and lists: what keeps a desk from opening, and what is out of date.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { accreditedFindings } from "../../src/main/examining-accredited.ts";
import { type AccreditedSettings, defaultAccredited } from "../../src/settings/accredited.ts";
import { now, type OtherWorld, otherWorld } from "../reliance/other-institution.ts";

let world: OtherWorld;
let chain: readonly Buffer[];
const top = mkdtempSync(join(tmpdir(), "changgu-doctor-"));

before(async () => {
  world = otherWorld();
  chain = await world.issuer.chain("SignKorea");
});

after(() => {
  world[Symbol.dispose]();
  rmSync(top, { recursive: true });
});

function folderWith(...files: readonly Buffer[]): string {
  const folder = mkdtempSync(join(top, "folder-"));
  for (const [index, bytes] of files.entries()) {
    writeFileSync(join(folder, `${index}.der`), bytes);
    writeFileSync(join(folder, `${index}.crl`), bytes);
  }
  return folder;
}

function list(ca: "SignKorea" | "root", at = now): Buffer {
  return world.issuer.list(ca, [], at) ?? Buffer.alloc(0);
}

async function findings(settings: Partial<AccreditedSettings>, at = now) {
  return accreditedFindings({ ...defaultAccredited, ...settings }, at);
}

const years = (count: number): Date => new Date(now.getTime() + count * 365.25 * 86_400_000);

describe("the folder of roots", () => {
  it("is well with a root that is valid, and need not be there", async () => {
    const [roots] = await findings({ roots: folderWith(...chain) });
    assert.equal(roots?.state, "well");
    assert.match(roots?.found ?? "", /roots: 1, CAs between: 1$/);
    assert.equal((await findings({}))[0]?.state, "note");
  });

  it("is amiss where it is missing or holds something else, and says which file", async () => {
    const [missing] = await findings({ roots: join(top, "nowhere") });
    assert.equal(missing?.state, "amiss");
    assert.match(missing?.found ?? "", /nowhere cannot be read \(ENOENT\)/);
    const folder = folderWith(Buffer.from("0\x03no"));
    const [broken] = await findings({ roots: folder });
    assert.equal(broken?.state, "amiss");
    assert.ok(broken?.found.includes(join(folder, "0.der")), broken?.found);
    assert.ok(broken?.todo);
  });

  it("is noted where a CA is over, or ends within thirty days", async () => {
    const roots = folderWith(...chain);
    assert.match((await findings({ roots }, years(9)))[0]?.found ?? "", /^SignKorea Test CA4 is over since 20\d\d-/);
    assert.match((await findings({ roots }, years(30)))[0]?.found ?? "", /KISA-Test RootCA 4 is over since/);
    const soon = new Date(Date.UTC(2034, 8, 1));
    const [finding] = await findings({ roots }, soon);
    assert.deepEqual(
      [finding?.state, /ends on 2034-09-\d\d/.test(finding?.found ?? "")],
      ["note", true],
      finding?.found,
    );
  });
});

describe("the folder of lists", () => {
  it("is well with fresh lists of trusted CAs, or where responders are asked", async () => {
    const roots = folderWith(...chain);
    const lists = folderWith(list("SignKorea"), list("root"));
    assert.equal((await findings({ roots, lists }))[1]?.state, "well");
    assert.equal((await findings({ roots }))[1]?.state, "well");
    const [, nobody] = await findings({ roots, ocsp: false });
    assert.match(nobody?.found ?? "", /nothing can be registered/);
    const [, careless] = await findings({ roots, ocsp: false, unanswered: "accept" });
    assert.match(careless?.found ?? "", /revoked certificates are taken/);
  });

  it("is amiss where it is missing", async () => {
    const [, lists] = await findings({ lists: join(top, "nowhere") });
    assert.equal(lists?.state, "amiss");
  });

  it("is noted where a list is stale, of a stranger, cut off or none", async () => {
    const roots = folderWith(...chain);
    const trouble = async (bytes: Buffer) => (await findings({ roots, lists: folderWith(bytes) }))[1]?.found ?? "";
    assert.match(await trouble(list("SignKorea", years(-1))), /of SignKorea Test CA4 was due to be replaced on 2025/);
    await world.make({ ca: "KICA" });
    assert.match(await trouble(world.issuer.list("KICA", [], now) ?? Buffer.alloc(0)), /who is not trusted/);
    const forged = list("SignKorea");
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    assert.match(await trouble(forged), /not signed by it/);
    assert.match(await trouble(Buffer.from("nothing")), /holds no revocation list$/);
    assert.match(await trouble(list("SignKorea").subarray(0, 100)), /no revocation list that can be relied upon/);
  });
});
