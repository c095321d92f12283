// Which certificate, and the terms.

import { products } from "../../authority/product.ts";
import type { StepAt } from "../../ceremony/step.ts";
import { type TermId, term, termsOf } from "../../ceremony/terms.ts";
import { agreeAllKey, refuseKey } from "../../ceremony/terms-stage.ts";
import type { Page, View } from "../page.ts";
import { choiceKeys, languageKey, menuKey } from "./legend.ts";

export function productPage(view: View): Page {
  const { product, won } = view.words;
  const choices = products.map(({ id, fee }) => ({
    label: `${product.names[id]}, ${won(fee)}`,
    detail: product.uses[id],
  }));
  return {
    title: product.title,
    blocks: [
      { type: "prompt", text: product.prompt },
      { type: "choices", choices },
      { type: "note", text: product.validity, roomy: true },
    ],
    keys: choiceKeys(view, choices.length),
  };
}

export function termsPage(view: View, step: StepAt<"terms">): Page {
  const { words } = view;
  const stateOf = (id: TermId): string => {
    if (step.agreed.includes(id)) return words.terms.agreed;
    return step.shown.includes(id) ? words.terms.read : words.terms.unread;
  };
  const listed = termsOf(view.state.facts?.product?.id);
  const choices = listed.map(({ id }) => ({ label: `${words.terms.names[id]}  (${stateOf(id)})` }));
  const allShown = listed.every(({ id }) => step.shown.includes(id));
  return {
    title: words.terms.title,
    blocks: [
      { type: "prompt", text: words.terms.prompt },
      {
        type: "choices",
        choices: [...choices, { label: words.terms.agreeAll }, { label: words.terms.refuse }],
      },
    ],
    keys: [
      { key: "#", label: allShown ? words.keys.agree : words.keys.nextTerm },
      menuKey(view),
      ...(allShown ? [{ key: agreeAllKey, label: words.keys.agree }] : []),
      { key: refuseKey, label: words.keys.refuse },
    ],
  };
}

export function termPage(view: View, step: StepAt<"term">): Page {
  const { words } = view;
  const { articles } = term(step.term);
  const { heading, text } = words.articles[step.term][step.article] ?? { heading: "", text: "" };
  const last = step.article === articles - 1;
  const page = words.pageOf(step.article + 1, articles);
  return {
    title: words.terms.names[step.term],
    blocks: [
      { type: "prompt", text: heading },
      { type: "article", text },
      { type: "note", text: last ? `${page}. ${words.terms.question}` : page },
    ],
    keys: last
      ? [
          { key: "1 #", label: words.keys.agree },
          { key: "2", label: words.keys.refuse },
          { key: "3", label: words.keys.list },
          menuKey(view),
        ]
      : [{ key: "#", label: words.keys.next }, { key: "3", label: words.keys.list }, menuKey(view), languageKey(view)],
  };
}
