// `changgu media inspect` as branch support runs it: a stick that this branch wrote a moment ago is in order.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

function changgu(home: string, ...words: readonly string[]): string {
  const env = { ...process.env, CHANGGU_TRAINING_HOME: home };
  const ran = spawnSync(process.execPath, [join(root, "dist/changgu.cjs"), ...words], { encoding: "utf8", env });
  assert.equal(ran.status, 0, ran.stderr);
  // What is no terminal gets nothing that only a terminal understands.
  assert.ok(!`${ran.stdout}${ran.stderr}`.includes("\x1b"));
  return ran.stdout;
}

suite("changgu media inspect", { timeout: 60_000 }, () => {
  test("knows the branch's own CAs, and finds nothing wrong with what was just issued", () => {
    const folder = mkdtempSync(join(tmpdir(), "changgu-inspect-"));
    try {
      changgu(folder, "play", "--out", folder, join(root, "test/transcripts/kiosk-otp.txt"));
      const home = join(folder, "kiosk-otp");
      const [password, number] = [join(folder, "password"), join(folder, "number")];
      writeFileSync(password, "Kiosk!2026test\n");
      writeFileSync(number, "850315-2345678\n");
      const files = ["--password-file", password, "--resident-number-file", number];
      const told = changgu(home, "media", "inspect", join(home, "sticks/usb0"), "--training", "--json", ...files);
      const { certificates } = JSON.parse(told);
      const results = Object.fromEntries(
        certificates[0].checks.map(({ name, result }: { name: string; result: string }) => [name, result]),
      );
      assert.equal(certificates.length, 1);
      // The transcript has a day of its own; that it is not revoked stands in the branch's books.
      const { validity, ...others } = results;
      assert.ok(validity && others.revocation === "pass");
      assert.deepEqual(new Set(Object.values(others)), new Set(["pass"]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
