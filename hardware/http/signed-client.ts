// Asks a server in signed requests: repeated under the same idempotency key, believed only when the answer is signed too.

import type { KeyObject } from "node:crypto";
import { randomUUID } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import { type CircuitState, openCircuit } from "./circuit.ts";
import { type ExchangeOutcome, exchange } from "./exchange.ts";
import { type Json, parseObject } from "./json.ts";
import { headers, isSignature, signAnswer, signRequest } from "./signature.ts";

export type Answer =
  | { readonly type: "answer"; readonly json: Json }
  /** The server understood and says no: asking again changes nothing. */
  | { readonly type: "refused"; readonly status: number }
  /** Whether the server did what it was asked to is not known. */
  | { readonly type: "no-answer"; readonly why: NoAnswer };

export type NoAnswer =
  | "not-connected"
  | "time-out"
  | "cut-off"
  | "too-big"
  | "server-fault"
  /** Not signed, or not with the shared key: somebody else answered. */
  | "not-signed"
  | "not-json"
  /** The server failed so often that it is left in peace for a while. */
  | "resting"
  | "aborted";

export type ClientOptions = {
  /** `https://host/base`, or `http://` on this machine alone. */
  readonly url: string;
  readonly key: KeyObject;
  readonly clock: Clock;
  /** For one try. */
  readonly timeoutMilliseconds: number;
  /** The pause before each further try: as many tries as pauses, and one. */
  readonly pauses: readonly number[];
  readonly circuit: { readonly failures: number; readonly pauseMilliseconds: number };
  onCircuit(state: CircuitState): void;
};

export type Question = {
  readonly path: string;
  /** The caller wipes it. */
  readonly body: Buffer;
  /** New for each act; the same for the same act. */
  readonly key?: string;
  readonly signal?: AbortSignal;
  /** Longer than usual, for somebody who takes a call. */
  readonly timeoutMilliseconds?: number;
};

export type SignedClient = { ask(question: Question): Promise<Answer> };

const never = new AbortController().signal;

export function signedClient(options: ClientOptions): SignedClient {
  const { clock, onCircuit } = options;
  const circuit = openCircuit({ clock, ...options.circuit, changed: onCircuit });
  return {
    async ask(question) {
      const key = question.key ?? randomUUID();
      const signal = question.signal ?? never;
      if (!circuit.admits()) return { type: "no-answer", why: "resting" };
      let answer = await askOnce(options, question, key, signal);
      for (const pause of options.pauses) {
        if (answer.type !== "no-answer" || answer.why === "aborted") break;
        await new Promise((resolve) => setTimeout(resolve, pause));
        answer = await askOnce(options, question, key, signal);
      }
      if (answer.type === "no-answer" && answer.why !== "aborted") circuit.failed();
      else if (answer.type !== "no-answer") circuit.succeeded();
      return answer;
    },
  };
}

async function askOnce(options: ClientOptions, question: Question, key: string, signal: AbortSignal): Promise<Answer> {
  const url = new URL(options.url.replace(/\/$/, "") + question.path);
  const { body } = question;
  const time = String(options.clock.now().getTime());
  const signature = signRequest(options.key, { method: "POST", path: url.pathname, time, key, body });
  const outcome = await exchange({
    url,
    headers: {
      "content-type": "application/json",
      [headers.time]: time,
      [headers.key]: key,
      [headers.signature]: signature,
    },
    // Its own copy: a body that the caller wipes may still be on its way.
    body: Buffer.from(body),
    milliseconds: question.timeoutMilliseconds ?? options.timeoutMilliseconds,
    signal,
  });
  return answerOf(outcome, options.key, signature);
}

function answerOf(outcome: ExchangeOutcome, key: KeyObject, request: string): Answer {
  switch (outcome.type) {
    case "aborted":
      return { type: "no-answer", why: "aborted" };
    case "no-answer":
      return outcome;
    case "answered": {
      const { status, body, signature } = outcome;
      if (status >= 500) return { type: "no-answer", why: "server-fault" };
      if (!isSignature(signature, signAnswer(key, request, status, body)))
        return { type: "no-answer", why: "not-signed" };
      if (status !== 200) return { type: "refused", status };
      const json = parseObject(body);
      return json ? { type: "answer", json } : { type: "no-answer", why: "not-json" };
    }
  }
}
