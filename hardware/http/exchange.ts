// One request and its answer over HTTP, bounded in time and size; every end of it is named.

import type { IncomingMessage } from "node:http";
import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";

export type ExchangeOutcome =
  | { readonly type: "answered"; readonly status: number; readonly signature: unknown; readonly body: Buffer }
  | { readonly type: "no-answer"; readonly why: "not-connected" | "time-out" | "cut-off" | "too-big" }
  | { readonly type: "aborted" };

export type Exchange = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly milliseconds: number;
  readonly signal: AbortSignal;
};

/** No answer of these contracts is longer. */
const mostBytes = 256 * 1024;

export function exchange({ url, headers, body, milliseconds, signal }: Exchange): Promise<ExchangeOutcome> {
  const { promise, resolve } = Promise.withResolvers<ExchangeOutcome>();
  if (signal.aborted) return Promise.resolve({ type: "aborted" });
  const send = url.protocol === "https:" ? secureRequest : plainRequest;
  // One connection a request: what was left of an earlier one cannot be taken for its answer.
  const asked = send(url, {
    method: "POST",
    headers: { ...headers, "content-length": String(body.length) },
    agent: false,
  });
  let connected = false;
  const end = (outcome: ExchangeOutcome): void => {
    clearTimeout(timer);
    signal.removeEventListener("abort", aborted);
    asked.destroy();
    resolve(outcome);
  };
  const aborted = (): void => end({ type: "aborted" });
  const timer = setTimeout(() => end({ type: "no-answer", why: "time-out" }), milliseconds);
  signal.addEventListener("abort", aborted, { once: true });
  asked.on("socket", (socket) => {
    socket.once("connect", () => {
      connected = true;
    });
  });
  asked.on("error", () => end({ type: "no-answer", why: connected ? "cut-off" : "not-connected" }));
  asked.on("response", (response) => collect(response, end));
  asked.end(body);
  return promise;
}

function collect(response: IncomingMessage, end: (outcome: ExchangeOutcome) => void): void {
  const parts: Buffer[] = [];
  let length = 0;
  response.on("data", (part: Buffer) => {
    parts.push(part);
    length += part.length;
    if (length > mostBytes) end({ type: "no-answer", why: "too-big" });
  });
  response.on("error", () => end({ type: "no-answer", why: "cut-off" }));
  response.on("close", () => end({ type: "no-answer", why: "cut-off" }));
  response.on("end", () => {
    const signature = response.headers["changgu-signature"];
    end({ type: "answered", status: response.statusCode ?? 0, signature, body: Buffer.concat(parts) });
  });
}
