// A certificate that the customer brought: the stick, the certificates on it, what one says, its key's password.

import { canRemove } from "../../ceremony/old-folders.ts";
import { filesPageLength } from "../../ceremony/pkcs12.ts";
import { service } from "../../ceremony/services.ts";
import type { StepAt } from "../../ceremony/step.ts";
import { canHideExpired, listed, stickPageLength } from "../../ceremony/stick.ts";
import type { StickCertificate } from "../../media/stick-certificate.ts";
import type { Block, Page, View } from "../page.ts";
import { showable } from "../terminal/glyphs.ts";
import { passwordSlots } from "./desk.ts";
import { enterKeys, fieldKeys, languageKey, menuKey, restingKeys } from "./legend.ts";
import { abridged } from "./padded.ts";
import { policyName } from "./policy.ts";
import { serialText } from "./serial.ts";
import { driveChoices, driveKeys, shortDate } from "./storage.ts";

/** A certificate is taken out of a PKCS#12 file, and the words are about that file. */
function outOfFile({ state }: View): boolean {
  return state.facts !== null && service(state.facts.service).source === "pkcs12";
}

export function sourceDrivePage(view: View, step: StepAt<"source-drive">): Page {
  const { state, words } = view;
  const { title, prompt, insert, reading } = outOfFile(view)
    ? { ...words.sourceDrive, ...words.pkcs12Source }
    : words.sourceDrive;
  const none = state.drives.length === 0;
  return {
    title,
    blocks: [
      { type: "prompt", text: step.waiting ? reading : none ? insert : prompt },
      none ? { type: "note", text: words.drive.insertNote } : driveChoices(view),
    ],
    keys: [...(step.waiting ? [] : driveKeys(view)), ...restingKeys(view)],
  };
}

export function stickCertificatesPage(view: View, step: StepAt<"stick-certificates">): Page {
  const { words } = view;
  const { title, prompt, unreadable, tooMany, showExpired, hideExpired, more } = words.stickCertificates;
  const all = listed(step);
  const choices = all.slice(step.first, step.first + stickPageLength).map((each) => ({
    label: [showable(each.holder), shortDate(each.notAfter), remark(view, each)].filter((part) => part).join(" "),
    detail: `${policyName(view, each)}, ${showable(each.ca)}`,
  }));
  const unread: readonly Block[] =
    step.unreadable > 0 ? [{ type: "note", text: unreadable(step.unreadable), roomy: true }] : [];
  const crowd: readonly Block[] = step.more ? [{ type: "note", text: tooMany }] : [];
  const hides = canHideExpired(step);
  return {
    title,
    blocks: [{ type: "prompt", text: prompt }, { type: "choices", choices }, ...crowd, ...unread],
    keys: [
      ...(choices.length > 0
        ? [
            {
              key: all.length === 1 ? "1 #" : choices.length === 1 ? "1" : `1-${choices.length}`,
              label: words.keys.choose,
            },
          ]
        : []),
      ...(hides ? [{ key: "8", label: step.withExpired ? hideExpired : showExpired }] : []),
      ...(all.length > stickPageLength ? [{ key: "9", label: more }] : []),
      menuKey(view),
      languageKey(view),
    ],
  };
}

/** A file's name begins with its holder and ends with its last day: both stand in the large layout too. */
const nameCells = 34;

export function pkcs12FilesPage(view: View, { files, first }: StepAt<"pkcs12-files">): Page {
  const { words } = view;
  const { title, prompt } = words.pkcs12Files;
  const choices = files
    .slice(first, first + filesPageLength)
    .map(({ shown }) => ({ label: abridged(showable(shown), nameCells) }));
  return {
    title,
    blocks: [
      { type: "prompt", text: prompt },
      { type: "choices", choices },
    ],
    keys: [
      { key: choices.length === 1 ? "1" : `1-${choices.length}`, label: words.keys.choose },
      ...(files.length > filesPageLength ? [{ key: "9", label: words.stickCertificates.more }] : []),
      menuKey(view),
      languageKey(view),
    ],
  };
}

/** What speaks against it, the worst alone. */
function remark({ words }: View, { daysLeft, hasKey, standing }: StickCertificate): string {
  const { expired, noKey, standings } = words.stickCertificates;
  if (standing === "revoked") return standings.revoked;
  if (daysLeft < 0) return expired;
  if (!hasKey) return noKey;
  return standing ? standings[standing] : "";
}

