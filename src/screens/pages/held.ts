// A certificate that the customer has: which one, why it shall be revoked, and whether really.

import { actsOn } from "../../authority/revocation-reason.ts";
import { service } from "../../ceremony/services.ts";
import type { StepAt } from "../../ceremony/step.ts";
import type { HeldCertificate } from "../../verification/customer-file.ts";
import type { Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { choiceKeys, languageKey, menuKey } from "./legend.ts";
import { shortDate } from "./storage.ts";
import { choicePage, waitingPage } from "./usual.ts";

export function heldPage(view: View, step: StepAt<"held">): Page {
  const { words } = view;
  const { title, reissuePrompt, revokePrompt, expired, suspended } = words.held;
  const reissues = view.state.facts !== null && service(view.state.facts.service).held === "replaced";
  if (step.held === null) return waitingPage(view, title);
  const choices = step.held.map((each) => ({
    label: `${words.product.names[each.product]}, ${shortDate(each.notAfter)}`,
    detail: `${showable(each.issuer)} ${each.serial}${each.expired ? ` ${expired}` : each.suspended ? ` ${suspended}` : ""}`,
  }));
  return choicePage(view, title, reissues ? reissuePrompt : revokePrompt, choices);
}

export function revocationActPage(view: View): Page {
  const { title, actPrompt, acts } = view.words.revocation;
  const choices = actsOn(view.state.facts?.held?.suspended ?? false).map((act) => ({ label: acts[act] }));
  return choicePage(view, title, actPrompt, choices);
}

export function revocationPage(view: View, step: StepAt<"revocation">): Page {
  const { words } = view;
  const { title, prompt, means, what, until, why, acts, yes, no } = words.revocation;
  const held: HeldCertificate | null = view.state.facts?.held ?? null;
  return {
    title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.wait : prompt },
      {
        type: "facts",
        rows: [
          [words.readBack.who, showable(view.state.facts?.customer?.name ?? "")],
          [what, held ? words.product.names[held.product] : ""],
          [until, held ? shortDate(held.notAfter) : ""],
          [why, acts[step.act]],
        ],
      },
      { type: "note", text: means[step.act], roomy: true },
      { type: "choices", choices: [{ label: yes }, { label: no }] },
    ],
    keys: step.waiting ? [menuKey(view), languageKey(view)] : choiceKeys(view, 2),
  };
}
