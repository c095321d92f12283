// `changgu audit show`: what the auditor looks at, and what a key changes. Pure but for the rows that it reads.

import type { AuditRow } from "../audit/chain.ts";
import { bodyFields } from "../audit/row-body.ts";
import type { AuditRows } from "../audit/rows.ts";
import { everything, kstDay, type Selection, wantedBy } from "../audit/selection.ts";
import type { Locale } from "../ceremony/state.ts";

export type FilterField = "day" | "officer" | "customer" | "event" | "ceremony";

/** In the order of their digits. */
export const filterFields: readonly FilterField[] = ["day", "officer", "customer", "event", "ceremony"];

/** What stands in each field of the filter, as it was typed; "" wants everything. */
export type Wanted = Readonly<Record<FilterField, string>>;

export const nothingWanted: Wanted = { day: "", officer: "", customer: "", event: "", ceremony: "" };

export type Browsing = {
  readonly locale: Locale;
  readonly wanted: Wanted;
  /** Rows that match, oldest first; older ones are read when somebody goes there. */
  readonly rows: readonly AuditRow[];
  /** Whether there may be older ones. */
  readonly more: boolean;
  /** Index of the row that is pointed at. */
  readonly cursor: number;
  /** Whether new rows are gone to as they come. */
  readonly follows: boolean;
  /** The last row that was looked at, matching or not. */
  readonly seen: number;
  readonly page: Page;
  /** What was typed and does not fit its field. */
  readonly fault: "no-day" | null;
};

export type Page =
  | { readonly at: "rows" }
  /** `text`: typed so far. */
  | { readonly at: "filter"; readonly field: FilterField; readonly text: string }
  /** A ceremony. `top`: the first row that is shown; of a row, the first field. */
  | { readonly at: "story"; readonly rows: readonly AuditRow[]; readonly top: number }
  | { readonly at: "row"; readonly row: AuditRow; readonly top: number };

export type Key = "up" | "down" | "page-up" | "page-down" | "home" | "end" | "enter" | "back" | "erase";

export type Pressed = { readonly key: Key } | { readonly character: string };

export type Looking = {
  readonly rows: AuditRows;
  /** A customer's id, from the id itself or a blind index. */
  customer(named: string): string;
};

/** Rows that are read at once, and how far back one look goes for those that match. */
const batch = 200;
const farthest = 200_000;
const farthestOfStory = 20_000;
const pageRows = 10;

function selectionOf({ day, officer, customer, event, ceremony }: Wanted, looking: Looking): Selection {
  const span = day === "" ? null : kstDay(day);
  return {
    ...everything,
    from: span?.from ?? null,
    to: span?.to ?? null,
    staff: officer || null,
    customer: customer === "" ? null : looking.customer(customer),
    events: event === "" ? [] : [event],
    ceremony: ceremony || null,
  };
}

type Older = { readonly rows: readonly AuditRow[]; readonly more: boolean };

/** Matching rows before `seq`, oldest first. */
function olderThan(seq: number, wanted: Wanted, looking: Looking): Older {
  const selection = selectionOf(wanted, looking);
  const matches = wantedBy(looking.rows, selection);
  const found: AuditRow[] = [];
  let at = seq;
  for (let read = 0; read < farthest && found.length < batch; read += batch) {
    const rows = looking.rows.before(at, batch);
    found.unshift(...rows.filter(matches).reverse());
    at = rows.at(-1)?.seq ?? at;
    const over = selection.from !== null && String(bodyFields(rows.at(-1) ?? none).time) < selection.from;
    if (rows.length < batch || over) return { rows: found, more: false };
  }
  return { rows: found, more: true };
}

const none: AuditRow = { seq: 0, body: "{}", hash: "", mac: "" };

/** The newest rows that match. */
export function browse(wanted: Wanted, looking: Looking, locale: Locale): Browsing {
  const { rows, more } = olderThan(Number.MAX_SAFE_INTEGER, wanted, looking);
  const seen = looking.rows.last()?.seq ?? -1;
  const cursor = Math.max(0, rows.length - 1);
  return { locale, wanted, rows, more, cursor, follows: false, seen, page: { at: "rows" }, fault: null };
}

/** With what was written meanwhile; the same object when that is nothing. */
export function refreshed(browsing: Browsing, looking: Looking): Browsing {
  const fresh = looking.rows.after(browsing.seen, batch);
  const seen = fresh.at(-1)?.seq;
  if (seen === undefined) return browsing;
  const rows = [...browsing.rows, ...fresh.filter(wantedBy(looking.rows, selectionOf(browsing.wanted, looking)))];
  return { ...browsing, rows, seen, cursor: browsing.follows ? rows.length - 1 : browsing.cursor };
}

/** All rows of a ceremony, as far as they lie around one of them. */
function storyAround(row: AuditRow, ceremony: unknown, rows: AuditRows): readonly AuditRow[] {
  const belongs = (each: AuditRow): boolean => bodyFields(each).ceremony === ceremony;
  const story: AuditRow[] = [row];
  for (let at = row.seq, read = 0; read < farthestOfStory; read += batch) {
    const earlier = rows.before(at, batch);
    story.unshift(...earlier.filter(belongs).reverse());
    at = earlier.at(-1)?.seq ?? at;
    if (earlier.length < batch || bodyFields(story[0] ?? row).event === "ceremony-began") break;
  }
  for (let at = row.seq, read = 0; read < farthestOfStory; read += batch) {
    const later = rows.after(at, batch);
    story.push(...later.filter(belongs));
    at = later.at(-1)?.seq ?? at;
    // A slip is printed, and a power cut settled, when it is over: those rows come soon after.
    if (later.length < batch) break;
  }
  return story;
}

