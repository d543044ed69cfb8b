import { describe, expect, it } from 'vitest';
import type { Callback, CallbackNews } from '../../src/domain/callback.ts';
import { testCallback, tuesdayTen } from '../support/test-callback.ts';
import { settle } from '../support/virtual-clock.ts';
import { announceBench, bodyOf, booked, reminder, withMail } from './announce-bench.ts';
import { address, number, refusal, unreachable } from './outbox-bench.ts';

const day = 86_400_000;
const every: readonly CallbackNews[] = [
  booked,
  { kind: 'moved' },
  { kind: 'cancelled' },
  reminder,
  { kind: 'not_reached' },
  { kind: 'apology' },
];

describe('news of a callback', () => {
  it('[CBN11] goes out once, however often and by however many it is told', async () => {
    const { announcer, outbox, rows } = announceBench();
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
    const { tell, rows } = announceBench();
    for (const minutesBefore of [1440, 60, 60]) await tell({ kind: 'reminder', minutesBefore });
    for (const sequence of [1, 2, 2]) await tell({ kind: 'moved' }, { sequence });
    const keys = rows().map(({ toolCallId }) => toolCallId.slice(testCallback().id.length + 'callback::'.length));
    expect(keys).toEqual(['reminder:1440:0', 'reminder:60:0', 'moved:1', 'moved:2']);
  });

  it("[CBN12] goes by the line's medium", async () => {
    for (const confirmation of ['sms', 'email'] as const) {
      const { tell, media } = announceBench({ confirmation });
      expect(await tell(booked, withMail)).toBe(confirmation);
      expect(media()).toEqual([confirmation]);
    }
  });

  it('[CBN12] and by the other where the caller cannot be reached by it', async () => {
    const cases: readonly (readonly [string, ReturnType<typeof announceBench>, Partial<Callback>, string | null])[] = [
      ['no address', announceBench({ confirmation: 'email' }), {}, 'sms'],
      ['no preset', announceBench({ confirmation: 'email' }, {}, { mail: {} }), withMail, 'sms'],
      ['no e-mail', announceBench({ confirmation: 'email' }, {}, { features: { email: false } }), withMail, 'sms'],
      ['no texts', announceBench({}, {}, { features: { sms: false } }), withMail, 'email'],
      ['another country', announceBench(), { ...withMail, phone: '+493012345678' }, 'email'],
      ['premium', announceBench(), { ...withMail, phone: '+19005550123' }, 'email'],
      ['nothing at all', announceBench({}, {}, { features: { sms: false } }), {}, null],
    ];
    for (const [name, { tell, media }, changes, expected] of cases) {
      expect([name, await tell(booked, changes)]).toEqual([name, expected]);
      expect(media()).toEqual(expected === null ? [] : [expected]);
    }
  });

  it('[CBN12] after an opt-out or at a cap too', async () => {
    const out = announceBench();
    await out.outbox.store.setOptOut('testers', 'sms', number, true, 0, 'texted');
    expect(await out.tell(booked, withMail)).toBe('email');
    expect(await out.tell({ kind: 'apology' })).toBeNull();
    await out.outbox.store.setOptOut('testers', 'email', address, true, 0, 'spoken');
    expect(await out.tell({ kind: 'moved' }, { ...withMail, sequence: 1 })).toBeNull();
    expect(out.media()).toEqual(['email']);
    const capped = announceBench({}, {}, { limits: { sms_per_destination_per_day: 1 } });
    expect([await capped.tell(booked, withMail), await capped.tell(reminder, withMail)]).toEqual(['sms', 'email']);
    expect(await capped.tell({ kind: 'apology' })).toBeNull();
  });

  it('[CBN13] a line that confirms nothing still sends what keeps a caller from waiting in vain', async () => {
    const { tell } = announceBench({ confirmation: 'none' });
    const outcomes = [];
    for (const news of every) outcomes.push(await tell(news, withMail));
    expect(outcomes).toEqual([null, null, null, 'sms', 'sms', 'sms']);
    const landline = announceBench({ confirmation: 'none' }, {}, { features: { sms: false } });
    const byMail = [];
    for (const news of every) byMail.push(await landline.tell(news, withMail));
    expect(byMail).toEqual([null, null, null, null, 'email', 'email']);
  });

  it('[CBN13] of a callback now only an unanswered call and an apology are news', async () => {
    const { tell } = announceBench();
    const outcomes = [];
    for (const news of every) outcomes.push(await tell(news, { kind: 'now', wall: null }));
    expect(outcomes).toEqual([null, null, null, null, 'sms', 'sms']);
  });

  it("[CBN14] in a call it counts to the conversation's caps", async () => {
    const { announce, outbox, rows } = announceBench();
    await outbox.call(null);
    for (let index = 0; index < 3; index++) await outbox.reserve();
    expect(await announce(testCallback(), booked, { inCall: true })).toBeNull();
    expect(await announce(testCallback(withMail), booked, { inCall: true })).toBe('email');
    expect(rows().at(-1)).toMatchObject({ audience: 'caller', status: 'sent' });
    expect(await announce(testCallback({ sequence: 1 }), { kind: 'moved' })).toBe('sms');
  });

  it('[CBN14] in a later call it does not', async () => {
    const { announce, outbox, rows } = announceBench();
    await outbox.call('completed');
    for (let index = 0; index < 3; index++) await outbox.reserve();
    expect(await announce(testCallback({ sequence: 1 }), { kind: 'moved' }, { inCall: true })).toBe('sms');
    expect(rows().at(-1)).toMatchObject({ audience: 'callback', status: 'sent' });
  });

  it('[CBN14] in a call its failure is known at once', async () => {
    const { announce, outbox } = announceBench();
    outbox.answers.push(refusal('21614'), unreachable);
    expect(await announce(testCallback(), booked, { inCall: true })).toBeNull();
    expect(await announce(testCallback(), booked, { inCall: true })).toBeNull();
    expect(await announce(testCallback({ sequence: 1 }), { kind: 'moved' }, { inCall: true })).toBe('sms');
    expect(outbox.left).toHaveLength(2);
  });

  it('[CBN14] outside nobody waits, and twelve are enough', async () => {
    const { announce, tell, outbox } = announceBench();
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
    const { tell, outbox, signer } = announceBench();
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
      announceBench({ slots: undefined }),
      announceBench({}, {}, { features: { callback_scheduling: false } }),
      announceBench({}, { hours: undefined }),
    ];
    for (const { tell, outbox } of without) {
      await tell({ kind: 'apology' });
      expect(bodyOf(outbox)).toMatch(/call \+14155550101\.$/);
    }
  });

  it('[CBN20] nothing is thrown', async () => {
    const { tell, outbox } = announceBench();
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
