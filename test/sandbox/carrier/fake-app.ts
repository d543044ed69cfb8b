import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { EventLog } from '../../../src/sandbox/carrier/event-log.ts';

/** A request the application got, with what a signature check needs. */
export interface AppRequest {
  readonly url: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly signature: string;
  readonly idempotencyToken: string;
}
export type Frame = Readonly<Record<string, unknown>>;

/** An application under the stand-in's call: answers webhooks from a table, keeps every request and frame. */
export class FakeApp {
  readonly requests = new EventLog<AppRequest>();
  readonly frames = new EventLog<Frame>();
  readonly upgrades: { readonly url: string; readonly signature: string }[] = [];
  readonly closes = new EventLog<{ readonly code: number; readonly reason: string }>();
  /** TwiML by path; a function sees the request. */
  readonly answers = new Map<string, string | ((request: AppRequest, response: ServerResponse) => void)>();
  /** The status the next upgrades are refused with. */
  refuseUpgrade: number | null = null;
  url = '';
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #sockets = new WebSocketServer({ noServer: true });
  #socket: WebSocket | null = null;

  async start(): Promise<this> {
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.refuseUpgrade !== null) return void socket.end(`HTTP/1.1 ${this.refuseUpgrade} Refused\r\n\r\n`);
      const url = `${this.url.replace('http', 'ws')}${request.url ?? ''}`;
      this.upgrades.push({ url, signature: String(request.headers['x-twilio-signature']) });
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#open(opened));
    });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  get relayUrl(): string {
    return `${this.url.replace('http', 'ws')}/relay?call=1&x=%41`;
  }

  /** TwiML that opens a session; `attributes` and `inner` are written as given. */
  relay(attributes = '', inner = ''): string {
    const url = this.relayUrl.replaceAll('&', '&amp;');
    return `<?xml version="1.0" encoding="UTF-8"?><Response><Connect action="/action"><ConversationRelay url="${url}" events="speaker-events tokens-played" ${attributes}>${inner}</ConversationRelay></Connect></Response>`;
  }

  send(...frames: unknown[]): void {
    for (const frame of frames) this.#socket?.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  sendBinary(data: Buffer): void {
    this.#socket?.send(data, { binary: true });
  }

  /** Drops the socket without a closing handshake. */
  drop(): void {
    this.#socket?.terminate();
  }

  frame(wanted: (frame: Frame) => boolean, from = 0): Promise<Frame> {
    return this.frames.next(wanted, from);
  }

  request(path: string, from = 0): Promise<AppRequest> {
    return this.requests.next((request) => request.path === path, from);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #open(socket: WebSocket): void {
    this.#socket = socket;
    socket.on('message', (data) => this.frames.append(JSON.parse(String(data)) as Frame));
    socket.on('close', (code, reason) => this.closes.append({ code, reason: reason.toString() }));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const seen: AppRequest = {
      url: this.url + (request.url ?? ''),
      path: (request.url ?? '').split('?')[0] ?? '',
      parameters: Object.fromEntries(new URLSearchParams(body)),
      signature: String(request.headers['x-twilio-signature']),
      idempotencyToken: String(request.headers['i-twilio-idempotency-token']),
    };
    const answer = this.answers.get(seen.path) ?? '<Response/>';
    this.requests.append(seen);
    if (typeof answer === 'function') return answer(seen, response);
    response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
  }
}

/** Frames shortened to what an order is about. */
export function shorten(frame: Frame): string {
  if (frame.type === 'info') return frame.name === 'tokensPlayed' ? 'tokensPlayed' : `${frame.name} ${frame.value}`;
  if (frame.type === 'prompt') return frame.last === true ? 'prompt' : 'partial';
  return String(frame.type);
}
