// Signed requests over a real socket: every way in which an answer can fail to come has a name, and an act is done once.
import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "node:test";
import fc from "fast-check";
import { bodyOf, parseObject } from "../../../hardware/http/json.ts";
import { headers, signAnswer, signRequest } from "../../../hardware/http/signature.ts";
import type { Reply } from "../../../hardware/http/signed-server.ts";
import { wallClock } from "../../../src/clock.ts";
import { Secret } from "../../../src/secret.ts";
import {
  clientOf,
  handClock,
  type Loopback,
  type LoopbackOptions,
  loopback,
  newKey,
  patienceWith,
} from "./loopback.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function opened(options: LoopbackOptions): Promise<Loopback> {
  const made = await loopback(options);
  open.push(made.server);
  return made;
}

const ok: Reply = { status: 200, json: { result: "done" } };
const question = (key?: string) => ({ path: "/v1/act", body: bodyOf({ what: "it" }), ...(key ? { key } : {}) });

/** An answer as somebody else's server gives it. */
async function foreign(answer: (signature: string) => { status: number; head: Record<string, string>; body: string }) {
  const server: Server = createServer((request, response) => {
    request.resume().on("end", () => {
      const { status, head, body } = answer(String(request.headers[headers.signature]));
      response.writeHead(status, head).end(body);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  });
  return (server.address() as AddressInfo).port;
}

describe("a signed client", () => {
  it("is answered", async () => {
    const { client } = await opened({ handle: () => ok });
    assert.deepEqual(await client.ask(question()), { type: "answer", json: { result: "done" }, secrets: [] });
  });

  it("is refused by a server with another key, and believes no server with another key", async () => {
    let done = 0;
    const handle = (): Reply => {
      done++;
      return ok;
    };
    const { client, log } = await opened({ handle, serverKey: newKey() });
    // The server's own no is signed with its key, which is not ours; no other try would change that.
    assert.deepEqual(await client.ask(question()), { type: "no-answer", why: "not-signed" });
    assert.deepEqual([done, log], [0, ["POST /v1/act 401"]]);
  });

  it("believes nothing that is not signed, signed for another request, or signed for another body", async () => {
    const key = newKey();
    const body = '{"result":"right"}';
    const signed = (request: string, text: string) => signAnswer(key, request, 200, Buffer.from(text));
    for (const head of [
      () => ({}),
      () => ({ [headers.signature]: "0".repeat(64) }),
      () => ({ [headers.signature]: signed("0".repeat(64), body) }),
      (request: string) => ({ [headers.signature]: signed(request, '{"result":"wrong"}') }),
    ]) {
      const port = await foreign((request) => ({ status: 200, head: head(request), body }));
      const answer = await clientOf(port, key, wallClock).ask(question());
      assert.deepEqual(answer, { type: "no-answer", why: "not-signed" });
    }
    const port = await foreign((request) => ({
      status: 200,
      head: { [headers.signature]: signed(request, body) },
      body,
    }));
    assert.equal((await clientOf(port, key, wallClock).ask(question())).type, "answer");
  });

  for (const [minutes, type] of [
    [10, "refused"],
    [-10, "refused"],
    [4, "answer"],
    [-4, "answer"],
  ] as const)
    it(`gets its ${type} when its clock is ${minutes} minutes off`, async () => {
      const clock = handClock();
      clock.move(minutes * 60_000);
      const { client } = await opened({ handle: () => ok, clock });
      const answer = await client.ask(question());
      assert.equal(answer.type, type);
      assert.ok(answer.type !== "refused" || answer.status === 401);
    });
});

describe("a request that is repeated", () => {
  it("asks again under the same key after a fault of the server, and the act is done once", async () => {
    let done = 0;
    const replies: Reply[] = [{ status: 500, json: {} }, { fault: "cut-off" }];
    const { client, log } = await opened({
      handle: () => {
        const reply = replies.shift();
        if (reply) return reply;
        done++;
        return ok;
      },
    });
    assert.equal((await client.ask(question("key-1"))).type, "answer");
    assert.equal((await client.ask(question("key-1"))).type, "answer");
    assert.equal(done, 1);
    assert.equal(log.length, 4);
  });

  it("is told when a key is used for another act", async () => {
    const { client } = await opened({ handle: () => ok });
    await client.ask(question("key-1"));
    const other = { path: "/v1/act", body: bodyOf({ what: "something else" }), key: "key-1" };
    assert.deepEqual(await client.ask(other), { type: "refused", status: 409 });
  });

  it("does not ask again after a no", async () => {
    const { client, log } = await opened({ handle: () => ({ status: 404, json: {} }) });
    assert.deepEqual(await client.ask(question()), { type: "refused", status: 404 });
    assert.equal(log.length, 1);
    // A proxy's no is nobody's answer, and asking again changes nothing in it either.
    let asked = 0;
    const port = await foreign(() => {
      asked++;
      return { status: 403, head: {}, body: "no" };
    });
    assert.deepEqual(await clientOf(port, newKey(), wallClock).ask(question()), {
      type: "no-answer",
      why: "not-signed",
    });
    assert.equal(asked, 1);
  });
});

describe("a server that misbehaves", () => {
  for (const [fault, why] of [
    ["hang", "time-out"],
    ["cut-off", "cut-off"],
    ["garbage", "not-signed"],
    ["not-signed", "not-signed"],
  ] as const)
    it(`names a server that answers with ${fault}`, async () => {
      const { client, log } = await opened({ handle: () => ({ fault }), client: patienceWith(fault) });
      assert.deepEqual(await client.ask(question()), { type: "no-answer", why });
      // Somebody else's answer is not asked for again.
      assert.equal(log.length, why === "not-signed" ? 1 : 3);
    });

  it("names nobody there, an answer without end, and one that is signed and no JSON", async () => {
    const key = newKey();
    const { server } = await opened({ handle: () => ok });
    const port = server.port;
    await server.close();
    assert.deepEqual(await clientOf(port, key, wallClock).ask(question()), { type: "no-answer", why: "not-connected" });
    const long = await foreign(() => ({ status: 200, head: {}, body: "x".repeat(300_000) }));
    assert.deepEqual(await clientOf(long, key, wallClock).ask(question()), { type: "no-answer", why: "too-big" });
    const list = await foreign((request) => ({
      status: 200,
      head: { [headers.signature]: signAnswer(key, request, 200, Buffer.from("[1]")) },
      body: "[1]",
    }));
    assert.deepEqual(await clientOf(list, key, wallClock).ask(question()), { type: "no-answer", why: "not-json" });
  });

  it("stops when nobody waits any more", async () => {
    const { client } = await opened({ handle: () => ({ fault: "hang" }) });
    const left = new AbortController();
    const asked = client.ask({ ...question(), signal: left.signal });
    left.abort();
    assert.deepEqual(await asked, { type: "no-answer", why: "aborted" });
  });

  it("stops in the pause before another try, and asks nobody who is left already", async () => {
    const left = new AbortController();
    const { client, log } = await opened({
      handle: () => {
        setImmediate(() => left.abort());
        return { status: 500, json: {} };
      },
      client: { pauses: [60_000] },
    });
    assert.deepEqual(await client.ask({ ...question(), signal: left.signal }), { type: "no-answer", why: "aborted" });
    assert.deepEqual(await client.ask({ ...question(), signal: left.signal }), { type: "no-answer", why: "aborted" });
    assert.equal(log.length, 1);
  });

  it("leaves a server in peace that failed in a row, and finds it again", async () => {
    const clock = handClock();
    let reply: Reply = { status: 500, json: {} };
    const { client, log, circuit } = await opened({ handle: () => reply, clock, client: { pauses: [] } });
    for (const _ of [1, 2]) assert.deepEqual(await client.ask(question()), { type: "no-answer", why: "server-fault" });
    assert.deepEqual(await client.ask(question()), { type: "no-answer", why: "resting" });
    assert.deepEqual([log.length, circuit], [2, ["open"]]);
    clock.move(30_001);
    assert.deepEqual(await client.ask(question()), { type: "no-answer", why: "server-fault" });
    assert.deepEqual(await client.ask(question()), { type: "no-answer", why: "resting" });
    clock.move(30_001);
    reply = ok;
    assert.equal((await client.ask(question())).type, "answer");
    assert.equal((await client.ask(question())).type, "answer");
    assert.deepEqual(circuit, ["open", "closed"]);
  });
});

describe("bodies and signatures", () => {
  it("a body with a secret is JSON", () => {
    const body = bodyOf({ account: '0"1', password: Secret.fromText("1357"), amount: 4400 });
    assert.deepEqual(JSON.parse(body.toString()), { account: '0"1', password: "1357", amount: 4400 });
    assert.equal(bodyOf({}).toString(), "{}");
  });

  it("a signature changes with everything that matters", () => {
    const key = newKey();
    const request = { method: "POST", path: "/v1/sms", time: "1", key: "k", body: Buffer.from("{}") };
    const signatures = [
      request,
      { ...request, method: "PUT" },
      { ...request, path: "/v1/smt" },
      { ...request, time: "2" },
      { ...request, key: "l" },
      { ...request, body: Buffer.from("[]") },
    ].map((each) => signRequest(key, each));
    assert.equal(new Set([...signatures, signRequest(newKey(), request)]).size, 7);
  });

  it("whatever bytes an answer has, it is an object or it is not", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const json = parseObject(bytes);
          assert.ok(json === null || (typeof json === "object" && !Array.isArray(json)));
        },
      ),
      { numRuns: 100_000 },
    );
  });
});
