// A program that holds secrets opens no window into its memory: no core file, no inspector, no report that tells all.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite, test } from "node:test";
import { type Running, startProgram } from "./built-program.ts";

/** Whether one of its sockets waits for callers (proc(5), /proc/PID/net/tcp). */
function listens({ pid }: Running): boolean {
  const listening = ["tcp", "tcp6"].flatMap((name) =>
    readFileSync(`/proc/${pid}/net/${name}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === "0A")
      .map((fields) => `socket:[${fields[9]}]`),
  );
  return readdirSync(`/proc/${pid}/fd`).some((fd) => listening.includes(linkOf(`/proc/${pid}/fd/${fd}`)));
}

/** Empty for one that was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

/** The report in `folder` once its last line is written: the program writes it whenever it finds the time. */
async function wholeReport(folder: string): Promise<string> {
  for (;;) {
    const name = readdirSync(folder).find((some) => some.startsWith("report."));
    const told = name ? readFileSync(join(folder, name), "utf8") : "";
    if (told.trimEnd().endsWith("\n}")) return told;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

suite("the running program", { timeout: 60_000 }, () => {
  test("leaves nothing of its memory to a crash, a debugger or a report", async () => {
    const folder = mkdtempSync(join(tmpdir(), "changgu-windows-"));
    const environment = {
      NODE_OPTIONS: `--report-on-signal --report-directory=${folder}`,
      A_SECRET_OF_SOMEBODY: "in the environment",
    };
    const desk = startProgram(["train", "--desk", "teller"], folder, environment);
    try {
      await desk.see("직원번호 6자리");
      assert.match(readFileSync(`/proc/${desk.pid}/limits`, "utf8"), /^Max core file size +[01] +[01] /m);
      process.kill(desk.pid, "SIGUSR1");
      process.kill(desk.pid, "SIGUSR2");
      desk.type("100001\r");
      await desk.see("비밀번호");
      assert.ok(!desk.written().includes("Debugger"));
      assert.ok(!listens(desk));
      const told = await wholeReport(folder);
      assert.ok(told.includes('"javascriptHeap"') && !told.includes("A_SECRET_OF_SOMEBODY"));
    } finally {
      await desk.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
