// A provisioning that was cut off is begun anew, one at a time, and never in the place of a branch.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type Home, homeAt } from "../../src/home.ts";
import { verifyJournalOf } from "../../src/main/auditing.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { acceptanceNote, openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import type { StaffNumber } from "../../src/verification/registry.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-cut-off-"));
after(() => rmSync(folder, { recursive: true, force: true }));

function provisioning(root: string): ChildProcess {
  const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
  return spawn(process.execPath, ["--import", "tsx", main, "provision", "--acceptance"], {
    env: { ...process.env, CHANGGU_HOME: root },
    stdio: ["ignore", "ignore", "pipe"],
  });
}

/** A process that provisions, killed when this file is there. */
async function cutOffWhen(root: string, there: (home: Home) => string): Promise<void> {
  const child = provisioning(root);
  const ended = once(child, "exit");
  while (!existsSync(there(homeAt(root)))) await new Promise((resolve) => setTimeout(resolve, 1));
  child.kill("SIGKILL");
  await ended;
}

test("a provisioning that was cut off is no branch, and is begun anew", async () => {
  for (const there of ["database", "boots"] as const) {
    const other = homeAt(join(folder, `cut-off-${there}`));
    await cutOffWhen(other.root, (each) => each[there]);
    // It may have been faster.
    if (!existsSync(other.provisioning)) continue;
    const desk = await openRealBranch({ home: other, settings: defaultSettings, desk: "kiosk" });
    assert.ok(desk.type === "refused");
    assert.match(desk.why, /cut off/);
    assert.equal((await openBooksBeside(other)).type, "refused");
    const asked = { home: other, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
    let shown = "";
    const show = (made: { readonly firstKey: string | null }): void => {
      assert.ok(existsSync(other.provisioning), "a branch is one when its first key was shown");
      shown = made.firstKey ?? "";
    };
    assert.equal((await provisionBranch({ ...asked, handOver: null, show })).type, "provisioned");
    assert.match(shown, /^[0-9a-f]{64}$/);
    assert.ok(!existsSync(other.provisioning));
    assert.equal(await verifyJournalOf(other, { k0: shown }, { print: () => {}, complain: assert.fail }), 0);
  }
});

test("what lies beside a note is forgotten only where the note names it and nobody ever worked in it", async () => {
  const other = homeAt(join(folder, "noted"));
  const asked = { home: other, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  const asides: string[] = [];
  const tellAside = (aside: string): void => void asides.push(aside);
  const provisioned = () => provisionBranch({ ...asked, handOver: null, tellAside });
  let own = "";
  const show = (): void => {
    own = readFileSync(other.provisioning, "utf8");
  };
  assert.equal((await provisionBranch({ ...asked, handOver: null, show })).type, "provisioned");
  const made = readFileSync(other.keyState);
  const refusedWith = async (note: string, why: RegExp): Promise<void> => {
    writeFileSync(other.provisioning, note);
    const outcome = await provisioned();
    assert.ok(outcome.type === "refused");
    assert.match(outcome.why, why);
    assert.ok(existsSync(other.database) && existsSync(other.boots));
  };

  // A branch in which nobody worked yet, and notes that are of others: whoever made it decides.
  for (const note of ["x\n", "A branch is being made here.\n", own.replace(/[0-9a-f]{64}/, "0".repeat(64))]) {
    await refusedWith(note, /does not name the journal.*remove that file, and it is a branch/);
    const desk = await openRealBranch({ home: other, settings: defaultSettings, desk: "kiosk" });
    assert.ok(desk.type === "refused" && /does not name the journal/.test(desk.why));
  }
  assert.deepEqual(readFileSync(other.keyState), made);

  // A second start is a branch's, and neither its own note nor another makes less of it.
  rmSync(other.provisioning);
  const first = await openRealBranch({ home: other, settings: defaultSettings, desk: "kiosk" });
  assert.ok(first.type === "opened");
  await first.building.close();
  for (const note of ["x\n", own]) {
    await refusedWith(
      note,
      /is provisioned already.*PROVISIONING is of no provisioning of this branch: remove that file/,
    );
    const desk = await openRealBranch({ home: other, settings: defaultSettings, desk: "kiosk" });
    assert.ok(desk.type === "opened", JSON.stringify(desk));
    await desk.building.close();
  }
  // Its database is out of reach: a disk that is not there, say.
  for (const end of ["", "-wal", "-shm"]) rmSync(`${other.database}${end}`, { force: true });
  const gone = await provisioned();
  assert.ok(gone.type === "refused" && /its database is missing/.test(gone.why));
  assert.ok(existsSync(other.keyState));
  assert.deepEqual(asides, []);
});

test("what a provisioning that was cut off had made is moved aside, and another manner of branch is made", async () => {
  const other = homeAt(join(folder, "aside"));
  const member = { number: "200001" as StaffNumber, name: "박책임", role: "supervisor" } as const;
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, "Super!2026\n", { mode: 0o600 });
  const asked = { home: other, settings: defaultSettings, passwordFile, handOver: null };
  let note = "";
  const show = (): void => {
    note = readFileSync(other.provisioning, "utf8");
  };
  const whole = await provisionBranch({ ...asked, acceptance: true, staff: null, show });
  assert.equal(whole.type, "provisioned");
  const state = readFileSync(other.keyState);
  writeFileSync(other.provisioning, note);

  const asides: string[] = [];
  const tellAside = (aside: string): void => void asides.push(aside);
  assert.equal((await provisionBranch({ ...asked, acceptance: false, staff: member, tellAside })).type, "provisioned");
  assert.equal(asides.length, 1);
  assert.deepEqual(readFileSync(join(asides[0] ?? "", "journal.key")), state);
  assert.ok(existsSync(join(asides[0] ?? "", "changgu.sqlite")));
  // Its people were invented, and nobody's are now.
  assert.ok(!existsSync(acceptanceNote(other)));
});

test("while two officers take the first key, no second window provisions the same home", async () => {
  const own = homeAt(join(folder, "two-windows"));
  const asked = { home: own, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  const outcome = await provisionBranch({
    ...asked,
    async handOver() {
      const second = provisioning(own.root);
      const [said, [code]] = await Promise.all([text(second.stderr ?? process.stdin), once(second, "exit")]);
      assert.equal(code, 2);
      assert.match(said, new RegExp(`a branch is being made here by process ${process.pid}; go on there`));
      return ["김하나", "이두리"];
    },
  });
  assert.equal(outcome.type, "provisioned");
  assert.ok(!existsSync(own.provisioning) && !existsSync(own.provisionLock));
});

test("nobody's people and officers go into a journal that another first key began", async () => {
  const others = homeAt(join(folder, "others"));
  const own = homeAt(join(folder, "not-others"));
  const asked = { settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  assert.equal((await provisionBranch({ ...asked, home: others, handOver: null })).type, "provisioned");
  const names = ["database", "keyState", "boots"] as const;
  const outcome = await provisionBranch({
    ...asked,
    home: own,
    async handOver() {
      for (const name of names) cpSync(others[name], own[name]);
      return ["김하나", "이두리"];
    },
  });
  assert.ok(outcome.type === "refused");
  assert.match(
    outcome.why,
    /a journal was begun here meanwhile, with another first key.*written down of a first key is void/,
  );
  for (const name of names) assert.ok(existsSync(own[name]), "what is another's stays");
  const desk = await openRealBranch({ home: own, settings: defaultSettings, desk: "kiosk" });
  assert.ok(desk.type === "refused" && /does not name the journal/.test(desk.why));
});
