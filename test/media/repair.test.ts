// What the next insertion makes of a stick on which a write was cut off, or that a stranger prepared.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { repairDrive } from "../../src/media/repair.ts";
import { createSystemFiles } from "../../src/media/system-files.ts";
import { driveAt, folder, stickFolder, unfinished, visible } from "./stick.ts";

const id = ".changgu-00000000000000aa";

function stickWith(context: TestContext, files: Readonly<Record<string, string>>): string {
  const root = stickFolder(context);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const repair = (root: string) => repairDrive(driveAt(root), createSystemFiles());
const nothing = { type: "repaired", undone: [], finished: [], removed: 0, left: [] };
const intent = JSON.stringify({ folder });

describe("repairDrive", () => {
  it("does nothing on a stick without NPKI, and nothing to what others made", async (context) => {
    assert.deepEqual(await repair(stickFolder(context)), nothing);
    const root = stickWith(context, {
      "NPKI/.changgu-x/a": "1",
      "NPKI/.changgu-00000000000000AA/b": "2",
      "NPKI/c": "3",
    });
    assert.deepEqual(await repair(root), nothing);
    assert.equal(unfinished(root).length, 4);
  });

  it("removes a staging folder that never became visible", async (context) => {
    const root = stickWith(context, { [`NPKI/${id}/signCert.der`]: "half", [`${folder}/signCert.der`]: "old" });
    assert.deepEqual(await repair(root), { ...nothing, removed: 1 });
    assert.deepEqual(unfinished(root), []);
    assert.equal(readFileSync(join(root, folder, "signCert.der"), "utf8"), "old");
  });

  it("brings the old folder back as long as nobody was told that the new one is written", async (context) => {
    const states = [
      { [`${folder}/signCert.der`]: "old", [`NPKI/${id}/signCert.der`]: "new" },
      { [`NPKI/${id}-old/signCert.der`]: "old", [`NPKI/${id}/signCert.der`]: "new" },
      { [`NPKI/${id}-old/signCert.der`]: "old", [`${folder}/signCert.der`]: "new" },
    ];
    for (const state of states) {
      const root = stickWith(context, { ...state, [`NPKI/${id}.swap`]: intent, "NPKI/yessign/USER/x": "" });
      assert.deepEqual(await repair(root), { ...nothing, undone: [folder] });
      assert.deepEqual(unfinished(root), []);
      assert.equal(readFileSync(join(root, folder, "signCert.der"), "utf8"), "old");
      assert.deepEqual(await repair(root), nothing);
    }
  });

  it("keeps the new folder once it was reported, and removes the old one", async (context) => {
    const state = { [`NPKI/${id}-old/signCert.der`]: "old", [`${folder}/signCert.der`]: "new" };
    const root = stickWith(context, { ...state, [`NPKI/${id}.done`]: intent });
    assert.deepEqual(await repair(root), { ...nothing, finished: [folder] });
    assert.deepEqual(unfinished(root), []);
    assert.equal(readFileSync(join(root, folder, "signCert.der"), "utf8"), "new");
  });
});

describe("repairDrive, when it cannot know,", () => {
  it("never removes an old folder that it cannot explain", async (context) => {
    for (const text of ["", "{", "[]", '{"folder":7}', '{"folder":"../../etc/x"}', "x".repeat(5000)]) {
      const root = stickWith(context, { [`NPKI/${id}-old/signCert.der`]: "old", [`NPKI/${id}.swap`]: text });
      const outcome = await repair(root);
      assert.deepEqual(outcome, { ...nothing, left: [join(root, `NPKI/${id}-old`)] });
      assert.equal(readFileSync(join(root, `NPKI/${id}-old/signCert.der`), "utf8"), "old");
    }
    const alone = stickWith(context, { [`NPKI/${id}-old/signCert.der`]: "old" });
    assert.equal((await repair(alone)).type, "repaired");
    assert.ok(existsSync(join(alone, `NPKI/${id}-old/signCert.der`)));
  });

  it("leaves all three folders when somebody else took the place meanwhile", async (context) => {
    const root = stickWith(context, {
      [`NPKI/${id}-old/signCert.der`]: "old",
      [`NPKI/${id}/signCert.der`]: "new",
      [`${folder}/signCert.der`]: "by another program",
      [`NPKI/${id}.swap`]: intent,
    });
    assert.deepEqual(await repair(root), { ...nothing, left: [join(root, `NPKI/${id}-old`)] });
    assert.equal(readFileSync(join(root, folder, "signCert.der"), "utf8"), "by another program");
    assert.equal(readFileSync(join(root, `NPKI/${id}-old/signCert.der`), "utf8"), "old");
  });

  it("leaves the old folder aside when the place it came from is gone", async (context) => {
    const root = stickWith(context, { [`NPKI/${id}-old/signCert.der`]: "old", [`NPKI/${id}.swap`]: intent });
    assert.deepEqual(await repair(root), { ...nothing, left: [join(root, `NPKI/${id}-old`)] });
    assert.equal(readFileSync(join(root, `NPKI/${id}-old/signCert.der`), "utf8"), "old");
  });

  it("says so when the stick does not let it", async (context) => {
    const root = stickWith(context, { [`NPKI/${id}/a`]: "" });
    const files = { ...createSystemFiles(), list: () => Promise.reject(Object.assign(new Error(), { code: "EIO" })) };
    assert.deepEqual(await repairDrive(driveAt(root), files), { type: "not-repaired", code: "EIO" });
    const elsewhere = driveAt(root, { device: 1n });
    assert.deepEqual(await repairDrive(elsewhere, createSystemFiles()), { type: "not-repaired", code: "EXDEV" });
  });

  it("never reaches outside the stick, and never destroys a certificate, whatever an intent says", async (context) => {
    const outside = stickFolder(context);
    writeFileSync(join(outside, "kept"), "");
    const part = fc.constantFrom("NPKI", "USER", "yessign", "..", ".", "", "cn=a", "/", "\\", "\0", "link");
    const path = fc.oneof(
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join("/")),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(path, fc.constantFrom(".swap", ".done"), async (target, kind) => {
        const root = stickWith(context, {
          [`NPKI/${id}-old/signCert.der`]: "old",
          [`NPKI/${id}${kind}`]: JSON.stringify({ folder: target }),
          "NPKI/yessign/USER/cn=a/signCert.der": "a",
        });
        symlinkSync(outside, join(root, "link"));
        await repair(root);
        const contents = [...visible(root).values()].concat(unfinished(root));
        assert.ok(
          contents.includes("old") || existsSync(join(root, `NPKI/${id}-old/signCert.der`)) || kind === ".done",
        );
        assert.deepEqual([...visible(outside).keys()], ["kept"]);
      }),
      { numRuns: 200 },
    );
  });
});
