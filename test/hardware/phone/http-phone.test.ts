// The real client of the phone gateway and the simulated gateway, over a real socket.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import fc from "fast-check";
import { parseObject } from "../../../hardware/http/json.ts";
import { type Handler, type SignedServer, serveSigned } from "../../../hardware/http/signed-server.ts";
import { callResult, paths, textResult } from "../../../hardware/phone/contract.ts";
import type { GatewayBehaviour } from "../../../hardware/phone/gateway-behaviour.ts";
import { httpPhone } from "../../../hardware/phone/http-phone.ts";
import { simulateGateway } from "../../../hardware/phone/simulated-gateway.ts";
import { wallClock } from "../../../src/clock.ts";
import type { PhoneGateway } from "../../../src/verification/phone.ts";
import { clientOf, newKey, patienceWith } from "../http/loopback.ts";

const open: SignedServer[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** Rings for a tenth of a second. */
const quick = { ring: 100, pause: 1 };

async function phoneAt(
  behaviour: GatewayBehaviour,
  answerMilliseconds = 1,
  pollMilliseconds = 10_000,
  ring = quick.ring,
): Promise<{ phone: PhoneGateway; log: string[] }> {
  const key = newKey();
  const log: string[] = [];
  const told = (line: string): void => void log.push(line);
  const server = { key, port: 0, behaviour, answerMilliseconds, pollMilliseconds, log: told };
  const gateway = await simulateGateway(server);
  open.push(gateway);
  const client = clientOf(gateway.port, key, wallClock, [], patienceWith(behaviour));
  return { phone: httpPhone(client, { ...quick, ring }), log };
}

/** A gateway of somebody else, and the paths that it was asked. */
async function phoneOf(handle: Handler, ring = quick.ring): Promise<{ phone: PhoneGateway; asked: string[] }> {
  const key = newKey();
  const asked: string[] = [];
  const now = (): Date => new Date();
  const noted: Handler = (path, json) => {
    asked.push(path);
    return handle(path, json);
  };
  const server = await serveSigned({ key, port: 0, now, handle: noted, log: () => {} });
  open.push(server);
  return { phone: httpPhone(clientOf(server.port, key, wallClock), { ...quick, ring }), asked };
}

const result = (word: string) => ({ status: 200, json: { result: word } });

/** Until something that is under way has happened; whoever waits for ever is ended by the runner. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise(setImmediate);
}

const request = () => ({ number: "01012345678", code: "47", signal: new AbortController().signal });

describe("a phone gateway over HTTP", () => {
  for (const [behaviour, outcome] of [
    ["answers", { type: "answered", keyed: "right" }],
    ["wrong", { type: "answered", keyed: "wrong" }],
    ["silent", { type: "silent" }],
    ["busy", { type: "busy" }],
    ["unreachable", { type: "unreachable" }],
    ["fails", { type: "unreachable" }],
    ["garbage", { type: "unreachable" }],
    ["cut-off", { type: "unreachable" }],
    ["hangs", { type: "unreachable" }],
    ["slow", { type: "unreachable" }],
    ["twice", { type: "answered", keyed: "right" }],
    ["loses-answers", { type: "unreachable" }],
  ] as const)
    it(`tells of a call when it ${behaviour}`, async () => {
      const { phone } = await phoneAt(behaviour);
      assert.deepEqual(await phone.call(request()), outcome);
    });

  it("gives a call up when the customer leaves, and says so to the gateway", async () => {
    const { phone, log } = await phoneAt("answers", 60_000);
    const left = new AbortController();
    const calling = phone.call({ ...request(), signal: left.signal });
    await until(() => log.some((line) => line.startsWith("POST /v1/calls 200")));
    left.abort();
    assert.deepEqual(await calling, { type: "silent" });
    await until(() => log.includes("the counter ended the call"));
  });

  it("asks again while the phone rings, and rings it once", async () => {
    const { phone, log } = await phoneAt("answers", 500, 10, 60_000);
    assert.deepEqual(await phone.call(request()), { type: "answered", keyed: "right" });
    assert.ok(log.filter((line) => line === "POST /v1/calls/result 200").length > 2, log.join("\n"));
    assert.equal(log.filter((line) => line.startsWith("call to 01012345678")).length, 1);
    assert.ok(!log.some((line) => line.includes("/v1/calls/end")));
  });

  it("waits as long with a gateway that holds no question open, and then ends the call", async () => {
    const ring = 500;
    const { phone, asked } = await phoneOf((path) => result(path === paths.end ? "ended" : "ringing"), ring);
    const begun = performance.now();
    assert.deepEqual(await phone.call(request()), { type: "silent" });
    assert.ok(performance.now() - begun >= ring);
    await until(() => asked.at(-1) === paths.end);
    assert.ok(asked.filter((path) => path === paths.result).length > 2);
  });

  for (const [what, lost] of [
    ["beginning", paths.call],
    ["end", paths.result],
  ] as const)
    it(`ends a call of whose ${what} it heard nothing`, async () => {
      const { phone, asked } = await phoneOf((path) =>
        path === lost ? { fault: "cut-off" } : result(path === paths.end ? "ended" : "ringing"),
      );
      assert.deepEqual(await phone.call(request()), { type: "unreachable" });
      await until(() => asked.at(-1) === paths.end);
    });

  for (const behaviour of ["answers", "twice", "loses-answers"] as const)
    it(`sends a message once when the line ${behaviour}`, async () => {
      const { phone, log } = await phoneAt(behaviour);
      const sent = await phone.text({ ...request(), code: "482913" });
      assert.deepEqual(sent, { type: behaviour === "loses-answers" ? "unreachable" : "sent" });
      assert.deepEqual(
        log.filter((line) => line.startsWith("message")),
        ["message to 01012345678: 482913"],
      );
    });

  it("tells when a message cannot be sent", async () => {
    for (const behaviour of ["unreachable", "fails", "hangs", "garbage"] as const) {
      const { phone } = await phoneAt(behaviour);
      assert.deepEqual(await phone.text({ ...request(), code: "482913" }), { type: "unreachable" }, behaviour);
    }
  });
});

describe("a simulated gateway", () => {
  for (const [path, body] of [
    [paths.text, { number: "01012345678", code: "47" }],
    [paths.text, { number: "+82 10", code: "482913" }],
    [paths.call, { call: "a", number: "01012345678", digits: "4" }],
    [paths.call, { number: "01012345678", digits: "47" }],
    [paths.result, { call: "never begun" }],
    ["/v2/sms", {}],
  ] as const)
    it(`refuses ${path} with ${JSON.stringify(body)}`, async () => {
      const key = newKey();
      const gateway = await simulateGateway({ key, port: 0, behaviour: "answers", answerMilliseconds: 1, log() {} });
      open.push(gateway);
      const answer = await clientOf(gateway.port, key, wallClock).ask({
        path,
        body: Buffer.from(JSON.stringify(body)),
      });
      assert.ok(answer.type === "refused" && [400, 404].includes(answer.status));
    });

  it("begins no call that was ended before it came", async () => {
    const key = newKey();
    const log: string[] = [];
    const told = (line: string): void => void log.push(line);
    const gateway = await simulateGateway({ key, port: 0, behaviour: "answers", answerMilliseconds: 1, log: told });
    open.push(gateway);
    const client = clientOf(gateway.port, key, wallClock);
    const ask = (path: string, body: object) => client.ask({ path, body: Buffer.from(JSON.stringify(body)) });
    await ask(paths.end, { call: "a" });
    await ask(paths.call, { call: "a", number: "01012345678", digits: "47" });
    assert.deepEqual(await ask(paths.result, { call: "a" }), { type: "refused", status: 404 });
    assert.ok(!log.some((line) => line.startsWith("call to")));
  });
});

/** Bytes of a right answer, of which some are others. */
const mutated = fc
  .tuple(
    fc.constantFrom("sent", "ringing", "right", "wrong", "silent", "busy", "unreachable"),
    fc.array(fc.tuple(fc.nat(40), fc.nat(255)), { maxLength: 3 }),
  )
  .map(([word, changes]) => {
    const bytes = Buffer.from(JSON.stringify({ result: word }));
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
    return bytes;
  });

describe("an answer of the gateway", () => {
  it("is one of the contract, or none", () => {
    const anything = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    let [known, unknown] = [0, 0];
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: mutated }, anything), (bytes) => {
        const json = parseObject(bytes);
        if (!json) return;
        const [text, call] = [textResult(json), callResult(json)];
        assert.ok([null, "sent", "unreachable"].includes(text));
        assert.ok([null, "ringing", "right", "wrong", "silent", "busy", "unreachable"].includes(call));
        if (text ?? call) known++;
        else unknown++;
      }),
      { numRuns: 100_000 },
    );
    assert.ok(known > 1_000 && unknown > 1_000, `${known} known, ${unknown} unknown`);
  });
});
