// Two terminals of one branch, a process each: they start at once, keep one journal, and none is opened twice.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { openAuditRows } from "../../db/audit-rows.ts";
import { openForReading } from "../../db/open.ts";
import { program, startProgram } from "./built-program.ts";
import { changgu } from "./fresh-branch.ts";

type Started = { readonly terminal: string; readonly lastStop: string; readonly boot: number };

function startedRows(home: string): readonly Started[] {
  const opened = openForReading(join(home, "changgu.sqlite"));
  assert.ok(!("why" in opened), JSON.stringify(opened));
  const rows = openAuditRows(opened).after(-1, 10_000);
  opened.client.close();
  return rows.map(({ body }) => JSON.parse(body)).filter(({ event }) => event === "started");
}

suite("two terminals of one home", { timeout: 90_000 }, () => {
  test("are open at once, each with its own keypad, and each of them only once", async () => {
    const home = mkdtempSync(join(tmpdir(), "changgu-two-"));
    const terminals = { "T-0002": { keypad: { path: join(home, "no-pad") } } };
    writeFileSync(join(home, "settings.json"), JSON.stringify({ terminals }));
    changgu(home, "provision", "--acceptance");
    const teller = startProgram(["teller"], home);
    const kiosk = startProgram(["kiosk", "--terminal", "T-0002"], home);
    try {
      await Promise.all([teller.see("직원번호 6자리"), kiosk.see("어서 오십시오")]);
      for (const [words, id, holder] of [
        [["teller"], "T-0001", teller],
        [["kiosk", "--terminal", "T-0002"], "T-0002", kiosk],
      ] as const) {
        const again = startProgram([...words], home);
        await again.ended;
        assert.ok(again.written().includes(`terminal ${id} is already open in process ${holder.pid}`), again.written());
      }
      const refused = spawnSync(process.execPath, [program, "kiosk", "--terminal", "9001011234567"], {
        encoding: "utf8",
      });
      assert.equal(refused.status, 2);
      assert.match(refused.stderr, /must not look like a resident number/);
      assert.match(changgu(home, "settings", "--terminal", "T-0002"), /\* keypad\.path +"[^"]*no-pad"/);
      const looked = spawnSync(process.execPath, [program, "doctor", "--terminal", "T-0002"], {
        encoding: "utf8",
        env: { ...process.env, CHANGGU_HOME: home },
      });
      assert.match(looked.stdout, /AMISS {2}keypad: [^ ]*no-pad is not there/);
      await Promise.all([teller.kill("SIGTERM"), kiosk.kill("SIGTERM")]);
      const started = startedRows(home);
      assert.deepEqual(
        started.map(({ boot }) => boot),
        [1, 2, 3],
      );
      assert.deepEqual(started.map(({ terminal }) => terminal).sort(), ["T-0001", "T-0001", "T-0002"]);
      assert.ok(started.every(({ lastStop }) => lastStop !== "unclean"));
      assert.match(changgu(home, "audit", "verify"), /^WHOLE\./);
    } finally {
      await Promise.all([teller.kill("SIGKILL"), kiosk.kill("SIGKILL")]);
      rmSync(home, { recursive: true, force: true });
    }
  });
});
