// Runs below failing-calls.so: whole ceremonies on a branch whose disk fails at its i-th operation; prints what came of each.
//
// A word each: `EIO:3:29`, the 3rd, the 32nd and so on; `ENODEV+:3:29`, and all that is behind it; `KILL:90:30`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homeAt, lockOf } from "../../src/home.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { DeskUnderFaults } from "./desk-under-faults.ts";
import { type FailingCall, FailingCalls, type Kind } from "./failing-calls.ts";

export type CeremonyTried = {
  readonly operations: number;
  readonly faults: readonly {
    readonly call: FailingCall;
    /** Null where the process was killed. */
    readonly kind: Kind | null;
    readonly pages: readonly string[];
  }[];
};

type Tried = CeremonyTried["faults"][number];

const [below = "", ...wanted] = process.argv.slice(2);
const calls = new FailingCalls();
const home = join(below, "home");

/** A branch as it is in the morning. */
function morning(template: string, elsewhere: string): DeskUnderFaults {
  calls.disarm();
  for (const folder of [home, elsewhere]) rmSync(folder, { recursive: true, force: true });
  cpSync(join(template, "home"), home, { recursive: true });
  cpSync(join(template, "elsewhere"), elsewhere, { recursive: true });
  return new DeskUnderFaults(home, elsewhere);
}

/** Null when the ceremony has fewer operations. */
async function fail(desk: DeskUnderFaults, call: FailingCall): Promise<Tried | null> {
  calls.arm(call);
  const { pages, end, crash } = await desk.ceremony(call.sticky ? null : () => calls.disarm());
  const { fired: kind } = calls.heard();
  calls.disarm();
  if (kind === null) return null;
  const where = `${JSON.stringify(call)} at ${kind}: ${[...pages].join(" ")}, ${end}`;
  if (crash) throw new Error(where, { cause: crash });
  // Either nobody noticed and the customer has his certificate, or the page says 점검 중, and goes by itself.
  assert.ok(pages.has("out-of-service") || pages.has("done") || end.startsWith("refused"), where);
  if (pages.has("out-of-service") && !call.sticky) assert.equal(end, "services", where);
  // Whoever has the lock of a process without power is this one.
  if (call.sticky) rmSync(lockOf(homeAt(home), defaultSettings.terminal), { force: true });
  await agrees(desk, where);
  return { call, kind, pages: [...pages] };
}

async function agrees(desk: DeskUnderFaults, where: string): Promise<void> {
  const wrong = await desk.wrongAfterRestart();
  assert.equal(wrong, null, `${where}\n${wrong}`);
}

/** In a process of its own. */
async function kill(desk: DeskUnderFaults, elsewhere: string, at: number): Promise<Tried | null> {
  const words = [...process.execArgv, process.argv[1] ?? "", below, `once:${at}`, elsewhere];
  const { signal, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  calls.disarm();
  if (signal !== "SIGKILL") {
    assert.equal(stderr, "");
    return null;
  }
  await agrees(desk, `killed at ${at}`);
  return { call: { at, code: "KILL" }, kind: null, pages: [] };
}

async function tryAll(): Promise<CeremonyTried> {
  const well = mkdtempSync(join(tmpdir(), "changgu-well-"));
  const [template, elsewhere] = [join(well, "template"), join(well, "elsewhere")];
  mkdirSync(join(template, "elsewhere"), { recursive: true });
  await new DeskUnderFaults(join(template, "home"), join(template, "elsewhere")).begin();
  const whole = morning(template, elsewhere);
  calls.count();
  const { pages, crash } = await whole.ceremony(() => {});
  const { operations } = calls.heard();
  assert.ok(pages.has("done") && crash === null, [...pages].join(" "));
  await agrees(whole, "nothing failed");
  const faults: Tried[] = [];
  for (const word of wanted) {
    const [code = "", first, step] = word.split(":");
    for (let at = Number(first); ; at += Number(step)) {
      const desk = morning(template, elsewhere);
      const call = { at, code: code.replace("+", "") as FailingCall["code"], sticky: code.endsWith("+") };
      const tried = await (call.code === "KILL" ? kill(desk, elsewhere, at) : fail(desk, call));
      if (tried === null) break;
      faults.push(tried);
    }
  }
  rmSync(well, { recursive: true });
  return { operations, faults };
}

const [once, elsewhere] = wanted;
if (once?.startsWith("once:")) {
  calls.arm({ at: Number(once.slice("once:".length)), code: "KILL" });
  await new DeskUnderFaults(home, elsewhere ?? "").ceremony(null);
  process.exit();
}
console.log(JSON.stringify(await tryAll()));
