// A token in software (SoftHSM2, Debian): the real PKCS#11 calls in a real process of their own, without a device.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
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

const pin = "Token!4711";

/** In a person's hand. */
export type Pulled = {
  /** Its files are gone. */
  pull(): void;
  /** It is in again, and what was on it still is. */
  plug(): void;
};

export type SoftwareToken = Pulled & {
  readonly program: AgentProgram;
  readonly modulePath: string;
  readonly label: string;
  readonly pin: string;
  /** A second one beside it, with the same PIN. */
  another(label: string): Pulled;
  [Symbol.dispose](): void;
};

export function softwareToken(): SoftwareToken {
  const folder = mkdtempSync(join(tmpdir(), "changgu-token-"));
  const [tokens, hand, configuration] = [join(folder, "tokens"), join(folder, "hand"), join(folder, "softhsm2.conf")];
  mkdirSync(tokens);
  mkdirSync(hand);
  writeFileSync(configuration, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env.SOFTHSM2_CONF = configuration;
  const another = (label: string): Pulled => {
    const before = readdirSync(tokens);
    execFileSync("softhsm2-util", ["--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "12345678"]);
    const own = readdirSync(tokens).filter((each) => !before.includes(each));
    const move = (from: string, to: string): void => {
      for (const each of own) renameSync(join(from, each), join(to, each));
    };
    return { pull: () => move(tokens, hand), plug: () => move(hand, tokens) };
  };
  const label = "Changgu test";
  return {
    program: {
      file: fileURLToPath(new URL("agent-child.ts", import.meta.url)),
      words: [modulePath],
      execArgv: ["--import", "tsx"],
    },
    ...{ modulePath, label, pin, another },
    ...another(label),
    [Symbol.dispose]() {
      delete process.env.SOFTHSM2_CONF;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
