import type { FeedStore } from '../../ports/feed-store.ts';
import type { FeedTopic } from '../contract/feed.ts';

/** A transaction that takes so many ids of others to commit is noticed all the same. */
const lookBack = 200;

/** What changed in tables of their own since the last look, whichever process did it. */
export class ChangeWatch {
  readonly #store: Pick<FeedStore, 'changesAfter' | 'lastChangeId'>;
  #last = 0;
  #seen = new Set<number>();

  constructor(store: Pick<FeedStore, 'changesAfter' | 'lastChangeId'>) {
    this.#store = store;
  }

  async begin(): Promise<void> {
    this.#last = await this.#store.lastChangeId();
    await this.look();
  }

  /** Ids become visible out of their order: the latest are looked at again. */
  async look(): Promise<ReadonlySet<FeedTopic>> {
    const changes = await this.#store.changesAfter(this.#last - lookBack);
    const fresh = changes.filter(({ id }) => !this.#seen.has(id));
    this.#last = Math.max(this.#last, ...changes.map(({ id }) => id));
    this.#seen = new Set([...this.#seen, ...fresh.map(({ id }) => id)].filter((id) => id > this.#last - lookBack));
    return new Set(fresh.map(({ topic }) => topic));
  }
}
