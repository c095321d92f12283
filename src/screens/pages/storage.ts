// Where the certificate goes and what locks its key; then everything once more before it is made.

import { validUntil } from "../../ceremony/offer.ts";
import { type Place, placesOf, tokensOffered } from "../../ceremony/places.ts";
import type { StepAt, Typed } from "../../ceremony/step.ts";
import { kstDate } from "../../kst.ts";
import type { Drive } from "../../media/drive.ts";
import { maskAccount } from "../../verification/masked.ts";
import type { Block, Fact, Page, View } from "../page.ts";
import type { Choice } from "../terminal/choices.tsx";
import { showable } from "../terminal/glyphs.ts";
import { stringWidth } from "../terminal/string-width.ts";
import { fitted, sized } from "../words/said.ts";
import { passwordSlots } from "./desk.ts";
import { enterKeys, fieldKeys, languageKey, menuKey, ranges } from "./legend.ts";
import { tokenChoice, tokenName } from "./token.ts";

/** `[모의] USB 1`: a folder that plays a stick never looks like one. */
export function driveName({ words }: View, drive: Drive): string {
  return drive.simulated ? `${words.simulated} ${showable(drive.label)}` : showable(drive.label);
}

/** One for each digit. */
const mostPlaces = 9;

/** Sticks and tokens, each with its digit; one that was pulled while the page stands is told to be out. */
export function driveChoices(view: View): Block {
  return {
    type: "choices",
    choices: placesOf(view.state)
      .slice(0, mostPlaces)
      .map((place) => placeChoice(view, place)),
  };
}

function placeChoice(view: View, place: Place): Choice {
  const { gone, goneNote } = view.words.drive;
  const choice = place.type === "token" ? tokenChoice(view, place.token) : stickChoice(view, place.drive);
  return place.gone ? { ...choice, detail: goneNote, disabled: gone } : choice;
}

function stickChoice(view: View, drive: Drive): Choice {
  const { free, readOnly, counterfeit } = view.words.drive;
  const isCounterfeit = view.state.facts?.counterfeits.includes(drive.id) ?? false;
  const room = drive.readOnly ? readOnly : free(sized(drive.sizeBytes), sized(drive.freeBytes));
  return { label: driveName(view, drive), detail: isCounterfeit ? counterfeit : room };
}

/** Enter takes the only one. */
export function driveKeys({ state, words }: View): Page["keys"] {
  const digits = placesOf(state)
    .slice(0, mostPlaces)
    .flatMap(({ gone }, index) => (gone ? [] : [String(index + 1)]));
  if (digits.length === 0) return [];
  return [{ key: digits.length === 1 ? `${digits[0]} #` : ranges(digits), label: words.keys.choose }];
}

function driveWords({ words, state }: View) {
  switch (state.facts?.service) {
    case "copy":
      return words.copyDrive;
    case "to-pkcs12":
    case "from-pkcs12":
      return words.pkcs12Drive;
    default:
      return words.drive;
  }
}

export function drivePage(view: View, step: StepAt<"drive">): Page {
  const { words, state } = view;
  const { title, placeTitle, placePrompt, insertNote, checking } = words.drive;
  const { prompt, insert } = driveWords(view);
  const tokens = tokensOffered(state).length > 0;
  const none = state.drives.length === 0 && !tokens;
  return {
    title: tokens ? placeTitle : title,
    blocks: [
      { type: "prompt", text: step.waiting ? checking : none ? insert : tokens ? placePrompt : prompt },
      none ? { type: "note", text: insertNote } : driveChoices(view),
    ],
    keys: [...(step.waiting ? [] : driveKeys(view)), menuKey(view), languageKey(view)],
  };
}

export function turnScreenPage(view: View, { before }: StepAt<"turn-screen">): Page {
  const { title, prompt, notes } = view.words.turnScreen;
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "note", text: notes[before] },
    ],
    keys: enterKeys(view, view.words.keys.turned),
  };
}

export function passwordPage(view: View, step: StepAt<"password">): Page {
  const { title, prompt, promptShort } = view.words.password;
  return { title, ...passwordBlocks(view, step, prompt, promptShort), keys: fieldKeys(view) };
}

