// The phone gateway over HTTP: a call is begun and then asked about until it is over; a message is sent once.

import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { CallOutcome, PhoneGateway, PhoneRequest } from "../../src/verification/phone.ts";
import { bodyOf } from "../http/json.ts";
import type { SignedClient } from "../http/signed-client.ts";
import { callResult, longPollMilliseconds, paths, textResult } from "./contract.ts";

/** `ring`: how long a phone may ring. `pause`: between two questions about it. */
export type CallMilliseconds = { readonly ring: number; readonly pause: number };

const usual: CallMilliseconds = { ring: 60_000, pause: 500 };

/** A little longer than the gateway keeps a question open. */
const pollMilliseconds = longPollMilliseconds + 5_000;

export function httpPhone(client: SignedClient, milliseconds = usual): PhoneGateway {
  return {
    call: (request) => call(client, milliseconds, request),
    async text({ number, code, signal }) {
      const body = bodyOf({ number, code });
      const answer = await client.ask({ path: paths.text, body, key: randomUUID(), signal });
      body.fill(0);
      return { type: answer.type === "answer" && textResult(answer.json) === "sent" ? "sent" : "unreachable" };
    },
  };
}

/** `over`: the gateway says so; otherwise the phone may still ring. */
type Course = { readonly over: boolean; readonly outcome: CallOutcome };

async function call(
  client: SignedClient,
  milliseconds: CallMilliseconds,
  { number, code, signal }: PhoneRequest,
): Promise<CallOutcome> {
  const id = randomUUID();
  const body = bodyOf({ call: id, number, digits: code });
  const begun = await client.ask({ path: paths.call, body, key: id, signal });
  body.fill(0);
  const rings = begun.type === "answer" && callResult(begun.json) === "ringing";
  const course = rings ? await courseOf(client, milliseconds, id, signal) : lost;
  // Whoever left the counter need not be rung on, nor one whose call nobody answers for. Nobody waits for it.
  if (!course.over) void client.ask({ path: paths.end, body: bodyOf({ call: id }) });
  return signal.aborted ? { type: "silent" } : course.outcome;
}

const lost: Course = { over: false, outcome: { type: "unreachable" } };

async function courseOf(
  client: SignedClient,
  { ring, pause }: CallMilliseconds,
  id: string,
  signal: AbortSignal,
): Promise<Course> {
  const until = performance.now() + ring;
  while (!signal.aborted && performance.now() < until) {
    const question = { path: paths.result, body: bodyOf({ call: id }), timeoutMilliseconds: pollMilliseconds, signal };
    const answer = await client.ask(question);
    const result = answer.type === "answer" ? callResult(answer.json) : null;
    switch (result) {
      case "ringing":
        // A gateway that holds no question open is not asked without end.
        await wait(pause, undefined, { signal }).catch(() => {});
        continue;
      case "right":
      case "wrong":
        return { over: true, outcome: { type: "answered", keyed: result } };
      case "silent":
      case "busy":
      case "unreachable":
        return { over: true, outcome: { type: result } };
      case null:
        return lost;
    }
  }
  return { over: false, outcome: { type: "silent" } };
}
