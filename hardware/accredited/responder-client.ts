// Carries a question to a CA's OCSP responder over HTTP (RFC 6960 appendix A.1): one POST, bounded, no redirects.

import type { Carried } from "../../src/authority/standing.ts";
import { exchange } from "../http/exchange.ts";

/** Somebody stands at the counter and waits. */
const milliseconds = { connect: 3_000, whole: 6_000 } as const;

export async function askResponder(url: string, question: Buffer): Promise<Carried> {
  const outcome = await exchange({
    url: new URL(url),
    headers: { "content-type": "application/ocsp-request", accept: "application/ocsp-response" },
    body: question,
    connectMilliseconds: milliseconds.connect,
    milliseconds: milliseconds.whole,
    signal: new AbortController().signal,
  });
  return outcome.type === "answered" && outcome.status === 200
    ? { type: "answered", bytes: outcome.body }
    : { type: "unreachable" };
}