export function passwordAgainPage(view: View, step: StepAt<"password-again">): Page {
  const { againTitle, againPrompt } = view.words.password;
  return { title: againTitle, ...passwordBlocks(view, step, againPrompt, againPrompt), keys: fieldKeys(view) };
}

type PasswordStep = { readonly typed: Typed; readonly waiting: boolean };

/** The grid takes nearly all rows of either layout. */
function passwordBlocks(view: View, { typed, waiting }: PasswordStep, prompt: string, short: string) {
  const { state, words } = view;
  const { label, row, column, gridNote, gridOrKeyboard } = words.password;
  const asks = (text: string): Block => ({ type: "prompt", text: waiting ? words.checking : text });
  const rest: readonly Block[] = [
    { type: "slots", rows: [{ label, filled: typed.length, slots: passwordSlots, at: "now" }] },
    { type: "grid", wanted: typed.half ? "column" : "row", words: { row, column } },
  ];
  const how = state.desk === "teller" ? gridOrKeyboard : gridNote;
  return { blocks: [asks(`${prompt}\n${how}`), ...rest], compact: [asks(short), ...rest] };
}

export function readBackPage(view: View): Page {
  const { state, words } = view;
  const { readBack } = words;
  const customer = state.facts?.customer;
  const product = state.facts?.product;
  const drive = state.facts?.drive;
  const token = state.facts?.token;
  const rest: readonly Fact[] = [
    [readBack.what, product ? words.product.names[product.id] : ""],
    [readBack.where, drive ? driveName(view, drive) : token ? tokenName(view, token) : ""],
    [readBack.until, state.facts ? shortDate(validUntil(state.facts)) : ""],
    [readBack.fee, feeOf(view)],
    [readBack.replaces, replaced(view)],
  ];
  const issue: Block = { type: "prompt", text: readBack.issue };
  return {
    title: readBack.title,
    blocks: [
      { type: "note", text: readBack.prompt, roomy: true },
      {
        type: "facts",
        rows: [
          [readBack.who, showable(customer?.name ?? "")],
          [readBack.number, customer?.residentNumber ?? ""],
          ...rest,
        ],
      },
      issue,
    ],
    compact: [{ type: "facts", rows: [[readBack.who, whoInOneLine(view, rest)], ...rest] }, issue],
    keys: [{ key: "1 #", label: words.keys.issue }, menuKey(view), languageKey(view)],
  };
}

/** Cells that the large layout leaves to a page. */
const largeCells = 38;

/** Name and number beside labels as wide as the others: of a name that is too long the end is cut. */
function whoInOneLine({ state, words }: View, others: readonly Fact[]): string {
  const { name = "", residentNumber = "" } = state.facts?.customer ?? {};
  const labels = Math.max(stringWidth(words.readBack.who), ...others.map(([label]) => stringWidth(label))) + 2;
  return `${fitted(name, largeCells - labels - stringWidth(residentNumber) - 1)} ${residentNumber}`;
}

/** What is taken, and from which account. Whoever comes with a ticket paid when it was made. */
export function feeOf({ state: { facts }, words }: View): string {
  if (facts?.ticket && (facts.product?.fee ?? 0) > 0) return words.readBack.paid;
  const { fee = 0, account = "" } = facts ?? {};
  return fee === 0 ? words.won(fee) : words.readBack.feeFrom(words.won(fee), maskAccount(account));
}

/** `2027-11-23`, in either language. */
export function shortDate(notAfter: Date): string {
  const { year, month, day } = kstDate(notAfter);
  return [year, month, day].map((part) => String(part).padStart(2, "0")).join("-");
}

export function replaced({ state, words }: View): string {
  const { replaces = [] } = state.facts ?? {};
  const [first] = replaces;
  if (!first) return words.readBack.replacesNone;
  const until = shortDate(first.notAfter);
  return replaces.length === 1 && first.suspended
    ? words.readBack.replacedOnHold(until)
    : words.readBack.replaced(replaces.length, until);
}
