// `changgu phone-gateway` and `core-bank`, built, as an operator starts them: a signed request is answered, Ctrl-C ends them.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import pty from "@lydell/node-pty";
import { connectGateways, type Gateways } from "../../hardware/gateways.ts";
import { wallClock } from "../../src/clock.ts";
import { program } from "./built-program.ts";

const folder = mkdtempSync(join(tmpdir(), "changgu-servers-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const keyFile = join(folder, "key");
writeFileSync(keyFile, "k".repeat(32), { mode: 0o600 });

type Server = { readonly url: string; readonly written: () => string; end(): Promise<number> };

async function start(command: string): Promise<Server> {
  const words = [program, command, "--key-file", keyFile];
  const child = pty.spawn(process.execPath, words, { cols: 80, rows: 24, env: { ...process.env } });
  const listening = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<number>();
  let written = "";
  child.onExit(({ exitCode }) => {
    listening.reject(new Error(`ended with ${exitCode}: ${written}`));
    ended.resolve(exitCode);
  });
  child.onData((data) => {
    written += data;
    const url = /http:\/\/127\.0\.0\.1:\d+(?=;)/.exec(written)?.[0];
    if (url) listening.resolve(url);
  });
  const url = await listening.promise;
  return {
    url,
    written: () => written,
    end() {
      child.write("\x03");
      return ended.promise;
    },
  };
}

function connected(name: "phone" | "bank", url: string): Gateways {
  const none = { phone: null, bank: null, vault: null };
  const outcome = connectGateways({ gateways: { ...none, [name]: { url, keyFile } } }, wallClock);
  assert.ok(outcome.type === "connected");
  return outcome.gateways;
}

test("phone-gateway sends a message that is signed, breaks no line, and ends with 0", async () => {
  const server = await start("phone-gateway");
  const { phone } = connected("phone", server.url);
  const request = { number: "01012345678", code: "123456", signal: new AbortController().signal };
  assert.deepEqual(await phone?.text(request), { type: "sent" });
  assert.equal(await server.end(), 0);
  const [first = "", ...lines] = server.written().split("\r\n");
  assert.equal(first, `the phone gateway listens on ${server.url}; Ctrl+C ends it.`);
  const hints = lines.slice(0, 2);
  assert.ok(hints.join(" ").endsWith(" loses-answers twice"), server.written());
  for (const line of hints) assert.ok(line.length <= 80, line);
});

test("core-bank knows a booking that never was, and ends with 0", async () => {
  const server = await start("core-bank");
  const { bank } = connected("bank", server.url);
  assert.deepEqual(await bank?.(() => {}).bookingOf("k-1"), { type: "never-booked" });
  assert.equal(await server.end(), 0);
});
