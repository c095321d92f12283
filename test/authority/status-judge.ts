// The openssl program as the world that asks: files of a chain, lists it verifies, states it asks for over a socket.

import { spawn } from "node:child_process";
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

export type Judge = {
  /** Whether the list is well signed by the issuer, and its text. */
  list(crl: Buffer): Said;
  /** Whether the certificate stands, with the issuer's list at hand. */
  certificate(user: Buffer, crl: Buffer, at: Date): Said;
  /** `openssl ocsp` as a client; the certificate asked for is a file or a serial. */
  ask(
    port: number,
    about: { readonly user: Buffer } | { readonly serial: string },
    more?: readonly string[],
  ): Promise<string>;
  [Symbol.dispose](): void;
};

/** `chain` is the issuing CA's certificate and the root's. */
export function judge(chain: readonly [Buffer, Buffer]): Judge {
  const folder = mkdtempSync(join(tmpdir(), "changgu-status-"));
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const issuer = file("issuer.pem", pem(chain[0]));
  const root = file("root.pem", pem(chain[1]));
  const both = file("both.pem", chain.map(pem).join(""));
  return {
    list: (crl) =>
      openssl(["crl", "-inform", "DER", "-in", file("list.crl", crl), "-CAfile", both, "-verify", "-text"]),
    certificate(user, crl, at) {
      const when = ["-attime", String(Math.floor(at.getTime() / 1000))];
      const list = ["-crl_check", "-CRLfile", file("list.pem", openssl(["crl", "-inform", "DER"], crl).out)];
      const trust = ["-CAfile", root, "-untrusted", issuer];
      return openssl(["verify", "-x509_strict", ...when, ...list, ...trust, file("user.pem", pem(user))]);
    },
    ask(port, about, more = []) {
      const which = "user" in about ? ["-cert", file("user.pem", pem(about.user))] : ["-serial", about.serial];
      const url = `http://127.0.0.1:${port}/ocsp`;
      return run(["ocsp", ...more, "-issuer", issuer, ...which, "-CAfile", both, "-url", url, "-resp_text"]);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

/** What it complains of comes first. Not waited for in one breath: the server that answers is in this process. */
function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });
    const said = { out: "", complaint: "" };
    child.stdout.on("data", (data: Buffer) => (said.out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (said.complaint += data.toString()));
    child.on("error", reject);
    child.on("close", () => resolve(said.complaint + said.out));
  });
}
