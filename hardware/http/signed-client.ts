// Asks a server in signed requests: repeated under the same idempotency key, believed only when the answer is signed too.

import type { KeyObject } from "node:crypto";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../src/clock.ts";
import type { Secret } from "../../src/secret.ts";
import { type CircuitState, openCircuit } from "./circuit.ts";
import { type ExchangeOutcome, exchange } from "./exchange.ts";
import { type Json, liftSecrets, parseObject } from "./json.ts";
import { headers, isSignature, signAnswer, signRequest } from "./signature.ts";

export type Answer =
  /** `secrets`: the digits that `Question.lifts` names, in whose place their index stands. The caller wipes them. */
  | { readonly type: "answer"; readonly json: Json; readonly secrets: readonly Secret[] }
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
  /** For one try: until it is connected, and until its answer is there. */
  readonly connectMilliseconds: number;
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
  /** The member of the answer whose digits are secret: they come as `Answer.secrets`, and are never text. */
  readonly lifts?: string;
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
      const admission = circuit.admit();
      if (!admission) return { type: "no-answer", why: "resting" };
      let answer = await askOnce(options, question, key, signal);
      for (const pause of options.pauses) {
        if (answer.type !== "no-answer" || !mayPass(answer.why)) break;
        // Who left in the pause is told so by the next try.
        await wait(pause, undefined, { signal }).catch(() => {});
        answer = await askOnce(options, question, key, signal);
      }
      if (answer.type !== "no-answer") admission.succeeded();
      else if (answer.why === "aborted") admission.left();
      else admission.failed();
      return answer;
    },
  };
}

/** Whether another try can mend it: somebody else's answer stays somebody else's. */
function mayPass(why: NoAnswer): boolean {
  switch (why) {
    case "not-connected":
    case "time-out":
    case "cut-off":
    case "server-fault":
      return true;
    case "too-big":
    case "not-signed":
    case "not-json":
    case "resting":
    case "aborted":
      return false;
  }
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
    body,
    connectMilliseconds: options.connectMilliseconds,
    milliseconds: question.timeoutMilliseconds ?? options.timeoutMilliseconds,
    signal,
  });
  const answer = answerOf(outcome, options.key, signature, question.lifts);
  if (outcome.type === "answered") outcome.body.fill(0);
  return answer;
}

function answerOf(outcome: ExchangeOutcome, key: KeyObject, request: string, lifts: string | undefined): Answer {
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
      const secrets = lifts === undefined ? [] : liftSecrets(body, lifts);
      const json = parseObject(body);
      if (json) return { type: "answer", json, secrets };
      for (const secret of secrets) secret.wipe();
      return { type: "no-answer", why: "not-json" };
    }
  }
}
