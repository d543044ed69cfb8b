import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/** One PostgreSQL connection over a message port: cuts the byte stream into whole messages, as the backend wants them. */
export class ProtocolStream extends Duplex {
  readonly #port: MessagePort;
  #buffer: Buffer = Buffer.alloc(0);
  #started = false;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('message', (answer: Uint8Array) =>
      this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength)),
    );
  }

  /** What the client calls on a socket. */
  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    const messages: Uint8Array[] = [];
    for (let message = this.#next(); message !== null; message = this.#next()) messages.push(message);
    const terminated = messages.at(-1)?.[0] === 0x58;
    if (terminated) messages.pop();
    if (messages.length > 0) this.#port.postMessage(messages);
    if (terminated) this.destroy();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#port.postMessage(null);
    this.push(null);
    done(error);
  }

  /** The first message has no type byte: its length comes first. */
  #next(): Uint8Array | null {
    const offset = this.#started ? 1 : 0;
    if (this.#buffer.length < offset + 4) return null;
    const length = this.#buffer.readInt32BE(offset) + offset;
    if (this.#buffer.length < length) return null;
    this.#started = true;
    const message = new Uint8Array(this.#buffer.subarray(0, length));
    this.#buffer = this.#buffer.subarray(length);
    return message;
  }
}
