// What makes a message a branch's own: HMAC-SHA256 over everything that matters in it, both ways.

import { createHash, createHmac, type KeyObject, timingSafeEqual } from "node:crypto";

/**
 * Headers of every request: `changgu-time` (milliseconds since 1970), `changgu-key` (idempotency key: the same act has the
 * same key, however often it is sent) and `changgu-signature`. An answer carries `changgu-signature` alone; it is bound to
 * the request, so that nobody can play an old one again.
 */
export const headers = { time: "changgu-time", key: "changgu-key", signature: "changgu-signature" } as const;

/** How far a request's time may be off the server's clock, in milliseconds. */
export const timeWindow = 5 * 60_000;

export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  /** As in the header. */
  readonly time: string;
  readonly key: string;
  readonly body: Uint8Array;
};

function digest(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

/** 64 hex digits. */
export function signRequest(secret: KeyObject, { method, path, time, key, body }: SignedRequest): string {
  const text = `changgu-request-v1\n${method}\n${path}\n${time}\n${key}\n${digest(body)}`;
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** `request` is the signature of what is answered. */
export function signAnswer(secret: KeyObject, request: string, status: number, body: Uint8Array): string {
  const text = `changgu-answer-v1\n${request}\n${status}\n${digest(body)}`;
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** In constant time; false for anything that is no signature. */
export function isSignature(found: unknown, wanted: string): boolean {
  if (typeof found !== "string" || !/^[0-9a-f]{64}$/.test(found)) return false;
  return timingSafeEqual(Buffer.from(found, "hex"), Buffer.from(wanted, "hex"));
}
