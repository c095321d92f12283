// `changgu backup` and `changgu restore --check`: a copy that is looked at when it is made, and a drill before it is needed.

import { canonicalJson } from "../audit/canonical-json.ts";
import { isSigned, type Signer } from "../audit/checkpoint.ts";
import type { ExitCode } from "./audit.ts";
import type { DrillWords } from "./record-words.ts";

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
function faultsOf(words: DrillWords, drill: Drill): readonly string[] {
  const { manifest, digest, damage, journal, opening, opens } = drill;
  const faults: string[] = [];
  if (typeof manifest === "string") faults.push(words.manifest(manifest));
  else if (manifest.digest !== digest) faults.push(words.otherDigest);
  if (damage.length > 0) faults.push(words.damaged(damage.join("; ")));
  if (!journal.whole) faults.push(...journal.words);
  if (opening !== null) faults.push(words.notOpened(opening));
  if (opens === false) faults.push(words.otherKey);
  return faults;
}

/** An older copy is sound and yet not what a terminal may go on with: rows that were written since would be gone. */
function ageOf(words: DrillWords, { journal, boot, next, boots }: Drill): string {
  if (next === null || (boots === null && boot > 1)) return words.ageUnknown;
  const missing = next !== null && next > journal.last + 1 ? next - 1 - journal.last : 0;
  const starts = boots !== null && boots > boot ? boots - boot : 0;
  return missing === 0 && starts === 0 ? words.asNew : words.old(missing, starts);
}

/** A copy that is too damaged for anything else to be said of it. */
export function reportDamage(
  why: string,
  { words: said, json, print }: { readonly words: DrillWords; readonly json: boolean; print(line: string): void },
): ExitCode {
  const words = [said.notSound, said.damaged(why)];
  if (json) print(JSON.stringify({ sound: false, damage: [why], words }));
  else for (const line of words) print(line);
  return 1;
}

/** Exit code 1 when the copy could not be put back. An old copy is told, and no fault of the copy. */
export function reportDrill(
  drill: Drill,
  { words: said, json, print }: { readonly words: DrillWords; readonly json: boolean; print(line: string): void },
): ExitCode {
  const faults = faultsOf(said, drill);
  const { journal, customers, certificates } = drill;
  const sound = said.sound(journal.last, customers, certificates);
  const words = faults.length > 0 ? [said.notSound, ...faults] : [sound, ageOf(said, drill)];
  if (json) print(JSON.stringify({ sound: faults.length === 0, ...drill, words }));
  else for (const line of words) print(line);
  return faults.length > 0 ? 1 : 0;
}
