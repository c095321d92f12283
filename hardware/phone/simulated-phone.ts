// A phone that a trainer can see: it rings, answers as it was told to, and shows the messages it gets.

import type { Clock } from "../../src/clock.ts";
import { maskPhone } from "../../src/verification/masked.ts";
import type { CallOutcome, PhoneDisplay, PhoneGateway } from "../../src/verification/phone.ts";
import type { PhoneBehaviour } from "../../src/verification/phone-behaviour.ts";

export type SimulatedPhone = PhoneGateway & {
  behave(behaviour: PhoneBehaviour): void;
  behaviour(): PhoneBehaviour;
  /** The code of the last message. */
  lastCode(): string | null;
  watch(shown: (display: PhoneDisplay) => void): () => void;
};

/** As long as somebody takes to lift a phone and key two digits. */
const answerMilliseconds = 3000;
const silenceMilliseconds = 20_000;

export function simulatedPhone(clock: Clock): SimulatedPhone {
  const watchers = new Set<(display: PhoneDisplay) => void>();
  let behaviour: PhoneBehaviour = "answers";
  let code: string | null = null;
  const show = (display: PhoneDisplay): void => {
    for (const shown of watchers) shown(display);
  };
  const after = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const stop = clock.after(milliseconds, () => resolve(true));
      const aborted = (): void => {
        stop();
        resolve(false);
      };
      if (signal.aborted) aborted();
      signal.addEventListener("abort", aborted, { once: true });
    });
  return {
    behave(next) {
      behaviour = next;
    },
    behaviour: () => behaviour,
    lastCode: () => code,
    watch(shown) {
      watchers.add(shown);
      return () => watchers.delete(shown);
    },
    async call({ number, signal }): Promise<CallOutcome> {
      // What it showed of an earlier call says nothing of this one.
      if (behaviour === "busy" || behaviour === "unreachable") {
        show({ type: "idle" });
        return { type: behaviour };
      }
      show({ type: "ringing", number: maskPhone(number) });
      const rang = await after(behaviour === "silent" ? silenceMilliseconds : answerMilliseconds, signal);
      if (!rang || behaviour === "silent") {
        show({ type: "missed" });
        return { type: "silent" };
      }
      const keyed = behaviour === "wrong" ? "wrong" : "right";
      show({ type: "answered", keyed });
      return { type: "answered", keyed };
    },
    async text(request) {
      if (behaviour === "unreachable") {
        show({ type: "idle" });
        return { type: "unreachable" };
      }
      code = request.code;
      show({ type: "message", number: maskPhone(request.number), code });
      return { type: "sent" };
    },
  };
}
