// Every field that nobody may read: what was typed into it is used, and then in no place of the process's memory.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { freshPassword } from "./fresh-branch.ts";
import { countInMemory } from "./memory.ts";

const child = fileURLToPath(new URL("./secret-child.ts", import.meta.url));

type Typed = { readonly name: string; readonly digest: string };

suite("what is typed into any secret field", { timeout: 120_000 }, () => {
  test("is used and then nowhere in memory, in no spelling", async () => {
    const running = fork(child, { execArgv: ["--import", "tsx"], stdio: ["pipe", "inherit", "inherit", "ipc"] });
    const { pid, stdin } = running;
    assert.ok(pid && stdin);
    try {
      const [{ fields }] = (await once(running, "message")) as [{ fields: number }];
      assert.ok(fields > 10);
      // All begin alike, so that one look finds any of them.
      const beginning = freshPassword().slice(0, 9);
      const used: string[] = [];
      for (let field = 0; field < fields; field++) {
        const secret = beginning + freshPassword().slice(0, 15);
        const answer = once(running, "message");
        stdin.write(Buffer.from(`${secret}\r`));
        const [{ name, digest }] = (await answer) as [Typed];
        assert.equal(digest, createHash("sha256").update(secret).digest("hex"), name);
        used.push(name);
      }
      assert.equal(new Set(used).size, fields);
      // The runtime's last read stays in a buffer that it has given back, until the next read takes it: here, of dead keys.
      const overwritten = once(running, "message");
      stdin.write(Buffer.from(`${" ".repeat(200)}\r`));
      await overwritten;
      assert.ok(countInMemory(pid, Buffer.from("certificate-password-again")) > 0, "nothing is seen of its memory");
      const bytes = Buffer.from(beginning);
      for (const spelling of [
        bytes.subarray(0, 6),
        Buffer.from(beginning.slice(0, 6), "utf16le"),
        Buffer.from(bytes.toString("hex")),
        Buffer.from(bytes.toString("base64")),
      ])
        assert.equal(countInMemory(pid, spelling), 0, `something is in memory as ${spelling.length} bytes`);
    } finally {
      running.kill("SIGKILL");
    }
  });
});
