// A desk that cannot open: the page 점검 중 stands and says why, nothing is written, and it opens by itself when it is mended.

import assert from "node:assert/strict";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, suite, test } from "node:test";
import { configuredCas } from "../../hardware/accredited/configured.ts";
import { connectGateways } from "../../hardware/gateways.ts";
import { branchEquipment } from "../../hardware/open.ts";
import type { Outage } from "../../src/audit/outage.ts";
import { type Clock, wallClock } from "../../src/clock.ts";
import { type OpenedDesk, runDesk } from "../../src/commands/desk.ts";
import type { Equipment } from "../../src/equipment.ts";
import { homeAt } from "../../src/home.ts";
import { openBooksBeside } from "../../src/main/beside.ts";
import { openRealBranch, provisionBranch } from "../../src/main/branch.ts";
import { openBranch } from "../../src/main/opening.ts";
import { openDesk } from "../../src/main/opening-desk.ts";
import { recoverJournalOf } from "../../src/main/recovering.ts";
import type { Session } from "../../src/session.ts";
import { defaultSettings } from "../../src/settings/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-outage-"));
const home = homeAt(join(folder, "home"));
const k0File = join(folder, "k0");
const settings = defaultSettings;
const open = (): Promise<OpenedDesk> => openRealBranch({ home, settings, desk: "kiosk" });

before(async () => {
  const asked = { home, settings, acceptance: true, staff: null, passwordFile: null, handOver: null };
  const provisioned = await provisionBranch(asked);
  assert.ok(provisioned.type === "provisioned");
  writeFileSync(k0File, `${provisioned.firstKey}\n`, { mode: 0o600 });
});
after(() => rmSync(folder, { recursive: true, force: true }));

type Seen = { readonly outages: readonly (Outage | null)[]; readonly end: string; readonly code: number };

/** A kiosk without a screen: `mend` once its page stood through three looks. */
async function kiosk(opening: () => Promise<OpenedDesk>, mend: (() => Promise<void> | void) | null): Promise<Seen> {
  const outages: (Outage | null)[] = [];
  let end = "";
  let leave = (): void => {};
  let mending = false;
  const follow = (session: Session): void => {
    const { step, desk } = session.state();
    end = step.at;
    if (step.at === "services") leave();
    if (step.at !== "out-of-service") return;
    assert.equal(desk, "kiosk");
    outages.push(step.outage);
    if (outages.length < 3 || mending) return;
    mending = true;
    if (mend) void Promise.resolve(mend()).catch((error: unknown) => assert.fail(String(error)));
    else leave();
  };
  const { code } = await runDesk({
    desk: "kiosk",
    plain: true,
    leavable: false,
    commandOptions: "",
    recovers: [1],
    stdout: process.stdout,
    keys: {
      isTTY: false,
      listen(_, ended) {
        leave = ended;
        const alive = setInterval(() => {}, 1000);
        return () => clearInterval(alive);
      },
    },
    show(session) {
      session.subscribe(() => follow(session));
      return { repaint() {}, apologize: assert.fail, flushed: async () => {}, unmount() {} };
    },
    open: opening,
    guard: async () => ({ release() {} }),
  });
  return { outages: [...new Set(outages)], end, code };
}

async function journal(): Promise<readonly string[]> {
  const beside = await openBooksBeside(home);
  assert.ok(beside.type === "opened", JSON.stringify(beside));
  const rows = beside.books.rows.after(-1, 10_000).map(({ body }) => body);
  beside.books.close();
  return rows;
}

