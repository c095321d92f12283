// The other side, simulated: checks signature and time, does each act once, and can misbehave on demand.

import { createHash, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Json, parseObject } from "./json.ts";
import { headers, isSignature, signAnswer, signRequest, timeWindow } from "./signature.ts";

export type Reply =
  | { readonly status: number; readonly json: Json }
  /** What no honest server does. */
  | { readonly fault: "hang" | "cut-off" | "garbage" | "not-signed" };

export type Handler = (path: string, json: Json, signal: AbortSignal) => Promise<Reply> | Reply;

export type ServerOptions = {
  readonly key: KeyObject;
  /** 0: any free one. */
  readonly port: number;
  now(): Date;
  readonly handle: Handler;
  /** A line for whoever watches: `POST /v1/sms 200`. */
  log(line: string): void;
};

export type SignedServer = { readonly port: number; close(): Promise<void> };

type Done = { readonly digest: string; readonly reply: Reply };

const mostBytes = 64 * 1024;

/** On loopback alone: it is a simulation. */
export async function serveSigned(options: ServerOptions): Promise<SignedServer> {
  const done = new Map<string, Promise<Done>>();
  const server = createServer((request, response) => void answer(options, done, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeAll(server) };
}

async function closeAll(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function answer(
  options: ServerOptions,
  done: Map<string, Promise<Done>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await read(request);
  const signature = header(request, headers.signature);
  const path = request.url ?? "";
  const reply = body === null ? tooBig : await replyTo(options, done, { request, path, body, signature });
  options.log(`${request.method} ${path} ${"fault" in reply ? reply.fault : reply.status}`);
  send(options.key, signature, reply, response);
}

const tooBig: Reply = { status: 413, json: { error: "the body is too long" } };

type Asked = {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly body: Buffer;
  readonly signature: string;
};

async function replyTo(options: ServerOptions, done: Map<string, Promise<Done>>, asked: Asked): Promise<Reply> {
  const { request, path, body, signature } = asked;
  const [time, key] = [header(request, headers.time), header(request, headers.key)];
  const wanted = signRequest(options.key, { method: request.method ?? "", path, time, key, body });
  if (!isSignature(signature, wanted)) return { status: 401, json: { error: "the signature is wrong" } };
  if (!(Math.abs(options.now().getTime() - Number(time)) <= timeWindow))
    return { status: 401, json: { error: "the time is wrong" } };
  const json = parseObject(body);
  if (!json || key === "") return { status: 400, json: { error: "the body is no JSON object, or there is no key" } };
  const digest = createHash("sha256").update(path).update("\n").update(body).digest("hex");
  const before = await done.get(key);
  if (before)
    return before.digest === digest ? before.reply : { status: 409, json: { error: "the key is of another act" } };
  const gone = new AbortController();
  request.socket.once("close", () => gone.abort());
  const doing = Promise.resolve(options.handle(path, json, gone.signal)).then((reply) => ({ digest, reply }));
  done.set(key, doing);
  const { reply } = await doing;
  // What went wrong is no answer to be given again.
  if ("fault" in reply || reply.status >= 500) done.delete(key);
  return reply;
}

function send(key: KeyObject, request: string, reply: Reply, response: ServerResponse): void {
  if ("fault" in reply) {
    if (reply.fault === "cut-off") response.destroy();
    if (reply.fault === "garbage") response.end("<html>not what you asked for");
    if (reply.fault === "not-signed") response.end('{"result":"right"}');
    return;
  }
  const body = Buffer.from(JSON.stringify(reply.json));
  response.writeHead(reply.status, {
    "content-type": "application/json",
    [headers.signature]: signAnswer(key, request, reply.status, body),
  });
  response.end(body);
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}

async function read(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    length += bytes.length;
    if (length > mostBytes) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
