// A phone gateway on loopback that speaks the contract: its phones answer as they are told to, and some ways to fail.

import type { KeyObject } from "node:crypto";
import { textIn } from "../http/json.ts";
import { type Reply, type SignedServer, serveSigned } from "../http/signed-server.ts";
import { paths } from "./contract.ts";

export const gatewayBehaviours = [
  "answers",
  "wrong",
  "silent",
  "busy",
  "unreachable",
  "slow",
  "fails",
  "garbage",
  "cut-off",
  "hangs",
] as const;

export type GatewayBehaviour = (typeof gatewayBehaviours)[number];

export type SimulatedGateway = SignedServer & { behave(behaviour: GatewayBehaviour): void };

export type GatewayOptions = {
  readonly key: KeyObject;
  readonly port: number;
  readonly behaviour: GatewayBehaviour;
  /** How long somebody takes to lift a phone and to key two digits. */
  readonly answerMilliseconds: number;
  /** What a phone shows, and what the gateway was asked. */
  log(line: string): void;
};

const slowMilliseconds = 3_000;

export async function simulateGateway(options: GatewayOptions): Promise<SimulatedGateway> {
  let behaviour = options.behaviour;
  const ringing = new Set<string>();
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const ok = (json: Readonly<Record<string, string>>): Reply => ({ status: 200, json });

  const text = (number: string, code: string): Reply => {
    if (behaviour === "unreachable") return ok({ result: "unreachable" });
    options.log(`message to ${number}: ${code}`);
    return ok({ result: "sent" });
  };
  const call = (id: string, number: string, digits: string): Reply => {
    ringing.add(id);
    options.log(`call to ${number}, who reads ${digits} at the counter`);
    return ok({ result: "ringing" });
  };
  const result = async (id: string): Promise<Reply> => {
    if (!ringing.has(id)) return { status: 404, json: { error: "no such call" } };
    if (behaviour === "busy" || behaviour === "unreachable") return ok({ result: behaviour });
    await pause(options.answerMilliseconds);
    ringing.delete(id);
    if (behaviour === "silent") return ok({ result: "silent" });
    options.log(behaviour === "wrong" ? "other digits were keyed" : "the digits were keyed");
    return ok({ result: behaviour === "wrong" ? "wrong" : "right" });
  };

  const server = await serveSigned({
    key: options.key,
    port: options.port,
    now: () => new Date(),
    log: options.log,
    async handle(path, json) {
      if (behaviour === "slow") await pause(slowMilliseconds);
      if (behaviour === "fails") return { status: 500, json: { error: "the exchange is down" } };
      if (behaviour === "hangs") return { fault: "hang" };
      if (behaviour === "garbage" || behaviour === "cut-off") return { fault: behaviour };
      const number = textIn(json, "number") ?? "";
      switch (path) {
        case paths.text:
          return text(number, textIn(json, "code") ?? "");
        case paths.call:
          return call(textIn(json, "call") ?? "", number, textIn(json, "digits") ?? "");
        case paths.result:
          return result(textIn(json, "call") ?? "");
        case paths.end:
          ringing.delete(textIn(json, "call") ?? "");
          return ok({ result: "ended" });
        default:
          return { status: 404, json: { error: "no such request" } };
      }
    },
  });
  return {
    ...server,
    behave(next) {
      behaviour = next;
    },
  };
}
