// The first member of staff of a branch: nothing is made before name and password are good enough.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { homeAt } from "../../src/home.ts";
import { provisionBranch } from "../../src/main/branch.ts";
import { defaultSettings } from "../../src/settings.ts";
import type { StaffNumber } from "../../src/verification/registry.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-provision-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = homeAt(join(folder, "home"));

function provision(name: string, password: string) {
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  const staff = { number: "200001" as StaffNumber, name, role: "supervisor" } as const;
  return provisionBranch({ home, settings: defaultSettings, acceptance: false, staff, passwordFile });
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
  assert.equal((await provision("박책임", "Super!2026")).type, "provisioned");
});
