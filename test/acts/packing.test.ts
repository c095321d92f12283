// A certificate goes into a PKCS#12 file and comes out of it: R, the other pair and the chain go with it, under one password.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it, type TestContext } from "node:test";
import { Keeping } from "../../src/acts/keeping.ts";
import { Packing } from "../../src/acts/packing.ts";
import type { Drive, Drives } from "../../src/media/drive.ts";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import type { StickCertificate } from "../../src/media/stick-certificate.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { certificateFolder, readCertificate } from "../../src/npki/certificate-folder.ts";
import * as der from "../../src/npki/der.ts";
import { lockKey, unlockKey } from "../../src/npki/locked-key.ts";
import { readPkcs12 } from "../../src/npki/pkcs12.ts";
import { writePkcs12 } from "../../src/npki/pkcs12-writing.ts";
import { MemoryBranch, now } from "../authority/in-memory.ts";
import { driveAt, drivesOf, faultyFiles, hastyClock, stickFolder, unfinished } from "../media/stick.ts";
import * as files from "../npki/key-files.ts";
import { openssl, opensslMissing } from "../npki/openssl.ts";
import { type Made, made } from "../npki/pkcs12-files.ts";
import { memoryRegistrations } from "../reliance/memory-registrations.ts";
import { demandsOf, sources } from "../reliance/other-institution.ts";

const about = { ceremony: "c-1", staff: null };
const password = files.password();

let own: Made;
let folder: string;
before(async () => {
  own = await made();
  const read = readCertificate(own.signing.certificate);
  assert.ok(read.type === "certificate");
  const place = certificateFolder(read.certificate.subject, "yessign");
  assert.ok(place.type === "folder");
  folder = place.path;
});

type Stick = { readonly root: string; readonly drive: Drive };

function emptyStick(context: TestContext): Stick {
  const root = stickFolder(context);
  return { root, drive: driveAt(root, { simulated: true }) };
}

/** With both pairs and the chain, as CAs hand them out. */
function fullStick(context: TestContext): Stick {
  const stick = emptyStick(context);
  const place = join(stick.root, folder);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "signCert.der"), own.signing.certificate);
  writeFileSync(join(place, "signPri.key"), lockKey(own.signing.key, password));
  writeFileSync(join(place, "kmCert.der"), own.managing.certificate);
  writeFileSync(join(place, "kmPri.key"), lockKey(own.managing.key, password));
  writeFileSync(join(place, "CaPubs"), der.sequence(...own.chain));
  return stick;
}

function world(sticks: readonly Stick[], filesOf: () => MediumFiles = () => createSystemFiles()) {
  const branch = new MemoryBranch();
  const drives: Drives = {
    ...drivesOf(driveAt(sticks[0]?.root ?? ""), createSystemFiles()),
    list: async () => sticks.map(({ drive }) => drive),
    files: filesOf,
  };
  const { journal, certificates } = branch;
  const clock = { ...hastyClock, now: () => now };
  const registrations = memoryRegistrations();
  const accredited = { demands: async () => demandsOf({ roots: [], between: [] }, sources([])) };
  const means = { drives, clock, certificates, registrations, accredited, journal, checkpoint: () => {} };
  const keeping = new Keeping(means, () => {});
  return { branch, keeping, packing: new Packing(means, keeping, () => {}) };
}

type World = ReturnType<typeof world>;

async function openedFolder({ keeping }: World, { drive }: Stick): Promise<void> {
  const read = await keeping.read({ type: "read-stick", drive }, about);
  assert.ok(read.type === "stick-read");
  const certificate = read.found[0] as StickCertificate;
  assert.equal(await keeping.open({ type: "open-key", certificate }, password, about), null);
}

async function openedFile({ packing }: World, { drive }: Stick, typed = password) {
  const listed = await packing.list({ type: "list-pkcs12", drive }, about);
  assert.ok(listed.type === "pkcs12-listed");
  const [file] = listed.files;
  assert.ok(file);
  return packing.open({ type: "open-pkcs12", file }, typed, about);
}

const p12sIn = ({ root }: Stick): readonly string[] => readdirSync(root).filter((name) => name.endsWith(".p12"));

