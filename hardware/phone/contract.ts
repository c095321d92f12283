// The contract with the phone gateway: five requests, all POST with a JSON object, signed as hardware/http/signature.ts says.
//
// POST /v1/sms          {"number":"01012345678","code":"482913"}   sends the six digits in the gateway's own wording
//                       200 {"result":"sent"} or {"result":"unreachable"}
// POST /v1/notices      {"number":"01012345678","language":"ko","kind":"certificate-expiry","issuer":"yessign",
//                       "product":"limited","ends":"2026-12-13"}   tells the holder, in the gateway's own wording, that a
//                       certificate ends on that day (Korean time) and can be renewed at a branch
//                       200 {"result":"sent"} or {"result":"unreachable"}
// POST /v1/calls        {"call":"…","number":"01012345678","digits":"47"}
//                       200 {"result":"ringing"}: calls, and asks for the two digits that the counter shows. The counter names
//                       the call, so that it can end one whose beginning was never answered.
// POST /v1/calls/result {"call":"…"}                               answers when the call is over, or after at most ten seconds
//                       200 {"result":"ringing"} or "right", "wrong", "silent", "busy", "unreachable"
//                       While it is "ringing" the counter asks again, for a minute; a gateway that holds no question open is
//                       asked twice a second. 404: no such call.
// POST /v1/calls/end    {"call":"…"}                               nobody waits for it any more: the phone stops ringing
//                       200 {"result":"ended"}, also for a call that never began, and which never will from now on. It is sent
//                       whenever the counter does not know the call to be over.
//
// The gateway compares the two digits, because it hears the keys: a counter that asked for "what was keyed" would carry a
// caller's keys over one more line. Its verdict is signed together with the request, so that "right" cannot be played again.
// An idempotency key is good for one act: the same message is sent once, the same phone rings once, however often a request
// is delivered. 400 for a body that is not as above, 401 for a wrong signature or time, 409 for a key that was used for
// something else: none of them is asked again. 500 and above is, under the same key.
//
// Numbers and codes stand in bodies alone, never in a path, so that no proxy's log has them; https carries them, and plain
// http is taken on this machine alone.

import { type Json, textIn } from "../http/json.ts";

export const paths = {
  text: "/v1/sms",
  notice: "/v1/notices",
  call: "/v1/calls",
  result: "/v1/calls/result",
  end: "/v1/calls/end",
} as const;

/** The one kind of notice that there is. */
export const expiryKind = "certificate-expiry";

/** How long the gateway keeps a request about a call open, in milliseconds. */
export const longPollMilliseconds = 10_000;

export type TextResult = "sent" | "unreachable";
export type CallResult = "ringing" | "right" | "wrong" | "silent" | "busy" | "unreachable";

const callResults: readonly CallResult[] = ["ringing", "right", "wrong", "silent", "busy", "unreachable"];

/** Null for an answer that the contract does not know. */
export function textResult(json: Json): TextResult | null {
  const result = textIn(json, "result");
  return result === "sent" || result === "unreachable" ? result : null;
}

export function callResult(json: Json): CallResult | null {
  return callResults.find((each) => each === textIn(json, "result")) ?? null;
}
