// Status answers, revocation lists and CA certificates over HTTP (RFC 6960 appendix A, RFC 5280 §4.2.1.13), for strangers to ask.

import { X509Certificate } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { mostRequestBytes } from "./ocsp-request.ts";
import { issuingFolders, profileOf } from "./profiles.ts";

export type StatusServerOptions = {
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  /** Never throws because of the bytes. `said`: a word for whoever watches. */
  answer(request: Buffer): { readonly bytes: Buffer; readonly said: string };
  list(issuer: (typeof issuingFolders)[number]): Buffer | null;
  /** DER of the CA of that name; null where there is none. */
  authority(name: string): Buffer | null;
  /** `POST /ocsp 200 answered`. */
  log(line: string): void;
};

export type StatusServer = { readonly port: number; close(): Promise<void> };

/** A question is one small packet: whoever takes longer asks nothing. */
const limits = { requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 5_000, maxHeaderSize: 16 * 1024 };
const mostConnections = 200;
const mostLogged = 80;

export async function serveStatus(options: StatusServerOptions): Promise<StatusServer> {
  const server = createServer(limits, (request, response) => {
    reply(options, request)
      .then((given) => send(options, request, response, given))
      .catch((error: unknown) => {
        // Of a request that never came whole the other side went away; anything else is a fault of ours.
        if (request.complete) options.log(`${request.method} failed: ${error}`);
        response.destroy();
      });
  });
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.address, resolve);
  });
  const bound = server.address();
  return { port: typeof bound === "object" && bound ? bound.port : options.port, close: () => closeAll(server) };
}

async function closeAll(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

type Given = {
  readonly status: 200 | 400 | 404 | 405 | 413 | 415;
  readonly type: string;
  readonly body: Buffer;
  readonly said: string;
};

const ocspType = { request: "application/ocsp-request", response: "application/ocsp-response" } as const;

function no(status: Given["status"], why: string): Given {
  return { status, type: "text/plain; charset=utf-8", body: Buffer.from(`${why}\n`), said: why };
}

async function reply(options: StatusServerOptions, request: IncomingMessage): Promise<Given> {
  const path = (request.url ?? "").split("?", 1)[0] ?? "";
  if (request.method === "POST") return posted(options, request, path);
  if (request.method !== "GET" && request.method !== "HEAD") return no(405, "only GET, HEAD and POST");
  const list = listAsked(path, request.headers.host ?? "");
  if (list) {
    const body = options.list(list);
    return body ? { status: 200, type: "application/pkix-crl", body, said: `list of ${list}` } : no(404, "no list yet");
  }
  const ca = /^\/ca\/(\w+)\.(cer|pem)$/.exec(path);
  if (ca) return handedOut(options, ca[1] ?? "", ca[2] === "pem");
  const asked = /^\/(?:ocsp\/)?([^/].*)$/.exec(path)?.[1];
  return asked === undefined
    ? no(404, "nothing here; ask at /ocsp, /crl/NAME.crl or /ca/NAME.cer")
    : gotten(options, asked);
}

/** What caIssuers would point to (RFC 5280 §4.2.2.1): DER, and PEM for who wants text. */
function handedOut(options: StatusServerOptions, name: string, asText: boolean): Given {
  const der = options.authority(name);
  if (der === null) return no(404, "no CA of that name");
  const said = `certificate of ${name}`;
  if (!asText) return { status: 200, type: "application/pkix-cert", body: der, said };
  const body = Buffer.from(new X509Certificate(der).toString());
  return { status: 200, type: "application/pem-certificate-chain", body, said };
}

async function posted(options: StatusServerOptions, request: IncomingMessage, path: string): Promise<Given> {
  if (path !== "/" && path !== "/ocsp") return no(404, "ask at /ocsp");
  if (request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() !== ocspType.request)
    return no(415, `the body must be ${ocspType.request}`);
  const body = await read(request);
  return body === null ? no(413, `a request has at most ${mostRequestBytes} bytes`) : answered(options, body);
}

/** Base64 in the path, percent-encoded (appendix A.1). What is no base64 is a request that cannot be read. */
function gotten(options: StatusServerOptions, asked: string): Given {
  const text = decoded(asked);
  if (text === null || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return answered(options, Buffer.alloc(0));
  return answered(options, Buffer.from(text, "base64"));
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function answered(options: StatusServerOptions, request: Buffer): Given {
  const { bytes, said } = options.answer(request);
  return { status: 200, type: ocspType.response, body: bytes, said };
}

/** `/crl/yessign.crl`; or the path in the certificates, whose host says which one. */
function listAsked(path: string, host: string): (typeof issuingFolders)[number] | null {
  const named = issuingFolders.find((folder) => path === `/crl/${folder}.crl`);
  if (named) return named;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return (
    issuingFolders.find((folder) => {
      const { hostname, pathname } = new URL(profileOf(folder, "branch").crlUri);
      return hostname === name && pathname === path;
    }) ?? null
  );
}

/** Null where it is too long: the rest is not read. */
async function read(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    length += bytes.length;
    if (length > mostRequestBytes) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function send(
  { log }: StatusServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
  { status, type, body, said }: Given,
): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": body.length,
    // A state is true for the moment in which it is told.
    "cache-control": "no-store",
    ...(status === 413 && { connection: "close" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
  const path = (request.url ?? "").slice(0, mostLogged).replaceAll(/[^\x21-\x7e]/g, "?");
  log(`${request.method} ${path} ${status} ${said}`);
}