suite("a kiosk that cannot open", () => {
  const away = (file: string) => ({
    harm: () => renameSync(file, `${file}.away`),
    mend: () => renameSync(`${file}.away`, file),
  });
  const damaged = {
    harm() {
      copyFileSync(home.database, `${home.database}.copy`);
      const bytes = readFileSync(home.database);
      bytes.fill(0x5a, 3 * 4096, 9 * 4096);
      writeFileSync(home.database, bytes);
    },
    mend: () => renameSync(`${home.database}.copy`, home.database),
  };
  const cut = {
    harm() {
      copyFileSync(home.database, `${home.database}.copy`);
      truncateSync(home.database, 100);
    },
    mend: () => renameSync(`${home.database}.copy`, home.database),
  };
  const shared = { harm: () => chmodSync(home.root, 0o770), mend: () => chmodSync(home.root, 0o700) };
  for (const [what, outage, { harm, mend }] of [
    ["its database is damaged", "database-damaged", damaged],
    ["its database is cut off", "database-damaged", cut],
    ["its database is not there", "database-missing", away(home.database)],
    ["others may write in its folder", "home-open", shared],
    ["its key file is not there", "key-file", away(home.keyFile)],
    ["its boot counter is not there", "boot-counter-missing", away(home.boots)],
    ["its key state is not there", "key-state-missing", away(home.keyState)],
  ] as const)
    test(`because ${what} stands, writes nothing, and goes on when it is back`, async () => {
      const earlier = await journal();
      harm();
      const seen = await kiosk(open, mend);
      assert.deepEqual(seen, { outages: [outage], end: "services", code: 0 });
      const later = await journal();
      const added = later.slice(earlier.length).filter((body) => !/"event":"checkpoint/.test(body));
      assert.match(added[0] ?? "", /"event":"started"/);
      assert.match(added[1] ?? "", /"event":"back-in-service".*"seconds":\d+/);
      assert.deepEqual(later.slice(0, earlier.length), earlier);
    });

  test("because its key state is lost goes on after an officer recovered it", async () => {
    rmSync(home.keyState);
    const quiet = { print() {}, complain() {} };
    const seen = await kiosk(open, async () => {
      assert.equal(
        await recoverJournalOf(home, { officer: "200001", reason: "디스크를 바꿨습니다", k0File }, quiet),
        0,
      );
    });
    assert.deepEqual(seen, { outages: ["key-state-missing"], end: "services", code: 0 });
    assert.ok((await journal()).some((body) => body.includes('"event":"key-state-recovered"')));
  });

  test("can be left, and its program says once more what is amiss", async () => {
    const { harm, mend } = away(home.keyState);
    harm();
    assert.equal((await kiosk(open, null)).code, 2);
    mend();
  });
});

suite("a kiosk whose settings are wrong", () => {
  test("or name no keypad stands until it is corrected", async () => {
    const opening = () => openDesk({ home, desk: "kiosk", environment: {} });
    const pad = { keypad: { path: join(folder, "no-pad") } };
    const write = (file: object) => writeFileSync(home.settings, JSON.stringify(file));
    for (const [wrong, why] of [
      [{ ...pad, listHours: "a day" }, /^the setting listHours must be .*settings\.json/],
      [{ ...pad, gateways: { bank: { url: "https://bank.example", keyFile: join(folder, "no-key") } } }, /no-key/],
      [{}, /"keypad"/],
    ] as const) {
      write(wrong);
      const refused = await opening();
      assert.ok(refused.type === "refused");
      assert.match(refused.why, why);
      const seen = await kiosk(opening, () => write(pad));
      assert.deepEqual(seen, { outages: ["settings"], end: "services", code: 0 });
    }
    rmSync(home.settings);
  });

  test("is not waited for where nothing was provisioned", async () => {
    const other = homeAt(join(folder, "nothing"));
    const refused = await openDesk({ home: other, desk: "kiosk", environment: {} });
    assert.ok(refused.type === "refused" && !refused.outage);
    assert.match(refused.why, /not provisioned/);
  });

  test("because they cannot be read stands until they can", async () => {
    mkdirSync(home.settings);
    const seen = await kiosk(
      () => openDesk({ home, desk: "kiosk", environment: { CHANGGU_KEYPAD: join(folder, "no-pad") } }),
      () => rmdirSync(home.settings),
    );
    assert.deepEqual(seen, { outages: ["settings"], end: "services", code: 0 });
  });
});

test("a kiosk whose clock is before the last row stands until it is set", async () => {
  const [connected, cas] = [connectGateways(settings, wallClock), await configuredCas(settings.accredited)];
  assert.ok(connected.type === "connected" && cas.type === "accredited");
  let back = 3_600_000;
  const clock: Clock = { ...wallClock, now: () => new Date(Date.now() - back) };
  const real = branchEquipment(settings, "kiosk", "acceptance", connected.gateways, cas.accredited);
  const equipment: Equipment = { ...real, clock };
  const opening = () => openBranch({ home, settings, equipment, firstKey: null, enrol: async () => {} });
  const seen = await kiosk(opening, () => {
    back = 0;
  });
  assert.deepEqual(seen, { outages: ["clock-behind"], end: "services", code: 0 });
});
