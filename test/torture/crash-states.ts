// Which files a power cut may leave: of what was not flushed, anything may be missing, and a write may be torn.

import { die } from "./ceremonies.ts";
import type { FileAct } from "./recording.ts";

/** Bytes by path, and folders as paths that end in a slash. */
export type Tree = ReadonlyMap<string, Buffer>;

export type CrashState = {
  /** So many acts were begun. */
  readonly acts: number;
  /** What of the unflushed is there: for the report of a state that fails. */
  readonly how: string;
  /** The files; put together when they are asked for. */
  tree(): Tree;
  /** The last row that somebody had been told of, and the page that he saw. */
  readonly told: { readonly seq: number; readonly at: string };
};

type Named = Extract<FileAct, { readonly path: string } | { readonly from: string }>;
type Data = Extract<FileAct, { readonly type: "write" | "truncate" }>;

const sector = 512;
/** Of the subsets of what is unflushed, beside those that are tried one by one. */
const subsets = 16;

const isName = (act: FileAct): act is Named =>
  act.type === "create" || act.type === "make-folder" || act.type === "rename" || act.type === "remove";
const isData = (act: FileAct): act is Data => act.type === "write" || act.type === "truncate";

/** Writes that were cut off: the first sector alone, half, all but the last sector. */
function torn(act: Data): readonly Data[] {
  if (act.type !== "write" || act.bytes.length <= sector) return [];
  const lengths = [sector, Math.floor(act.bytes.length / 2 / sector) * sector, act.bytes.length - sector];
  return [...new Set(lengths)]
    .filter((length) => length > 0)
    .map((length) => ({ ...act, bytes: act.bytes.subarray(0, length) }));
}

/** The files as they are kept: by number, because a name may go to another one. */
class Disk {
  readonly #names: Map<string, number>;
  readonly #folders: Set<string>;
  readonly #bytes: Map<number, Buffer>;

  constructor(names: ReadonlyMap<string, number>, folders: ReadonlySet<string>, bytes: ReadonlyMap<number, Buffer>) {
    this.#names = new Map(names);
    this.#folders = new Set(folders);
    this.#bytes = new Map(bytes);
  }

  copy(): Disk {
    return new Disk(this.#names, this.#folders, this.#bytes);
  }

  apply(act: Named | Data): void {
    switch (act.type) {
      case "create":
        this.#names.set(act.path, act.file);
        return;
      case "make-folder":
        this.#folders.add(act.path);
        return;
      case "remove":
        this.#names.delete(act.path);
        this.#folders.delete(act.path);
        return;
      case "rename":
        this.#move(act.from, act.to);
        return;
      case "truncate": {
        const whole = Buffer.alloc(act.size);
        this.#bytes.get(act.file)?.copy(whole);
        this.#bytes.set(act.file, whole);
        return;
      }
      case "write": {
        const before = this.#bytes.get(act.file) ?? Buffer.alloc(0);
        const whole = Buffer.alloc(Math.max(before.length, act.at + act.bytes.length));
        before.copy(whole);
        act.bytes.copy(whole, act.at);
        this.#bytes.set(act.file, whole);
        return;
      }
    }
  }

  #move(from: string, to: string): void {
    const moved = (path: string): boolean => path === from || path.startsWith(`${from}/`);
    for (const [path, file] of [...this.#names].filter(([path]) => moved(path))) {
      this.#names.delete(path);
      this.#names.set(to + path.slice(from.length), file);
    }
    for (const path of [...this.#folders].filter(moved)) {
      this.#folders.delete(path);
      this.#folders.add(to + path.slice(from.length));
    }
  }

  tree(): Tree {
    const files = [...this.#names].map(([path, file]) => [path, this.#bytes.get(file) ?? Buffer.alloc(0)] as const);
    return new Map([...[...this.#folders].map((path) => [`${path}/`, Buffer.alloc(0)] as const), ...files]);
  }
}

/** `before`: the files in the order of their numbers, and the folders. `flushes` false: of a disk that lies about this one. */
export function* crashStates(
  acts: readonly FileAct[],
  before: { readonly files: readonly (readonly [path: string, bytes: Buffer])[]; readonly folders: readonly string[] },
  flushes: (act: FileAct, acts: readonly FileAct[]) => boolean = () => true,
): Iterable<CrashState> {
  const durable = new Disk(
    new Map(before.files.map(([path], file) => [path, file])),
    new Set(before.folders),
    new Map(before.files.map(([, bytes], file) => [file, bytes])),
  );
  let names: readonly Named[] = [];
  let data: readonly Data[] = [];
  let told = { seq: -1, at: "" };
  for (const [index, act] of acts.entries()) {
    if (act.type === "told") told = act;
    else if (isName(act)) names = [...names, act];
    else if (isData(act)) data = [...data, act];
    else if (flushes(act, acts)) {
      for (const each of names) durable.apply(each);
      names = [];
      if (act.type === "sync") {
        for (const each of data) if (each.file === act.file) durable.apply(each);
        data = data.filter((each) => each.file !== act.file);
      }
    }
    const from = durable.copy();
    for (const { how, some } of [...leftovers(names, data), ...drawn(names, data, index)]) {
      const tree = (): Tree => {
        const disk = from.copy();
        for (const each of some) disk.apply(each);
        return disk.tree();
      };
      yield { acts: index + 1, how, told, tree };
    }
  }
}

type Leftover = { readonly how: string; readonly some: readonly (Named | Data)[] };

/** Names go to the disk in their order (the file system keeps a log of them), bytes in any. */
function* leftovers(names: readonly Named[], data: readonly Data[]): Iterable<Leftover> {
  yield { how: "all", some: [...names, ...data] };
  for (let count = 0; count < names.length; count++)
    yield { how: `${count} of ${names.length} names`, some: [...names.slice(0, count), ...data] };
  if (data.length === 0) return;
  yield { how: "names alone", some: names };
  for (const [index, each] of data.entries()) {
    const others = data.filter((_, at) => at !== index);
    yield { how: `without write ${index} of ${data.length}`, some: [...names, ...others] };
    if (data.length > 1) yield { how: `write ${index} of ${data.length} alone`, some: [...names, each] };
    for (const part of torn(each)) {
      const bytes = part.type === "write" ? part.bytes.length : 0;
      yield { how: `${bytes} bytes of write ${index}`, some: [...names, ...others, part] };
      yield { how: `up to ${bytes} bytes of write ${index}`, some: [...names, ...data.slice(0, index), part] };
    }
  }
}

/** Any of the writes, in their order. */
function* drawn(names: readonly Named[], data: readonly Data[], seed: number): Iterable<Leftover> {
  const roll = die(seed);
  for (let count = 0; data.length > 2 && count < subsets; count++) {
    const some = data.filter(() => roll(2) === 0);
    yield { how: `${some.length} of ${data.length} writes, drawn`, some: [...names, ...some] };
  }
}
