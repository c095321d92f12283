// A chain judged by `openssl verify` at its strictest.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openssl, type Said } from "../npki/openssl.ts";

function pem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** `chain` is the issuing CA's certificate and the root's, root last. */
export function opensslVerifies(
  user: Buffer,
  chain: readonly Buffer[],
  policy: string | null,
  at: Date,
  strict = true,
): Said {
  const folder = mkdtempSync(join(tmpdir(), "changgu-verify-"));
  try {
    const [userFile, chainFile, rootFile] = ["user.pem", "chain.pem", "root.pem"].map((name) => join(folder, name));
    writeFileSync(userFile ?? "", pem(user));
    writeFileSync(chainFile ?? "", chain.slice(0, -1).map(pem).join(""));
    writeFileSync(rootFile ?? "", pem(chain.at(-1) ?? Buffer.alloc(0)));
    const trust = ["-CAfile", rootFile ?? "", ...(chain.length > 1 ? ["-untrusted", chainFile ?? ""] : [])];
    const policies = policy === null ? [] : ["-policy_check", "-explicit_policy", "-policy", policy];
    const when = ["-attime", String(Math.floor(at.getTime() / 1000))];
    return openssl(["verify", ...(strict ? ["-x509_strict"] : []), ...policies, ...when, ...trust, userFile ?? ""]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
