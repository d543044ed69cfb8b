import { Duplex } from 'node:stream';

/** What a stream needs of the thread behind it. */
export interface ProtocolLink {
  ready(): Promise<void>;
  exchange(request: Uint8Array): Promise<Uint8Array>;
}

const TERMINATE = 'X'.charCodeAt(0);

/**
 * Stands where node-postgres expects a socket: what is written are complete protocol messages (the driver corks them
 * into one batch per query), what is read are the embedded database's answers.
 */
export class EmbeddedDatabaseStream extends Duplex {
  readonly #link: ProtocolLink;

  constructor(link: ProtocolLink) {
    super();
    this.#link = link;
  }

  connect(): this {
    this.#link.ready().then(
      () => this.emit('connect'),
      (error: Error) => this.destroy(error),
    );
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

  override _write(chunk: Uint8Array, _encoding: string, done: (error?: Error | null) => void): void {
    this.#send(chunk, done);
  }

  override _writev(chunks: readonly { readonly chunk: Uint8Array }[], done: (error?: Error | null) => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.push(null);
    done();
  }

  #send(bytes: Uint8Array, done: (error?: Error | null) => void): void {
    if (bytes[0] === TERMINATE) return done();
    this.#link.exchange(new Uint8Array(bytes)).then(
      (answer) => {
        if (answer.length > 0 && !this.destroyed) this.push(answer);
        done();
      },
      (error: Error) => done(error),
    );
  }
}
