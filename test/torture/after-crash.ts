// A terminal starts on what a power cut left: everything that anybody was told of is there, and nothing is half done.

import { hash, randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { rehearsedEquipment } from "../../hardware/rehearsal/equipment.ts";
import { homeAt } from "../../src/home.ts";
import { openBranch } from "../../src/main/opening.ts";
import { defaultSettings } from "../../src/settings/settings.ts";
import { BooksWatch } from "./books-watch.ts";
import { opens } from "./branch-day.ts";
import type { CrashState, Tree } from "./crash-states.ts";

export type Before = {
  readonly files: readonly (readonly [path: string, bytes: Buffer])[];
  readonly folders: readonly string[];
};

export function readBefore(root: string): Before {
  const all = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  const isFile = (name: string): boolean => statSync(join(root, name)).isFile();
  return {
    files: all.filter(isFile).map((name) => [name, readFileSync(join(root, name))]),
    folders: all.filter((name) => !isFile(name)),
  };
}

/** Two states whose files are alike are one. */
export function digestOf(tree: Tree, { told }: CrashState): string {
  const kept = [...tree].filter(([path]) => !isForgotten(path)).sort(([a], [b]) => (a < b ? -1 : 1));
  return hash(
    "sha256",
    `${told.seq} ${told.at}\n${kept.map(([path, bytes]) => `${path} ${hash("sha256", bytes)}`).join("\n")}`,
  );
}

/** The index of the log is made anew, and a lock belongs to a process that is gone. */
function isForgotten(path: string): boolean {
  return path.endsWith("-shm") || path.endsWith(".lock");
}

/** `unchanged`: files of the folder before, which are linked and not written. */
function lay(root: string, tree: Tree, unchanged: { readonly root: string; readonly files: Before["files"] }): void {
  const same = new Map(unchanged.files);
  for (const [path, bytes] of tree) {
    const place = join(root, path);
    mkdirSync(path.endsWith("/") ? place : dirname(place), { recursive: true, mode: 0o700 });
    if (path.endsWith("/") || isForgotten(path)) continue;
    const mode = path === "terminal.key" || path === "journal.first-key" ? 0o400 : 0o600;
    if (same.get(path) === bytes && path === "ballast") linkSync(join(unchanged.root, path), place);
    else writeFileSync(place, bytes, { mode });
  }
}

/** What is wrong after a start on this state; null when nothing is. */
export async function judge(state: CrashState, tree: Tree, root: string, before: Before): Promise<string | null> {
  const place = join(dirname(root), `state-${randomUUID()}`);
  try {
    lay(place, tree, { root, files: before.files });
    return await started(place, state);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

async function started(root: string, { told }: CrashState): Promise<string | null> {
  const home = homeAt(root);
  const clock = { now: () => new Date(opens.getTime() + 3_600_000), after: () => () => {} };
  const { equipment } = rehearsedEquipment({
    sticks: home.sticks,
    accredited: home.accredited,
    settings: defaultSettings.accredited,
    ticket: defaultSettings.ticket,
    slips: home.slips,
    terminal: "T-01",
    desks: ["kiosk"],
    begunOn: null,
    beginAnew: () => {},
    clock,
    elapse: null,
    keypads: [],
  });
  const settings = { ...defaultSettings, terminal: "T-01" };
  const opened = await openBranch({ home, equipment, settings, firstKey: null, enrol: async () => {} });
  if (opened.type === "refused") return `it does not start: ${opened.why}`;
  const { building } = opened;
  const last = building.rows.last()?.seq ?? -1;
  await building.settle();
  const watch = new BooksWatch(home);
  try {
    // The start itself wrote a row.
    if (last <= told.seq) return `row ${told.seq} was acknowledged, and the last one is ${last - 1}`;
    return (
      watch.look() ??
      watch.judge() ??
      unproven(
        home.sticks,
        building.certificates.ofCustomer("hong" as never).map(({ certificate }) => certificate),
        told.at,
      )
    );
  } finally {
    watch.close();
    building.close();
  }
}

/** Who was told that his certificate is there has it; and one that is valid is on the stick. */
function unproven(sticks: string, valid: readonly (Buffer | null)[], page: string): string | null {
  if (page === "done" && valid.length !== 1) return `the page said done, and ${valid.length} certificates are valid`;
  const names = readdirSync(sticks, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith("signCert.der"),
  );
  for (const certificate of valid)
    if (!names.some((name) => certificate?.equals(readFileSync(join(sticks, name)))))
      return "a certificate is valid, and on no stick";
  return null;
}
