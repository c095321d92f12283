// A branch is made with its first member of staff, or not at all, and opened again after what commands did beside it.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { configuredCas } from "../../hardware/accredited/configured.ts";
import { connectGateways } from "../../hardware/gateways.ts";
import { branchEquipment } from "../../hardware/open.ts";
import { nobody } from "../../src/audit/entry.ts";
import { wallClock } from "../../src/clock.ts";
import type { Equipment } from "../../src/equipment.ts";
import { homeAt } from "../../src/home.ts";
import { Bus, type BusOwner } from "../../src/input/bus.ts";
import { verifyJournalOf } from "../../src/main/auditing.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { openBranch } from "../../src/main/opening.ts";
import { Performer } from "../../src/perform.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import type { StaffNumber } from "../../src/verification/registry.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-provision-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = homeAt(join(folder, "home"));
const deafBus: BusOwner = { role: () => "none", takesFrom: () => false, event() {}, command() {} };

function provision(name: string, password: string) {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const staff = { number: "200001" as StaffNumber, name, role: "supervisor" } as const;
  return provisionBranch({ home, settings: defaultSettings, acceptance: false, staff, passwordFile, handOver: null });
}

test("a database that was emptied, or is gone, is provisioned by nobody", async () => {
  const other = homeAt(join(folder, "emptied"));
  const asked = { home: other, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  const provisioned = (): ReturnType<typeof provisionBranch> => provisionBranch({ ...asked, handOver: null });
  assert.equal((await provisioned()).type, "provisioned");
  for (const end of ["", "-wal", "-shm"]) rmSync(`${other.database}${end}`, { force: true });
  assert.equal((await provisioned()).type, "refused");
  writeFileSync(other.database, "");
  assert.equal((await provisioned()).type, "refused");
  assert.ok(existsSync(other.keyState));
});

test("nothing is written under a key file that is not the branch's own", async () => {
  const other = homeAt(join(folder, "another-key"));
  const asked = { home: other, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  assert.equal((await provisionBranch({ ...asked, handOver: null })).type, "provisioned");
  const own = readFileSync(other.keyFile);
  const replace = (bytes: Uint8Array): void => {
    rmSync(other.keyFile);
    writeFileSync(other.keyFile, bytes, { mode: 0o400 });
  };
  replace(randomBytes(32));
  const desk = await openRealBranch({ home: other, settings: defaultSettings, desk: "kiosk" });
  assert.ok(desk.type === "refused");
  assert.equal(desk.outage, "key-file");
  replace(own);
  const again = await openRealBranch({ home: other, settings: defaultSettings, desk: "kiosk" });
  assert.ok(again.type === "opened");
  await again.building.close();
});

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
  const performer = new Performer(building, new Bus(deafBus), () => {});
  const begin = { type: "begin-ceremony", service: "care", desk: "teller", locale: "ko" } as const;
  const about = { ceremony: null, staff: number };
  assert.equal((await performer.perform(begin, about))?.type, "ceremony-began");
  books.staff.setState(number, "locked");
  assert.deepEqual(await performer.perform(begin, about), { type: "officer-out" });
  await performer.perform({ type: "close-desk", desk: "teller" }, about);
  building.close();
  assert.deepEqual(
    ["desk-closed", "first-key-shown"].filter((event) => books.rows.lastOf(null, [event]) === null),
    [],
  );
  const starts = [...books.rows.all()].map(({ body }) => JSON.parse(body)).filter(({ event }) => event === "started");
  assert.deepEqual(
    starts.map(({ lastStop }) => lastStop),
    ["first", "clean"],
  );
  books.close();
});

test("a gateway that is left in peace, and is back, stands in the journal", async () => {
  let tell: (gateway: "bank", state: "resting" | "back") => void = () => {};
  const connected = connectGateways(defaultSettings, wallClock);
  const cas = await configuredCas(defaultSettings.accredited);
  assert.ok(connected.type === "connected" && cas.type === "accredited");
  const equipment = branchEquipment(defaultSettings, "teller", "branch", connected.gateways, cas.accredited);
  const watched: Equipment = {
    ...equipment,
    watchGateways(changed) {
      tell = changed;
      return () => {};
    },
  };
  const means = { home, equipment: watched, settings: defaultSettings, firstKey: null, enrol: async () => {} };
  const opened = await openBranch(means);
  assert.ok(opened.type === "opened", JSON.stringify(opened));
  const { building } = opened;
  for (const state of ["resting", "back"] as const) tell("bank", state);
  const found = ["gateway-resting", "gateway-back"].map((event) => building.rows.lastOf(null, [event])?.body ?? "");
  for (const body of found) assert.match(body, /"gateway":"bank"/);
  building.close();
});

test("two officers who have the first key are named in the journal, and so is who verified it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "changgu-officers-"));
  const own = homeAt(join(folder, "home"));
  const asked = { home: own, settings: defaultSettings, acceptance: true, staff: null, passwordFile: null };
  const outcome = await provisionBranch({ ...asked, handOver: async () => ["김하나", "이두리"] });
  assert.deepEqual(outcome, { type: "provisioned", firstKey: null, firstKeyWords: null, terminal: "T-0001" });
  assert.equal(await verifyJournalOf(own, {}, { print: () => {}, complain: assert.fail }), 0);
  const beside = await openBooksBeside(own);
  assert.ok(beside.type === "opened");
  const rows = [...beside.books.rows.all()].map(({ body }) => JSON.parse(body));
  const officers = rows.filter(({ event }) => event === "first-key-handed-over").map(({ officer }) => officer);
  assert.deepEqual(officers, ["김하나", "이두리"]);
  assert.equal(rows.find(({ event }) => event === "journal-verified")?.result, "whole");
  beside.books.close();
  rmSync(folder, { recursive: true });
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
