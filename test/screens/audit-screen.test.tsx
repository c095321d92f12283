// The auditor's screen as it looks: rows, a filter, a story with a refusal, a row, in both languages at every layout.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuditRow } from "../../src/audit/chain.ts";
import type { Page } from "../../src/commands/audit-show.ts";
import { type AuditView, viewOf } from "../../src/commands/audit-view.ts";
import { AuditScreen } from "../../src/screens/audit-screen.tsx";
import { strangers } from "../../src/screens/terminal/glyphs.ts";
import { matchesGolden } from "./golden.ts";
import { screenUnderTest } from "./screen-under-test.ts";

const facts: readonly (readonly [second: string, fields: Readonly<Record<string, unknown>>])[] = [
  ["00", { event: "ceremony-began", service: "issue", desk: "kiosk", locale: "ko" }],
  ["02", { event: "term-agreed", term: "certificate-service", version: "2026-07" }],
  ["07", { event: "identity-verified", customer: "hong", account: "0123********17" }],
  ["11", { event: "phone-challenged", method: "ars", phone: "010-****-5678" }],
  ["15", { event: "phone-refused", method: "ars", phone: "010-****-5678", why: "silent", left: 4 }],
  ["19", { event: "drive-inserted", drive: "SanDisk\u001b[2J" }],
  ["21", { event: "certificate-signed", serial: "10000004", issuer: "yessign", fingerprint: "ab".repeat(32) }],
  ["22", { event: "certificate-not-written", serial: "10000004", drive: "usb0", why: "drive-removed" }],
  ["23", { event: "an-event-of-tomorrow", sun: 1 }],
  ["25", { event: "ceremony-ended", result: "failed", at: "write-trouble", why: "closed" }],
];
const rows: readonly AuditRow[] = facts.map(([second, fields], index) => ({
  seq: 1040 + index,
  body: JSON.stringify({
    ...fields,
    seq: 1040 + index,
    time: `2026-11-23T00:00:${second}.000Z`,
    terminal: "T-1",
    ceremony: "c",
    staff: null,
  }),
  hash: "5a".repeat(32),
  mac: "c3".repeat(32),
}));

const proven = { type: "whole", last: 1060, by: ["first-key"] } as const;
const wanted = { day: "20261123", officer: "", customer: "", event: "", ceremony: "" };

function view(locale: "ko" | "en", page: Page, more: Partial<AuditView> = {}): AuditView {
  const browsing = { locale, wanted, rows, more: false, cursor: 4, follows: true, seen: 1049, page, fault: null };
  return { ...viewOf(browsing, { proven, unrecorded: null }), ...more };
}

const [first] = rows;
assert.ok(first);
const pages: readonly (readonly [name: string, page: Page, more?: Partial<AuditView>])[] = [
  ["rows", { at: "rows" }],
  ["rows of a broken journal", { at: "rows" }, { proven: { type: "broken", seq: 1042 } }],
  ["rows that are not proven", { at: "rows" }, { proven: { type: "unproven", last: 1060, by: ["chain"] } }],
  ["a look that is not journaled", { at: "rows" }, { unrecorded: "the clock" }],
  ["filter", { at: "filter", field: "customer", text: "hong" }],
  ["story", { at: "story", rows, top: 0 }],
  ["story, further", { at: "story", rows, top: 6 }],
  ["row", { at: "row", row: first, top: 0 }],
];

for (const [columns, height] of [
  [40, 12],
  [80, 24],
  [120, 40],
] as const)
  for (const locale of ["ko", "en"] as const)
    test(`the auditor's screen looks as it did at ${columns}x${height} in ${locale}`, async () => {
      using screen = await screenUnderTest(null, { columns, rows: height });
      const texts: string[] = [];
      for (const [name, page, more] of pages) {
        await screen.show(<AuditScreen view={view(locale, page, more)} />);
        const text = screen.text();
        assert.deepEqual(strangers(text), [], name);
        texts.push(`--- ${name}\n${text}\n`);
      }
      matchesGolden(`audit/${locale}-${columns}x${height}.txt`, texts.join(""));
    });
