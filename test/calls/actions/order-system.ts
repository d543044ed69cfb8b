import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OrderRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `silence`: the request is taken and never answered. `loss`: the connection is closed instead of an answer. */
export type OrderAnswer =
  | 'silence'
  | 'loss'
  | {
      readonly status?: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly type?: string;
      readonly location?: string;
    };

/** The order system of a business, as foreign to us as any: it answers by path what a test wrote down. */
export class OrderSystem {
  readonly #answers = new Map<string, readonly (OrderAnswer | Promise<OrderAnswer>)[]>();
  readonly #waiting = new Set<() => void>();
  readonly seen: OrderRequest[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What a path is answered with, one after the other; the last one from then on. Any other path is a 404. */
  when(path: string, ...answers: readonly (OrderAnswer | Promise<OrderAnswer>)[]): this {
    this.#answers.set(path, answers);
    return this;
  }

  /** The requests to a path so far. */
  asked(path: string): readonly OrderRequest[] {
    return this.seen.filter(({ url }) => pathOf(url) === path);
  }

  /** Resolves when a path has been asked this often. */
  async arrived(path: string, count = 1): Promise<void> {
    while (this.asked(path).length < count) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = pathOf(url);
    const earlier = this.asked(path).length;
    this.seen.push({ method, url, headers, body });
    const answers = this.#answers.get(path) ?? [{ status: 404, json: { error: 'no such order' } }];
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
    this.#answer(response, (await answers[Math.min(earlier, answers.length - 1)]) ?? 'silence');
  }

  #answer(response: ServerResponse, answer: OrderAnswer): void {
    if (answer === 'silence') return;
    if (answer === 'loss') return void response.destroy();
    const { status = 200, json, text, type, location } = answer;
    const headers = { 'content-type': type ?? 'application/json', ...(location !== undefined && { location }) };
    response.writeHead(status, headers).end(text ?? JSON.stringify(json) ?? '');
  }
}

const pathOf = (url: string): string => url.split('?')[0] ?? '';
