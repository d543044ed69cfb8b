import { createAnnounceCallback } from '../../src/jobs/announce-callback.ts';
import { OutboxBench } from '../jobs/outbox-bench.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { Desk } from './desk-bench.ts';

/** Noon in San Francisco. */
export const noon = Date.UTC(2026, 10, 24, 20);

/** The API over the outbox with everything behind it, in virtual time. */
export class MessageDesk extends OutboxBench {
  readonly desk: Desk;
  #ids = 0;

  constructor(line: Record<string, unknown> = {}, site: Record<string, unknown> = {}, start = noon) {
    super(new VirtualClock(start), line, site);
    const { store, clock, log } = this;
    const ids = { next: (prefix: string) => `${prefix}_d${++this.#ids}`, token: () => 'token' };
    const siteBook = {
      sites: () => [this.inForce.site],
      lineForNumber: () => this.inForce,
      lineAtVersion: async () => this.inForce,
    };
    const deliver = (id: string, behind?: boolean) => this.deliver(id, behind);
    const linkSigner = { sign: async () => 'signed', verify: async () => null };
    const publicUrl = () => 'https://voice.example.com';
    const announceCallback = createAnnounceCallback({
      store,
      siteBook,
      deliver,
      linkSigner,
      publicUrl,
      clock,
      ids,
      log,
    });
    this.desk = new Desk({ store, siteBook, clock, ids, log, deliver, announceCallback });
  }

  async open(): Promise<this> {
    await this.desk.open();
    return this;
  }

  /** All messages but the one. */
  besides(id: string) {
    return [...this.store.messages.values()].filter((message) => message.id !== id);
  }

  again(id: string) {
    return this.desk.post(`messages/${id}/resend`, {});
  }
}
