// A security token that is not there: it makes keys, keeps certificates, counts wrong PINs, locks, fills up, is slow, is pulled.

import { createSign, type KeyObject } from "node:crypto";
import { rsaPair } from "../../src/authority/key-pair.ts";
import type { Clock } from "../../src/clock.ts";
import type { PinState, SecurityToken, TokenFault, TokenSession, Tokens } from "../../src/media/token.ts";
import type { Secret } from "../../src/secret.ts";
import { slowMilliseconds } from "./rehearsed-authority.ts";

export type SimulatedTokenOptions = {
  readonly locked?: boolean;
  readonly full?: boolean;
  /** Makes a key for half a minute. */
  readonly slow?: boolean;
  /** Pulled by itself in the middle of this work. */
  readonly pulledAt?: "key" | "store" | "proof";
};

/** Written on the trainer's card. */
export const trainingPin = "Token!2026";
const tries = 5;

export type SimulatedTokens = Tokens & {
  list(): readonly SecurityToken[];
  insert(label: string, options: SimulatedTokenOptions): void;
  pull(label: string): void;
};

type Inside = {
  readonly label: string;
  readonly options: SimulatedTokenOptions;
  left: number;
  /** Ends what it is working at. */
  interrupt: () => void;
  /** What was made on it, the last one last; each stays until it is removed. */
  pairs: readonly Pair[];
};

type Pair = { readonly label: string; readonly key: KeyObject; readonly certificate: Buffer | null };

export function simulatedTokens(clock: Clock): SimulatedTokens {
  const made = new Map<string, Inside>();
  const inserted = new Set<string>();
  const watchers = new Set<(tokens: readonly SecurityToken[]) => void>();
  const list = (): readonly SecurityToken[] =>
    [...inserted].flatMap((label) => {
      const inside = made.get(label);
      return inside ? [{ id: label, label, pin: pinOf(inside), left: inside.left }] : [];
    });
  const tell = (): void => {
    for (const changed of watchers) changed(list());
  };
  const pull = (label: string): void => {
    if (!inserted.delete(label)) return;
    made.get(label)?.interrupt();
    tell();
  };
  return {
    list,
    pull,
    insert(label, options) {
      const before = made.get(label);
      const left = options.locked ? 0 : (before?.left ?? tries);
      made.set(label, { label, options, left, interrupt: () => {}, pairs: before?.pairs ?? [] });
      inserted.add(label);
      tell();
    },
    watch(changed) {
      watchers.add(changed);
      changed(list());
      return () => watchers.delete(changed);
    },
    async open({ id }, pin) {
      const inside = made.get(id);
      if (!inside || !inserted.has(id)) return removed;
      if (inside.left === 0) return { type: "pin-locked" };
      if (!isPin(pin)) {
        inside.left--;
        tell();
        const state = pinOf(inside);
        return state === "locked" ? { type: "pin-locked" } : { type: "pin-wrong", pin: state, left: inside.left };
      }
      inside.left = tries;
      tell();
      return { type: "token-open", session: sessionOn(inside, clock, () => inserted.has(id), pull) };
    },
  };
}

const removed: TokenFault = { type: "token-removed" };

function isPin(pin: Secret): boolean {
  return pin.use((bytes) => Buffer.from(bytes).equals(Buffer.from(trainingPin)));
}

function pinOf({ left }: Inside): PinState {
  if (left === 0) return "locked";
  if (left === 1) return "last-try";
  return left === tries ? "fine" : "few-left";
}

function sessionOn(inside: Inside, clock: Clock, isIn: () => boolean, pull: (label: string) => void): TokenSession {
  /** Whether it is still there when its work is done. */
  const survives = (work: SimulatedTokenOptions["pulledAt"]): boolean => {
    if (inside.options.pulledAt === work) pull(inside.label);
    return isIn();
  };
  let mine: readonly string[] = [];
  const last = (): Pair | undefined => inside.pairs.findLast(({ label }) => mine.includes(label));
  const without = (labels: readonly string[]): void => {
    inside.pairs = inside.pairs.filter(({ label }) => !labels.includes(label));
  };
  const of = (certificate: Uint8Array): Pair | undefined =>
    inside.pairs.find((pair) => pair.certificate?.equals(certificate));
  return {
    async makeKeyPair(label) {
      if (inside.options.full) return { type: "token-full" };
      if (inside.options.slow) await workOn(inside, clock);
      if (!isIn()) return removed;
      const { publicKey, privateKey } = await rsaPair();
      inside.pairs = [...inside.pairs, { label, key: privateKey, certificate: null }];
      mine = [...mine, label];
      if (!survives("key")) return removed;
      return { type: "key-made", publicKey: publicKey.export({ type: "spki", format: "der" }) };
    },
    async store(certificate) {
      if (!survives("store")) return removed;
      const pair = last();
      inside.pairs = inside.pairs.map((each) =>
        each === pair ? { ...each, certificate: Buffer.from(certificate) } : each,
      );
      return { type: "stored" };
    },
    async sign(bytes) {
      const pair = last();
      return survives("proof") && pair ? signedBy(pair, bytes) : removed;
    },
    async signWith(certificate, bytes) {
      if (!isIn()) return removed;
      const pair = of(certificate);
      return pair ? signedBy(pair, bytes) : { type: "key-missing" };
    },
    findKey: async (certificate) => (isIn() ? { type: "key-found", there: of(certificate) !== undefined } : removed),
    async pairs(prefix) {
      if (!isIn()) return removed;
      return { type: "pairs", pairs: inside.pairs.filter(({ label }) => label.startsWith(prefix)) };
    },
    async remove(label) {
      if (!isIn()) return removed;
      without([label]);
      return { type: "discarded" };
    },
    async stored() {
      return isIn() ? { type: "found", certificate: last()?.certificate ?? null } : removed;
    },
    async discard() {
      if (!isIn()) return removed;
      without(mine);
      return { type: "discarded" };
    },
    close() {},
  };
}

/** Until its time is over, or it is out. */
function workOn(inside: Inside, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const stop = clock.after(slowMilliseconds, resolve);
    inside.interrupt = () => {
      stop();
      resolve();
    };
  });
}

function signedBy({ key }: Pair, bytes: Uint8Array): { readonly type: "signed"; readonly signature: Buffer } {
  return { type: "signed", signature: createSign("sha256").update(bytes).sign(key) };
}
