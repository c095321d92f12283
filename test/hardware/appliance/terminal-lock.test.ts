// One desk a terminal, and a lock that a power cut left is nobody's.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { lockTerminal } from "../../../hardware/appliance/terminal-lock.ts";

const fileIn = (): string => join(mkdtempSync(join(tmpdir(), "changgu-lock-")), "terminal.lock");

test("a lock that is released can be held again", () => {
  const file = fileIn();
  const first = lockTerminal(file);
  assert.equal(first.type, "held");
  if (first.type === "held") first.release();
  assert.equal(lockTerminal(file).type, "held");
});

test("a lock of a living process is taken, and of a killed one it is not", async () => {
  const file = fileIn();
  const source = new URL("../../../hardware/appliance/terminal-lock.ts", import.meta.url).href;
  const script = `const { lockTerminal } = await import(${JSON.stringify(source)}); lockTerminal(${JSON.stringify(file)}); console.log("held"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const taken = lockTerminal(file);
  assert.deepEqual(taken, { type: "taken", process: child.pid });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
  assert.equal(lockTerminal(file).type, "held");
});

test("a lock of a number that another process has by now is nobody's", () => {
  const file = fileIn();
  writeFileSync(file, "1 99999999999");
  assert.equal(lockTerminal(file).type, "held");
});

test("of many who find a dead one's lock at once, one holds it", async () => {
  const file = fileIn();
  writeFileSync(file, "1 99999999999");
  const source = new URL("../../../hardware/appliance/terminal-lock.ts", import.meta.url).href;
  const begin = `${file}.begin`;
  const script = `
    import { existsSync } from "node:fs";
    const { lockTerminal } = await import(${JSON.stringify(source)});
    console.log("ready");
    while (!existsSync(${JSON.stringify(begin)}));
    console.log(lockTerminal(${JSON.stringify(file)}).type);
    process.stdin.resume();`;
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["pipe", "pipe", "inherit"],
    }),
  );
  const said = (child: (typeof children)[number]): Promise<string> =>
    new Promise((resolve) => child.stdout.once("data", (data: Buffer) => resolve(String(data).trim())));
  assert.deepEqual(await Promise.all(children.map(said)), ["ready", "ready", "ready", "ready"]);
  const answers = children.map(said);
  writeFileSync(begin, "");
  assert.deepEqual((await Promise.all(answers)).sort(), ["held", "taken", "taken", "taken"]);
  for (const child of children) child.stdin.end();
});
