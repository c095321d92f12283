// Notices over a real socket: whatever the line does, the gateway sends one message under one key.
import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import type { GatewayBehaviour } from "../../../hardware/phone/gateway-behaviour.ts";
import { httpNotices } from "../../../hardware/phone/http-notices.ts";
import { type SimulatedGateway, simulateGateway } from "../../../hardware/phone/simulated-gateway.ts";
import { wallClock } from "../../../src/clock.ts";
import { clientOf, newKey, patienceWith } from "../http/loopback.ts";

const open: SimulatedGateway[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function gatewayThat(behaviour: GatewayBehaviour) {
  const key = newKey();
  const log: string[] = [];
  const told = (line: string): void => void log.push(line);
  const gateway = await simulateGateway({ key, port: 0, behaviour, answerMilliseconds: 1, log: told });
  open.push(gateway);
  const messages = () => log.filter((line) => line.startsWith("message"));
  return {
    gateway,
    notices: httpNotices(clientOf(gateway.port, key, wallClock, [], patienceWith(behaviour))),
    messages,
  };
}

const notice = { language: "ko", issuer: "yessign", product: "limited", ends: "2026-12-13" } as const;
const sent = "message to 01045678901 (ko): the limited certificate of yessign ends on 2026-12-13";

describe("notices over HTTP", () => {
  for (const [behaviour, outcome, messages] of [
    ["answers", "sent", 1],
    ["twice", "sent", 1],
    ["loses-answers", "in-doubt", 1],
    ["unreachable", "unreachable", 0],
    ["fails", "in-doubt", 0],
    ["garbage", "in-doubt", 0],
    ["hangs", "in-doubt", 0],
  ] as const)
    it(`are ${outcome} when the gateway ${behaviour}`, async () => {
      const here = await gatewayThat(behaviour);
      const told = await here.notices.tellExpiry({ ...notice, number: "01045678901", key: "n-1" });
      assert.deepEqual(told, { type: outcome });
      assert.deepEqual(
        here.messages(),
        Array.from({ length: messages }, () => sent),
      );
    });

  it("are sent once when an answer was lost and they are asked for again", async () => {
    const { gateway, notices, messages } = await gatewayThat("loses-answers");
    const wanted = { ...notice, number: "01045678901", key: "n-1" };
    assert.deepEqual(await notices.tellExpiry(wanted), { type: "in-doubt" });
    gateway.behave("answers");
    assert.deepEqual(await notices.tellExpiry(wanted), { type: "sent" });
    assert.deepEqual(messages(), [sent]);
  });

  it("go to a number alone", async () => {
    const { notices, messages } = await gatewayThat("answers");
    assert.deepEqual(await notices.tellExpiry({ ...notice, number: "a", key: "n-1" }), { type: "in-doubt" });
    assert.deepEqual(messages(), []);
  });
});
