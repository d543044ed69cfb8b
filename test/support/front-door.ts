import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** A load balancer without a memory: every request goes to the next server that takes connections. */
export class FrontDoor {
  readonly #origins: URL[] = [];
  #next = 0;
  readonly #server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing, this.#origins.length));

  /** Its own origin: the PUBLIC_URL of the servers behind it. */
  url = '';

  async listen(): Promise<this> {
    this.#server.on('upgrade', (incoming: IncomingMessage, socket: Duplex) => this.#tunnel(incoming, socket));
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  add(origin: string): void {
    this.#origins.push(new URL(origin));
  }

  remove(origin: string): void {
    const gone = this.#origins.findIndex((one) => one.href === new URL(origin).href);
    if (gone !== -1) this.#origins.splice(gone, 1);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** What a server did not answer goes to the next one, whether or not the first had begun with it. */
  #pass(incoming: IncomingMessage, outgoing: ServerResponse, tries: number): void {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => this.#forward(incoming, Buffer.concat(chunks), outgoing, tries));
  }

  #forward(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse, tries: number): void {
    const origin = this.#pick();
    if (origin === null || tries === 0) return void outgoing.writeHead(502).end();
    const { method, headers, url } = incoming;
    const onward = request({ host: origin.hostname, port: origin.port, path: url, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => {
      if (outgoing.headersSent) outgoing.end();
      else this.#forward(incoming, body, outgoing, tries - 1);
    });
    onward.end(body);
  }

  #tunnel({ url = '', headers }: IncomingMessage, socket: Duplex): void {
    const origin = this.#pick();
    if (origin === null) return void socket.destroy();
    const onward = connect(Number(origin.port), origin.hostname, () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
      onward.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [[onward, socket] as const, [socket, onward] as const])
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  }

  #pick(): URL | null {
    return this.#origins[this.#next++ % Math.max(1, this.#origins.length)] ?? null;
  }
}
