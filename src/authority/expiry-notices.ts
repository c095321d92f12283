// Who is told that his certificate ends soon: once for each certificate, and not where another one has taken its place.

import type { CertificateRow } from "./certificates.ts";
import type { CaFolder } from "./product.ts";
import { daysUntil } from "./validity.ts";

/** What a message says; the gateway words it, in the customer's language. */
export type ExpiryNotice = {
  /** Digits only; on file. */
  readonly number: string;
  readonly language: "ko" | "en";
  readonly issuer: CaFolder;
  readonly product: CertificateRow["product"];
  /** The last day in Korea: `2026-12-13`. */
  readonly ends: string;
  /** Good for one message, however often it is asked for. */
  readonly key: string;
};

export type NoticeOutcome =
  | { readonly type: "sent" }
  /** It was not delivered, and will not be under this key. */
  | { readonly type: "unreachable" }
  /** Nobody said: it is asked for again under the same key. */
  | { readonly type: "in-doubt" };

export type NoticeGateway = { tellExpiry(notice: ExpiryNotice): Promise<NoticeOutcome> };

/** `intended` is durable before the message is asked for. */
export type NoticeState = "intended" | "unreachable" | "sent";

type Named = Pick<CertificateRow, "serial" | "issuer">;

export type NoticeRow = { readonly key: string; readonly state: NoticeState };

/** Synchronous, like the journal: a row and its fact go into one transaction. */
export type Notices = {
  row(certificate: Named): NoticeRow | null;
  keep(certificate: Named, row: NoticeRow): void;
};

/**
 * `others`: the holder's valid certificates. One of the kind that ends later was issued in its place, whether it was called
 * a renewal or not.
 */
export function isDue(row: CertificateRow, others: readonly CertificateRow[], within: number, now: Date): boolean {
  const left = daysUntil(row.notAfter, now);
  if (row.state !== "valid" || left < 0 || left > within) return false;
  return !others.some(({ product, notAfter }) => product === row.product && notAfter > row.notAfter);
}
