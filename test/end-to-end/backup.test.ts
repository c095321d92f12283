// A backup beside a desk that works, the drill, and an old copy that is put back.
import assert from "node:assert/strict";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { startProgram } from "./built-program.ts";
import { changgu, freshBranch, said } from "./fresh-branch.ts";

suite("a backup", { timeout: 120_000 }, () => {
  test("is made beside a desk, is sound, is told from a changed one, and is refused when it is old", async () => {
    const { home } = freshBranch();
    for (const nowhere of ["/dev/full", "/proc/copies"]) {
      const [code, words] = said(home, "backup", nowhere);
      assert.deepEqual([code, words.split("\n").length], [2, 2], words);
      assert.match(words, /^No copy was made: .* Name another folder\.$/m);
    }
    const folder = join(home, "copies");
    const desk = startProgram(["teller"], home);
    await desk.see("직원번호 6자리");
    assert.match(changgu(home, "backup", folder), /holds every row up to \d+\. The key files are not in it/);
    await desk.kill("SIGTERM");
    const name = readdirSync(folder).find((each) => each.endsWith(".sqlite")) ?? "";
    const copy = join(folder, name);
    assert.deepEqual(readdirSync(folder).sort(), [name, `${name}.manifest`]);
    const [sound, drill] = said(home, "restore", "--check", copy);
    assert.equal(sound, 0, drill);
    assert.match(drill, /^SOUND\. Row \d+ is its last; 1 customers, 0 certificates; everything opens\.\nOLD COPY\. /);
    assert.ok(changgu(home, "audit", "tail", "-n", "5").includes("backup-made"));

    const bytes = readFileSync(copy);
    writeFileSync(copy, Buffer.concat([bytes, Buffer.alloc(4096)]));
    assert.match(said(home, "restore", "--check", copy)[1], /^NOT SOUND\.\nThe copy is not the one that was made/);
    writeFileSync(copy, bytes);

    // Another start, and then the old copy is put back with whatever lies beside it gone.
    const later = startProgram(["teller"], home);
    await later.see("직원번호 6자리");
    await later.kill("SIGTERM");
    copyFileSync(copy, join(home, "changgu.sqlite"));
    for (const end of ["-wal", "-shm"]) rmSync(join(home, `changgu.sqlite${end}`), { force: true });
    const [code, words] = said(home, "audit", "verify");
    assert.equal(code, 1);
    assert.match(words, /BROKEN\. Rows \d+ to at least \d+ are missing/);
    assert.match(said(home, "doctor")[1], /the terminal was started 3 times, the journal knows of 2/);
    const [status, why] = said(home, "staff", "list");
    assert.equal(status, 2, why);
    assert.match(why, /rows from \d+ on are missing: .*changgu audit recover --old-copy/);
    rmSync(home, { recursive: true, force: true });
  });
});
