// `changgu ca certificates`: hands out the branch's own CAs, so that others can check what they signed.

import { X509Certificate } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CaRecord } from "../authority/certificates.ts";
import type { CaExitCode, CaMeans } from "./ca.ts";

type HandedOut = {
  readonly name: CaRecord["name"];
  /** As `openssl x509 -subject` has it, in the order of the DER. */
  readonly subject: string;
  readonly notAfter: string;
  /** SHA-256 of the DER, hex: to be read aloud and compared. */
  readonly sha256: string;
  readonly files: readonly string[];
};

/** With a folder each goes there as NAME.cer (DER) and NAME.pem; a file that is there and holds another is left alone. */
export function handOutCertificates(means: CaMeans, folder: string | null): CaExitCode {
  const given: HandedOut[] = [];
  for (const { name, certificate } of means.books.authorities.all()) {
    const read = new X509Certificate(certificate);
    const forms = { cer: certificate, pem: Buffer.from(read.toString()) };
    const files = folder === null ? [] : Object.keys(forms).map((form) => join(folder, `${name}.${form}`));
    for (const [place, bytes] of Object.values(forms).entries()) {
      const why = files[place] === undefined ? null : written(files[place], bytes);
      if (why === null) continue;
      means.complain(`${files[place]} was not written: ${why}`);
      return 2;
    }
    const sha256 = read.fingerprint256.replaceAll(":", "").toLowerCase();
    const subject = read.subject.replaceAll("\n", ", ");
    given.push({ name, subject, notAfter: read.validToDate.toISOString(), sha256, files });
  }
  if (means.json) means.print(JSON.stringify(given));
  else for (const each of given) for (const line of linesOf(each)) means.print(line);
  return 0;
}

/** For everybody to read; null when it stands there. */
function written(file: string, bytes: Buffer): string | null {
  try {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, bytes, { flag: "wx" });
    chmodSync(file, 0o644);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code !== "EEXIST") return `${code}; choose another folder with --out`;
    return bytes.equals(readFileSync(file))
      ? null
      : "another certificate is there; take it away, or choose another folder";
  }
}

function linesOf({ name, subject, notAfter, sha256, files }: HandedOut): readonly string[] {
  const rows = [`until ${notAfter}`, `SHA-256 ${sha256}`, ...files];
  return [`${name.padEnd(8)} ${subject}`, ...rows.map((row) => `${" ".repeat(9)}${row}`)];
}
