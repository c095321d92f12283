// Makes dist/changgu.cjs: the launcher and the whole program in one file. Options: --if-stale (nothing to do when no
// source is newer), --entry FILE, --outfile FILE.
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as esbuild from "esbuild";
import { fastStart } from "./fast-start.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    "if-stale": { type: "boolean" },
    entry: { type: "string", default: "src/main.ts" },
    outfile: { type: "string", default: "dist/changgu.cjs" },
  },
});

/** Time of the newest file under the path; folders count too, so that a removed file is noticed. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const sources = ["src", "db", "hardware", "package-lock.json", ".build"];

/** The program as CommonJS text. Modules reached by `import()` alone are evaluated when they are asked for. */
async function program(entry) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    nodePaths: [join(root, "node_modules")],
    write: false,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node24",
    jsx: "automatic",
    minifySyntax: true,
    minifyWhitespace: true,
    // A crash names its line, and Node prints it.
    lineLimit: 160,
    legalComments: "none",
    // Native ones, and those that are needed only after the first frame: the shorter the text, the earlier the frame.
    external: [
      "better-sqlite3",
      "@serialport/bindings-cpp",
      "@lydell/node-pty",
      "@xterm/headless",
      "commander",
      "drizzle-orm",
      "node-forge",
      "pkcs11js",
      "receiptline",
      "serialport",
    ],
    define: { "process.env.NODE_ENV": '"production"', "import.meta.url": "programUrl" },
    banner: { js: 'const programUrl = require("node:url").pathToFileURL(__filename).href;' },
    plugins: [fastStart],
    logLevel: "warning",
  });
  return outputFiles[0].text;
}

/** Ends the launcher; what follows is read by it, and not by Node's parser. */
const begin = "/*PROGRAM";

/**
 * The program inside a comment of the launcher: a comment is passed over in a tenth of the time that a string takes. In ASCII,
 * so that it is held in one byte a character: `\u1100` means the same in strings and regular expressions.
 */
function asComment(text) {
  const ascii = text.replaceAll(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  // The launcher undoes this: nothing else may end the comment.
  return ascii.replaceAll("*/", "*\x01/");
}

async function bundle(entry, outfile) {
  const launcher = readFileSync(join(root, ".build/launcher.cjs"), "utf8");
  const text = await program(entry);
  mkdirSync(dirname(outfile), { recursive: true });
  // Two starts at once may both build: whoever runs the file must never see half of it.
  const part = `${outfile}.${process.pid}`;
  writeFileSync(part, `${launcher}${begin}\n${asComment(text)}*/\n`);
  chmodSync(part, 0o755);
  renameSync(part, outfile);
}

const outfile = resolve(root, values.outfile);
const built = statSync(outfile, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (!values["if-stale"] || built < Math.max(...sources.map((path) => newest(join(root, path))))) {
  await bundle(values.entry, outfile);
}
