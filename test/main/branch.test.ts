// A branch is made with its first member of staff, or not at all, and opened again after what commands did beside it.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { homeAt } from "../../src/home.ts";
import { Bus, type BusOwner } from "../../src/input/bus.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { Performer } from "../../src/perform.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import type { StaffNumber } from "../../src/verification/registry.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-provision-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = homeAt(join(folder, "home"));
const nobody = { ceremony: null, staff: null };
const deafBus: BusOwner = { role: () => "none", takesFrom: () => false, event() {}, command() {} };

function provision(name: string, password: string) {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const staff = { number: "200001" as StaffNumber, name, role: "supervisor" } as const;
  return provisionBranch({ home, settings: defaultSettings, acceptance: false, staff, passwordFile, handOver: null });
}

test("a weak password or a name that turns the line around is refused, and nothing is made", async () => {
  for (const [name, password, why] of [
    ["박책임", "short1!", /too-short/],
    ["박책임", "Super!200001", /staff-number/],
    ["박\u202e책임", "Super!2026", /no name/],
  ] as const) {
    const outcome = await provision(name, password);
    assert.ok(outcome.type === "refused", name);
    assert.match(outcome.why, why);
    assert.ok(!existsSync(home.root));
  }
  const member = { number: "200001" as StaffNumber, name: "박책임", role: "supervisor" } as const;
  for (const passwordFile of [null, join(folder, "nowhere")]) {
    const asked = { home, settings: defaultSettings, acceptance: false, staff: member, passwordFile, handOver: null };
    const outcome = await provisionBranch(asked);
    assert.ok(outcome.type === "refused");
    assert.match(outcome.why, passwordFile ? /cannot be read: ENOENT/ : /needs --password-file/);
    assert.ok(!existsSync(home.root));
  }
});

test("a start after rows of commands is no unclean one, and whoever they took out of service begins nothing", async () => {
  // Written with two letters for each syllable's parts, as some keyboards send it.
  const provisioned = await provision("박책임".normalize("NFD"), "Super!2026");
  assert.equal(provisioned.type, "provisioned");
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened");
  const { books } = beside;
  const number = "200001" as StaffNumber;
  assert.equal(books.staff.member(number)?.member.name, "박책임".normalize("NFC"));
  books.journal.append({ event: "staff-taken-out", number, operator: "root" }, nobody);
  const opened = await openRealBranch({ home, settings: defaultSettings, desk: "teller" });
  assert.ok(opened.type === "opened", JSON.stringify(opened));
  const { building } = opened;
  const performer = new Performer(building, new Bus(deafBus));
  const begin = { type: "begin-ceremony", service: "care", desk: "teller", locale: "ko" } as const;
  const about = { ceremony: null, staff: number };
  assert.equal((await performer.perform(begin, about))?.type, "ceremony-began");
  books.staff.setState(number, "locked");
  assert.deepEqual(await performer.perform(begin, about), { type: "officer-out" });
  building.close();
  const starts = [...books.rows.all()].map(({ body }) => JSON.parse(body)).filter(({ event }) => event === "started");
  assert.deepEqual(
    starts.map(({ lastStop }) => lastStop),
    ["first", "clean"],
  );
  books.close();
});

test("nothing is provisioned when the first key was not handed over", async () => {
  const folder = mkdtempSync(join(tmpdir(), "changgu-handed-"));
  const home = homeAt(join(folder, "home"));
  const asked = { home, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  const outcome = await provisionBranch({ ...asked, handOver: async () => null });
  assert.ok(outcome.type === "refused" && /nothing was provisioned/.test(outcome.why));
  assert.ok(!existsSync(home.database));
  rmSync(folder, { recursive: true });
});
