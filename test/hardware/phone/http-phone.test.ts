// The real client of the phone gateway and the simulated gateway, over a real socket.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import fc from "fast-check";
import { callResult, textResult } from "../../../hardware/phone/contract.ts";
import { httpPhone } from "../../../hardware/phone/http-phone.ts";
import {
  type GatewayBehaviour,
  type SimulatedGateway,
  simulateGateway,
} from "../../../hardware/phone/simulated-gateway.ts";
import { wallClock } from "../../../src/clock.ts";
import type { PhoneGateway } from "../../../src/verification/phone.ts";
import { clientOf, newKey } from "../http/loopback.ts";

let gateway: SimulatedGateway | null = null;
afterEach(async () => {
  await gateway?.close();
  gateway = null;
});

async function phoneAt(
  behaviour: GatewayBehaviour,
  answerMilliseconds = 1,
): Promise<{ phone: PhoneGateway; log: string[] }> {
  const key = newKey();
  const log: string[] = [];
  gateway = await simulateGateway({ key, port: 0, behaviour, answerMilliseconds, log: (line) => void log.push(line) });
  return { phone: httpPhone(clientOf(gateway.port, key, wallClock)), log };
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
  ] as const)
    it(`tells of a call when it ${behaviour}`, async () => {
      const { phone } = await phoneAt(behaviour);
      assert.deepEqual(await phone.call(request()), outcome);
    });

  it("gives a call up when the customer leaves, and says so to the gateway", async () => {
    const { phone, log } = await phoneAt("answers", 60_000);
    const left = new AbortController();
    const calling = phone.call({ ...request(), signal: left.signal });
    while (!log.some((line) => line.startsWith("POST /v1/calls 200")))
      await new Promise((resolve) => setTimeout(resolve, 2));
    left.abort();
    assert.deepEqual(await calling, { type: "silent" });
    while (!log.some((line) => line.includes("/v1/calls/end"))) await new Promise((resolve) => setTimeout(resolve, 2));
  });

  it("sends a message once, also when its answer comes late", async () => {
    const { phone, log } = await phoneAt("answers");
    assert.deepEqual(await phone.text({ ...request(), code: "482913" }), { type: "sent" });
    assert.deepEqual(
      log.filter((line) => line.startsWith("message")),
      ["message to 01012345678: 482913"],
    );
  });

  it("tells when a message cannot be sent", async () => {
    for (const behaviour of ["unreachable", "fails", "hangs", "garbage"] as const) {
      const { phone } = await phoneAt(behaviour);
      assert.deepEqual(await phone.text(request()), { type: "unreachable" }, behaviour);
      await gateway?.close();
    }
  });

  it("knows an answer of the contract, or it is none", () => {
    const json = fc.dictionary(fc.constantFrom("result", "call", "other"), fc.jsonValue());
    fc.assert(
      fc.property(json, (answer) => {
        assert.ok([null, "sent", "unreachable"].includes(textResult(answer)));
        assert.ok(callResult(answer) === null || callResult(answer) === answer.result);
      }),
      { numRuns: 100_000 },
    );
  });
});
