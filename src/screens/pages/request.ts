// What needs a second person: why it is asked, when it is decided, by whom, and how; and all that still waits.

import { requestsListed } from "../../ceremony/request.ts";
import type { StepAt } from "../../ceremony/step.ts";
import { kstMinuteText } from "../../kst.ts";
import { maskPhone } from "../../verification/masked.ts";
import { type Request, subjectOf, type Wanted } from "../../verification/requests.ts";
import type { Block, Page, View } from "../page.ts";
import type { Choice } from "../terminal/choices.tsx";
import { showable } from "../terminal/glyphs.ts";
import { passwordSlots } from "./desk.ts";
import { choiceKeys, fieldKeys, finishKeys, languageKey, menuKey, restingKeys } from "./legend.ts";

/** More choices than this stand in two columns of the large layout. */
const inOneColumn = 5;

/** `계좌 잠금 해제 0123********17`: what is wanted, and of what; every number masked. */
function wantedLine({ words }: View, wanted: Wanted): string {
  const subject = wanted.type === "accept-document" ? `(${words.documents[wanted.document.kind]})` : subjectOf(wanted);
  return [words.requestKinds[wanted.type], subject].filter((part) => part !== "").join(" ");
}

/** What goes when the wanted comes. */
function replacedRows({ words: { decision } }: View, wanted: Wanted): readonly [string, string][] {
  if (wanted.type !== "change-phone" || wanted.replaces === undefined) return [];
  return [[decision.replaces, wanted.replaces === null ? decision.replacesNone : maskPhone(wanted.replaces)]];
}

/** `13:05`: requests live for hours, not days. */
function timeOf(at: Date): string {
  return kstMinuteText(at).slice(11);
}

/** A field that shows the end of a long reason: 22 cells in the large layout, more where there is room. */
function reasonField({ words }: View, value: string, width: number): Block {
  return { type: "field", label: words.request.label, value, width };
}

function reasonBlocks(view: View, text: string, prompt: string, wanted: Wanted): Pick<Page, "blocks" | "compact"> {
  const { words } = view;
  const around = (width: number): readonly Block[] => [
    { type: "prompt", text: prompt },
    { type: "facts", rows: [[words.request.what, wantedLine(view, wanted)]] },
    reasonField(view, text, width),
    { type: "note", text: words.request.note },
  ];
  return { blocks: around(44), compact: around(28) };
}

export function requestReasonPage(view: View, step: StepAt<"request-reason">): Page {
  const { words } = view;
  const prompt = step.waiting ? words.checking : words.request.prompt;
  return {
    title: words.request.title,
    ...reasonBlocks(view, step.text, prompt, step.wanted),
    keys: fieldKeys(view),
  };
}

export function requestRoutePage(view: View, { request, listable }: StepAt<"request-route">): Page {
  const { routeTitle, routePrompt, now, nowDetail, nowPrompt, later, laterDetail, nowOnly } = view.words.request;
  const choices: readonly Choice[] = [
    { label: now, detail: nowDetail },
    ...(listable ? [{ label: later, detail: laterDetail(timeOf(request.expiresAt)) }] : []),
  ];
  return {
    title: routeTitle,
    blocks: [
      { type: "prompt", text: listable ? routePrompt : nowPrompt },
      { type: "facts", rows: [[view.words.request.what, wantedLine(view, request.wanted)]] },
      { type: "choices", choices },
      ...(listable ? [] : [{ type: "note" as const, text: nowOnly }]),
    ],
    keys: choiceKeys(view, choices.length),
  };
}

export function approverPage(view: View, step: StepAt<"approver">): Page {
  const { words } = view;
  const { title, number, password } = words.approver;
  const { numberLabel, passwordLabel } = words.signOn;
  const asksNumber = step.ask === "number";
  const what: Block = { type: "facts", rows: [[words.request.what, wantedLine(view, step.request.wanted)]] };
  const entered: readonly Block[] = [
    { type: "facts", rows: [[numberLabel, step.number]] },
    { type: "slots", rows: [{ label: passwordLabel, filled: step.typed.length, slots: passwordSlots, at: "now" }] },
  ];
  return {
    title,
    blocks: [
      { type: "prompt", text: step.waiting ? words.checking : asksNumber ? number : password },
      what,
      ...(asksNumber ? [{ type: "field" as const, label: numberLabel, value: step.number, width: 8 }] : entered),
    ],
    keys: fieldKeys(view),
  };
}

