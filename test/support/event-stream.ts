/** One message of `GET /api/stream`. */
export interface StreamMessage {
  readonly event: string;
  readonly id: number | null;
  readonly data: Record<string, unknown>;
  /** When it was read (epoch ms). */
  readonly at: number;
}

/** Follows the stream of a real server over plain fetch, and goes on where it stopped when told to. */
export class EventStream {
  readonly messages: StreamMessage[] = [];
  #stop = new AbortController();
  #waiting: (() => void)[] = [];

  /** Resolves when the server has greeted. */
  async open(url: string, after: number | null = null): Promise<this> {
    this.#stop = new AbortController();
    const headers: Record<string, string> = after === null ? {} : { 'last-event-id': String(after) };
    const response = await fetch(`${url}/api/stream`, { headers, signal: this.#stop.signal });
    if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`);
    const greeted = this.messages.length;
    void this.#read(response.body).catch(() => undefined);
    await this.until(() => this.messages.slice(greeted).some(({ event }) => event === 'hello'));
    return this;
  }

  /** Breaks the connection. */
  close(): void {
    this.#stop.abort();
  }

  get lastId(): number | null {
    return this.messages.findLast(({ id }) => id !== null)?.id ?? null;
  }

  /** The events of calls, or of one. */
  calls(
    callId?: string,
  ): { id: number; callId: string; seq: number; event: { type: string; [key: string]: unknown } }[] {
    return this.messages
      .filter(({ event, data }) => event === 'call' && (callId === undefined || data.callId === callId))
      .map(({ data }) => data as never);
  }

  /** Waits until it holds, at most twenty seconds. */
  async until(holds: () => boolean): Promise<void> {
    const tooLate = Date.now() + 20_000;
    while (!holds()) {
      const left = tooLate - Date.now();
      if (left <= 0) throw new Error(`it never came: ${JSON.stringify(this.messages.slice(-5))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    let text = '';
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const event = field('event');
    if (event === undefined) return;
    const id = field('id');
    const data = JSON.parse(field('data') ?? 'null');
    this.messages.push({ event, id: id === undefined ? null : Number(id), data, at: Date.now() });
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