function entered(browsing: Browsing, looking: Looking): Browsing {
  const row = browsing.rows[browsing.cursor];
  if (!row) return browsing;
  const { ceremony } = bodyFields(row);
  if (typeof ceremony !== "string") return { ...browsing, page: { at: "row", row, top: 0 } };
  return { ...browsing, page: { at: "story", rows: storyAround(row, ceremony, looking.rows), top: 0 } };
}

function moved(browsing: Browsing, by: number, looking: Looking): Browsing {
  const wanted = browsing.cursor + by;
  if (wanted >= 0 || !browsing.more) {
    const cursor = Math.min(Math.max(0, wanted), Math.max(0, browsing.rows.length - 1));
    return { ...browsing, cursor, follows: false };
  }
  const { rows, more } = olderThan(browsing.rows[0]?.seq ?? 0, browsing.wanted, looking);
  const cursor = Math.max(0, wanted + rows.length);
  return { ...browsing, rows: [...rows, ...browsing.rows], more, cursor, follows: false };
}

const steps: Readonly<Record<Exclude<Key, "enter" | "back" | "erase">, number>> = {
  up: -1,
  down: 1,
  "page-up": -pageRows,
  "page-down": pageRows,
  home: -Number.MAX_SAFE_INTEGER,
  end: Number.MAX_SAFE_INTEGER,
};

function onRows(browsing: Browsing, pressed: Pressed, looking: Looking): Browsing | "leave" {
  if ("key" in pressed) {
    const { key } = pressed;
    if (key === "back") return "leave";
    if (key === "enter") return entered(browsing, looking);
    return key === "erase" ? browsing : moved(browsing, steps[key], looking);
  }
  const field = filterFields[Number(pressed.character) - 1];
  if (field) return { ...browsing, page: { at: "filter", field, text: browsing.wanted[field] }, fault: null };
  const row = browsing.rows[browsing.cursor];
  switch (pressed.character) {
    case "6":
      return row ? { ...browsing, page: { at: "row", row, top: 0 } } : browsing;
    case "7":
      return { ...browsing, follows: !browsing.follows, cursor: Math.max(0, browsing.rows.length - 1) };
    case "8":
      return browse(nothingWanted, looking, browsing.locale);
    case "9":
      return moved(browsing, -pageRows, looking);
    case "0":
      return { ...browsing, locale: browsing.locale === "ko" ? "en" : "ko" };
    case "*":
      return "leave";
    default:
      return browsing;
  }
}

function onFilter(browsing: Browsing, page: Extract<Page, { at: "filter" }>, pressed: Pressed, looking: Looking) {
  const { field, text } = page;
  const back: Browsing = { ...browsing, page: { at: "rows" }, fault: null };
  if ("character" in pressed) {
    const longer = text + pressed.character;
    return longer.length > 64 ? browsing : { ...browsing, page: { ...page, text: longer }, fault: null };
  }
  if (pressed.key === "back") return back;
  if (pressed.key === "erase") return { ...browsing, page: { ...page, text: text.slice(0, -1) }, fault: null };
  if (pressed.key !== "enter") return browsing;
  const typed = text.trim();
  if (field === "day" && typed !== "" && kstDay(typed) === null) return { ...browsing, fault: "no-day" as const };
  return browse({ ...browsing.wanted, [field]: typed }, looking, browsing.locale);
}

type Read = Extract<Page, { at: "story" | "row" }>;

function onRead(browsing: Browsing, page: Read, pressed: Pressed): Browsing {
  const back: Browsing = { ...browsing, page: { at: "rows" } };
  if ("character" in pressed && pressed.character === "0")
    return { ...browsing, locale: browsing.locale === "ko" ? "en" : "ko" };
  if ("character" in pressed && pressed.character !== "9") return pressed.character === "*" ? back : browsing;
  const key = "key" in pressed ? pressed.key : "page-down";
  if (key === "back" || key === "enter" || key === "erase") return back;
  const entries = page.at === "story" ? page.rows.length : Object.keys(bodyFields(page.row)).length;
  const top = Math.min(Math.max(0, page.top + steps[key]), entries - 1);
  return { ...browsing, page: { ...page, top } };
}

/** "leave": the auditor is done. */
export function onKey(browsing: Browsing, pressed: Pressed, looking: Looking): Browsing | "leave" {
  const { page } = browsing;
  switch (page.at) {
    case "rows":
      return onRows(browsing, pressed, looking);
    case "filter":
      return onFilter(browsing, page, pressed, looking);
    case "story":
    case "row":
      return onRead(browsing, page, pressed);
  }
}

/** For the journal: `day=20261123 officer=100001`. */
export function wantedText(wanted: Wanted): string {
  const parts = filterFields.flatMap((field) => (wanted[field] === "" ? [] : [`${field}=${wanted[field]}`]));
  return parts.join(" ") || "all";
}
