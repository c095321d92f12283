// The threat model names tests: each is there.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

test("every test that the threat model names is there", () => {
  const named = [...readFileSync(`${root}SECURITY.md`, "utf8").matchAll(/`(test\/[^`]*\.(?:test\.tsx?|txt))`/g)];
  const files = [...new Set(named.map(([, file = ""]) => file))];
  assert.ok(files.length > 25, `${files.length} tests`);
  assert.deepEqual(
    files.filter((file) => !existsSync(root + file)),
    [],
  );
});
