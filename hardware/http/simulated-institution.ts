// An institution on loopback: its acts by their paths, as its contract has them, and some ways to fail.

import type { KeyObject } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Json } from "./json.ts";
import type { ServerFault } from "./server-fault.ts";
import { type Reply, type SignedServer, serveSigned, type Told } from "./signed-server.ts";

export type InstitutionOptions = {
  readonly key: KeyObject;
  readonly port: number;
  readonly fault: ServerFault;
  readonly log: Told;
};

/** Each answers null to a body that is not as the contract says. */
export type InstitutionActs = Readonly<Record<string, (json: Json) => Json | null | Promise<Json | null>>>;

export type Institution = SignedServer & { fail(fault: ServerFault): void };

const slowMilliseconds = 3_000;

/** `surePath`: its answer comes through though others are lost. Rejects when the port cannot be had. */
export async function simulateInstitution(
  { key, port, log, ...options }: InstitutionOptions,
  acts: InstitutionActs,
  surePath: string | null = null,
): Promise<Institution> {
  let { fault } = options;
  const handle = async (path: string, json: Json): Promise<Reply> => {
    const act = Object.hasOwn(acts, path) ? acts[path] : undefined;
    if (!act) return { status: 404, json: { error: "no such request" } };
    // Holds no process open.
    if (fault === "slow") await wait(slowMilliseconds, undefined, { ref: false });
    if (fault === "fails") return { status: 500, json: { error: "closed" } };
    if (fault === "hangs") return { fault: "hang" };
    if (fault === "garbage" || fault === "cut-off") return { fault };
    const done = await act(json);
    return done
      ? { status: 200, json: done }
      : { status: 400, json: { error: "the body is not as the contract says" } };
  };
  const server = await serveSigned({
    ...{ key, port, log, handle },
    now: () => new Date(),
    line: (path) => (fault === "twice" || (fault === "loses-answers" && path !== surePath) ? fault : "fine"),
  });
  return {
    ...server,
    fail(next) {
      fault = next;
    },
  };
}
