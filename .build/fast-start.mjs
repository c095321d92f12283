// What the bundle changes in packages, mostly so that the first frame comes early. Each change names what it cuts; a package
// that no longer looks as expected stops the build.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const source = (path) => fileURLToPath(new URL(`../src/screens/terminal/${path}`, import.meta.url));
const yogaBinary = fileURLToPath(
  new URL("../node_modules/yoga-layout/dist/binaries/yoga-wasm-base64-esm.js", import.meta.url),
);
const wasmLiteral = /data:application\/octet-stream;base64,([A-Za-z0-9+/=]{1000,})/;

function change(path, pattern, replacement) {
  const before = readFileSync(path, "utf8");
  const after = before.replaceAll(pattern, replacement);
  if (after === before) throw new Error(`${path} no longer holds ${pattern}: see .build/fast-start.mjs`);
  return { contents: after, loader: "js" };
}

/** Yoga's loader fetches its WASM from a data: address, which loads the whole HTTP client, and awaits it. */
const yogaAtOnce = `
import loadYoga from "../binaries/yoga-wasm-base64-esm.js";
import wrapAssembly from "./wrapAssembly.js";
import wasm from "yoga-wasm";
const assembly = {
  instantiateWasm(imports, receive) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(wasm, "base64")), imports);
    receive(instance);
    return instance.exports;
  },
};
loadYoga(assembly);
export default wrapAssembly(assembly);
export * from "./generated/YGEnums.js";
`;

/** Only signal-exit asks for \`assert\` (5 ms), for one check of its argument. */
const smallAssert = `
exports.equal = (actual, expected, message) => {
  if (actual !== expected) throw new TypeError(message);
};
`;

/** Ink asks it when a stream has no size; the screens open on terminals alone. It loads child_process and runs tput. */
const smallTerminalSize = `
export default () => ({ columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 });
`;

export const fastStart = {
  name: "fast-start",
  setup(build) {
    const virtual = {
      "yoga-wasm": () => `export default ${JSON.stringify(wasmLiteral.exec(readFileSync(yogaBinary, "utf8"))?.[1])};`,
      assert: () => smallAssert,
      "terminal-size": () => smallTerminalSize,
    };
    build.onResolve({ filter: /^(yoga-wasm|assert|terminal-size)$/ }, ({ path, importer }) =>
      path !== "assert" || importer.includes("signal-exit") ? { path, namespace: "fast-start" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "fast-start" }, ({ path }) => ({
      contents: virtual[path](),
      loader: "js",
    }));
    build.onLoad({ filter: /yoga-layout\/dist\/src\/index\.js$/ }, () => ({ contents: yogaAtOnce, loader: "js" }));
    build.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) =>
      change(path, new RegExp(wasmLiteral, "g"), "data:application/octet-stream;base64,"),
    );
    // Developer tools: the awaits at the top level forbid a CommonJS file.
    build.onLoad({ filter: /ink\/build\/reconciler\.js$/ }, ({ path }) =>
      change(path, "if (process.env['DEV'] === 'true')", "if (false)"),
    );
    // Emoji tables and the segmenter's data cost 55 and 10 ms; the screens show neither emoji nor unusual clusters.
    build.onResolve({ filter: /^string-width$/ }, () => ({ path: source("string-width.ts") }));
    build.initialOptions.define["Intl.Segmenter"] = "GraphemeSegmenter";
    build.initialOptions.inject = [source("grapheme-segmenter.ts")];
    // The cursor is shown again on terminals alone: `changgu play` draws on one of its own, and its output may be a file.
    build.onLoad({ filter: /restore-cursor\/index\.js$/ }, ({ path }) =>
      change(path, "process.stderr.write(", "if (process.stderr.isTTY) process.stderr.write("),
    );
    // Ink's own error page shows a stack; the screens have an apology page, and a stack is for the journal.
    build.onLoad({ filter: /ink\/build\/components\/ErrorOverview\.js$/ }, () => ({
      contents: "export default () => null;",
      loader: "js",
    }));
  },
};
