// What a power cut interrupted and a start has settled: told to the next teller who signs on. Pure.

import type { Desk } from "../audit/entry.ts";
import { rest } from "./desk.ts";
import type { Event } from "./event.ts";
import { stay } from "./move.ts";
import type { ServiceId } from "./services.ts";
import type { Move, State } from "./state.ts";

/** What became of it, in the order in which it happened. */
export type Settled = "revoked" | "given-up" | "fee-returned" | "key-destroyed";

export type Interrupted = {
  readonly ceremony: string;
  readonly began: Date;
  readonly service: ServiceId | null;
  readonly desk: Desk | null;
  /** Null where nobody was identified yet. */
  readonly customerName: string | null;
  readonly settled: readonly Settled[];
};

export function onInterrupted(state: State, event: Event): Move {
  return event.type === "pressed" && event.key === "enter" ? stay(rest(state)) : stay(state);
}
