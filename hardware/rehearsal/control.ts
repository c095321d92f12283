// A rehearsal reached from another process: one line of JSON a call over a Unix socket, so that a player outlives a kill.

import { connect, createServer, type Socket } from "node:net";
import { createInterface, type Interface } from "node:readline";
import type { Rehearsal } from "../../src/rehearsal.ts";

type Method = keyof Rehearsal | "settled";
type Call = { readonly id: number; readonly method: Method; readonly args: readonly unknown[] };
type Reply = { readonly id: number; readonly result?: unknown; readonly error?: string };

/** In the rehearsed process: answers the player's calls until the player hangs up. */
export function answerPlayer(path: string, rehearsal: Rehearsal, settled: () => Promise<void>): void {
  const socket = connect(path);
  socket.on("error", () => {});
  // The desk ends when its person leaves, whether the player still listens or not.
  socket.unref();
  linesOf(socket).on("line", async (line) => {
    const { id, method, args } = JSON.parse(line) as Call;
    const reply: Reply = await answer(method, args, rehearsal, settled).then(
      (result) => ({ id, result }),
      (error: unknown) => ({ id, error: error instanceof Error ? error.message : String(error) }),
    );
    socket.write(`${JSON.stringify(reply)}\n`);
  });
}

/** A connection that is reset is one that is closed: the socket's own handler says so. */
function linesOf(socket: Socket): Interface {
  return createInterface({ input: socket }).on("error" as "close", () => {});
}

async function answer(
  method: Method,
  args: readonly unknown[],
  rehearsal: Rehearsal,
  settled: () => Promise<void>,
): Promise<unknown> {
  if (method === "settled") return settled();
  const act = rehearsal[method] as (...args: readonly unknown[]) => Promise<unknown>;
  return act(...args);
}

/** The process behind a socket ended before it answered. */
export class HungUp extends Error {
  override readonly name = "HungUp";
}

export type Player = {
  /** Resolves with the next process that connects. */
  next(): Promise<Connected>;
  close(): void;
};

export type Connected = { call(method: Method, ...args: readonly unknown[]): Promise<unknown> };

/** In the player's process: waits for rehearsed processes at `path`, one after the other. */
export async function listenForRehearsals(path: string): Promise<Player> {
  const arrived: Connected[] = [];
  const waiting: ((connected: Connected) => void)[] = [];
  const server = createServer((socket) => {
    socket.unref();
    const connected = talkTo(socket);
    const first = waiting.shift();
    if (first) first(connected);
    else arrived.push(connected);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    next() {
      const connected = arrived.shift();
      return connected ? Promise.resolve(connected) : new Promise((resolve) => waiting.push(resolve));
    },
    close: () => void server.close(),
  };
}

function talkTo(socket: Socket): Connected {
  const open = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let last = 0;
  let gone = false;
  socket.on("error", () => {});
  socket.on("close", () => {
    gone = true;
    for (const { reject } of open.values()) reject(new HungUp());
    open.clear();
  });
  linesOf(socket).on("line", (line) => {
    const { id, result, error } = JSON.parse(line) as Reply;
    const call = open.get(id);
    open.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  });
  return {
    call: (method, ...args) =>
      new Promise((resolve, reject) => {
        if (gone) return reject(new HungUp());
        const id = ++last;
        open.set(id, { resolve, reject });
        socket.write(`${JSON.stringify({ id, method, args } satisfies Call)}\n`);
      }),
  };
}
