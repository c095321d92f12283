// A branch that did not exist a moment ago: its staff, customer, card and token with secrets of this run alone.

import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { container, keyPackage, plainSecret } from "../verification/pskc-maker.ts";
import { program } from "./built-program.ts";

export type FreshBranch = {
  readonly home: string;
  readonly teller: { readonly number: string; readonly password: string; readonly next: string };
  readonly supervisor: { readonly number: string; readonly password: string };
  readonly customer: {
    readonly name: string;
    readonly residentNumber: string;
    readonly account: string;
    readonly accountPassword: string;
    readonly phone: string;
  };
  readonly token: { readonly serial: string; readonly seed: Buffer };
};

const pick = (from: string): string => from[randomInt(from.length)] ?? "";
const digits = (count: number): string => Array.from({ length: count }, () => pick("0123456789")).join("");

/** Letters, digits, specials, no run. */
export function freshPassword(): string {
  const specials = "!@#$%^&*()-_=+[]{};:,.<>/?";
  return Array.from(
    { length: 5 },
    () => pick("bdfhkmpqsvxz") + pick("BDFHKMPQSVXZ") + pick("2468") + pick(specials),
  ).join("");
}

export function changgu(home: string, ...words: readonly string[]): string {
  return execFileSync(process.execPath, [program, ...words], {
    env: { ...process.env, LC_ALL: "C", CHANGGU_HOME: home },
    encoding: "utf8",
  });
}

/** The exit code, and what was said in either stream. */
export function said(home: string, ...words: readonly string[]): readonly [number | null, string] {
  const env = { ...process.env, LC_ALL: "C", CHANGGU_HOME: home };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { env, encoding: "utf8" });
  return [status, stdout + stderr];
}

/** Its files are read by the importers and then gone. */
function importing(home: string, name: string, text: string, ...words: readonly string[]): void {
  const file = join(mkdtempSync(join(tmpdir(), "changgu-import-")), name);
  writeFileSync(file, text);
  chmodSync(file, 0o600);
  changgu(home, ...words, file);
}

export function freshBranch(): FreshBranch {
  const home = mkdtempSync(join(tmpdir(), "changgu-branch-"));
  const teller = { number: "300001", password: freshPassword(), next: freshPassword() };
  const supervisor = { number: "400001", password: freshPassword() };
  const customer = {
    name: "윤하늘",
    residentNumber: `880808${pick("12")}${digits(6)}`,
    account: `0123${digits(10)}`,
    accountPassword: digits(4),
    phone: `010${digits(8)}`,
  };
  const token = { serial: `07${digits(8)}`, seed: randomBytes(20) };
  const password = (text: string): string => {
    const file = join(mkdtempSync(join(tmpdir(), "changgu-import-")), "password");
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    return file;
  };
  const first = ["--staff", supervisor.number, "--name", "윤책임", "--password-file", password(supervisor.password)];
  changgu(home, "provision", ...first);
  const second = ["--number", teller.number, "--name", "윤창구", "--role", "teller"];
  changgu(home, "staff", "add", ...second, "--password-file", password(teller.password));
  const { name, residentNumber, account, accountPassword, phone } = customer;
  importing(
    home,
    "customers.csv",
    `id,name,language,resident_number,phones,account,account_password,balance\nyoon,${name},ko,${residentNumber},${phone},${account},${accountPassword},50000\n`,
    "customers",
    "import",
  );
  importing(
    home,
    "tokens.xml",
    container([keyPackage({ serial: token.serial, secret: plainSecret(token.seed) })]),
    "tokens",
    "import",
  );
  return { home, teller, supervisor, customer, token };
}
