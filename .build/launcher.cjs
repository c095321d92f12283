#!/usr/bin/env node
// The launcher: read by any Node, so that an old one gets a sentence and not a SyntaxError. It paints the first frame,
// turns the compile cache on, and only then hands the program, which follows as one text, to Node.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/** An old Node hands over to the one that the project pins beside it. */
function relaunch() {
  const pinned = [path.join(__dirname, "../node_modules/.bin/node"), path.join(__dirname, "../../.bin/node")].find(
    (file) => fs.existsSync(file),
  );
  if (pinned === undefined || process.env.CHANGGU_RELAUNCHED) {
    process.stderr.write(
      `changgu needs Node 24 or newer; this is ${process.version}. Run "npm ci" in its folder, or "npm start".\n`,
    );
    process.exitCode = 2;
    return;
  }
  const env = Object.assign({}, process.env, { CHANGGU_RELAUNCHED: "1" });
  const child = require("node:child_process").spawn(pinned, [__filename, ...process.argv.slice(2)], {
    // The fourth is a line that nobody speaks on: its end says that this process is gone, however it went.
    stdio: ["inherit", "inherit", "inherit", "pipe"],
    env,
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`changgu could not start ${pinned}: ${error.message}\n`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    for (const each of signals) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  });
}

/** Where the other end of an older Node's line is. */
const line = 3;

/** What was handed over does not outlive whoever handed it over: it ends as when the terminal hangs up. */
function endWithLauncher() {
  const { CHANGGU_RELAUNCHED } = process.env;
  // What this one starts has no such line.
  delete process.env.CHANGGU_RELAUNCHED;
  if (CHANGGU_RELAUNCHED === undefined || !isSocket(line)) return;
  const { Socket } = require("node:net");
  new Socket({ fd: line })
    .on("error", () => {})
    .once("close", () => process.kill(process.pid, "SIGHUP"))
    .resume()
    .unref();
}

function isSocket(descriptor) {
  try {
    return fs.fstatSync(descriptor).isSocket();
  } catch {
    return false;
  }
}

/** True for the commands that open a full screen, on a terminal. */
function opensScreen() {
  const words = process.argv.slice(2);
  const command = words.find((word) => !word.startsWith("-"));
  const plain = ["--help", "-h", "--version", "-V", "--card", "--json", "--plain"];
  return (
    process.stdout.isTTY === true &&
    process.stdin.isTTY === true &&
    process.env.TERM !== "dumb" &&
    (command === undefined || words.indexOf(command) > 0 || ["train", "teller", "kiosk"].includes(command)) &&
    !words.some((word) => plain.includes(word))
  );
}

/** Paints "opening" while the program loads. The screens take it over; the first word on stderr, or the end, removes it. */
function paintSplash() {
  const { columns, rows } = process.stdout;
  const utf8 = /utf-?8/i.test(process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || "utf-8");
  const text = utf8
    ? "\uCC3D\uAD6C\uB97C \uC5EC\uB294 \uC911\uC785\uB2C8\uB2E4  Opening the counter"
    : "Opening the counter";
  const width = utf8 ? 42 : 19;
  const colours = "NO_COLOR" in process.env ? "" : "\x1b[48;5;17m\x1b[38;5;255m";
  const at = `\x1b[${Math.max(1, rows >> 1)};${Math.max(1, (columns - width) >> 1)}H`;
  const { stderr } = process;
  const write = stderr.write;
  const stop = () => process.exit(130);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  // A signal that came while the program loaded is told at the loop's next turn, to whoever listens then: nobody, if its
  // last listener went away before.
  const hold = () => {};
  const takeOver = () => {
    stderr.write = write;
    process.off("exit", close);
    for (const signal of signals) process.on(signal, hold).off(signal, stop);
    setImmediate(() => {
      for (const signal of signals) process.off(signal, hold);
    });
    delete globalThis[Symbol.for("changgu.splash")];
  };
  const close = () => {
    takeOver();
    process.stdout.write("\x1b[?1049l\x1b[?25h");
  };
  stderr.write = function writeAfterSplash(...words) {
    close();
    return write.apply(stderr, words);
  };
  process.once("exit", close);
  for (const signal of signals) process.once(signal, stop);
  process.stdout.write(`\x1b[?1049h\x1b[?25l${colours}\x1b[H\x1b[J${at}${text}\x1b[0m`);
  globalThis[Symbol.for("changgu.splash")] = { takeOver, close };
}

/** Code found in the cache is run: the folder has to be this user's alone. */
function cacheFolder() {
  const user = process.getuid ? process.getuid() : 0;
  const { XDG_CACHE_HOME } = process.env;
  const folder = XDG_CACHE_HOME
    ? path.join(XDG_CACHE_HOME, "changgu")
    : path.join(require("node:os").tmpdir(), `changgu-cache-${user}`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = fs.lstatSync(folder);
    return (mode & 0o170077) === 0o040000 && uid === user ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** No window into the memory is opened by a signal: no inspector at SIGUSR1, and no environment in a report. */
function closeWindows() {
  process.on("SIGUSR1", () => {});
  process.report.excludeEnv = true;
}

function launch() {
  if (Number.parseInt(process.versions.node, 10) < 24) return relaunch();
  closeWindows();
  if (opensScreen()) paintSplash();
  endWithLauncher();
  const Module = require("node:module");
  const folder = cacheFolder();
  if (folder !== undefined) {
    Module.enableCompileCache(folder);
    // A counter is switched off at the mains: do not wait for a clean exit.
    setTimeout(Module.flushCompileCache, 3000).unref();
  }
  // The cache serves only what is compiled after it was turned on, so the program is a module of its own.
  const main = new Module(__filename, module);
  main.filename = __filename;
  main.paths = module.paths;
  main._compile(program(), path.join(__dirname, "program.cjs"));
}

/** The comment at the end of this very file; ASCII, and so a byte a character. */
function program() {
  const text = fs.readFileSync(__filename, "latin1");
  return text.slice(text.lastIndexOf("\n/*PROGRAM\n") + 11, -3).replaceAll("*\x01/", "*/");
}

launch();
