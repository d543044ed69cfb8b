import { beforeEach, describe, expect, it } from 'vitest';
import { createLinkSigner } from '../../src/adapters/link-signer.ts';
import type { Callback, CallbackNews } from '../../src/domain/callback.ts';
import { moveCallback } from '../../src/domain/callback-changes.ts';
import { createAnnounceCallback } from '../../src/jobs/announce-callback.ts';
import type { AnnounceCallback } from '../../src/ports.ts';
import { testCallback, tuesdayTen } from '../support/test-callback.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';
import { address, number, OutboxBench, refusal, unreachable } from './outbox-bench.ts';

const hour = 3_600_000;
const day = 24 * hour;
const nineToFive = ['09:00-17:00'];
const hours = { monday: nineToFive, tuesday: nineToFive };
const booked: CallbackNews = { kind: 'booked' };
const reminder: CallbackNews = { kind: 'reminder', minutesBefore: 60 };
const every: readonly CallbackNews[] = [
  booked,
  { kind: 'moved' },
  { kind: 'cancelled' },
  reminder,
  { kind: 'not_reached' },
  { kind: 'apology' },
];
const withMail = { email: address };
let count = 0;

/** An outbox with an announcer, as one process has it. */
function world(callbacks: Record<string, unknown> = {}, line = {}, site = {}, at?: number) {
  const slots = { duration_minutes: 15 };
  const outbox = new OutboxBench(new VirtualClock(at), { hours, callbacks: { slots, ...callbacks }, ...line }, site);
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

describe('news of a callback', () => {
  it('[CBN11] goes out once, however often and by however many it is told', async () => {
    const { announcer, outbox, rows } = world();
    const processes = [announcer(), announcer()];
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => processes[index % 2]?.(testCallback(), booked)),
    );
    await settle();
    await processes[0]?.(testCallback({ updatedAt: 5, version: 9, confirmedAt: 3 }), booked);
    await settle();
    expect(outcomes).toEqual(Array(10).fill('sms'));
    expect(outbox.left).toHaveLength(1);
    expect(rows()).toMatchObject([
      {
        callId: 'call_1',
        toolCallId: `callback:${testCallback().id}:booked:0`,
        tool: 'callback',
        audience: 'callback',
      },
    ]);
  });

  it('[CBN11] each reminder and each version is one of its own', async () => {
    const { tell, rows } = world();
    for (const minutesBefore of [1440, 60, 60]) await tell({ kind: 'reminder', minutesBefore });
    for (const sequence of [1, 2, 2]) await tell({ kind: 'moved' }, { sequence });
    const keys = rows().map(({ toolCallId }) => toolCallId.slice(testCallback().id.length + 'callback::'.length));
    expect(keys).toEqual(['reminder:1440:0', 'reminder:60:0', 'moved:1', 'moved:2']);
  });

  it("[CBN12] goes by the line's medium", async () => {
    for (const confirmation of ['sms', 'email'] as const) {
      const { tell, media } = world({ confirmation });
      expect(await tell(booked, withMail)).toBe(confirmation);
      expect(media()).toEqual([confirmation]);
    }
  });

  it('[CBN12] and by the other where the caller cannot be reached by it', async () => {
    const cases: readonly (readonly [string, ReturnType<typeof world>, Partial<Callback>, string | null])[] = [
      ['no address', world({ confirmation: 'email' }), {}, 'sms'],
      ['no preset', world({ confirmation: 'email' }, {}, { mail: {} }), withMail, 'sms'],
      ['no e-mail', world({ confirmation: 'email' }, {}, { features: { email: false } }), withMail, 'sms'],
      ['no texts', world({}, {}, { features: { sms: false } }), withMail, 'email'],
      ['another country', world(), { ...withMail, phone: '+493012345678' }, 'email'],
      ['premium', world(), { ...withMail, phone: '+19005550123' }, 'email'],
      ['nothing at all', world({}, {}, { features: { sms: false } }), {}, null],
    ];
    for (const [name, { tell, media }, changes, expected] of cases) {
      expect([name, await tell(booked, changes)]).toEqual([name, expected]);
      expect(media()).toEqual(expected === null ? [] : [expected]);
    }
  });

  it('[CBN12] after an opt-out or at a cap too', async () => {
    const out = world();
    await out.outbox.store.setOptOut('testers', 'sms', number, true, 0, 'texted');
    expect(await out.tell(booked, withMail)).toBe('email');
    expect(await out.tell({ kind: 'apology' })).toBeNull();
    await out.outbox.store.setOptOut('testers', 'email', address, true, 0, 'spoken');
    expect(await out.tell({ kind: 'moved' }, { ...withMail, sequence: 1 })).toBeNull();
    expect(out.media()).toEqual(['email']);
    const capped = world({}, {}, { limits: { sms_per_destination_per_day: 1 } });
    expect([await capped.tell(booked, withMail), await capped.tell(reminder, withMail)]).toEqual(['sms', 'email']);
    expect(await capped.tell({ kind: 'apology' })).toBeNull();
  });

  it('[CBN13] a line that confirms nothing still sends what keeps a caller from waiting in vain', async () => {
    const { tell } = world({ confirmation: 'none' });
    const outcomes = [];
    for (const news of every) outcomes.push(await tell(news, withMail));
    expect(outcomes).toEqual([null, null, null, 'sms', 'sms', 'sms']);
    const landline = world({ confirmation: 'none' }, {}, { features: { sms: false } });
    const byMail = [];
    for (const news of every) byMail.push(await landline.tell(news, withMail));
    expect(byMail).toEqual([null, null, null, null, 'email', 'email']);
  });

  it('[CBN13] of a callback now only an unanswered call and an apology are news', async () => {
    const { tell } = world();
    const outcomes = [];
    for (const news of every) outcomes.push(await tell(news, { kind: 'now', wall: null }));
    expect(outcomes).toEqual([null, null, null, null, 'sms', 'sms']);
  });

  it("[CBN14] in a call it counts to the conversation's caps", async () => {
    const { announce, outbox, rows } = world();
    await outbox.call(null);
    for (let index = 0; index < 3; index++) await outbox.reserve();
    expect(await announce(testCallback(), booked, { inCall: true })).toBeNull();
    expect(await announce(testCallback(withMail), booked, { inCall: true })).toBe('email');
    expect(rows().at(-1)).toMatchObject({ audience: 'caller', status: 'sent' });
    expect(await announce(testCallback({ sequence: 1 }), { kind: 'moved' })).toBe('sms');
  });

  it('[CBN14] in a call its failure is known at once', async () => {
    const { announce, outbox } = world();
    outbox.answers.push(refusal('21614'), unreachable);
    expect(await announce(testCallback(), booked, { inCall: true })).toBeNull();
    expect(await announce(testCallback(), booked, { inCall: true })).toBeNull();
    expect(await announce(testCallback({ sequence: 1 }), { kind: 'moved' }, { inCall: true })).toBe('sms');
    expect(outbox.left).toHaveLength(2);
  });

  it('[CBN14] outside nobody waits, and twelve are enough', async () => {
    const { announce, tell, outbox } = world();
    let answer = (): void => undefined;
    const { store } = outbox;
    const claim = store.claimMessage.bind(store);
    store.claimMessage = async (...given) => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return claim(...given);
    };
    expect(await announce(testCallback(), booked)).toBe('sms');
    expect(outbox.left).toEqual([]);
    answer();
    await settle();
    expect(outbox.left).toHaveLength(1);
    store.claimMessage = claim;
    const outcomes = [];
    for (let sequence = 1; sequence <= 12; sequence++) outcomes.push(await tell({ kind: 'moved' }, { sequence }));
    expect(outcomes).toEqual([...Array(11).fill('sms'), null]);
  });

  it('[CBN19] its link works 14 days beyond the time, or 7 days for a new one', async () => {
    const { tell, outbox, signer } = world();
    for (const [news, ends] of [
      [booked, tuesdayTen + 14 * day],
      [{ kind: 'apology' }, outbox.clock.now() + 7 * day],
    ] as const) {
      await tell(news);
      const [, token = ''] = /\/callback\/(\S+)$/.exec(bodyOf(outbox)) ?? [];
      expect(await signer.verify(token, ends - 1)).toBe(testCallback().id);
      expect(await signer.verify(token, ends)).toBeNull();
    }
  });

  it('[CBN19] there is none where the line has no times to choose from', async () => {
    const without = [
      world({ slots: undefined }),
      world({}, {}, { features: { callback_scheduling: false } }),
      world({}, { hours: undefined }),
    ];
    for (const { tell, outbox } of without) {
      await tell({ kind: 'apology' });
      expect(bodyOf(outbox)).toMatch(/call \+14155550101\.$/);
    }
  });

  it('[CBN20] nothing is thrown', async () => {
    const { tell, outbox } = world();
    outbox.store.away = true;
    expect(await tell(booked)).toBeNull();
    outbox.store.away = false;
    expect(await tell(booked, { lineId: 'gone' })).toBeNull();
    expect(await tell(booked, { siteId: 'gone' })).toBeNull();
    expect(await tell(booked, { id: 'no id!' })).toBeNull();
    expect(await tell(booked)).toBe('sms');
    expect(JSON.stringify(outbox.log.lines)).not.toMatch(/5550123|jane@/);
  });
});

