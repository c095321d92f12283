// A phone gateway on loopback that speaks the contract: its phones answer as they are told to, and some ways to fail.

import type { KeyObject } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Json, textIn } from "../http/json.ts";
import { type Reply, type SignedServer, serveSigned, type Told } from "../http/signed-server.ts";
import { expiryKind, longPollMilliseconds, paths } from "./contract.ts";
import type { GatewayBehaviour } from "./gateway-behaviour.ts";

export type SimulatedGateway = SignedServer & { behave(behaviour: GatewayBehaviour): void };

export type GatewayOptions = {
  readonly key: KeyObject;
  readonly port: number;
  readonly behaviour: GatewayBehaviour;
  /** How long somebody takes to lift a phone and to key two digits. */
  readonly answerMilliseconds: number;
  /** How long a question about a call is kept open; the contract's ten seconds without. */
  readonly pollMilliseconds?: number;
  /** What a phone shows, and what the gateway was asked. */
  readonly log: Told;
};

const slowMilliseconds = 3_000;

/** Holds no process open. */
const pause = (milliseconds: number): Promise<void> => wait(milliseconds, undefined, { ref: false });

function ok(result: string): Reply {
  return { status: 200, json: { result } };
}

const noticeFields = ["number", "language", "kind", "issuer", "product", "ends"] as const;

const malformed: Reply = { status: 400, json: { error: "the body is not as the contract says" } };

/** The phones of the town, each with the same owner. */
class Exchange {
  readonly #options: GatewayOptions;
  /** When each call that rings is answered; null for one that was ended, before it began or after. */
  readonly #calls = new Map<string, number | null>();
  behaviour: GatewayBehaviour;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.behaviour = options.behaviour;
  }

  text(json: Json): Reply {
    const [number, code] = [textIn(json, "number") ?? "", textIn(json, "code") ?? ""];
    if (!/^0\d{8,10}$/.test(number) || !/^\d{6}$/.test(code)) return malformed;
    if (this.behaviour === "unreachable") return ok("unreachable");
    this.#options.log(`message to ${number}: ${code}`, { event: "message", number, code });
    return ok("sent");
  }

  notice(json: Json): Reply {
    const [number = "", language = "", kind, issuer = "", product = "", ends = ""] = noticeFields.map((key) =>
      textIn(json, key),
    );
    const known = /^0\d{8,10}$/.test(number ?? "") && ["ko", "en"].includes(language ?? "") && kind === expiryKind;
    if (!known || !issuer || !product || !/^\d{4}-\d\d-\d\d$/.test(ends ?? "")) return malformed;
    if (this.behaviour === "unreachable") return ok("unreachable");
    const line = `message to ${number} (${language}): the ${product} certificate of ${issuer} ends on ${ends}`;
    this.#options.log(line, { event: "notice", number, language, issuer, product, ends });
    return ok("sent");
  }

  begin(json: Json): Reply {
    const [id, number, digits] = ["call", "number", "digits"].map((key) => textIn(json, key) ?? "");
    if (!id || !/^0\d{8,10}$/.test(number ?? "") || !/^\d{2}$/.test(digits ?? "")) return malformed;
    if (this.#calls.has(id)) return ok("ringing");
    this.#calls.set(id, performance.now() + this.#options.answerMilliseconds);
    this.#options.log(`call to ${number}, who reads ${digits} at the counter`, { event: "call", number, digits });
    return ok("ringing");
  }

  async result(json: Json): Promise<Reply> {
    const id = textIn(json, "call") ?? "";
    const lifted = this.#calls.get(id) ?? null;
    if (lifted === null) return { status: 404, json: { error: "no such call" } };
    const left = lifted - performance.now();
    const atOnce = this.behaviour === "busy" || this.behaviour === "unreachable";
    if (!atOnce) await pause(Math.max(0, Math.min(left, this.#options.pollMilliseconds ?? longPollMilliseconds)));
    if (this.#calls.get(id) !== lifted) return { status: 404, json: { error: "the call was ended" } };
    if (!atOnce && performance.now() < lifted) return ok("ringing");
    const verdict = this.#verdict();
    const said = { right: "the digits were keyed", wrong: "other digits were keyed", silent: "nobody answered" };
    if (verdict === "right" || verdict === "wrong" || verdict === "silent")
      this.#options.log(said[verdict], { event: "call-over", result: verdict });
    return ok(verdict);
  }

  end(json: Json): Reply {
    const id = textIn(json, "call") ?? "";
    if (this.#calls.get(id)) this.#options.log("the counter ended the call", { event: "call-ended" });
    this.#calls.set(id, null);
    return ok("ended");
  }

  #verdict(): "right" | "wrong" | "silent" | "busy" | "unreachable" {
    const { behaviour } = this;
    const told = behaviour === "wrong" || behaviour === "silent" || behaviour === "busy" || behaviour === "unreachable";
    return told ? behaviour : "right";
  }
}

/** Rejects when the port cannot be had. */
export async function simulateGateway(options: GatewayOptions): Promise<SimulatedGateway> {
  const exchange = new Exchange(options);
  const server = await serveSigned({
    key: options.key,
    port: options.port,
    now: () => new Date(),
    log: options.log,
    line: () =>
      exchange.behaviour === "twice" || exchange.behaviour === "loses-answers" ? exchange.behaviour : "fine",
    async handle(path, json) {
      const { behaviour } = exchange;
      if (behaviour === "slow") await pause(slowMilliseconds);
      if (behaviour === "fails") return { status: 500, json: { error: "the exchange is down" } };
      if (behaviour === "hangs") return { fault: "hang" };
      if (behaviour === "garbage" || behaviour === "cut-off") return { fault: behaviour };
      switch (path) {
        case paths.text:
          return exchange.text(json);
        case paths.notice:
          return exchange.notice(json);
        case paths.call:
          return exchange.begin(json);
        case paths.result:
          return exchange.result(json);
        case paths.end:
          return exchange.end(json);
        default:
          return { status: 404, json: { error: "no such request" } };
      }
    },
  });
  return {
    ...server,
    behave(next) {
      exchange.behaviour = next;
    },
  };
}