describe("pack and unpack", () => {
  it("bring all of a folder onto another stick, R and the other pair and the chain in its order", async (context) => {
    const [source, middle, target] = [fullStick(context), emptyStick(context), emptyStick(context)];
    const here = world([source, middle, target]);
    await openedFolder(here, source);
    const packed = await here.packing.pack({ type: "pack", drive: middle.drive }, password, about);
    assert.ok(packed.type === "certificate-kept", JSON.stringify(packed));
    assert.deepEqual(p12sIn(middle), [packed.folder]);
    assert.match(packed.folder, /^홍길동\(\)0071\d+_20271123\.p12$/);
    here.keeping.wipe();
    rmSync(source.root, { recursive: true });
    assert.equal((await openedFile(here, middle)).type, "pkcs12-opened");
    const unpacked = await here.packing.unpack({ type: "unpack", drive: target.drive }, password, about);
    assert.ok(unpacked.type === "certificate-kept" && unpacked.folder === folder, JSON.stringify(unpacked));
    const written = (name: string): Buffer => readFileSync(join(target.root, folder, name));
    assert.deepEqual(written("signCert.der"), own.signing.certificate);
    assert.deepEqual(written("kmCert.der"), own.managing.certificate);
    assert.deepEqual(written("CaPubs"), der.sequence(...own.chain));
    const [signing, managing] = ["signPri.key", "kmPri.key"].map((name) => unlockKey(written(name), password));
    assert.ok(signing?.type === "opened" && managing?.type === "opened");
    assert.equal(
      signing.key.r?.use((bytes) => Buffer.from(bytes).toString("hex")),
      files.r.toString("hex"),
    );
    assert.ok(signing.key.privateKey.equals(own.signing.key.privateKey));
    assert.ok(managing.key.privateKey.equals(own.managing.key.privateKey));
    assert.deepEqual(here.branch.events.slice(-4), [
      "pkcs12-listed",
      "pkcs12-opened",
      "pkcs12-unpacking",
      "pkcs12-unpacked",
    ]);
  });

  it("write what openssl reads", { skip: opensslMissing }, async (context) => {
    const stick = fullStick(context);
    const here = world([stick]);
    await openedFolder(here, stick);
    await here.packing.pack({ type: "pack", drive: stick.drive }, password, about);
    const [name = ""] = p12sIn(stick);
    const how = ["-legacy", "-info", "-noout", "-passin", "pass:Cert!hong90"];
    const said = openssl(["pkcs12", ...how], readFileSync(join(stick.root, name)));
    assert.equal(said.status, 0, said.complaint);
    assert.equal(said.complaint.match(/Shrouded Keybag/g)?.length, 2);
  });
});

describe("pack", () => {
  it("leaves what is there, counts its names, and leaves nothing of itself wherever the stick fails", async (context) => {
    const source = fullStick(context);
    const outcomes = new Set<string>();
    const cut = async (at: number, forGood: boolean): Promise<boolean> => {
      const target = emptyStick(context);
      writeFileSync(join(target.root, "mine.p12"), "mine");
      let files = createSystemFiles();
      const here = world([source, target], () => files);
      await openedFolder(here, source);
      const broken = faultyFiles({ at, code: "EIO", effect: "nothing", forGood });
      files = broken.files;
      const outcome = await here.packing.pack({ type: "pack", drive: target.drive }, password, about);
      outcomes.add(outcome.type);
      here.keeping.wipe();
      // The next terminal mends what it finds.
      await world([target]).keeping.read({ type: "read-stick", drive: target.drive }, about);
      assert.deepEqual(unfinished(target.root), [], `${at}`);
      assert.equal(readFileSync(join(target.root, "mine.p12"), "utf8"), "mine");
      const others = p12sIn(target).filter((name) => name !== "mine.p12");
      if (outcome.type === "certificate-kept") assert.equal(others.length, 1, `${at}`);
      // A stick that failed behind the rename may keep the file: whole, or not at all.
      for (const name of others)
        assert.equal(readPkcs12(readFileSync(join(target.root, name)), password).type, "opened", `${at}`);
      return broken.fired();
    };
    for (const forGood of [false, true]) for (let at = 1; await cut(at, forGood); at++) assert.ok(at < 60);
    assert.deepEqual([...outcomes].sort(), ["certificate-kept", "write-failed"]);
  });
});

describe("list and open", () => {
  it("see files in the top level alone, and name what is none", async (context) => {
    const stick = emptyStick(context);
    const here = world([stick]);
    assert.deepEqual(await here.packing.list({ type: "list-pkcs12", drive: stick.drive }, about), {
      type: "pkcs12-listed",
      files: [],
    });
    mkdirSync(join(stick.root, "a.p12"));
    writeFileSync(join(stick.root, "b\u001b[31m\u202e.PFX"), Buffer.alloc(300_000));
    writeFileSync(join(stick.root, "c.p12.txt"), "");
    const listed = await here.packing.list({ type: "list-pkcs12", drive: stick.drive }, about);
    assert.ok(listed.type === "pkcs12-listed");
    assert.deepEqual(
      listed.files.map(({ shown }) => shown),
      ["a.p12", "b\\u{1b}[31m\\u{202e}.PFX"],
    );
    for (const file of listed.files)
      assert.deepEqual(await here.packing.open({ type: "open-pkcs12", file }, password, about), {
        type: "key-refused",
        why: "damaged",
      });
  });

  it("forget the keys when they are wiped", async (context) => {
    const stick = emptyStick(context);
    writeFileSync(join(stick.root, "a.p12"), writePkcs12({ pairs: [own.signing], others: [] }, password));
    const here = world([stick]);
    assert.equal((await openedFile(here, stick)).type, "pkcs12-opened");
    here.packing.wipe();
    await assert.rejects(
      here.packing.unpack({ type: "unpack", drive: stick.drive }, password, about),
      /no file is open/,
    );
    assert.ok(!existsSync(join(stick.root, "NPKI")));
  });
});
