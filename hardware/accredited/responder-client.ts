// Carries a question to a CA's OCSP responder over HTTP (RFC 6960 appendix A.1): one POST, bounded, no redirects.

import type { Carried } from "../../src/reliance/standing.ts";
import { exchange } from "../http/exchange.ts";

export type Patience = { readonly connect: number; readonly whole: number };

/** In milliseconds: somebody stands at the counter and waits. */
const counterPatience: Patience = { connect: 3_000, whole: 6_000 };

export async function askResponder(url: string, question: Buffer, patience = counterPatience): Promise<Carried> {
  const outcome = await exchange({
    url: new URL(url),
    headers: { "content-type": "application/ocsp-request", accept: "application/ocsp-response" },
    body: question,
    connectMilliseconds: patience.connect,
    milliseconds: patience.whole,
    signal: new AbortController().signal,
  });
  return outcome.type === "answered" && outcome.status === 200
    ? { type: "answered", bytes: outcome.body }
    : { type: "unreachable" };
}
