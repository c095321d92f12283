// The sentence of each notice, or how what it tells says it: one row a notice, in each language.

import type { Notice } from "../../ceremony/ending.ts";
import type { Said } from "./said.ts";

type NoticeOf<T extends Notice["type"]> = Extract<Notice, { readonly type: T }>;

export type NoticeWords = { readonly [T in Notice["type"]]: Said | ((what: NoticeOf<T>) => Said) };

export function noticeSaid<T extends Notice["type"]>(
  notices: NoticeWords,
  what: NoticeOf<T> & { readonly type: T },
): Said {
  const words: NoticeWords[T] = notices[what.type];
  return typeof words === "function" ? words(what) : words;
}