/** What this branch knows of it: its own, or where another's is registered. */
function standingOf({ words }: View, { standing, daysLeft, registeredAt }: StickCertificate): string {
  const { standings, over, elsewhere } = words.certificateView;
  if (standing === "valid" && daysLeft < 0) return over;
  if (standing) return standings[standing];
  return registeredAt ? words.registration.registeredHere(shortDate(registeredAt)) : elsewhere;
}

export function certificateViewPage(view: View): Page {
  const { words, state } = view;
  const page = words.certificateView;
  const brought = state.facts?.brought;
  if (!brought) return { title: page.title, blocks: [], keys: restingKeys(view) };
  const { daysLeft, notBefore, notAfter, serial, hasKey } = brought;
  return {
    title: page.title,
    blocks: [
      {
        type: "facts",
        rows: [
          [page.holder, showable(brought.holder)],
          [page.kind, policyName(view, brought)],
          [page.ca, showable(brought.ca)],
          [page.from, shortDate(notBefore)],
          [page.until, page.daysLeft(shortDate(notAfter), daysLeft)],
          [page.serial, serialText(serial)],
          [page.standing, standingOf(view, brought)],
          [page.key, hasKey ? page.hasKey : page.noKey],
        ],
      },
    ],
    compact: [
      {
        type: "lines",
        lines: [
          `${showable(brought.holder)}, ${policyName(view, brought)}`,
          `${page.until} ${page.daysLeft(shortDate(notAfter), daysLeft)}`,
          `${page.ca} ${showable(brought.ca)}  ${words.done.serialShort} ${serial}`,
          `${page.standing}: ${standingOf(view, brought)}`,
          `${page.key}: ${hasKey ? page.hasKey : page.noKey}`,
        ],
      },
    ],
    keys: [
      ...(canRemove(state) ? [{ key: "1", label: words.oldFolders.remove }] : []),
      ...enterKeys(view, words.keys.finish),
    ],
  };
}

/** Of many the first ones: they are all of one fate. */
const oldShown = { roomy: 5, compact: 2 } as const;

export function oldFoldersPage(view: View, { found, waiting }: StepAt<"old-folders">): Page {
  const { words } = view;
  const { title, prompt, note, removing, more, yes, no } = words.oldFolders;
  const lines = (most: number): Block => ({
    type: "lines",
    lines: [
      ...found.slice(0, most).map((each) => {
        const parts = [showable(each.holder), shortDate(each.notAfter), remark(view, each), showable(each.ca)];
        return parts.filter((part) => part).join(" ");
      }),
      ...(found.length > most ? [more(found.length - most)] : []),
    ],
  });
  const asked: Block = { type: "prompt", text: waiting ? removing : prompt(found.length) };
  const choices: Block = { type: "choices", choices: [{ label: yes }, { label: no }] };
  return {
    title,
    blocks: [asked, lines(oldShown.roomy), { type: "note", text: note }, choices],
    compact: [asked, lines(oldShown.compact), choices],
    keys: waiting ? restingKeys(view) : [{ key: "1-2", label: words.keys.choose }, menuKey(view), languageKey(view)],
  };
}

export function keyPasswordPage(view: View, step: StepAt<"key-password">): Page {
  const { state, words } = view;
  const { title, prompt, promptShort, turn } = outOfFile(view)
    ? { ...words.keyPassword, ...words.pkcs12Password }
    : words.keyPassword;
  const { label, row, column, gridNote, gridOrKeyboard } = words.password;
  const asks = (text: string): Block => ({ type: "prompt", text: step.waiting ? words.checking : text });
  const slots: Block = {
    type: "slots",
    rows: [{ label, filled: step.typed.length, slots: passwordSlots, at: "now" }],
  };
  const grid: Block = { type: "grid", wanted: step.typed.half ? "column" : "row", words: { row, column } };
  const asked = state.desk === "teller" ? `${turn}\n${gridOrKeyboard}` : `${prompt}\n${gridNote}`;
  return {
    title,
    blocks: [asks(asked), slots, grid],
    compact: [asks(promptShort), slots, ...(step.waiting ? [] : [grid])],
    keys: fieldKeys(view),
  };
}
