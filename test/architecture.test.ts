// Who may import whom. The folders of the program are rooms; this holds their doors, for files and for packages.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = globSync(["src/**/*.{ts,tsx}", "hardware/**/*.{ts,tsx}", "db/**/*.ts"], { cwd: root }).sort();
const tests = globSync("test/**/*.{ts,tsx}", { cwd: root }).sort();
const text = (file: string): string => readFileSync(join(root, file), "utf8");

type Import = { readonly file: string; readonly from: string; readonly typesOnly: boolean };

/** A file without its comments. */
const codeOf = (file: string): string => text(file).replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");

/** Statements and `import()`; comments are cut first, so that an example in prose is no import. */
const statement =
  /(?:^|[;\n])\s*(?:import|export)\s+(type\s+)?(?:([^"';]*?)\s+from\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

function importsOf(file: string): readonly Import[] {
  return [...codeOf(file).matchAll(statement)].map(([, type, names, from, dynamic]) => {
    const listed = /^\{([^}]*)\}$/
      .exec(names?.trim() ?? "")?.[1]
      ?.split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const typesOnly = type !== undefined || (listed?.every((name) => name.startsWith("type ")) ?? false);
    const target = from ?? dynamic ?? "";
    return {
      file,
      from: target.startsWith(".") ? relative(root, join(root, dirname(file), target)) : target,
      typesOnly,
    };
  });
}

const imports = files.flatMap(importsOf);

/** `src/input/bus.ts` is in the room input, `hardware/open.ts` in hardware; files right under src, their acts and their settings are the building, but for four. */
function roomOf(path: string): string {
  const [top = "", second = ""] = path.split("/");
  // The training branch's people: read by those who enrol them and by those who play them.
  if (path === "hardware/rehearsal-fixture.ts") return "fixture";
  if (top !== "src") return top;
  const name = second.replace(/\.tsx?$/, "");
  if (["acts", "settings"].includes(second)) return "building";
  return name === second || ["secret", "clock", "kst", "main"].includes(name) ? name : "building";
}

/** The clock and the hours in Korea, like a secret, are nouns of everybody. */
const everybody = ["secret", "clock", "kst"];
const above = ["building", "commands"];
const house = ["input", "audit", "npki", "verification", "authority", "reliance", "media", "receipt", "ceremony"];

type Doors = { readonly values: readonly string[]; readonly types: readonly string[] };

/** Rooms whose values, and rooms whose types alone, may come in. */
const doors: Readonly<Record<string, Doors>> = {
  secret: { values: [], types: [] },
  clock: { values: [], types: [] },
  kst: { values: [], types: [] },
  input: { values: [], types: [] },
  audit: { values: [], types: [] },
  npki: { values: [], types: [] },
  verification: { values: ["input"], types: ["audit"] },
  authority: { values: ["npki"], types: ["audit", "verification"] },
  // Whoever relies on a certificate knows what a CA is; what is issued here depends on nobody's.
  reliance: { values: ["npki", "authority"], types: ["audit", "verification"] },
  media: { values: ["npki"], types: ["audit"] },
  receipt: { values: [], types: ["npki", "audit"] },
  ceremony: { values: [], types: house },
  screens: { values: ["ceremony", "input"], types: [...house, ...above] },
  commands: { values: [...house, ...above], types: [] },
  building: { values: [...house, ...above], types: [] },
  fixture: { values: [], types: ["verification"] },
  hardware: { values: ["npki", "authority", "reliance", "verification", "fixture"], types: [...house, ...above, "db"] },
  db: { values: ["npki", "authority", "reliance", "verification", "fixture"], types: [...house, ...above] },
  main: { values: [...house, ...above, "screens", "hardware", "db", "fixture"], types: [] },
};

/** Without package, and without a value of a file that has one. */
function isPure(file: string, seen: readonly string[] = []): boolean {
  if (seen.includes(file)) return true;
  if (!files.includes(file)) return false;
  const values = imports.filter((each) => each.file === file && !each.typesOnly);
  return values.every(({ from }) => isPure(from, [...seen, file])) && !impure.test(codeOf(file));
}

/** A clock, a die, or waiting. */
const impure =
  /\b(Date\.now|new Date\(\)|Math\.random|performance\.|setTimeout|setInterval|queueMicrotask|await|process\.)/;

/** Interface files whose values (not types alone) their implementers need: constructors of outcomes, parsers of identifiers. */
const implementers = ["hardware", "db"];

/** The types that come in may be values where their file is pure. */
const usersOfPure = ["ceremony", "authority", "screens"];

function mayImport({ file, from, typesOnly }: Import): boolean {
  const room = roomOf(file);
  const target = roomOf(from);
  const { values, types } = doors[room] ?? { values: [], types: [] };
  if (target === room || everybody.includes(target) || values.includes(target)) return room !== "secret";
  if (implementers.includes(room) && house.includes(target) && target !== "ceremony") return true;
  if (!types.includes(target)) return false;
  return typesOnly || (usersOfPure.includes(room) && house.includes(target) && isPure(from));
}

const local = imports.filter(({ from }) => /^(src|db|hardware|test)\//.test(from));
const packages = imports.filter(({ from }) => !local.some((each) => each.from === from));
const show = ({ file, from }: Import): string => `${file} imports ${from}`;

test("there is a program to look at", () => {
  assert.ok(files.length > 20, `${files.length} files`);
  assert.ok(local.length > 20 && packages.length > 10, `${local.length} and ${packages.length} imports`);
});

test("every file stands in a room that the table knows", () => {
  assert.deepEqual(
    files.filter((file) => doors[roomOf(file)] === undefined),
    [],
  );
});

test("rooms import only from the rooms that the table allows", () => {
  assert.deepEqual(local.filter((each) => !mayImport(each)).map(show), []);
});

test("the ceremony has no clock, no die, no waiting", () => {
  const ceremony = files.filter((file) => roomOf(file) === "ceremony");
  assert.ok(ceremony.length > 0);
  assert.deepEqual(
    ceremony.filter((file) => !isPure(file)),
    [],
  );
});

/** Packages, and the paths that may import them. */
const owners: readonly (readonly [packages: RegExp, files: RegExp])[] = [
  [/^node-forge/, /^src\/(npki|authority)\//],
  [/^(ink|react|chalk)$/, /^src\/(screens\/|main\.)/],
  [/^(serialport|@serialport\/)/, /^hardware\//],
  [/^@lydell\/node-pty$/, /^(hardware|src\/main)\//],
  [/^@xterm\/headless$/, /^src\/screens\/terminal\/emulator\.ts$/],
  [/^(drizzle-orm|better-sqlite3)/, /^db\//],
  [/^(receiptline|uqr)$/, /^src\/(receipt|screens)\//],
  [/^commander$/, /^src\/main\//],
  [/^saxes$/, /^src\/verification\/pskc-xml\.ts$/],
  [/^pkcs11js$/, /^hardware\//],
  // In the building: the die that names ceremonies, incidents and staging folders, and the CA's key as it is unlocked.
  [
    /^node:crypto$/,
    /^(db|hardware|src\/(npki|authority|reliance|verification|audit|commands|main))\/|^src\/((acts|settings)\/)?[a-z-]+\.ts$/,
  ],
  [/^node:net$/, /^hardware\//],
  // A package that is not everywhere is asked for when a token is.
  [/^node:module$/, /^hardware\/token\//],
  [/^node:https?$/, /^(hardware\/|src\/authority\/ocsp)/],
  [/^node:fs(\/promises)?$/, /^(hardware\/|db\/|src\/(media|commands|main)\/)/],
];
const everywhere =
  /^node:(buffer|events|stream|util|os|path|process|url|timers|child_process|tty|worker_threads|readline)(\/|$)/;

test("packages are imported only where they belong", () => {
  const stray = packages.filter(({ file, from }) => {
    const rule = owners.find(([name]) => name.test(from));
    return rule === undefined ? !everywhere.test(from) : !rule[1].test(file);
  });
  assert.deepEqual(stray.map(show), []);
});

test("the ceremony imports no package, and every builtin is named with node:", () => {
  assert.deepEqual(packages.filter(({ file }) => roomOf(file) === "ceremony").map(show), []);
  assert.deepEqual(packages.filter(({ from }) => isBuiltin(from) && !from.startsWith("node:")).map(show), []);
});

test("every file says its role in its first line, and none is over 300 lines", () => {
  const all = [...files, ...tests].filter((file) => !file.startsWith("db/migrations/"));
  assert.deepEqual(
    all.filter((file) => !/^(#!.*\n)?\/\/ \S/.test(text(file))),
    [],
  );
  assert.deepEqual(
    all.filter((file) => text(file).trimEnd().split("\n").length > 300),
    [],
  );
});

test("no file has a name that says nothing", () => {
  const empty = /(^|\/)(utils?|helpers?|common|types?|managers?|services?|misc|index)(\.tsx?|\/)/;
  assert.deepEqual(
    [...files, ...tests].filter((file) => empty.test(file) && file !== "src/ceremony/services.ts"),
    [],
  );
});

test("the project has no folder at its top but the five that it names", () => {
  const known = ["db", "dist", "hardware", "node_modules", "src", "test"];
  const folders = globSync("*/", { cwd: root }).map((folder) => folder.replace(/\/$/, ""));
  assert.deepEqual(
    folders.filter((folder) => !known.includes(folder)),
    [],
  );
});
