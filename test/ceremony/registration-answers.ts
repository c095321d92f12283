// What a building may answer where another institution's certificate is registered or taken off, well and badly.

import type { Effect, EffectOf } from "../../src/ceremony/effect.ts";
import type { Event } from "../../src/ceremony/event.ts";
import { registered } from "./people.ts";

const registrationEffects = ["examine", "register", "list-registered", "end-registration"] as const;

type RegistrationEffect = EffectOf<(typeof registrationEffects)[number]>;

export function isOfRegistration(effect: Effect): effect is RegistrationEffect {
  return registrationEffects.some((type) => type === effect.type);
}

export function registrationOutcomeOf(effect: RegistrationEffect, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "examine":
      return one(
        { type: "examined", part: effect.part, unanswered: false },
        { type: "examined", part: effect.part, unanswered: true },
        { type: "registration-refused", why: "revoked" },
      );
    case "register":
      return one({ type: "certificate-registered", seq: 9, head: "ab" }, { type: "already-registered" });
    case "list-registered":
      return one(
        { type: "registered-found", registered: [registered, registered] },
        { type: "registered-found", registered: [] },
      );
    case "end-registration":
      return one({ type: "registration-ended", seq: 9, head: "ab" }, { type: "registration-gone" });
  }
}
