// The openssl program with its legacy provider: the judge that knows SEED and is not ours.
import { spawnSync } from "node:child_process";

const program = "openssl";
const providers = ["-provider", "legacy", "-provider", "default"];

/** Why tests that need it are skipped; false when it is there. In CI, which installs it, its lack is a failure. */
export const opensslMissing: string | false = reasonToSkip();

function reasonToSkip(): string | false {
  const tried = spawnSync(program, ["list", ...providers, "-cipher-algorithms"], { encoding: "utf8" });
  if (tried.status === 0 && /SEED-CBC/i.test(tried.stdout)) return false;
  if (process.env.CI !== undefined && process.getuid?.() === 0) return false;
  return "needs openssl 3 with the legacy provider (Debian: openssl)";
}

export type Said = { readonly status: number | null; readonly out: Buffer; readonly complaint: string };

/** Runs `openssl COMMAND …` with both providers; `input` goes to its standard input. */
export function openssl(args: readonly string[], input: Uint8Array = new Uint8Array()): Said {
  const [command = "", ...rest] = args;
  const ran = spawnSync(program, [command, ...(command === "asn1parse" ? [] : providers), ...rest], { input });
  return { status: ran.status, out: ran.stdout, complaint: ran.stderr.toString() };
}

/** As `openssl`, when nothing but success will do. */
export function opensslSays(args: readonly string[], input?: Uint8Array): Buffer {
  const said = openssl(args, input);
  if (said.status !== 0) throw new Error(`openssl ${args[0]}: ${said.complaint}`);
  return said.out;
}
