import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RouteRequest {
  readonly raw: IncomingMessage;
  readonly response: ServerResponse;
  /** What the path pattern's groups matched. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Answers a request; what it throws becomes a 500. */
export type RouteHandler = (request: RouteRequest) => Promise<void> | void;

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handle: RouteHandler;
}

const MAX_BODY_BYTES = 1_000_000;

/** Serves these routes; `otherwise` answers what none of them matches. Resolves when it listens. */
export async function serveRoutes(
  address: { readonly host: string; readonly port: number },
  routes: readonly Route[],
  otherwise: RouteHandler,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((raw, response) => void answer(raw, response, routes, otherwise));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://${address.host}:${port}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(
  raw: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
  otherwise: RouteHandler,
): Promise<void> {
  try {
    const url = new URL(raw.url ?? '/', 'http://localhost');
    const route = routes.find((one) => one.method === raw.method && one.pattern.test(url.pathname));
    const path = (route?.pattern.exec(url.pathname) ?? []).slice(1);
    await (route?.handle ?? otherwise)({ raw, response, path, query: url.searchParams, body: await readBody(raw) });
  } catch (error) {
    if (!response.headersSent) sendJson(response, 500, { message: String(error) });
    else response.destroy();
  }
}

async function readBody(raw: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