const bodyOf = ({ left }: OutboxBench): string => {
  const last = left.at(-1);
  return last?.medium === 'sms' ? last.body : '';
};

describe('news of a callback at night', () => {
  /** 22:30 in San Francisco, where the number is, eight days before the callback. */
  const night = Date.UTC(2026, 10, 24, 6, 30);
  const morning = Date.UTC(2026, 10, 24, 16);
  let at: ReturnType<typeof world>;
  beforeEach(() => {
    at = world({}, {}, {}, night);
  });

  it('[CBN15] waits for the morning, and is then sent once', async () => {
    const running = await at.outbox.startJobs();
    for (const news of [{ kind: 'not_reached' }, { kind: 'apology' }, { kind: 'moved' }] as const) await at.tell(news);
    expect(at.rows().map(({ status, dueAt }) => [status, dueAt])).toEqual(Array(3).fill(['retry', morning]));
    await running.stop();
    const again = await at.outbox.startJobs();
    await at.outbox.clock.advance(morning - night - 1);
    expect(at.outbox.left).toEqual([]);
    for (const { id } of at.rows()) {
      await at.outbox.clock.advance(1);
      await Promise.all([at.outbox.deliver(id, true), at.outbox.deliver(id, true)]);
    }
    expect(at.outbox.left).toHaveLength(3);
    await again.stop();
  });

  it('[CBN15] by e-mail it goes at once, and what was agreed in a call too', async () => {
    const mail = world({ confirmation: 'email' }, {}, {}, night);
    expect([await mail.tell(booked, withMail), mail.outbox.left.length]).toEqual(['email', 1]);
    expect(await at.announce(testCallback(), booked, { inCall: true })).toBe('sms');
    expect(at.outbox.left).toHaveLength(1);
  });

  it('[CBN16] is not held beyond its sense', async () => {
    await at.outbox.call('completed');
    await at.tell(reminder, { startsAt: morning });
    await at.tell({ kind: 'reminder', minutesBefore: 1440 }, { startsAt: morning + 1 });
    await at.tell({ kind: 'apology' }, { startsAt: night - hour });
    expect(at.rows().map(({ status, errorCode }) => [status, errorCode])).toEqual([
      ['failed', 'overdue'],
      ['retry', 'quiet_hours'],
      ['retry', 'quiet_hours'],
    ]);
  });

  it('[CBN16] nor sent when it was late for another reason, by neither medium, and nobody is told', async () => {
    for (const [medium, changes] of [
      ['sms', withMail],
      ['email', withMail],
    ] as const) {
      const late = world({ confirmation: medium }, { delivery: { other_medium: true } });
      await late.outbox.call(null);
      late.outbox.answers.push(unreachable);
      const startsAt = late.outbox.clock.now() + 4000;
      await late.tell(reminder, { ...changes, startsAt });
      await late.outbox.clock.advance(5000);
      const [row] = late.rows();
      expect(await late.outbox.deliver(row?.id ?? '', true)).toMatchObject({ status: 'failed', errorCode: 'overdue' });
      expect(late.outbox.left).toHaveLength(1);
      expect(await late.outbox.store.takeNotices(['call_1'])).toEqual([]);
      await late.outbox.store.endCall('call_1', { status: 'completed', at: late.outbox.clock.now() });
      await late.outbox.followUpCall('call_1');
      for (const message of late.rows()) await late.outbox.followUp(message);
      expect(late.rows()).toHaveLength(1);
    }
  });

  it('[CBN17] is not sent when the callback was changed meanwhile', async () => {
    const callback = testCallback();
    at.keep(callback);
    await at.tell(reminder);
    const wall = { local: '2026-12-02T10:30', zone: 'America/Los_Angeles' };
    const time = { startsAt: tuesdayTen + day, wall, durationMinutes: 15 };
    const { next } = moveCallback(callback, time, 'caller', night);
    at.keep(next);
    await at.announce(next, { kind: 'moved' });
    await at.outbox.clock.advance(morning - night);
    for (const { id } of at.rows()) await at.outbox.deliver(id, true);
    expect(at.rows().map(({ status, errorCode }) => [status, errorCode])).toEqual([
      ['failed', 'overdue'],
      ['sent', null],
    ]);
    expect(bodyOf(at.outbox)).toContain('moved to Wed Dec 2');
  });
});

