// A desk on a disk that fills up: out of service, nothing done without a row, and back by itself when there is room.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { startProgram } from "./built-program.ts";
import { changgu, said } from "./fresh-branch.ts";

const root = process.getuid?.() === 0;
const password = "Teller!2026x";
const enter = "\r";

/** A file system of 24 MiB in a file; the result unmounts it. */
function smallDisk(folder: string): { readonly at: string; release(): void } {
  const image = join(folder, "image");
  const at = join(folder, "disk");
  mkdirSync(at);
  writeFileSync(image, "");
  truncateSync(image, 24 * 1024 * 1024);
  execFileSync("mkfs.ext4", ["-q", "-m", "0", image]);
  execFileSync("mount", ["-o", "loop", image, at]);
  return { at, release: () => void execFileSync("umount", ["-l", at]) };
}

/** Takes every block there is. */
function fill(file: string): void {
  try {
    execFileSync("dd", ["if=/dev/zero", `of=${file}`, "bs=4096"], { stdio: "ignore" });
  } catch {
    // dd says that the disk is full: that was wanted.
  }
}

function events(home: string): readonly string[] {
  const rows = changgu(home, "audit", "tail", "--json", "-n", "500").trim().split("\n");
  return rows.map((row) => {
    const { body } = JSON.parse(row) as { readonly body: string };
    return (JSON.parse(body) as { readonly event: string }).event;
  });
}

suite("a full disk", { timeout: 180_000, skip: root ? false : "mounts a file system: root" }, () => {
  test("closes the desk, is journaled with the ballast's room, and opens it again when there is room", async () => {
    const folder = mkdtempSync(join(tmpdir(), "changgu-full-"));
    const { at, release } = smallDisk(folder);
    const home = join(at, "home");
    writeFileSync(join(folder, "password"), `${password}\n`, { mode: 0o600 });
    const staff = ["--staff", "300001", "--name", "윤책임", "--password-file", join(folder, "password")];
    changgu(home, "provision", ...staff);
    const desk = startProgram(["teller"], home);
    try {
      await desk.see("직원번호 6자리");
      assert.ok(existsSync(join(home, "ballast")));
      fill(join(at, "filler"));
      // The log has some room of its own: what is journaled in it is durable, and then there is no more.
      for (let turn = 0; turn < 60 && !desk.screen().includes("점검 중"); turn++) {
        desk.type(`300001${enter}`);
        await Promise.race([desk.see("비밀번호"), desk.see("점검 중")]);
        desk.type(password + enter);
        await Promise.race([desk.see("윤책임"), desk.see("점검 중")]);
        desk.type("9");
        await Promise.race([desk.see("직원번호 6자리"), desk.see("점검 중")]);
      }
      await desk.see("점검 중");
      assert.ok(!existsSync(join(home, "ballast")));
      rmSync(join(at, "filler"));
      await desk.see("직원번호 6자리", 60_000);
      assert.ok(existsSync(join(home, "ballast")));
      await desk.kill("SIGTERM");
      const told = events(home);
      const stopped = told.indexOf("out-of-service");
      assert.ok(stopped > 0 && told.lastIndexOf("started") > stopped, told.join(" "));
      assert.match(changgu(home, "audit", "verify"), /^WHOLE\./);
      assert.match(changgu(home, "doctor"), /ok {5}disk: has room/);
      fill(join(at, "filler"));
      const [unread, verify] = said(home, "audit", "verify");
      assert.ok(unread === 0 || (unread === 2 && verify.includes("the disk is full")), verify);
      const [, doctor] = said(home, "doctor");
      assert.deepEqual(
        doctor.match(/^AMISS .*$/gm)?.map((line) => line.slice(0, 11)),
        ["AMISS  disk"],
        doctor,
      );
      const started = startProgram(["kiosk"], home, { CHANGGU_KEYPAD: join(folder, "no-pad") });
      await started.see("디스크가 가득 참");
      rmSync(join(at, "filler"));
      await started.see("어서 오십시오", 60_000);
      await started.kill("SIGTERM");
    } finally {
      await desk.kill("SIGKILL");
      release();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
