// `changgu audit check`: whether an export is what was signed, and by whom, for anybody who has the public key.

import { isSigned } from "../audit/checkpoint.ts";
import type { ExitCode } from "./audit.ts";
import { exportTag } from "./audit-export.ts";

/** What an export says of itself. */
type Statement = {
  readonly database: string;
  readonly digest: string;
  readonly rows: number;
  readonly wanted: string;
  readonly operator: string;
  readonly time: string;
};

export type CheckedFile = {
  readonly name: string;
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly digest: string;
  /** What lies beside it in `.sig`; null where nothing does. */
  readonly signature: string | null;
};

export type CheckMeans = {
  /** Who should have signed: 64 hexadecimal digits. */
  readonly publicKey: string;
  readonly json: boolean;
  print(line: string): void;
};

type Verdict =
  | { readonly type: "signed"; readonly statement: Statement }
  | { readonly type: "no-signature" }
  /** It is none, another key made it, or what it says was changed. */
  | { readonly type: "signature-refused" }
  /** The file was changed, or another file's signature lies beside it. */
  | { readonly type: "another-file"; readonly statement: Statement };

function verdictOf({ digest, signature }: CheckedFile, publicKey: string): Verdict {
  if (signature === null) return { type: "no-signature" };
  try {
    const read = JSON.parse(signature) as Readonly<Record<string, unknown>>;
    const said = String(read.statement);
    if (!isSigned(exportTag + said, String(read.signature), publicKey)) return { type: "signature-refused" };
    const statement = JSON.parse(said) as Statement;
    return { type: statement.digest === digest ? "signed" : "another-file", statement };
  } catch {
    return { type: "signature-refused" };
  }
}

function inWords(name: string, verdict: Verdict): string {
  switch (verdict.type) {
    case "signed": {
      const { rows, wanted, operator, time, database } = verdict.statement;
      return `SIGNED. ${name}: ${rows} rows (${wanted}) of journal ${database}, exported by ${operator} at ${time}.`;
    }
    case "no-signature":
      return `NOT SIGNED. ${name}: there is no ${name}.sig beside it.`;
    case "signature-refused":
      return `NOT SIGNED. ${name}: ${name}.sig was not made with this key, or was changed.`;
    case "another-file":
      return `CHANGED. ${name}: it is not the file that was signed at ${verdict.statement.time}; its digest is another.`;
  }
}

/** Exit code 1 when one of the files is not what the terminal signed. */
export function checkExports(files: readonly CheckedFile[], { publicKey, json, print }: CheckMeans): ExitCode {
  const found = files.map((file) => ({ file: file.name, ...verdictOf(file, publicKey) }));
  if (json) print(JSON.stringify({ publicKey, files: found }));
  else for (const { file, ...verdict } of found) print(inWords(file, verdict));
  return found.every(({ type }) => type === "signed") ? 0 : 1;
}
