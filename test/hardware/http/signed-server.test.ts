// The simulated side of the contracts: what it refuses, what it does once, and what cannot end it.
import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { afterEach, describe, it } from "node:test";
import { bodyOf } from "../../../hardware/http/json.ts";
import type { Line, Reply } from "../../../hardware/http/signed-server.ts";
import { serveSigned } from "../../../hardware/http/signed-server.ts";
import { wallClock } from "../../../src/clock.ts";
import { clientOf, loopback, newKey } from "./loopback.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A server that counts what it does. */
async function counting(line: Line = "fine", busy = 0) {
  const acts: string[] = [];
  const made = await loopback({
    line,
    handle: async (path, json): Promise<Reply> => {
      acts.push(`${path} ${JSON.stringify(json)}`);
      for (let turn = 0; turn < busy; turn++) await new Promise(setImmediate);
      return { status: 200, json: { result: "done" } };
    },
  });
  open.push(made.server);
  return { ...made, acts };
}

/** A line that changes what goes over it: requests, answers. */
async function meddling(to: number, change: (text: string) => string, back: (text: string) => string): Promise<number> {
  const line = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    const pass = (text: (said: string) => string) => (bytes: Buffer) =>
      Buffer.from(text(bytes.toString("latin1")), "latin1");
    near.on("data", (bytes) => void far.write(pass(change)(bytes)));
    far.on("data", (bytes) => void near.write(pass(back)(bytes)));
    for (const end of [near, far])
      end.on("close", () => {
        near.destroy();
        far.destroy();
      });
    for (const end of [near, far]) end.on("error", () => {});
  });
  await new Promise<void>((resolve) => void line.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => new Promise((resolve) => void line.close(() => resolve())) });
  return (line.address() as AddressInfo).port;
}

const same = (text: string): string => text;
const question = () => ({ path: "/v1/act", body: bodyOf({ amount: 4400 }), key: "k-1" });

describe("a signed server", () => {
  for (const [what, from, to] of [
    ["body", "4400", "9900"],
    ["path", "/v1/act", "/v1/akt"],
    ["idempotency key", "changgu-key: k-1", "changgu-key: k-2"],
    ["time", "changgu-time: 1", "changgu-time: 2"],
    ["method", "POST /", "PUT /"],
  ] as const)
    it(`does nothing when the ${what} was changed on its way`, async () => {
      const key = newKey();
      let done = 0;
      const handle = (): Reply => {
        done++;
        return { status: 200, json: {} };
      };
      const server = await serveSigned({ key, port: 0, now: () => new Date(), handle, log: () => {} });
      open.push(server);
      const port = await meddling(server.port, (text) => text.replace(from, to), same);
      assert.deepEqual(await clientOf(port, key, wallClock).ask(question()), { type: "refused", status: 401 });
      assert.equal(done, 0);
    });

  it("is not believed when its answer was changed on its way, or its no made a yes", async () => {
    const key = newKey();
    const replies: Reply[] = [
      { status: 200, json: { result: "wrong" } },
      { status: 404, json: {} },
    ];
    const handle = (): Reply => replies.shift() ?? { status: 500, json: {} };
    const server = await serveSigned({ key, port: 0, now: () => new Date(), handle, log: () => {} });
    open.push(server);
    const port = await meddling(server.port, same, (text) =>
      text.replace("wrong", "right").replace("404 Not Found", "200 OK"),
    );
    const client = clientOf(port, key, wallClock);
    for (const name of ["k-1", "k-2"])
      assert.deepEqual(await client.ask({ ...question(), key: name }), { type: "no-answer", why: "not-signed" });
    assert.equal(replies.length, 0);
  });

  it("does once what is delivered twice, also while it is being done", async () => {
    const { client, acts } = await counting("twice", 5);
    assert.equal((await client.ask(question())).type, "answer");
    assert.equal((await client.ask(question())).type, "answer");
    assert.equal(acts.length, 1);
  });

  it("does once what is asked by four at once under one key", async () => {
    const { client, acts } = await counting("fine", 5);
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.ask(question())));
    assert.ok(answers.every(({ type }) => type === "answer"));
    assert.equal(acts.length, 1);
  });

  it("remembers what it did when its answers are lost", async () => {
    const { client, acts, log } = await counting("loses-answers");
    assert.deepEqual(await client.ask(question()), { type: "no-answer", why: "cut-off" });
    assert.equal(log.length, 3);
    assert.equal(acts.length, 1);
  });

  it("says that a body is too long, and does nothing", async () => {
    const { client, acts } = await counting();
    const body = Buffer.alloc(300_000, " ");
    assert.deepEqual(await client.ask({ path: "/v1/act", body }), { type: "refused", status: 413 });
    assert.deepEqual(await client.ask({ path: "/v1/act", body: Buffer.from("[]") }), { type: "refused", status: 400 });
    assert.equal(acts.length, 0);
  });

  it("goes on after a request that was given up half-way, and after bytes that are no HTTP", async () => {
    const { server, client } = await counting();
    for (const text of ["POST /v1/act HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{", "\u0000\u0001\r\n\r\n"]) {
      const socket = connect(server.port, "127.0.0.1");
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.on("error", () => {}).on("data", () => {});
      socket.write(text, () => setImmediate(() => socket.resetAndDestroy()));
      await closed;
      assert.equal((await client.ask({ ...question(), key: text.slice(0, 4).replace(/\W/g, "x") })).type, "answer");
    }
  });
});
