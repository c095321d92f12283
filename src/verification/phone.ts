// The phone on file: a call into which two digits are keyed (ARS), or a message with a code of six (SMS).

import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Secret } from "../secret.ts";
import { judge, type Verifying } from "./judge.ts";
import { maskPhone } from "./masked.ts";
import type { CustomerId } from "./registry.ts";

export type PhoneGateway = {
  /** Calls, and tells what was keyed into the phone. */
  call(request: PhoneRequest): Promise<CallOutcome>;
  text(request: PhoneRequest): Promise<{ readonly type: "sent" } | { readonly type: "unreachable" }>;
};

/** `number` holds digits alone. */
export type PhoneRequest = { readonly number: string; readonly code: string; readonly signal: AbortSignal };

export type CallOutcome =
  | { readonly type: "answered"; readonly keyed: "right" | "wrong" }
  | { readonly type: "silent" }
  | { readonly type: "busy" }
  | { readonly type: "unreachable" };

/** What a simulated phone shows to the trainer. */
export type PhoneDisplay =
  | { readonly type: "idle" }
  | { readonly type: "ringing"; readonly number: string }
  | { readonly type: "answered"; readonly keyed: "right" | "wrong" }
  | { readonly type: "missed" }
  | { readonly type: "message"; readonly number: string; readonly code: string };

export type PhoneRefusal = "wrong" | "silent" | "busy" | "unreachable" | "expired" | "void";

export type PhoneOutcome =
  | { readonly type: "phone-verified" }
  | { readonly type: "phone-refused"; readonly why: PhoneRefusal; readonly left: number | null }
  | { readonly type: "phone-locked" };

export type PhoneMeans = {
  readonly gateway: PhoneGateway;
  readonly clock: Clock;
  /** A number from `low` to `high - 1`. */
  random(low: number, high: number): number;
};

const codeValidMilliseconds = 3 * 60_000;
const wrongTriesPerCode = 3;

type Call = { readonly customer: CustomerId; readonly phone: number; readonly code: string };
type Message = {
  readonly customer: CustomerId;
  readonly phone: number;
  readonly mac: Buffer;
  readonly until: number;
  wrong: number;
};

/** The phone checks of one ceremony: a call or a message at a time; of a message's code only a keyed MAC is kept. */
export class PhoneCheck {
  readonly #means: PhoneMeans;
  readonly #key = randomBytes(32);
  #call: Call | null = null;
  #message: Message | null = null;

  constructor(means: PhoneMeans) {
    this.#means = means;
  }

  /** Draws the two digits that the screen shows; `finishCall` calls. */
  startCall(
    verifying: Verifying,
    customer: CustomerId,
    phone: number,
  ): { readonly type: "call-started"; readonly code: string } | { readonly type: "phone-locked" } {
    if (!this.#challenge(verifying, "ars", customer, phone)) return { type: "phone-locked" };
    const code = String(this.#means.random(10, 100));
    this.#call = { customer, phone, code };
    return { type: "call-started", code };
  }

  async finishCall(verifying: Verifying, signal: AbortSignal): Promise<PhoneOutcome> {
    const call = this.#call;
    if (!call) return { type: "phone-refused", why: "void", left: null };
    this.#call = null;
    const number = verifying.registry.phoneNumber(call.customer, call.phone);
    const outcome = await this.#means.gateway.call({ number, code: call.code, signal });
    switch (outcome.type) {
      case "answered":
        return this.#judge(verifying, "ars", call, outcome.keyed === "right");
      case "silent":
      case "busy":
      case "unreachable":
        return this.#refuse(verifying, "ars", call, outcome.type);
    }
  }

  /** A new code makes the old one void, and does not give back the failures of the old one. */
  async sendCode(
    verifying: Verifying,
    customer: CustomerId,
    phone: number,
    signal: AbortSignal,
  ): Promise<{ readonly type: "code-sent" } | PhoneOutcome> {
    if (!this.#challenge(verifying, "sms", customer, phone)) return { type: "phone-locked" };
    const code = String(this.#means.random(0, 1_000_000)).padStart(6, "0");
    const until = this.#means.clock.now().getTime() + codeValidMilliseconds;
    this.#message = { customer, phone, mac: this.#mac(Buffer.from(code)), until, wrong: 0 };
    const number = verifying.registry.phoneNumber(customer, phone);
    const sent = await this.#means.gateway.text({ number, code, signal });
    if (sent.type === "sent") return { type: "code-sent" };
    this.#message = null;
    return this.#refuse(verifying, "sms", { customer, phone }, "unreachable");
  }

  checkCode(verifying: Verifying, typed: Secret): PhoneOutcome {
    const message = this.#message;
    if (!message) return { type: "phone-refused", why: "void", left: null };
    if (this.#means.clock.now().getTime() > message.until) {
      this.#message = null;
      return this.#refuse(verifying, "sms", message, "expired");
    }
    const right = typed.use((bytes) => timingSafeEqual(this.#mac(bytes), message.mac));
    if (!right && ++message.wrong >= wrongTriesPerCode) this.#message = null;
    const outcome = this.#judge(verifying, "sms", message, right);
    if (outcome.type === "phone-verified") this.#message = null;
    return outcome.type === "phone-refused" && this.#message === null ? { ...outcome, why: "void" } : outcome;
  }

  #mac(code: Uint8Array): Buffer {
    return createHmac("sha256", this.#key).update(code).digest();
  }

  /** False when this customer's phone checks are locked. */
  #challenge(verifying: Verifying, method: "ars" | "sms", customer: CustomerId, index: number): boolean {
    const phone = this.#masked(verifying, customer, index);
    const locked = verifying.attempts.isLocked({ kind: "phone", id: customer });
    verifying.journal.append(
      locked
        ? { event: "phone-refused", method, phone, why: "locked", left: 0 }
        : { event: "phone-challenged", method, phone },
      verifying.about,
    );
    return !locked;
  }

  #masked(verifying: Verifying, customer: CustomerId, index: number): string {
    return maskPhone(verifying.registry.phoneNumber(customer, index));
  }

  #judge(
    verifying: Verifying,
    method: "ars" | "sms",
    { customer, phone }: Pick<Call, "customer" | "phone">,
    right: boolean,
  ): PhoneOutcome {
    const masked = this.#masked(verifying, customer, phone);
    const verdict = judge(verifying, {
      target: { kind: "phone", id: customer },
      right,
      verified: { event: "phone-verified", method, phone: masked },
      refused: (left) => ({ event: "phone-refused", method, phone: masked, why: "wrong", left }),
      locked: { event: "phone-refused", method, phone: masked, why: "locked", left: 0 },
    });
    switch (verdict.type) {
      case "right":
        return { type: "phone-verified" };
      case "wrong":
        return { type: "phone-refused", why: "wrong", left: verdict.left };
      case "locked":
        return { type: "phone-locked" };
    }
  }

  /** Nobody guessed anything: it is recorded and not counted. */
  #refuse(
    verifying: Verifying,
    method: "ars" | "sms",
    { customer, phone }: Pick<Call, "customer" | "phone">,
    why: Exclude<PhoneRefusal, "wrong" | "void">,
  ): PhoneOutcome {
    const masked = this.#masked(verifying, customer, phone);
    verifying.journal.append({ event: "phone-refused", method, phone: masked, why, left: null }, verifying.about);
    return { type: "phone-refused", why, left: null };
  }
}
