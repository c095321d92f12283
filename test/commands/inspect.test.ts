// `changgu media inspect`: what branch support reads of a stick, and what a hostile stick does to it, which is nothing.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it, type TestContext } from "node:test";
import type { OtherMade, OtherWanted } from "../../hardware/accredited/other-certificate.ts";
import { inspectMedium } from "../../src/commands/inspect.ts";
import { en } from "../../src/commands/inspect-words-en.ts";
import { ko } from "../../src/commands/inspect-words-ko.ts";
import { folderAsDrive } from "../../src/media/folder-drive.ts";
import type { OddFile } from "../../src/reliance/trust.ts";
import { Secret } from "../../src/secret.ts";
import { traps } from "../media/hostile-stick.ts";
import { stickFolder } from "../media/stick.ts";
import {
  demandsOf,
  now,
  type OtherWorld,
  otherWorld,
  password,
  person,
  sources,
} from "../reliance/other-institution.ts";

let world: OtherWorld;

before(() => {
  world = otherWorld();
});

after(() => world[Symbol.dispose]());

function put(root: string, made: OtherMade, change: (path: string) => string = (path) => path): void {
  for (const { name, bytes } of made.files) {
    const path = join(root, change(join(made.folder, name)));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

type Given = {
  readonly password?: string | null;
  readonly number?: string | null;
  readonly json?: boolean;
  readonly words?: typeof en;
  readonly oddRoots?: readonly OddFile[];
};

async function inspect(root: string, { json = false, words = en, oddRoots = [], ...given }: Given = {}) {
  const place = await folderAsDrive(root);
  assert.ok(typeof place !== "string");
  const opens = given.password === null ? null : Secret.fromText(given.password ?? password);
  const number = given.number === null ? null : Secret.fromText(given.number ?? person.residentNumber);
  const printed: string[] = [];
  const complaints: string[] = [];
  const withdrawn = world.issuer.serial("withdrawn");
  const ofCas = withdrawn ? [{ serial: withdrawn, since: now, reason: "keyCompromise" } as const] : [];
  const lists = [world.issuer.list("SignKorea", [], now), world.issuer.list("root", ofCas, now)];
  const code = await inspectMedium({
    ...{ place, password: opens, residentNumber: number, now, json, words, oddRoots },
    demands: demandsOf(world.trust(), sources(lists.filter((list) => list !== null)), { unanswered: "accept" }),
    unanswered: "refuse",
    print: (line) => void printed.push(line),
    complain: (line) => void complaints.push(line),
  });
  opens?.wipe();
  number?.wipe();
  return { code, text: printed.join("\n"), complaints };
}

async function stickOf(context: TestContext, ...wanted: readonly Partial<OtherWanted>[]): Promise<string> {
  return filled(stickFolder(context), ...wanted);
}

async function filled(root: string, ...wanted: readonly Partial<OtherWanted>[]): Promise<string> {
  for (const each of wanted) put(root, await world.make(each));
  return root;
}

/** `FAIL holder`, `not checked key` and so on. */
function answers(text: string, result: string): readonly string[] {
  return text.split("\n").flatMap((line) => (line.trimStart().startsWith(result) ? [line.slice(16, 27).trim()] : []));
}

describe("changgu media inspect", () => {
  it("passes a good stick whole", async (context) => {
    const { code, text } = await inspect(await stickOf(context, { whole: true }));
    assert.equal(code, 0, text);
    assert.equal(answers(text, "pass").length, 9);
    assert.match(text, /김우정, for all purposes, of a person \(범용 개인\), until 2027-06-11 \(200 days\)/);
  });

  it("says what could not be checked, and that all that could be holds", async (context) => {
    const { code, text } = await inspect(await stickOf(context, {}), { password: null });
    assert.equal(code, 0, text);
    assert.deepEqual(answers(text, "not checked"), ["key", "pair", "holder", "signature"]);
    assert.match(text, /--password-file/);
  });

  it("says 1 where a check fails, of several certificates each by itself", async (context) => {
    const root = await stickOf(context, {}, { number: 8, fault: "no-key" }, { number: 9, fault: "another-key" });
    const { code, text } = await inspect(root);
    assert.equal(code, 1);
    assert.deepEqual(answers(text, "FAIL"), ["pair", "holder", "signature", "key"]);
    assert.match(text, /3 certificates/);
  });

  it("says that a CA above a certificate is revoked", async (context) => {
    const { code, text } = await inspect(await stickOf(context, { ca: "withdrawn" }));
    assert.equal(code, 1);
    assert.deepEqual(answers(text, "FAIL"), ["revocation"]);
    assert.match(text, /a CA above it is revoked/);
  });

  it("notes what other programs stumble over", async (context) => {
    const root = stickFolder(context);
    const made = await world.make({ whole: true });
    const longer = made.files.map(({ name, bytes }) => ({ name, bytes: Buffer.concat([bytes, Buffer.alloc(46, 1)]) }));
    const files = longer.filter(({ name }) => name !== "kmPri.key");
    put(root, { ...made, files }, (path) => path.replace("/USER/", "/user/").replace("cn=", "cn=x"));
    const { code, text } = await inspect(root);
    assert.equal(code, 0, text);
    for (const note of ["small letters", "not named after", "behind the end of signPri.key", "one half of"])
      assert.ok(text.includes(note), `${note} in ${text}`);
  });

  it("speaks Korean, each column as wide as its widest word", async (context) => {
    const { code, text } = await inspect(await stickOf(context, {}), { password: null, words: ko });
    assert.equal(code, 0, text);
    assert.match(text, /김우정, 범용\(개인\), 2027-06-11까지 \(200일 남음\), 일련번호 [0-9a-f]+ \(\d+\)/);
    const [passed, skipped] = ["   통과  유효기간   오늘 유효합니다", "   생략  개인키     암호를 주지 않았습니다"];
    for (const line of [passed, skipped]) assert.ok(text.includes(line), text);
  });

  it("names the files among the roots that nobody is trusted by, and goes on", async (context) => {
    const oddRoots = [{ name: "roots/notes.pem", fault: "empty" }] as const;
    const root = await stickOf(context, { whole: true });
    const { code, complaints } = await inspect(root, { oddRoots });
    assert.deepEqual([code, complaints], [0, ["roots/notes.pem holds no certificate: it is left out"]]);
    const { text } = await inspect(root, { oddRoots, json: true });
    assert.deepEqual(JSON.parse(text).oddRoots, oddRoots);
  });

  it("says that a folder without certificates holds none, and how to name the top", async (context) => {
    const root = await stickOf(context, {});
    const inside = await inspect(join(root, "NPKI"));
    assert.equal(inside.code, 1);
    assert.match(inside.text, /name the top of the stick/);
    assert.equal((await inspect(stickFolder(context))).code, 1);
  });

  it("prints JSON with the same answers and no secret", async (context) => {
    const { code, text } = await inspect(await stickOf(context, { fault: "virtual-id-hashed-once" }), { json: true });
    assert.equal(code, 1);
    const { certificates } = JSON.parse(text) as { certificates: { checks: Record<string, string>[] }[] };
    const identity = certificates[0]?.checks.find(({ name }) => name === "identity");
    assert.deepEqual([identity?.result, identity?.why], ["fail", "virtual-id-hashed-once"]);
    assert.ok(!text.includes(password) && !text.includes(person.residentNumber));
  });
});

describe("what keeps a certificate from being seen", () => {
  it("is said to be refused by registration where nobody can say whether it is revoked", async (context) => {
    const { code, text } = await inspect(await stickOf(context, { ca: "KICA" }));
    assert.equal(code, 0, text);
    assert.match(text, /registration here would refuse it: .*\)$/);
    assert.match(text, /serial ([0-9a-f]+) \(\d+\)/);
  });

  it("says of a crowd of folders that not all were looked at, and still finds a certificate among them", async (context) => {
    const root = await stickOf(context, {});
    for (let at = 0; at < 1_100; at++) mkdirSync(join(root, `NPKI/SignKorea/USER/cn=${at}`));
    const { code, text } = await inspect(root);
    assert.equal(code, 1);
    assert.match(text, /: 1 certificate: too many folders; not all were looked at/);
    assert.equal(answers(text, "pass").length, 9, text);
    rmSync(join(root, "NPKI/SignKorea/USER"), { recursive: true });
    for (let at = 0; at < 1_100; at++) mkdirSync(join(root, `NPKI/SignKorea/USER/cn=${at}`), { recursive: true });
    assert.match((await inspect(root)).text, /no certificate so far: too many folders; not all were looked at/);
  });

  it("says what lies in a file's place: nothing, a link, too much", async (context) => {
    const root = await stickOf(context, {});
    const user = join(root, "NPKI/SignKorea/USER");
    const folder = join(user, readdirSync(user)[0] ?? "");
    const [certificate, key] = [join(folder, "signCert.der"), join(folder, "signPri.key")];
    renameSync(key, join(root, "key"));
    symlinkSync(join(root, "key"), key);
    assert.match((await inspect(root)).text, /FAIL +key +signPri\.key: it is not a plain file/);
    rmSync(key);
    writeFileSync(key, Buffer.alloc(64 * 1024 + 1));
    assert.match((await inspect(root)).text, /FAIL +key +signPri\.key: the file is too large/);
    writeFileSync(certificate, Buffer.alloc(64 * 1024 + 1));
    assert.match((await inspect(root)).text, /FAIL +certificate +signCert\.der: the file is too large/);
    rmSync(certificate);
    assert.match((await inspect(root)).text, /FAIL +certificate +signCert\.der is missing/);
    mkdirSync(certificate);
    assert.match((await inspect(root)).text, /FAIL +certificate +signCert\.der: it is not a plain file/);
  });
});

describe("a hostile stick", () => {
  const memory = "/dev/shm";
  for (const { what, needs, large = false, set } of traps) {
    const skip = needs === "root" && process.getuid?.() !== 0 ? "needs root" : false;
    it(`with ${what} harms nothing and hangs nothing`, { skip, timeout: 60_000 }, async (context) => {
      const root = await filled(large && existsSync(memory) ? stickFolder(context, memory) : stickFolder(context), {});
      await set(root);
      const { code, text, complaints } = await inspect(root);
      assert.notEqual(code, 2, complaints.join("\n"));
      assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
      assert.ok(!text.includes("root:"), "a file of this machine");
      assert.ok(what.includes("hundred thousand") || answers(text, "pass").length === 9, text);
    });
  }
});
