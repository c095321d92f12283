// A TCP connection to a syslog server for one batch: sent, and taken once the server has read to the end.

import { connect } from "node:net";
import type { Delivery } from "../../src/commands/audit-forward.ts";

const patience = 10_000;

export type Server = { readonly host: string; readonly port: number };

/** `host:port`, `[v6]:port`; without a port 601 (RFC 6587 §3.4, registered by RFC 3195). Null for what is no address. */
export function parseServer(text: string): Server | null {
  const found = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::(\d{1,5}))?$/i.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3] ?? 601);
  return host && port > 0 && port < 65_536 ? { host, port } : null;
}

/**
 * Plain syslog has no acknowledgement. This closes its own side after the last byte: a server that then closes in order has
 * read everything, and one that resets or stays silent has not, as far as anybody can tell.
 */
export function deliverTo({ host, port }: Server, messages: readonly Buffer[], wait = patience): Promise<Delivery> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, allowHalfOpen: true });
    const end = (delivery: Delivery): void => {
      resolve(delivery);
      socket.destroy();
    };
    socket.setTimeout(wait, () => end({ type: "failed", why: "it does not answer" }));
    socket.on("error", (error) => end({ type: "failed", why: error.message }));
    socket.on("end", () => {
      const sent = socket.writableFinished;
      end(sent ? { type: "taken" } : { type: "failed", why: "it closed before it had read everything" });
    });
    socket.resume();
    socket.on("connect", () => socket.end(Buffer.concat(messages)));
  });
}