/** In the large layout the two answers stand in the key legend alone: a reason may take three rows. */
export function decisionPage(view: View, { request, approver }: StepAt<"decision">): Page {
  const { decision, keys } = view.words;
  const { wanted, customerName, askedBy, askedAt, reason } = request;
  const asked = `${showable(askedBy.name)} (${askedBy.number}), ${kstMinuteText(askedAt)}`;
  const who: readonly [string, string][] = customerName === null ? [] : [[decision.who, showable(customerName)]];
  const what: readonly [string, string][] = [
    [view.words.request.what, wantedLine(view, wanted)],
    ...replacedRows(view, wanted),
  ];
  const why: readonly [string, string] = [decision.why, showable(reason)];
  return {
    title: decision.title,
    blocks: [
      {
        type: "facts",
        rows: [
          [decision.asked, asked],
          ...who,
          ...what,
          why,
          [decision.by, `${showable(approver.name)} (${approver.number})`],
        ],
      },
      { type: "prompt", text: decision.prompt },
      { type: "choices", choices: [{ label: decision.approve }, { label: decision.reject }] },
    ],
    compact: [
      {
        type: "facts",
        rows: [[decision.asked, `${showable(askedBy.name)} ${timeOf(askedAt)}`], ...who, ...what, why],
      },
    ],
    keys: [{ key: "1", label: keys.approve }, { key: "2", label: keys.reject }, menuKey(view), languageKey(view)],
  };
}

export function decisionReasonPage(view: View, step: StepAt<"decision-reason">): Page {
  const { checking, decision } = view.words;
  const { approved, request, text, waiting } = step;
  const prompt = approved ? decision.approvalPrompt : decision.rejectionPrompt;
  return {
    title: approved ? decision.approvalTitle : decision.rejectionTitle,
    ...reasonBlocks(view, text, waiting ? checking : prompt, request.wanted),
    keys: fieldKeys(view),
  };
}

/** 9: what became of one's own. */
function requestsKeys(view: View, count: number): Page["keys"] {
  const [first, ...others] = finishKeys(view, count);
  const own = { key: "9", label: view.words.decided.key };
  return count > 0 && first ? [first, own, ...others] : [own, ...finishKeys(view, count)];
}

export function requestsPage(view: View, { found }: StepAt<"requests">): Page {
  const { requests, wait } = view.words;
  const { title } = requests;
  if (found === null) return { title, blocks: [{ type: "prompt", text: wait }], keys: restingKeys(view) };
  if (found.length === 0)
    return {
      title,
      blocks: [
        { type: "prompt", text: requests.none },
        { type: "note", text: requests.noneNote },
      ],
      keys: requestsKeys(view, 0),
    };
  const listed = found.slice(0, requestsListed);
  const prompt: Block = {
    type: "prompt",
    text: found.length > listed.length ? requests.more(found.length, listed.length) : requests.prompt,
  };
  const choices = listed.map((request) => listedChoice(view, request));
  const long = listed.map((request) => longChoice(view, request));
  const short = listed.map((request) => shortChoice(view, request));
  return {
    title,
    blocks: [prompt, { type: "choices", choices: choices.length > inOneColumn ? long : choices }],
    compact: [prompt, { type: "choices", choices: choices.length > inOneColumn ? short : choices }],
    keys: requestsKeys(view, choices.length),
  };
}

/** Whom it is about: a customer, or a member of staff by number. */
function personOf({ wanted, customerName }: Request): string {
  return customerName === null ? subjectOfStaff(wanted) : showable(customerName);
}

function subjectOfStaff(wanted: Wanted): string {
  return wanted.type === "unlock-staff" ? wanted.number : "";
}

function listedChoice(view: View, request: Request): Choice {
  const { words, state } = view;
  const { requests, requestKinds } = words;
  const own = request.askedBy.number === state.officer?.number ? ` (${requests.own})` : "";
  return {
    label: `${requestKinds[request.wanted.type]}, ${personOf(request)}${own}`,
    detail: requests.detail(showable(request.askedBy.name), timeOf(request.askedAt), timeOf(request.expiresAt)),
  };
}

/** Where there is no row for a detail: who asked, and when, behind it. */
function longChoice(view: View, request: Request): Choice {
  return {
    label: `${listedChoice(view, request).label}  ${showable(request.askedBy.name)} ${timeOf(request.askedAt)}`,
  };
}

/** Of a long name the end may be cut. */
function shortChoice({ words }: View, request: Request): Choice {
  return { label: `${words.shortKinds[request.wanted.type]} ${personOf(request)}` };
}
