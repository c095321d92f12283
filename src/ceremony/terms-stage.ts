// The first stage: which certificate, and the terms, each shown before it can be agreed to. Pure.

import { products } from "../authority/product.ts";
import type { Effect } from "./effect.ts";
import type { Event } from "./event.ts";
import { end, factsOf, forward, learn, nextStage, notify, record, serviceOf, stay, update } from "./move.ts";
import type { Move, State } from "./state.ts";
import type { StepAt } from "./step.ts";
import { type TermId, term, type terms, termsOf } from "./terms.ts";

/** What a financial certificate is was chosen already. */
export function enterTerms(state: State): Move {
  if (factsOf(state).product?.id === "financial") return update(state, { at: "terms", shown: [], agreed: [] });
  return update(state, { at: "product" });
}

function listedTerms(state: State): typeof terms {
  return termsOf(factsOf(state).product?.id);
}

/** 1 and 2 choose; the key pair of a free one is begun at once, so that it is ready when the customer confirms. */
export function onProduct(state: State, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const product = products[Number(event.key) - 1];
  if (!product) return stay(state);
  const chosen = learn(state, { product, fee: product.fee });
  const effects: Effect[] = [record({ event: "product-chosen", product: product.id, fee: product.fee })];
  // Where there is something to pay, no key is made before it is paid.
  const makesOne = serviceOf(state).stages.includes("issuance");
  if (product.fee === 0 && makesOne) effects.push({ type: "make-key-pair" });
  return forward(chosen, { at: "terms", shown: [], agreed: [] }, effects);
}

/** The keys of the list: 1 to n read, then agree to all, then refuse. */
export const agreeAllKey = String(termsOf("limited").length + 1);
export const refuseKey = String(termsOf("limited").length + 2);

export function onTerms(state: State, step: StepAt<"terms">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const listed = listedTerms(state);
  const unshown = listed.find(({ id }) => !step.shown.includes(id));
  if (event.key === refuseKey) return refuse(state, (unshown ?? listed[0])?.id ?? "certificate-service");
  if (event.key === agreeAllKey || event.key === "enter") {
    if (!unshown)
      return agree(
        state,
        step,
        listed.map(({ id }) => id),
      );
    if (event.key === "enter") return read(state, step, unshown.id);
    return notify(state, { type: "term-unread" });
  }
  const chosen = listed[Number(event.key) - 1];
  return chosen ? read(state, step, chosen.id) : stay(state);
}

function read(state: State, step: StepAt<"terms">, id: TermId): Move {
  return update(state, { ...step, at: "term", term: id, article: 0 });
}

/** Enter and down turn the page; on the last one 1 agrees, 2 refuses and 3 goes back to the list. */
export function onTerm(state: State, step: StepAt<"term">, event: Event): Move {
  if (event.type !== "pressed") return stay(state);
  const { id, articles } = term(step.term);
  const last = step.article === articles - 1;
  switch (event.key) {
    case "enter":
    case "down":
      if (!last) return turned(state, step, step.article + 1);
      return event.key === "enter" ? agree(state, step, [id]) : stay(state);
    case "up":
      return turned(state, step, Math.max(step.article - 1, 0));
    case "1":
      return last ? agree(state, step, [id]) : stay(state);
    case "2":
      return last ? refuse(state, id) : stay(state);
    case "3":
      return update(state, { at: "terms", shown: step.shown, agreed: step.agreed });
    default:
      return stay(state);
  }
}

function turned(state: State, step: StepAt<"term">, article: number): Move {
  const { id, version, articles } = term(step.term);
  const shownNow = article === articles - 1 && !step.shown.includes(id);
  return update(
    state,
    { ...step, article, shown: shownNow ? [...step.shown, id] : step.shown },
    shownNow ? [record({ event: "term-shown", term: id, version })] : [],
  );
}

function agree(state: State, step: StepAt<"terms"> | StepAt<"term">, ids: readonly TermId[]): Move {
  const fresh = ids.filter((id) => !step.agreed.includes(id));
  const agreed = [...step.agreed, ...fresh];
  const facts = fresh.map((id) => ({ event: "term-agreed", term: id, version: term(id).version }) as const);
  const list = { at: "terms", shown: step.shown, agreed } as const;
  const listed: State = { ...state, step: list };
  if (agreed.length === listedTerms(state).length) return nextStage(listed, { verified: false }, [record(...facts)]);
  return update(state, list, [record(...facts)]);
}

function refuse(state: State, id: TermId): Move {
  return end(state, { type: "terms-refused" }, [record({ event: "terms-refused", term: id })]);
}
