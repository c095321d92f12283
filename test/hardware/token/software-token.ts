// A token in software (SoftHSM2, Debian): the real PKCS#11 calls in a real process of their own, without a device.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AgentProgram } from "../../../hardware/token/pkcs11-tokens.ts";

const modulePath = "/usr/lib/softhsm/libsofthsm2.so";

function callsModules(): boolean {
  try {
    createRequire(import.meta.url).resolve("pkcs11js/build/Release/pkcs11.node");
    return true;
  } catch {
    return false;
  }
}

/** Why the tests with a software token cannot run here; false where they can. */
export const withoutSoftwareToken: string | false = !existsSync(modulePath)
  ? "needs softhsm2 (Debian)"
  : callsModules()
    ? false
    : "needs pkcs11js, which is compiled when it is installed";

export type SoftwareToken = {
  readonly program: AgentProgram;
  readonly label: string;
  readonly pin: string;
  /** As a person who pulls it: the token's files are gone. */
  pull(): void;
  [Symbol.dispose](): void;
};

export function softwareToken(): SoftwareToken {
  const folder = mkdtempSync(join(tmpdir(), "changgu-token-"));
  const [tokens, configuration] = [join(folder, "tokens"), join(folder, "softhsm2.conf")];
  mkdirSync(tokens);
  writeFileSync(configuration, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env.SOFTHSM2_CONF = configuration;
  const [label, pin] = ["Changgu test", "Token!4711"];
  execFileSync("softhsm2-util", ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "12345678"]);
  return {
    program: {
      file: fileURLToPath(new URL("agent-child.ts", import.meta.url)),
      words: [modulePath],
      execArgv: ["--import", "tsx"],
    },
    label,
    pin,
    pull() {
      for (const each of readdirSync(tokens)) rmSync(join(tokens, each), { recursive: true });
    },
    [Symbol.dispose]() {
      delete process.env.SOFTHSM2_CONF;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
