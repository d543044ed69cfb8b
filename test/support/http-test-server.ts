import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createRawServer, isIP, type LookupFunction, Socket } from 'node:net';
import tls, { type ConnectionOptions, type TLSSocket } from 'node:tls';
import { vi } from 'vitest';
import type { HttpRequest } from '../../src/ports/http-requester.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (request: Seen, response: ServerResponse) => void;

export interface HttpTestServer {
  readonly origin: string;
  readonly port: number;
  readonly seen: readonly Seen[];
  readonly connections: () => number;
  /** Resolves when this many requests have come. */
  arrived(count: number): Promise<void>;
  close(): Promise<void>;
}

/** A server on this machine that remembers what it was asked. */
export async function startHttpServer(answer: Answer, host = '127.0.0.1', port = 0): Promise<HttpTestServer> {
  const seen: Seen[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(one);
      for (const { count, resolve } of waiting) if (seen.length >= count) resolve();
      answer(one, response);
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address() as AddressInfo;
  return {
    origin: `http://${host}:${address.port}`,
    port: address.port,
    seen,
    connections: () => connections,
    arrived: (count) =>
      new Promise((resolve) => {
        if (seen.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export interface Dialled {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/**
 * Puts this machine's plain server where the internet would be: every TLS connection is resolved as Node resolves it
 * (an address written out asks no resolver), noted, and then made to `port` here. Undone by `vi.restoreAllMocks`.
 */
export function internetAt(port: number): Dialled[] {
  const dialled: Dialled[] = [];
  const dial = (options: ConnectionOptions & { lookup?: LookupFunction }): TLSSocket => {
    const socket = new Socket();
    const host = options.host ?? '';
    const go = (addresses: readonly string[]): void => {
      dialled.push({ host, port: Number(options.port), addresses });
      socket.connect(port, '127.0.0.1', () => socket.emit('secureConnect'));
    };
    if (isIP(host) !== 0) go([host]);
    else
      options.lookup?.(host, { all: true }, (error, found) => {
        if (error) socket.destroy(error);
        else go((found as { address: string }[]).map(({ address }) => address));
      });
    return socket as TLSSocket;
  };
  vi.spyOn(tls, 'connect').mockImplementation(dial as typeof tls.connect);
  return dialled;
}

/** A port nobody listens on, for as long as nobody else takes it. */
export async function closedPort(): Promise<number> {
  const server = await startHttpServer(() => {});
  await server.close();
  return server.port;
}

/** A server that takes connections and does with them what it is told. */
export async function startRawServer(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close(): Promise<unknown> {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A request to a server of this machine. */
export const askedHere = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  body: null,
  timeoutMs: 5000,
  allowedHosts: ['127.0.0.1', 'localhost'],
  privateHosts: ['127.0.0.1', 'localhost'],
  maximumBytes: 1000,
  ...more,
});
