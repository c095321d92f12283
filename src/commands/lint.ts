// `changgu ca lint`: holds certificates that anybody made against the profile, and says of each what is wrong with it.

import type { LintFinding } from "../authority/authority.ts";
import { type Expectations, lintCertificate } from "../authority/lint.ts";
import { printable } from "../media/names.ts";

export type LintedFile = {
  readonly name: string;
  /** DER, PEM with one certificate or several, or a text that says why it cannot be read. */
  readonly bytes: Buffer | string;
};

export type LintAsked = {
  readonly expected: Expectations;
  readonly json: boolean;
  /** A line of a terminal holds so much of a path; whoever reads a pipe wants all of it. */
  readonly longestPath: number;
};

export type LintOutput = { print(line: string): void; complain(line: string): void };

/** `number` counts the certificates of one file from 1. */
type Linted = { readonly file: string; readonly number: number; readonly findings: readonly LintFinding[] };

/** 0: nothing was found. 1: something was. 2: a file could not be read; what could be was looked at all the same. */
export function lintFiles(files: readonly LintedFile[], asked: LintAsked, { print, complain }: LintOutput): 0 | 1 | 2 {
  const linted: Linted[] = [];
  let unread = false;
  for (const { name, bytes } of files) {
    if (typeof bytes === "string") {
      unread = true;
      complain(
        `${printable(name, asked.longestPath)} cannot be read: ${printable(bytes)}; name a file with a certificate, DER or PEM`,
      );
      continue;
    }
    const found = certificatesIn(bytes).map((certificate, index) => ({
      file: name,
      number: index + 1,
      findings: lintCertificate(certificate, asked.expected),
    }));
    linted.push(...found);
    if (!asked.json)
      for (const each of found) for (const line of linesOf(each, found.length > 1, asked.longestPath)) print(line);
  }
  if (asked.json) print(JSON.stringify(linted));
  if (unread) return 2;
  return linted.some(({ findings }) => findings.length > 0) ? 1 : 0;
}

function linesOf({ file, number, findings }: Linted, several: boolean, longestPath: number): readonly string[] {
  const path = printable(file, longestPath);
  const which = several ? `${path}, certificate ${number}` : path;
  if (findings.length === 0) return [`${which}: every rule holds`];
  const width = Math.max(...findings.map(({ rule }) => rule.length));
  return [
    `${which}: ${findings.length === 1 ? "1 finding" : `${findings.length} findings`}`,
    ...findings.map(({ rule, why, clause }) => `  ${rule.padEnd(width)}  ${why} (${clause})`),
  ];
}

const armour = /-----BEGIN (?:X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END/g;

/** What is armoured as PEM (RFC 7468 §5), or else the bytes as they are. A PEM file of something else is no certificate. */
function certificatesIn(bytes: Buffer): readonly Buffer[] {
  const found = [...bytes.toString("latin1").matchAll(armour)].map(([, text = ""]) => Buffer.from(text, "base64"));
  return found.length > 0 ? found : [bytes];
}
