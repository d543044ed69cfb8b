/** An append-only list that can be followed: from its beginning, by a listener or one event at a time. */
export class EventLog<Event> {
  readonly #events: Event[] = [];
  readonly #listeners = new Set<(event: Event, index: number) => void>();

  get events(): readonly Event[] {
    return this.#events;
  }

  append(event: Event): void {
    const index = this.#events.push(event) - 1;
    for (const listener of [...this.#listeners]) listener(event, index);
  }

  /** Hears events from index `from` on (default: all there are); the answer stops it. */
  subscribe(listener: (event: Event, index: number) => void, from = 0): () => void {
    for (const [offset, event] of this.#events.slice(from).entries()) listener(event, from + offset);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first event at or after index `from` that `wanted` accepts. Rejects when `signal` aborts first. */
  next<Wanted extends Event>(
    wanted: (event: Event) => event is Wanted,
    from?: number,
    signal?: AbortSignal,
  ): Promise<Wanted>;
  next(wanted: (event: Event) => boolean, from?: number, signal?: AbortSignal): Promise<Event>;
  next(wanted: (event: Event) => boolean, from = 0, signal?: AbortSignal): Promise<Event> {
    const there = this.#events.slice(from).find(wanted);
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const stop = this.subscribe((event) => {
        if (!wanted(event)) return;
        stop();
        resolve(event);
      }, this.#events.length);
      signal?.addEventListener('abort', () => {
        stop();
        reject(new Error('no such event came'));
      });
    });
  }
}
