// One request over a socket: connected or not, in time or not, over TLS that somebody vouches for.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, it } from "node:test";
import { createServer as createSecureServer, getCACertificates, setDefaultCACertificates } from "node:tls";
import { exchange } from "../../../hardware/http/exchange.ts";
import { bodyOf } from "../../../hardware/http/json.ts";
import { opensslMissing } from "../../npki/openssl.ts";
import { loopback } from "./loopback.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => void sockets.add(socket.on("error", () => {})));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => void server.close(() => resolve()));
  });
  return (server.address() as AddressInfo).port;
}

/** A server that says this, whatever it is asked. */
const saying = (say: (socket: Socket) => void): Promise<number> =>
  listening(createServer((socket) => void socket.once("data", () => say(socket))));

/** Short where the end of patience is what is looked at. */
const asking = (url: string, milliseconds = 10_000) =>
  exchange({
    url: new URL(url),
    headers: {},
    body: Buffer.from("{}"),
    connectMilliseconds: milliseconds / 2,
    milliseconds,
    signal: new AbortController().signal,
  });

describe("an exchange", () => {
  it("is not connected to who takes the call and never agrees on keys", async () => {
    const port = await listening(createServer(() => {}));
    assert.deepEqual(await asking(`https://127.0.0.1:${port}`, 120), { type: "no-answer", why: "not-connected" });
    assert.deepEqual(await asking(`http://127.0.0.1:${port}`, 1_000), { type: "no-answer", why: "time-out" });
  });

  it("is over in time, however slowly the answer drips", async () => {
    let drips: NodeJS.Timeout | undefined;
    const port = await saying((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n");
      drips = setInterval(() => void socket.write("{"), 10);
      socket.once("close", () => clearInterval(drips));
    });
    assert.deepEqual(await asking(`http://127.0.0.1:${port}`, 1_000), { type: "no-answer", why: "time-out" });
  });

  for (const [what, text, why] of [
    ["half an answer", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", "cut-off"],
    ["no HTTP", "SSH-2.0-OpenSSH_9.6\r\n", "cut-off"],
    ["headers without end", `HTTP/1.1 200 OK\r\n${`x: ${"y".repeat(1_000)}\r\n`.repeat(99)}`, "cut-off"],
    ["nothing", "", "cut-off"],
    ["a body without end", `HTTP/1.1 200 OK\r\n\r\n${"x".repeat(300_000)}`, "too-big"],
    ["two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}", "cut-off"],
  ] as const)
    it(`names ${what}`, async () => {
      const port = await saying((socket) => void socket.end(text));
      assert.deepEqual(await asking(`http://127.0.0.1:${port}`), { type: "no-answer", why });
    });

  it("goes nowhere else when it is told to", async () => {
    const port = await saying((socket) => {
      socket.end("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n");
    });
    const outcome = await asking(`http://127.0.0.1:${port}`);
    assert.ok(outcome.type === "answered" && outcome.status === 302);
  });

  it("takes https from who is vouched for, and from nobody else", { skip: opensslMissing }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "changgu-tls-"));
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    const named = ["-subj", "/CN=bank", "-addext", "subjectAltName=IP:127.0.0.1"];
    assert.equal(spawnSync("openssl", [...made, ...named, "-keyout", key, "-out", cert]).status, 0);
    const pair = { key: readFileSync(key), cert: readFileSync(cert) };
    rmSync(folder, { recursive: true });
    const { server, client } = await loopback({ handle: () => ({ status: 200, json: {} }) });
    open.push(() => server.close());
    const secure = createSecureServer(pair, (near) => {
      const far = connect(server.port, "127.0.0.1");
      near.pipe(far).pipe(near);
      near.on("error", () => far.destroy());
    });
    const url = `https://127.0.0.1:${await listening(secure)}`;
    assert.deepEqual(await asking(url), { type: "no-answer", why: "not-connected" });
    const usual = getCACertificates("default");
    setDefaultCACertificates([...usual, pair.cert.toString()]);
    try {
      // Not signed by anybody whom the server knows, and answered all the same: it is connected.
      const outcome = await asking(url);
      assert.ok(outcome.type === "answered" && outcome.status === 401, JSON.stringify(outcome));
    } finally {
      setDefaultCACertificates(usual);
    }
    assert.equal((await client.ask({ path: "/v1/act", body: bodyOf({}) })).type, "answer");
  });
});
