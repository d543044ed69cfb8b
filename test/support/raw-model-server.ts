import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RawExchange {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly response: ServerResponse;
  /** Resolves when the client has gone or the answer is out. */
  readonly closed: Promise<void>;
  /** Writes server-sent events with the right headers. */
  stream(...chunks: (string | Buffer)[]): void;
}

/** An HTTP server that answers what a test tells it to, byte for byte: no library's idea of the API in between. */
export class RawModelServer {
  readonly exchanges: RawExchange[] = [];
  #answer: (exchange: RawExchange) => void = (exchange) => exchange.response.end();
  #waiting: (() => void)[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** With `/v1`, as OPENAI_BASE_URL has it. */
  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  answerWith(answer: (exchange: RawExchange) => void): void {
    this.exchanges.length = 0;
    this.#answer = answer;
  }

  /** Resolves once this many requests have come in. */
  async received(count: number): Promise<void> {
    while (this.exchanges.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString();
    const exchange: RawExchange = {
      method: request.method ?? '',
      path: request.url ?? '',
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      response,
      closed: new Promise((resolve) => response.on('close', resolve)),
      stream(...chunks) {
        if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const chunk of chunks) response.write(chunk);
      },
    };
    this.exchanges.push(exchange);
    this.#answer(exchange);
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
