// Loads a maker's PKCS#11 module into this process and serves it to the desk that forked it.

import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import type pkcs11js from "pkcs11js";
import { serveModule } from "./agent.ts";
import type { FromAgent, ToAgent } from "./contract.ts";

/** 2 where the module or the library that calls it cannot be loaded; otherwise it serves until it is ended. */
export function runTokenAgent(path: string): Promise<number> {
  try {
    const { PKCS11 } = createRequire(import.meta.url)("pkcs11js") as typeof pkcs11js;
    const module = new PKCS11();
    module.load(path);
    module.C_Initialize();
    const channel = {
      send: (message: FromAgent) => void process.send?.(message),
      receive: (taken: (message: ToAgent) => void) => void process.on("message", taken),
    };
    serveModule(module, channel, () => randomBytes(20));
    // A desk that is gone needs no token.
    return new Promise((resolve) => process.once("disconnect", () => resolve(0)));
  } catch {
    return Promise.resolve(2);
  }
}
