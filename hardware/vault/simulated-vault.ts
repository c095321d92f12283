// A vault on loopback that speaks the contract, and some ways to fail.

import type { KeyObject } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { Json } from "../http/json.ts";
import { type Reply, type SignedServer, serveSigned, type Told } from "../http/signed-server.ts";
import { paths } from "./contract.ts";
import { SimulatedKeys } from "./simulated-keys.ts";
import type { VaultFault } from "./vault-fault.ts";

export type SimulatedVault = SignedServer &
  Pick<SimulatedKeys, "names" | "certificateOf"> & { fail(fault: VaultFault): void };

export type VaultOptions = {
  readonly key: KeyObject;
  readonly port: number;
  readonly fault: VaultFault;
  readonly log: Told;
};

const slowMilliseconds = 3_000;

/** Rejects when the port cannot be had. */
export async function simulateVault(options: VaultOptions): Promise<SimulatedVault> {
  let { fault } = options;
  const keys = new SimulatedKeys();
  const acts: Readonly<Record<string, (json: Json) => Json | null | Promise<Json | null>>> = {
    [paths.make]: (json) => keys.make(json),
    [paths.certificate]: (json) => keys.store(json),
    [paths.sign]: (json) => keys.sign(json),
    [paths.pin]: (json) => keys.changePin(json),
    [paths.destroy]: (json) => keys.destroy(json),
  };
  const handle = async (path: string, json: Json): Promise<Reply> => {
    const act = Object.hasOwn(acts, path) ? acts[path] : undefined;
    if (!act) return { status: 404, json: { error: "no such request" } };
    // Holds no process open.
    if (fault === "slow") await wait(slowMilliseconds, undefined, { ref: false });
    if (fault === "fails") return { status: 500, json: { error: "the vault is shut" } };
    if (fault === "hangs") return { fault: "hang" };
    if (fault === "garbage" || fault === "cut-off") return { fault };
    const done = await act(json);
    return done
      ? { status: 200, json: done }
      : { status: 400, json: { error: "the body is not as the contract says" } };
  };
  const server = await serveSigned({
    key: options.key,
    port: options.port,
    now: () => new Date(),
    log: options.log,
    handle,
    line: () => (fault === "twice" || fault === "loses-answers" ? fault : "fine"),
  });
  return {
    ...server,
    names: () => keys.names(),
    certificateOf: (name) => keys.certificateOf(name),
    fail(next) {
      fault = next;
    },
  };
}
