// The phone gateway over HTTP: a call is begun and then asked about until it is over; a message is sent once.

import { randomUUID } from "node:crypto";
import type { CallOutcome, PhoneGateway, PhoneRequest } from "../../src/verification/phone.ts";
import { bodyOf } from "../http/json.ts";
import type { SignedClient } from "../http/signed-client.ts";
import { callResult, longPollMilliseconds, paths, textResult } from "./contract.ts";

/** As long as a phone may ring, in long polls. */
const polls = 6;

/** A little longer than the gateway keeps a question open. */
const pollMilliseconds = longPollMilliseconds + 5_000;

export function httpPhone(client: SignedClient): PhoneGateway {
  return {
    call: (request) => call(client, request),
    async text({ number, code, signal }) {
      const body = bodyOf({ number, code });
      const answer = await client.ask({ path: paths.text, body, key: randomUUID(), signal });
      body.fill(0);
      return { type: answer.type === "answer" && textResult(answer.json) === "sent" ? "sent" : "unreachable" };
    },
  };
}

async function call(client: SignedClient, { number, code, signal }: PhoneRequest): Promise<CallOutcome> {
  const id = randomUUID();
  const body = bodyOf({ call: id, number, digits: code });
  const begun = await client.ask({ path: paths.call, body, key: id, signal });
  body.fill(0);
  const rings = begun.type === "answer" && callResult(begun.json) === "ringing";
  const outcome: CallOutcome = rings ? await outcomeOf(client, id, signal) : { type: "unreachable" };
  // Whoever left the counter need not be rung on.
  if (signal.aborted) void client.ask({ path: paths.end, body: bodyOf({ call: id }) });
  return signal.aborted ? { type: "silent" } : outcome;
}

async function outcomeOf(client: SignedClient, id: string, signal: AbortSignal): Promise<CallOutcome> {
  for (let poll = 0; poll < polls && !signal.aborted; poll++) {
    const question = { path: paths.result, body: bodyOf({ call: id }), timeoutMilliseconds: pollMilliseconds, signal };
    const answer = await client.ask(question);
    if (answer.type !== "answer") return { type: "unreachable" };
    const result = callResult(answer.json);
    switch (result) {
      case "ringing":
        continue;
      case "right":
      case "wrong":
        return { type: "answered", keyed: result };
      case "silent":
      case "busy":
      case "unreachable":
        return { type: result };
      case null:
        return { type: "unreachable" };
    }
  }
  return { type: "silent" };
}
