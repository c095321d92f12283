// What a customer brought goes through a terminal: R and the other files are kept, and whatever fails, a whole pair opens.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it, type TestContext } from "node:test";
import { Keeping } from "../../src/acts/keeping.ts";
import type { OutcomeEvent } from "../../src/ceremony/event.ts";
import type { Drive, Drives } from "../../src/media/drive.ts";
import type { MediumFiles } from "../../src/media/medium-files.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { disposeKey, unlockKey } from "../../src/npki/locked-key.ts";
import { Secret } from "../../src/secret.ts";
import { MemoryBranch, now } from "../authority/in-memory.ts";
import { password as madePassword, makePair } from "../media/made-pair.ts";
import {
  driveAt,
  drivesOf,
  type Fault,
  faultyFiles,
  folder,
  hastyClock,
  stickFolder,
  unfinished,
} from "../media/stick.ts";
import { memoryRegistrations } from "../reliance/memory-registrations.ts";
import { demandsOf, sources } from "../reliance/other-institution.ts";

const about = { ceremony: "c-1", staff: null };
const made = makePair();
const old = Secret.fromText(madePassword);
const fresh = Secret.fromText("Fresh!2026test");
after(() => {
  old.wipe();
  fresh.wipe();
});

type Stick = { readonly root: string; readonly drive: Drive };

/** A stick with the made pair, its key as a key-management pair too, and a CA's certificate. */
function stickWith(context: TestContext): Stick {
  const root = stickFolder(context);
  const place = join(root, folder);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, "signCert.der"), made.certificate);
  writeFileSync(join(place, "signPri.key"), made.lockedKey);
  writeFileSync(join(place, "kmCert.der"), made.certificate);
  writeFileSync(join(place, "kmPri.key"), made.lockedKey);
  writeFileSync(join(place, "CaPubs"), "a chain");
  return { root, drive: driveAt(root, { simulated: true }) };
}

type World = { readonly keeping: Keeping; readonly branch: MemoryBranch };

/** `filesOf` another stick's are the system's. */
function world(sticks: readonly Stick[], filesOf: (drive: Drive) => MediumFiles = () => createSystemFiles()): World {
  const branch = new MemoryBranch();
  const drives: Drives = {
    ...drivesOf(driveAt(sticks[0]?.root ?? ""), createSystemFiles()),
    list: async () => sticks.map(({ drive }) => drive),
    files: filesOf,
  };
  const { journal, certificates } = branch;
  const registrations = memoryRegistrations();
  const accredited = { demands: async () => demandsOf({ roots: [], between: [] }, sources([])) };
  const clock = { ...hastyClock, now: () => now };
  return {
    branch,
    keeping: new Keeping(
      { drives, clock, certificates, registrations, accredited, journal, checkpoint: () => {} },
      () => {},
    ),
  };
}

async function opened({ keeping }: World, { drive }: Stick): Promise<OutcomeEvent | null> {
  const read = await keeping.read({ type: "read-stick", drive }, about);
  assert.equal(read.type, "stick-read");
  const [certificate] = read.type === "stick-read" ? read.found : [];
  assert.ok(certificate);
  return keeping.open({ type: "open-key", certificate }, old, about);
}

/** Hexadecimal R of a key file that this password opens, or null. */
function rOf(root: string, name: string, password: Secret): string | null {
  const outcome = unlockKey(readFileSync(join(root, folder, name)), password);
  if (outcome.type !== "opened") return null;
  const r = outcome.key.r?.use((bytes) => Buffer.from(bytes).toString("hex")) ?? "none";
  disposeKey(outcome.key);
  return r;
}

describe("read", () => {
  it("records whether all of a stick was looked at", async (context) => {
    const stick = stickWith(context);
    const here = world([stick]);
    const looked = async (): Promise<unknown> => {
      await here.keeping.read({ type: "read-stick", drive: stick.drive }, about);
      const row = here.branch.entries.at(-1)?.fact;
      return row?.event === "stick-read" ? row.looked : null;
    };
    assert.equal(await looked(), "whole");
    const other = join(stick.root, folder, "..");
    for (let at = 0; at < 1_100; at++) mkdirSync(join(other, `cn=${at}`));
    assert.equal(await looked(), "part");
  });
});

