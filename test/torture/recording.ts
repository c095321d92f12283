// What a process does to the files below a folder, in its order, as strace saw it; and what it had acknowledged meanwhile.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Paths are relative to the folder. `file` is a number for as long as the file lives, whatever it is called. */
export type FileAct =
  | { readonly type: "create"; readonly path: string; readonly file: number }
  | { readonly type: "write"; readonly file: number; readonly at: number; readonly bytes: Buffer }
  | { readonly type: "truncate"; readonly file: number; readonly size: number }
  /** Of a file's bytes; with them the file system writes down every name so far. */
  | { readonly type: "sync"; readonly file: number }
  | { readonly type: "sync-folder"; readonly path: string }
  | { readonly type: "make-folder"; readonly path: string }
  | { readonly type: "rename"; readonly from: string; readonly to: string }
  | { readonly type: "remove"; readonly path: string }
  /** Somebody was told so: the journal's last row, and the page. */
  | { readonly type: "told"; readonly seq: number; readonly at: string };

const calls =
  "openat,pwrite64,write,writev,pwritev,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range";

export function canTrace(): boolean {
  return spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;
}

/** Runs the program of a test under strace; throws when it fails. */
export function traced(program: string, folder: string, log: string): string {
  const words = ["-f", "-y", "-xx", "-s", "16777216", "-e", `trace=${calls}`, "-o", log];
  const run = spawnSync("strace", [...words, process.execPath, "--import", "tsx", program, folder], {
    env: { ...process.env, UV_USE_IO_URING: "0" },
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`the recorded program failed: ${run.stderr.slice(-2000)}`);
  return readFileSync(log, "utf8");
}

function text(hex: string): Buffer {
  return Buffer.from(hex.replaceAll("\\x", ""), "hex");
}

/** One line a call: what another thread interrupted is put together again where it ended. */
function* whole(log: string): Iterable<string> {
  const begun = new Map<string, string>();
  for (const line of log.split("\n")) {
    const [, thread = "", call = ""] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (call.endsWith("<unfinished ...>")) {
      begun.set(thread, call.slice(0, -"<unfinished ...>".length));
      continue;
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(call) ?? [];
    yield rest === undefined ? call : (begun.get(thread) ?? "") + rest;
  }
}

/** Files by their names as the process goes on. */
class Names {
  readonly #files: Map<string, number>;
  #next: number;

  constructor(before: readonly string[]) {
    this.#files = new Map(before.map((path, file) => [path, file]));
    this.#next = before.length;
  }

  of(path: string): number | undefined {
    return this.#files.get(path);
  }

  made(path: string): number {
    this.#files.set(path, this.#next);
    return this.#next++;
  }

  moved(from: string, to: string): void {
    for (const [path, file] of [...this.#files]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.#files.delete(path);
      this.#files.set(to + path.slice(from.length), file);
    }
  }

  removed(path: string): void {
    this.#files.delete(path);
  }
}

/** `before`: the files that were there, in the order of their numbers. Memory maps and locks are left out. */
export function actsIn(log: string, folder: string, before: readonly string[]): readonly FileAct[] {
  const names = new Names(before);
  const acts: FileAct[] = [];
  const ends = new Map<string, number>();
  const below = (path: string): string | null =>
    path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path === folder ? "" : null;
  for (const call of whole(log)) {
    const [, name = "", ended = "", result = ""] = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(call) ?? [];
    const args = ended.trimEnd();
    if (name === "" || result.startsWith("-")) continue;
    const open = [...args.matchAll(/^(\d+)<((?:\\x..)+)>/g)][0];
    const path = open ? below(text(open[2] ?? "").toString()) : null;
    const quoted = [...args.matchAll(/"((?:\\x..)*)"/g)].map(([, hex = ""]) => text(hex));
    const told = name === "write" && /^acknowledged (\d+) (\S+)/.exec(quoted[0]?.toString() ?? "");
    if (told) acts.push({ type: "told", seq: Number(told[1]), at: told[2] ?? "" });
    else for (const act of actsOf(name, args, { path, quoted, below, names, ends })) acts.push(act);
  }
  return acts;
}

type Seen = {
  /** Of the descriptor. */
  readonly path: string | null;
  readonly quoted: readonly Buffer[];
  readonly below: (path: string) => string | null;
  readonly names: Names;
  readonly ends: Map<string, number>;
};

function actsOf(name: string, args: string, { path, quoted, below, names, ends }: Seen): readonly FileAct[] {
  const paths = quoted.map((bytes) => below(bytes.toString()));
  const [first = null, second = null] = paths;
  const file = path === null ? undefined : names.of(path);
  switch (name) {
    case "openat": {
      if (first === null || !args.includes("O_CREAT")) return [];
      ends.set(first, 0);
      const known = names.of(first);
      if (known !== undefined) return args.includes("O_TRUNC") ? [{ type: "truncate", file: known, size: 0 }] : [];
      return [{ type: "create", path: first, file: names.made(first) }];
    }
    case "write":
    case "pwrite64": {
      if (path === null || file === undefined || !quoted[0]) return [];
      const at = name === "write" ? (ends.get(path) ?? 0) : Number(/, (\d+)$/.exec(args)?.[1]);
      ends.set(path, at + quoted[0].length);
      return [{ type: "write", file, at, bytes: quoted[0] }];
    }
    case "ftruncate":
      return file === undefined ? [] : [{ type: "truncate", file, size: Number(/, (\d+)$/.exec(args)?.[1]) }];
    case "fsync":
    case "fdatasync":
      if (file !== undefined) return [{ type: "sync", file }];
      return path === null ? [] : [{ type: "sync-folder", path }];
    case "mkdir":
    case "mkdirat":
      return first === null ? [] : [{ type: "make-folder", path: first }];
    case "unlink":
    case "unlinkat":
    case "rmdir":
      if (first === null) return [];
      names.removed(first);
      return [{ type: "remove", path: first }];
    case "rename":
    case "renameat":
    case "renameat2":
      if (first === null || second === null) return [];
      names.moved(first, second);
      return [{ type: "rename", from: first, to: second }];
    default:
      if (path === null) return [];
      throw new Error(`the recording knows no ${name}`);
  }
}
