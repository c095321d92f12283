// The auditor's screen of the built program: who looks, and at what, is journaled.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startProgram } from "./built-program.ts";
import { changgu } from "./fresh-branch.ts";

test("audit show follows the journal, shows what is wanted, and journals each look", {
  timeout: 120_000,
}, async (context) => {
  const home = mkdtempSync(join(tmpdir(), "changgu-auditor-"));
  context.after(() => rmSync(home, { recursive: true, force: true }));
  changgu(home, "provision", "--acceptance");
  const auditor = startProgram(["audit", "show"], home);
  await auditor.see("모든 기록");
  await auditor.see("감사 기록을 봅니다: 모두");
  auditor.type("7");
  await auditor.see("따라가는 중");
  changgu(home, "audit", "verify");
  await auditor.see("검증했습니다: 온전함");
  auditor.type("4provisioned\r");
  // The title of what is wanted, and not the field in which it is typed: that row stands on the first page too.
  await auditor.see("사건 provisioned 1/1");
  await auditor.kill("SIGTERM");
  const rows = changgu(home, "audit", "tail", "--json", "-n", "50").trim().split("\n");
  const looks = rows
    .map((line) => JSON.parse(JSON.parse(line).body) as { readonly event: string; readonly wanted: string })
    .filter(({ event }) => event === "journal-shown");
  assert.deepEqual(
    looks.map(({ wanted }) => wanted),
    ["all", "event=provisioned"],
  );
});
