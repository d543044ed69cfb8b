import { createLinkSigner } from '../../src/adapters/link-signer.ts';
import type { Callback, CallbackNews } from '../../src/domain/callback.ts';
import { createAnnounceCallback } from '../../src/jobs/announce-callback.ts';
import type { AnnounceCallback } from '../../src/ports.ts';
import { testCallback } from '../support/test-callback.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';
import { address, OutboxBench } from './outbox-bench.ts';

const nineToFive = ['09:00-17:00'];
const hours = { monday: nineToFive, tuesday: nineToFive };
export const booked: CallbackNews = { kind: 'booked' };
export const reminder: CallbackNews = { kind: 'reminder', minutesBefore: 60 };
export const withMail = { email: address };
let count = 0;

/** An outbox with an announcer, as one process has it. */
export function announceBench(callbacks: Record<string, unknown> = {}, line = {}, site = {}, at?: number) {
  const slots = { duration_minutes: 15 };
  const offered = {
    hours,
    escalation: { scheduled_callback: true },
    transfer: { targets: [{ id: 'desk', number: '+14155550111' }] },
    callbacks: { slots, ...callbacks },
  };
  const outbox = new OutboxBench(new VirtualClock(at), { ...offered, ...line }, site);
  const signer = createLinkSigner({ store: outbox.store, ids: { token: () => `key${++count}` } });
  const announcer = (): AnnounceCallback =>
    createAnnounceCallback({
      store: outbox.store,
      siteBook: { sites: () => [outbox.inForce.site] },
      deliver: outbox.deliver,
      linkSigner: createLinkSigner({ store: outbox.store, ids: { token: () => `key${++count}` } }),
      publicUrl: () => 'https://voice.example.com',
      clock: outbox.clock,
      ids: { next: (prefix) => `${prefix}_a${++count}` },
      log: outbox.log,
    });
  const announce = announcer();
  /** Tells it, and lets what nobody waits for happen. */
  const tell = async (news: CallbackNews, changes: Partial<Callback> = {}) => {
    const outcome = await announce(testCallback(changes), news);
    await settle();
    return outcome;
  };
  const keep = (callback: Callback) => void outbox.store.callbacks.set(callback.id, callback);
  const rows = () => [...outbox.store.messages.values()];
  const media = () => outbox.left.map(({ medium }) => medium);
  return { outbox, signer, announcer, announce, tell, keep, rows, media };
}

/** Of the last text that left. */
export const bodyOf = ({ left }: OutboxBench): string => {
  const last = left.at(-1);
  return last?.medium === 'sms' ? last.body : '';
};
