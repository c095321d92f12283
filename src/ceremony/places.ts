// The sticks and tokens that a page lists: each keeps its digit for as long as the page stands. Pure.

import type { Drive } from "../media/drive.ts";
import type { SecurityToken } from "../media/token.ts";
import type { Event } from "./event.ts";
import { service } from "./services.ts";
import type { State } from "./state.ts";

type Thing =
  | { readonly type: "stick"; readonly drive: Drive }
  | { readonly type: "token"; readonly token: SecurityToken };

/** `gone`: it was pulled while its page stood. Its digit is nobody else's, so that a late press takes no other one. */
export type Place = Thing & { readonly gone: boolean };

/** A key is made on a token or not at all: what was made elsewhere cannot be copied onto one, nor read from one. */
export function tokensOffered({ tokens, facts, step }: State): readonly SecurityToken[] {
  return facts && step.at === "drive" && service(facts.service).stages.includes("issuance") ? tokens : [];
}

/** In the order of their digits: whatever is in keeps its own, and what came takes one that nothing has, or the next. */
export function placesOf(state: State): readonly Place[] {
  const there: readonly Thing[] = [
    ...state.drives.map((drive) => ({ type: "stick", drive }) as const),
    ...tokensOffered(state).map((token) => ({ type: "token", token }) as const),
  ];
  if (there.length === 0) return [];
  const places = state.listed.map((place) => held(place, there));
  const came = there.filter((thing) => !state.listed.some((place) => idOf(place) === idOf(thing)));
  for (const thing of came) {
    const free = freeFor(thing, places, state.listed);
    if (free < 0) places.push({ ...thing, gone: false });
    else places[free] = { ...thing, gone: false };
  }
  return places;
}

function held(place: Place, there: readonly Thing[]): Place {
  const thing = there.find((each) => idOf(each) === idOf(place));
  return thing ? { ...thing, gone: false } : { ...place, gone: true };
}

/** The place of one that is called the same, or else the first that was told to be empty before this came. */
function freeFor(thing: Thing, places: readonly Place[], before: readonly Place[]): number {
  const empty = (at: number): boolean => places[at]?.gone === true && before[at]?.gone === true;
  const called = places.findIndex((place, at) => empty(at) && labelOf(place) === labelOf(thing));
  return called < 0 ? places.findIndex((_, at) => empty(at)) : called;
}

function idOf(thing: Thing): string {
  return thing.type === "stick" ? `stick ${thing.drive.id}` : `token ${thing.token.id}`;
}

function labelOf(thing: Thing): string {
  return thing.type === "stick" ? thing.drive.label : thing.token.label;
}

/** What a digit names; Enter takes the only one that is in. Null where that is nothing. */
export function placeAt(state: State, event: Event): Place | null {
  if (event.type !== "pressed") return null;
  const places = placesOf(state);
  if (event.key !== "enter") return places[Number(event.key) - 1] ?? null;
  const [only, ...others] = places.filter(({ gone }) => !gone);
  return only && others.length === 0 ? only : null;
}