describe('news of a callback that fails', () => {
  const switched = { delivery: { other_medium: true } };

  it('[CBN18] goes by the other medium to the address of the callback, once', async () => {
    const { tell, keep, outbox, rows } = world({}, switched);
    await outbox.call('completed');
    keep(testCallback(withMail));
    outbox.answers.push(refusal('30005'));
    await tell(reminder, withMail);
    for (const message of rows()) await outbox.followUp(message);
    expect(outbox.left.map(({ medium, to }) => [medium, to])).toEqual([
      ['sms', number],
      ['email', address],
    ]);
    expect(outbox.left[1]).toMatchObject({ notAfter: tuesdayTen, text: expect.stringContaining('/callback/') });
    expect(rows().at(-1)).toMatchObject({ audience: 'callback', tool: 'callback' });
  });

  it('[CBN18] and to the number of the callback', async () => {
    const { tell, keep, outbox, rows } = world({ confirmation: 'email' }, switched);
    await outbox.call('completed');
    keep(testCallback(withMail));
    outbox.answers.push(refusal('550'));
    await tell(booked, withMail);
    expect(outbox.left.map(({ medium }) => medium)).toEqual(['email', 'sms']);
    expect(rows()).toHaveLength(2);
  });

  it('[CBN18] but not where the line does not say so, or there is no address', async () => {
    for (const [line, changes] of [
      [{}, withMail],
      [switched, {}],
    ] as const) {
      const { tell, keep, outbox, rows } = world({}, line);
      await outbox.call('completed');
      keep(testCallback(changes));
      outbox.answers.push(refusal('30005'));
      await tell(reminder, changes);
      expect([outbox.left.length, rows().length]).toEqual([1, 1]);
    }
  });

  it('[CBN18] a call that goes on is told', async () => {
    const { tell, outbox } = world({}, switched);
    await outbox.call(null);
    outbox.answers.push(refusal('30005'));
    await tell({ kind: 'moved' }, withMail);
    expect(await outbox.store.takeNotices(['call_1'])).toMatchObject([{ urgent: true }]);
    expect(outbox.left).toHaveLength(1);
  });
});
