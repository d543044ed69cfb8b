import type { Callback, Seat } from '../../src/domain/callback.ts';
import { localAt } from '../../src/domain/local-time.ts';
import type { Site } from '../../src/domain/site.ts';
import type { Deliver } from '../../src/ports.ts';
import { CallbackBench } from '../jobs/callback-bench.ts';
import { bookOf, callbackSite, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { Desk } from './desk-bench.ts';

const weekday = ['09:00-17:00'];
export const hours = { monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday };
const deliver: Deliver = async () => null;

/** A line that books from nine to five in San Francisco, on a Tuesday at ten, with runners to start. */
export function deskSite(callbacks: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Site {
  const { slots, ...others } = callbacks;
  const plan = { duration_minutes: 30, minimum_notice_minutes: 0, ...(slots as object | undefined) };
  return callbackSite({ ...others, slots: plan }, { hours, ...more });
}

/** The API over a store, runners and a carrier in virtual time. */
export class CallbackDesk extends CallbackBench {
  readonly desk: Desk;
  nudges = 0;
  nudge: () => void = () => void this.nudges++;
  #ids = 0;

  constructor(site: Site = deskSite(), start = TUESDAY_TEN) {
    super(start, site);
    const { store, clock, log } = this;
    this.desk = new Desk({
      store,
      clock,
      log,
      siteBook: bookOf(() => this.site),
      ids: { next: (prefix) => `${prefix}_${++this.#ids}`, token: () => 'token' },
      deliver,
      announceCallback: async ({ id }, news) => {
        this.news.push({ ...news, id, at: clock.now() });
        return 'sms';
      },
      nudgeCallbacks: () => this.nudge(),
    });
  }

  async open(): Promise<this> {
    await this.desk.open();
    return this;
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.desk.close()]);
  }

  /** With the wall-clock time of its start. */
  override book({ startsAt = TUESDAY_TEN, ...changes }: Partial<Callback> = {}): Promise<Callback> {
    const zone = 'America/Los_Angeles';
    return super.book({ startsAt, wall: { local: localAt(startsAt, zone), zone }, ...changes });
  }

  /** Books it with its seat. */
  async seated(changes: Partial<Callback> = {}): Promise<Callback> {
    const callback = await this.book(changes);
    const saved = await this.store.saveCallback(
      { next: callback, event: { type: 'waiting', actor: 'system', at: callback.createdAt, detail: {} } },
      this.seatAt(callback.startsAt),
    );
    if (saved.outcome !== 'saved') throw new Error(saved.outcome);
    return saved.callback;
  }

  seatAt(startsAt: number, capacity = 1): Seat {
    return { siteId: 'acme', lineId: 'support', startsAt, endsAt: startsAt + 30 * minute, capacity };
  }

  seats() {
    const span = { siteId: 'acme', lineId: 'support', startsAt: 0, endsAt: TUESDAY_TEN * 2 };
    return this.store.seatsOfLine(span, this.clock.now());
  }

  /** What an operator does with the sample callback, by what it is now. */
  async does(what: string, more: Record<string, unknown> = {}, name = 'ann') {
    const { id, sequence } = this.get();
    return this.desk.post(`callbacks/${id}/${what}`, { sequence, ...more }, 'operator', name);
  }
}
