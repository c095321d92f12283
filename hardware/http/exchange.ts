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
  /** Copied: the caller may wipe it at once. */
  readonly body: Buffer;
  /** Until the server has taken the connection, and until its whole answer is there; both from the beginning. */
  readonly connectMilliseconds: number;
  readonly milliseconds: number;
  readonly signal: AbortSignal;
};

/** No answer of these contracts is longer. */
const mostBytes = 256 * 1024;

/** The caller wipes the body that it gets. */
export function exchange({ url, headers, signal, ...asking }: Exchange): Promise<ExchangeOutcome> {
  const { promise, resolve } = Promise.withResolvers<ExchangeOutcome>();
  if (signal.aborted) return Promise.resolve({ type: "aborted" });
  const secure = url.protocol === "https:";
  const send = secure ? secureRequest : plainRequest;
  const body = Buffer.from(asking.body);
  // One connection a request: what was left of an earlier one cannot be taken for its answer.
  const asked = send(url, {
    method: "POST",
    headers: { ...headers, "content-length": String(body.length) },
    agent: false,
  });
  let connected = false;
  const end = (outcome: ExchangeOutcome): void => {
    clearTimeout(timer);
    clearTimeout(connecting);
    signal.removeEventListener("abort", aborted);
    asked.destroy();
    resolve(outcome);
  };
  const aborted = (): void => end({ type: "aborted" });
  const timer = setTimeout(() => end({ type: "no-answer", why: "time-out" }), asking.milliseconds);
  const connecting = setTimeout(() => end({ type: "no-answer", why: "not-connected" }), asking.connectMilliseconds);
  signal.addEventListener("abort", aborted, { once: true });
  asked.on("socket", (socket) => {
    // A certificate that nobody vouches for is no connection.
    socket.once(secure ? "secureConnect" : "connect", () => {
      connected = true;
      clearTimeout(connecting);
    });
  });
  asked.on("error", () => end({ type: "no-answer", why: connected ? "cut-off" : "not-connected" }));
  asked.on("response", (response) => collect(response, end));
  // Passwords and numbers do not stay in it.
  asked.on("close", () => body.fill(0));
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
    const body = Buffer.concat(parts);
    for (const part of parts) part.fill(0);
    end({ type: "answered", status: response.statusCode ?? 0, signature, body });
  });
}
