// The journal's key state in a file: replaced whole, and only by a later state.

import { hash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import type { KeyState, KeyStateRead, KeyStates, KeyStateWritten } from "../../src/audit/key-state.ts";
import { Secret } from "../../src/secret.ts";
import { replaceFile } from "./durable-file.ts";
import { readPrivate, systemCode } from "./private-file.ts";

/** Magic 8 · next 8 big-endian · head 32 · key 32 · database id 36 (ASCII) · SHA-256 of all before 32. */
const magic = "CGKEYST1";
const headAt = 16;
const keyAt = 48;
const databaseAt = 80;
const sumAt = 116;
const length = 148;

function encode(state: KeyState): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.write(magic, 0, "latin1");
  bytes.writeBigUInt64BE(BigInt(state.next), 8);
  bytes.write(state.head, headAt, "hex");
  state.key.use((key) => bytes.set(key, keyAt));
  bytes.write(state.database, databaseAt, "latin1");
  bytes.set(hash("sha256", bytes.subarray(0, sumAt), "buffer"), sumAt);
  return bytes;
}

/** Null unless the bytes are a whole state. */
function decode(bytes: Buffer): KeyState | null {
  if (bytes.length !== length || bytes.toString("latin1", 0, 8) !== magic) return null;
  if (!hash("sha256", bytes.subarray(0, sumAt), "buffer").equals(bytes.subarray(sumAt))) return null;
  return {
    next: Number(bytes.readBigUInt64BE(8)),
    head: bytes.toString("hex", headAt, keyAt),
    key: Secret.from(bytes.subarray(keyAt, databaseAt)),
    database: bytes.toString("latin1", databaseAt, sumAt),
  };
}

function read(file: string): KeyStateRead {
  const found = readPrivate(file, 0o600, length + 1);
  if (found.type === "missing") return found;
  if (found.type === "refused") return { type: "unreadable", why: found.why };
  const state = decode(found.bytes);
  found.bytes.fill(0);
  return state ? { type: "found", state } : { type: "unreadable", why: `${file} is damaged` };
}

/** A journal that never recorded a fact may be begun again: its provisioning was cut off. */
function mayReplace(old: KeyState, state: KeyState): KeyStateWritten | null {
  const unused = old.next === 1 && state.next === 1;
  if (unused) return null;
  if (old.database !== state.database) return { type: "refused", why: "the key state is of another journal" };
  return old.next < state.next ? null : { type: "later-kept", next: old.next };
}

function write(file: string, state: KeyState): KeyStateWritten {
  const bytes = encode(state);
  try {
    replaceFile(file, bytes, 0o600);
    return { type: "written" };
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return { type: "refused", why: `${file} cannot be written (${code})` };
  } finally {
    bytes.fill(0);
  }
}

/**
 * For an officer who went on from the first key: null, or why it cannot be kept. What is there already stays, unless it is
 * of rows that were given up with an old copy (`over`).
 */
export function keepRecovered(file: string, state: KeyState, over = false): string | null {
  if (!over && existsSync(file)) return `${file} is there`;
  const written = write(file, state);
  return written.type === "refused" ? written.why : null;
}

/** The key state kept in `file` (mode 0600). */
export function openKeyStates(file: string): KeyStates {
  return {
    read: () => read(file),
    fault() {
      const found = statSync(file, { throwIfNoEntry: false });
      if (!found) return `${file} is gone`;
      return found.size === length ? null : `${file} is damaged`;
    },
    replace(state) {
      const old = read(file);
      if (old.type === "unreadable") return { type: "refused", why: old.why };
      // A state that vanished is for an officer to explain, not for the program to make again.
      if (old.type === "missing")
        return state.next === 1 ? write(file, state) : { type: "refused", why: `${file} is gone` };
      old.state.key.wipe();
      return mayReplace(old.state, state) ?? write(file, state);
    },
  };
}
