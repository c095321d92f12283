// What a stick that the customer brought, and a security token, may answer to an effect, well and badly.

import type { Effect, EffectOf } from "../../src/ceremony/effect.ts";
import type { Event } from "../../src/ceremony/event.ts";

import { brought, found } from "./people.ts";

const stickEffects = [
  "read-stick",
  "open-key",
  "copy",
  "relock",
  "find-old-folders",
  "remove-old-folders",
  "list-pkcs12",
  "open-pkcs12",
  "pack",
  "unpack",
] as const satisfies readonly Effect["type"][];

type StickEffect = EffectOf<(typeof stickEffects)[number]>;

export function stickOutcomeOf(effect: StickEffect, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "read-stick":
      return one(
        { type: "stick-read", found: brought, unreadable: 0, more: false },
        { type: "stick-read", found: brought.slice(0, 1), unreadable: 1, more: false },
        { type: "stick-read", found: [], unreadable: 0, more: false },
        { type: "stick-read", found: [], unreadable: 0, more: true },
        { type: "stick-read", found: brought, unreadable: 0, more: true },
        { type: "drive-refused", fault: { type: "drive-removed" } },
      );
    case "open-key":
      return one(
        { type: "key-opened", holder: found(36) },
        { type: "key-opened", holder: null },
        { type: "key-refused", why: "wrong-password" },
        { type: "drive-refused", fault: { type: "drive-removed" } },
      );
    case "find-old-folders":
      return { type: "old-folders-found", found: brought.slice(0, pick % 3) };
    case "remove-old-folders":
      return { type: "old-folders-removed", removed: pick % 2, left: 1 - (pick % 2), doubtful: (pick >> 1) % 2 };
    case "list-pkcs12":
      return one(
        { type: "pkcs12-listed", files: [{ place: 0, shown: "a.p12" }] },
        { type: "pkcs12-listed", files: Array.from({ length: 7 }, (_, place) => ({ place, shown: `${place}.pfx` })) },
        { type: "pkcs12-listed", files: [] },
        { type: "drive-refused", fault: { type: "drive-removed" } },
      );
    case "open-pkcs12":
      return one(...brought.slice(0, 1).map((certificate) => ({ type: "pkcs12-opened", certificate }) as const), {
        type: "key-refused",
        why: "not-joint",
      });
    case "copy":
    case "relock":
    case "pack":
    case "unpack":
      return one({ type: "certificate-kept", ...kept }, { type: "write-failed", trouble: { type: "folder-taken" } });
  }
}

export const kept = {
  serial: "01",
  folder: "NPKI",
  notAfter: new Date(0),
  proof: "direct",
  seq: 9,
  head: "ab",
} as const;

type TokenEffect = EffectOf<"open-token" | "store" | "prove-token" | "close-token">;

export function isOnToken(effect: Effect): effect is TokenEffect {
  return ["open-token", "store", "prove-token", "close-token"].includes(effect.type);
}

export function isOfStick(effect: Effect): effect is StickEffect {
  return (stickEffects as readonly string[]).includes(effect.type);
}

export function tokenOutcomeOf(effect: TokenEffect, pick: number): Event | null {
  const one = (...events: readonly Event[]): Event | null => events[pick % events.length] ?? null;
  switch (effect.type) {
    case "open-token":
      return one(
        { type: "token-opened" },
        { type: "pin-wrong", pin: "last-try" },
        { type: "pin-locked" },
        { type: "token-failed", fault: { type: "token-silent" } },
      );
    case "store":
      return one({ type: "certificate-written" }, { type: "token-failed", fault: { type: "token-full" } });
    case "prove-token":
      return one({ type: "medium-proven", how: "token" }, { type: "token-failed", fault: { type: "token-removed" } });
    case "close-token":
      return { type: "token-closed" };
  }
}
