// A page as data: its title, what stands on it and its keys. The drawn screen and the spoken one are made from the same page.

import type { State } from "../ceremony/state.ts";
import type { Choice } from "./terminal/choices.tsx";
import type { KeyLabel } from "./terminal/frame.tsx";
import type { PadKey } from "./terminal/pad.tsx";
import type { ProgressStep } from "./terminal/progress-steps.tsx";
import type { Words } from "./words/catalogue.ts";

/** A secret's slots: how many are filled, and whether it is typed now. */
export type Slots = {
  readonly label: string;
  readonly filled: number;
  readonly slots: number;
  readonly at: ProgressStep["at"];
};

export type Fact = readonly [label: string, value: string];

export type Block =
  /** The question, or what the page wants done. */
  | { readonly type: "prompt"; readonly text: string }
  /** `roomy`: left out of the large layout, where every row counts. */
  | { readonly type: "note"; readonly text: string; readonly roomy?: boolean }
  /** A long text that is read, not acted on. */
  | { readonly type: "article"; readonly text: string }
  /** `tight`: no space between them, for a page that has much else. */
  | {
      readonly type: "choices";
      readonly choices: readonly Choice[];
      readonly from?: number;
      readonly tight?: boolean;
      /** Nothing stands below: there is more room. */
      readonly alone?: boolean;
    }
  | { readonly type: "slots"; readonly rows: readonly Slots[] }
  | { readonly type: "field"; readonly label: string; readonly value: string; readonly width: number }
  | {
      readonly type: "grid";
      readonly wanted: "row" | "column";
      readonly words: Readonly<Record<"row" | "column", string>>;
    }
  | { readonly type: "facts"; readonly rows: readonly Fact[] }
  | { readonly type: "digits"; readonly value: string }
  | { readonly type: "steps"; readonly steps: readonly ProgressStep[] }
  | { readonly type: "panel"; readonly title: string; readonly line: string }
  | { readonly type: "pad"; readonly labels: Readonly<Partial<Record<PadKey, string>>> }
  /** Things, one a line, under a heading. */
  | { readonly type: "list"; readonly title: string; readonly lines: readonly string[] }
  /** More lines than a screen holds, the leaf `page` of them; any number, since they go round. */
  | {
      readonly type: "leaves";
      readonly lines: readonly string[];
      readonly page: number;
      pageOf(page: number, of: number): string;
    }
  /** Lines as they are, wrapped at the width there is. */
  | { readonly type: "lines"; readonly lines: readonly string[] };

export type Page = {
  readonly title: string;
  readonly blocks: readonly Block[];
  /** What stands there in the large layout, where that is more than leaving out the roomy notes. */
  readonly compact?: readonly Block[];
  /** Only what works now, the most wanted first. */
  readonly keys: readonly KeyLabel[];
  /** What works in the large layout, where that is more. */
  readonly compactKeys?: readonly KeyLabel[];
};

/** What a page is made from. */
export type View = { readonly state: State; readonly words: Words };
