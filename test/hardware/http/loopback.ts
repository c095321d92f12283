// A client and a server on this machine: patient, but with a server that does not answer.

import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { CircuitState } from "../../../hardware/http/circuit.ts";
import { type ClientOptions, type SignedClient, signedClient } from "../../../hardware/http/signed-client.ts";
import { type Handler, type Line, type SignedServer, serveSigned } from "../../../hardware/http/signed-server.ts";
import { type Clock, wallClock } from "../../../src/clock.ts";

export const newKey = (): KeyObject => createSecretKey(randomBytes(32));

export type Loopback = {
  readonly server: SignedServer;
  readonly client: SignedClient;
  readonly log: readonly string[];
  readonly circuit: readonly CircuitState[];
};

export type LoopbackOptions = {
  readonly handle: Handler;
  readonly serverKey?: KeyObject;
  readonly clock?: Clock;
  readonly line?: Line;
  readonly client?: Partial<ClientOptions>;
};

/** Where no answer comes, nobody need wait for it. */
export function patienceWith(fault: string): Partial<ClientOptions> {
  return ["hang", "hangs", "slow"].includes(fault) ? { timeoutMilliseconds: 150 } : {};
}

/** To be closed by whoever opened it. */
export async function loopback({
  handle,
  serverKey,
  clock = wallClock,
  line = "fine",
  client,
}: LoopbackOptions): Promise<Loopback> {
  const key = newKey();
  const log: string[] = [];
  const circuit: CircuitState[] = [];
  const server = await serveSigned({
    key: serverKey ?? key,
    port: 0,
    now: () => new Date(),
    handle,
    line: () => line,
    log: (told) => void log.push(told),
  });
  return { server, client: clientOf(server.port, key, clock, circuit, client), log, circuit };
}

export function clientOf(
  port: number,
  key: KeyObject,
  clock: Clock,
  circuit: CircuitState[] = [],
  more: Partial<ClientOptions> = {},
): SignedClient {
  return signedClient({
    url: `http://127.0.0.1:${port}`,
    key,
    clock,
    connectMilliseconds: 5_000,
    timeoutMilliseconds: 5_000,
    pauses: [5, 5],
    circuit: { failures: 2, pauseMilliseconds: 30_000 },
    onCircuit: (state) => void circuit.push(state),
    ...more,
  });
}

/** A clock that stands still until it is moved. */
export function handClock(): Clock & { move(milliseconds: number): void } {
  let now = Date.now();
  return {
    now: () => new Date(now),
    after: () => () => {},
    move(milliseconds) {
      now += milliseconds;
    },
  };
}
