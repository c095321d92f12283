// Pictures and texts that screens are compared with. UPDATE_GOLDENS=1 writes them anew.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Compares with `test/screens/goldens/NAME`. A golden that is missing fails: a run that only writes would hold nothing. */
export function matchesGolden(name: string, actual: string): void {
  const file = fileURLToPath(new URL(`goldens/${name}`, import.meta.url));
  if (process.env.UPDATE_GOLDENS === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  assert.ok(existsSync(file), `${file} is missing: look at the screen, then run with UPDATE_GOLDENS=1`);
  assert.equal(actual, readFileSync(file, "utf8"));
}