describe("relock", () => {
  it("keeps R, locks both keys anew, and leaves all else as it is", async (context) => {
    const stick = stickWith(context);
    const before = rOf(stick.root, "signPri.key", old);
    const here = world([stick]);
    assert.deepEqual(await opened(here, stick), null);
    const outcome = await here.keeping.relock({ type: "relock", drive: stick.drive }, fresh, about);
    assert.equal(outcome.type, "certificate-kept");
    for (const name of ["signPri.key", "kmPri.key"]) {
      assert.equal(rOf(stick.root, name, fresh), before);
      assert.equal(rOf(stick.root, name, old), null);
    }
    assert.equal(readFileSync(join(stick.root, folder, "CaPubs"), "utf8"), "a chain");
    assert.ok(readFileSync(join(stick.root, folder, "signCert.der")).equals(made.certificate));
    assert.deepEqual(here.branch.events, ["stick-read", "key-opened", "certificate-relocking", "certificate-relocked"]);
  });

  it("is whole under one of the two passwords wherever the stick fails or the power goes", async (context) => {
    const stick = stickWith(context);
    const outcomes = new Set<string>();
    const cut = async (fault: Fault): Promise<boolean> => {
      cpSync(join(stick.root, folder), join(stick.root, "spare"), { recursive: true });
      let files = createSystemFiles();
      const here = world([stick], () => files);
      await opened(here, stick);
      const broken = faultyFiles(fault);
      files = broken.files;
      const outcome = await here.keeping.relock({ type: "relock", drive: stick.drive }, fresh, about);
      here.keeping.wipe();
      // The next terminal mends what it finds.
      const next = world([stick]);
      const read = await next.keeping.read({ type: "read-stick", drive: stick.drive }, about);
      assert.ok(read.type === "stick-read" && read.found.length === 1, `${fault.at}`);
      assert.deepEqual(unfinished(stick.root), [], `${fault.at}`);
      const under = [old, fresh].filter((each) => rOf(stick.root, "signPri.key", each) !== null);
      const km = [old, fresh].filter((each) => rOf(stick.root, "kmPri.key", each) !== null);
      assert.equal(under.length, 1, `${fault.at}`);
      assert.deepEqual(km, under, `${fault.at}`);
      if (outcome.type === "certificate-kept") assert.deepEqual(under, [fresh], `${fault.at}`);
      outcomes.add(`${outcome.type} ${under[0] === old ? "old" : "new"}`);
      // As it was, for the next cut.
      for (const name of ["signPri.key", "kmPri.key"])
        cpSync(join(stick.root, "spare", name), join(stick.root, folder, name));
      return broken.fired();
    };
    for (const [forGood, step] of [
      [true, 1],
      [false, 5],
    ] as const)
      for (let at = 1; await cut({ at, code: "EIO", effect: "nothing", forGood }); at += step) assert.ok(at < 200);
    assert.ok(outcomes.has("write-failed old") && outcomes.has("certificate-kept new"), [...outcomes].join(", "));
  });

  it("leaves a stick alone on which another certificate lies in that place, or none", async (context) => {
    const [source, other, empty] = [stickWith(context), stickWith(context), stickFolder(context)];
    writeFileSync(join(other.root, folder, "signCert.der"), makePair().certificate);
    const bare = { root: empty, drive: driveAt(empty, { simulated: true }) };
    const here = world([source, other, bare]);
    await opened(here, source);
    for (const { drive } of [other, bare]) {
      const outcome = await here.keeping.relock({ type: "relock", drive }, fresh, about);
      assert.deepEqual(outcome, { type: "write-failed", trouble: { type: "certificate-not-there" } });
    }
    writeFileSync(join(source.root, folder, "notes.txt"), "mine");
    const outcome = await here.keeping.relock({ type: "relock", drive: source.drive }, fresh, about);
    assert.deepEqual(outcome, { type: "write-failed", trouble: { type: "folder-taken" } });
    assert.equal(readFileSync(join(source.root, folder, "notes.txt"), "utf8"), "mine");
  });
});

describe("copy", () => {
  it("writes every file as it was, from a stick that is out by then", async (context) => {
    const source = stickWith(context);
    const empty = stickFolder(context);
    const target = { root: empty, drive: driveAt(empty, { simulated: true }) };
    const here = world([source, target]);
    await opened(here, source);
    const files = ["signCert.der", "signPri.key", "kmCert.der", "kmPri.key", "CaPubs"];
    const before = files.map((name) => readFileSync(join(source.root, folder, name)));
    writeFileSync(join(source.root, folder, "signPri.key"), "gone");
    const outcome = await here.keeping.copy({ type: "copy", drive: target.drive }, about);
    assert.equal(outcome.type, "certificate-kept");
    const written = files.map((name) => readFileSync(join(target.root, folder, name)));
    assert.deepEqual(written, before);
  });

  it("takes nothing away that is not the same certificate", async (context) => {
    const [source, target] = [stickWith(context), stickWith(context)];
    const stranger = makePair().certificate;
    writeFileSync(join(target.root, folder, "signCert.der"), stranger);
    const here = world([source, target]);
    await opened(here, source);
    const outcome = await here.keeping.copy({ type: "copy", drive: target.drive }, about);
    assert.deepEqual(outcome, { type: "write-failed", trouble: { type: "folder-taken" } });
    assert.ok(readFileSync(join(target.root, folder, "signCert.der")).equals(stranger));
  });
});

describe("open", () => {
  it("says which of a pair is no use, and forgets what it read when it is wiped", async (context) => {
    const stick = stickWith(context);
    const key = join(stick.root, folder, "signPri.key");
    const cases = [
      [made.lockedKey.subarray(0, 300), "damaged"],
      [makePair().lockedKey, "mismatch"],
    ] as const;
    for (const [bytes, why] of cases) {
      writeFileSync(key, bytes);
      assert.deepEqual(await opened(world([stick]), stick), { type: "key-refused", why });
    }
    writeFileSync(key, made.lockedKey);
    const here = world([stick]);
    assert.deepEqual(await opened(here, stick), null);
    here.keeping.wipe();
    await assert.rejects(here.keeping.copy({ type: "copy", drive: stick.drive }, about), /no key is open/);
    assert.ok(existsSync(key));
  });
});
