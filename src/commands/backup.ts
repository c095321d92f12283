// `changgu backup` and `changgu restore --check`: a copy that is looked at when it is made, and a drill before it is needed.

import { canonicalJson } from "../audit/canonical-json.ts";
import { isSigned, type Signer } from "../audit/checkpoint.ts";
import type { ExitCode } from "./audit.ts";

/** What a copy says of itself, signed, in a file beside it. */
export type Manifest = {
  readonly database: string;
  /** The last row of its journal, and that row's hash. */
  readonly last: number;
  readonly head: string;
  readonly boot: number;
  /** SHA-256 of the copy. */
  readonly digest: string;
  /** RFC 3339. */
  readonly time: string;
};

const tag = "changgu-backup-v1\n";

export function signedManifest(manifest: Manifest, signer: Signer): string {
  const statement = canonicalJson(manifest);
  return `${JSON.stringify({ statement, signature: signer.sign(tag + statement) })}\n`;
}

/** A text says what is wrong with it. `publicKey` null: nobody knows who should have signed. */
export function readManifest(text: string, publicKey: string | null): Manifest | string {
  try {
    const { statement, signature } = JSON.parse(text) as Readonly<Record<string, string>>;
    if (typeof statement !== "string" || typeof signature !== "string") return "it is no manifest";
    if (publicKey && !isSigned(tag + statement, signature, publicKey)) return "this terminal did not sign it";
    return JSON.parse(statement) as Manifest;
  } catch {
    return "it is no manifest";
  }
}

/** What was found in a copy, and what the terminal knows besides. */
export type Drill = {
  readonly manifest: Manifest | string;
  readonly digest: string;
  /** Findings of the integrity check. */
  readonly damage: readonly string[];
  readonly journal: { readonly whole: boolean; readonly last: number; readonly words: readonly string[] };
  readonly opening: string | null;
  readonly customers: number;
  readonly certificates: number;
  readonly opens: boolean | null;
  readonly boot: number;
  /** This terminal's: the row that comes next, and how often it was started; null where that is not known. */
  readonly next: number | null;
  readonly boots: number | null;
};

/** What keeps the copy from being put back. */
function faultsOf(drill: Drill): readonly string[] {
  const { manifest, digest, damage, journal, opening, opens } = drill;
  const faults: string[] = [];
  if (typeof manifest === "string") faults.push(`The manifest cannot be used: ${manifest}.`);
  else if (manifest.digest !== digest) faults.push("The copy is not the one that was made: its digest is another.");
  if (damage.length > 0) faults.push(`The database is damaged: ${damage.join("; ")}.`);
  if (!journal.whole) faults.push(...journal.words);
  if (opening !== null) faults.push(`A desk could not open it: ${opening}.`);
  if (opens === false) faults.push("The terminal's key file does not open what is locked in it.");
  return faults;
}

/** An older copy is sound and yet not what a terminal may go on with: rows that were written since would be gone. */
function ageOf({ journal, boot, next, boots }: Drill): readonly string[] {
  if (next === null || (boots === null && boot > 1))
    return [
      "Whether rows were written since cannot be said: this home has no key state or no boot counter that can be used. A desk refuses it until an officer with the first key goes on from it: changgu audit recover --old-copy",
    ];
  const missing = next !== null && next > journal.last + 1 ? next - 1 - journal.last : 0;
  const starts = boots !== null && boots > boot ? boots - boot : 0;
  if (missing === 0 && starts === 0) return ["It is as new as this terminal: a desk goes on with it."];
  const words = `This terminal has written ${missing} rows and started ${starts} times since.`;
  return [
    `OLD COPY. ${words} A desk refuses it until an officer with the first key accepts that: changgu audit recover --old-copy`,
  ];
}

/** A copy that is too damaged for anything else to be said of it. */
export function reportDamage(
  why: string,
  { json, print }: { readonly json: boolean; print(line: string): void },
): ExitCode {
  const words = ["NOT SOUND.", `The database is damaged: ${why}.`];
  if (json) print(JSON.stringify({ sound: false, damage: [why], words }));
  else for (const line of words) print(line);
  return 1;
}

/** Exit code 1 when the copy could not be put back. An old copy is told, and no fault of the copy. */
export function reportDrill(
  drill: Drill,
  { json, print }: { readonly json: boolean; print(line: string): void },
): ExitCode {
  const faults = faultsOf(drill);
  const { journal, customers, certificates } = drill;
  const sound = `SOUND. Row ${journal.last} is its last; ${customers} customers, ${certificates} certificates; everything opens.`;
  const words = faults.length > 0 ? ["NOT SOUND.", ...faults] : [sound, ...ageOf(drill)];
  if (json) print(JSON.stringify({ sound: faults.length === 0, ...drill, words }));
  else for (const line of words) print(line);
  return faults.length > 0 ? 1 : 0;
}
