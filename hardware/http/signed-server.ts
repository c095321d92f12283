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

export type Handler = (path: string, json: Json) => Promise<Reply> | Reply;

/** What the line between the two does: the answer is lost on its way, or a request is delivered two times. */
export type Line = "fine" | "loses-answers" | "twice";

/** For whoever watches: a line to read, and the same for a program. */
export type Told = (line: string, fields: Json) => void;

export type ServerOptions = {
  readonly key: KeyObject;
  /** 0: any free one. */
  readonly port: number;
  now(): Date;
  readonly handle: Handler;
  /** `fine` without. */
  readonly line?: (path: string) => Line;
  /** `POST /v1/sms 200` and the like. */
  readonly log: Told;
};

export type SignedServer = { readonly port: number; close(): Promise<void> };

type Done = { readonly digest: string; readonly reply: Reply };

const mostBytes = 64 * 1024;

/** On loopback alone: it is a simulation. Rejects when the port cannot be had. */
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
  if (body === "gone") return;
  const signature = header(request, headers.signature);
  const path = request.url ?? "";
  const asked = { request, path, body: body === "too-big" ? Buffer.alloc(0) : body, signature };
  const line = options.line?.(path) ?? "fine";
  // Both at once: what is asked twice while it is being done is done once.
  const twin = line === "twice" ? replyTo(options, done, asked) : null;
  const [reply] = body === "too-big" ? [tooBig] : await Promise.all([replyTo(options, done, asked), twin]);
  const lost = line === "loses-answers";
  const said = lost ? "answer lost" : "fault" in reply ? reply.fault : reply.status;
  options.log(`${request.method} ${path} ${said}`, { event: "request", path, answer: said });
  if (lost) response.destroy();
  else send(options.key, signature, reply, response);
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
  // Nothing is awaited between looking and writing down.
  const doing = done.get(key) ?? Promise.resolve(options.handle(path, json)).then((reply) => ({ digest, reply }));
  done.set(key, doing);
  const { reply, digest: first } = await doing;
  // What went wrong is no answer to be given again.
  if ("fault" in reply || reply.status >= 500) done.delete(key);
  return first === digest ? reply : { status: 409, json: { error: "the key is of another act" } };
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

/** A body that is too long is read to its end, and not kept: who sends it gets to hear so. */
async function read(request: IncomingMessage): Promise<Buffer | "too-big" | "gone"> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      length += part.length;
      if (length <= mostBytes) parts.push(part);
    }
  } catch {
    return "gone";
  }
  return length > mostBytes ? "too-big" : Buffer.concat(parts);
}
