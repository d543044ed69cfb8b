import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallbackDetail, CallbackList } from '../../src/console/contract/callbacks.ts';
import { newsKey } from '../../src/domain/message-keys.ts';
import { attemptSample, CUSTOMER, callbackSample, hour, minute, TUESDAY_TEN } from '../support/callback-samples.ts';
import { CallbackDesk } from './callback-desk.ts';

let bench: CallbackDesk;
beforeEach(async () => {
  bench = await new CallbackDesk().open();
});
afterEach(() => bench.close());

const idsIn = (body: { callbacks: readonly { id: string }[] }) => body.callbacks.map(({ id }) => id);

describe('the list of callbacks', () => {
  it('[DCB3] has the newest first, masked, page by page', async () => {
    for (let index = 1; index <= 3; index++)
      await bench.book({
        id: `cb_${index}`,
        toolCallId: `tool_${index}`,
        phone: `${CUSTOMER.slice(0, -1)}${index}`,
        reason: `Call +1 415 555 0199, or dana@example.com`,
        createdAt: TUESDAY_TEN - hour + index,
      });
    const { status, body } = await bench.desk.get('callbacks?limit=2', 'viewer');
    expect(status).toBe(200);
    expect(CallbackList.parse(body)).toEqual(body);
    expect(idsIn(body)).toEqual(['cb_3', 'cb_2']);
    expect(body.callbacks[0]).toMatchObject({ phone: 'the number ending 23', zone: 'America/Los_Angeles', open: true });
    expect(JSON.stringify(body)).not.toMatch(/0199|dana@|4155550/);
    const rest = await bench.desk.get(`callbacks?limit=2&cursor=${body.next}`);
    expect(idsIn(rest.body)).toEqual(['cb_1']);
    expect(rest.body.next).toBeNull();
  });

  it('[DCB3] has those still open in the order they come, and finds by line, state and time', async () => {
    const make = (id: string, changes: object) =>
      bench.book({ id, toolCallId: id, phone: `+1415555${id}`, ...changes });
    await make('3001', { startsAt: TUESDAY_TEN + 3 * hour });
    await make('3002', { startsAt: TUESDAY_TEN + hour, state: 'due' });
    await make('3003', { startsAt: TUESDAY_TEN + 2 * hour, state: 'missed' });
    const found = async (query: string) => idsIn((await bench.desk.get(`callbacks?${query}`)).body);
    expect(await found('open=1')).toEqual(['3002', '3001']);
    expect(await found('open=1&limit=1')).toEqual(['3002']);
    expect((await found('state=missed,scheduled')).toSorted()).toEqual(['3001', '3003']);
    expect(await found(`from=${TUESDAY_TEN + 2 * hour}&to=${TUESDAY_TEN + 3 * hour}`)).toEqual(['3003']);
    expect(await found('from=2026-12-01T20:30:00Z&line=support&site=acme')).toEqual(['3001']);
    expect(await found('line=sales')).toEqual([]);
  });

  it.each(['state=lost', 'limit=0', 'cursor=abc', 'from=tomorrow', 'open=yes', 'site='])(
    '[DCB3] says what is wrong with %s',
    async (query) => {
      const { status, body } = await bench.desk.get(`callbacks?${query}`);
      expect(status).toBe(400);
      expect(body.error).toMatch(new RegExp(`^${query.split('=')[0]}.*\\.$`));
    },
  );

  it('[DCB3] shows numbers whole to an operator who asks, and keeps that', async () => {
    await bench.book();
    expect((await bench.desk.get('callbacks?unmasked=1', 'viewer')).status).toBe(403);
    const { body } = await bench.desk.get('callbacks/callback_1?unmasked=1');
    expect(body.phone).toBe(CUSTOMER);
    expect(bench.store.audit).toMatchObject([{ action: 'unmask', operator: 'ann', subject: 'callback callback_1' }]);
  });
});

describe('one callback', () => {
  it('[DCB4] tells of its calls in words: whom each rang and why it failed', async () => {
    const attempts = [
      attemptSample(),
      attemptSample({ number: 2, targetId: 'dispatch', to: '+14155550112', outcome: 'agent_declined' }),
      attemptSample({ number: 3, round: 2, outcome: 'customer_busy' }),
      attemptSample({ number: 4, round: 3, state: 'ringing', outcome: null, endedAt: null }),
    ];
    await bench.book({ state: 'dialing', attempts });
    const { body } = await bench.desk.get('callbacks/callback_1', 'viewer');
    expect(CallbackDetail.parse(body)).toEqual(body);
    expect(body.attempts.map(({ words }: { words: string }) => words)).toEqual([
      'desk did not answer.',
      'dispatch answered and did not press 1: no, nobody listening, or a mailbox.',
      "The customer's phone was busy.",
      'desk is rung.',
    ]);
    expect(body.tries).toBe(3);
    expect(JSON.stringify(body.attempts)).not.toContain('+1415');
    const busy = expect.stringContaining('at this very moment');
    expect(body.choices).toEqual({ callNow: { refusal: busy, anyway: false }, move: busy, cancel: busy });
  });

  it('[DCB4] tells what happened to it with times on the clock of its line', async () => {
    await bench.seated({ startsAt: TUESDAY_TEN + hour, nextAt: null });
    const slot = (await bench.desk.get('callbacks/callback_1/slots')).body.days[0].slots.at(-1).id;
    await bench.does('move', { slot });
    await bench.does('cancel');
    const { body } = await bench.desk.get('callbacks/callback_1');
    const words = body.events.map((event: { words: string }) => event.words);
    expect(words[0]).toBe('Booked.');
    expect(words.at(-2)).toMatch(/^An operator moved it from Tue,? 1 Dec,? 11:00 PST to Tue,? 1 Dec,? 16:30 PST\.$/);
    expect(words.at(-1)).toBe('An operator cancelled it.');
  });

  it('[DCB4] has the call it comes from and the messages that tell of it, and of no other', async () => {
    const callback = await bench.book();
    const call = { id: 'call_0', callSid: 'CA0', siteId: 'acme', lineId: 'support', direction: 'inbound' } as const;
    const from = { kind: 'phone', number: CUSTOMER } as const;
    await bench.store.openCall({ call: { ...call, from, to: '+1', startedAt: 5 }, siteVersion: 'v1' });
    const caps = { perCall: null, perSiteHour: null, perDestinationDay: null, perCountryDay: null };
    const content = { medium: 'sms', to: CUSTOMER, from: '+14155550101', body: 'Booked.' } as const;
    const message = { siteId: 'acme', lineId: 'support', callId: 'call_0', audience: 'callback', content } as const;
    const keys = [newsKey(callback, { kind: 'booked' }), newsKey({ ...callback, id: 'other' }, { kind: 'booked' })];
    for (const [index, toolCallId] of keys.entries())
      await bench.store.reserveMessage(
        { ...message, id: `msg_${index}`, toolCallId, tool: 'callback', country: null, costMicros: 0, createdAt: 6 },
        { ...caps, spendPerDayMicros: null },
      );
    const { body } = await bench.desk.get('callbacks/callback_1');
    expect(body.call).toEqual({ callSid: 'CA0', startedAt: 5, endedAt: null });
    expect(body.messages).toMatchObject([{ id: 'msg_0', to: 'the number ending 23', words: 'Booked.' }]);
  });

  it('[DCB4] is not there when nobody knows it', async () => {
    for (const path of ['callbacks/none', 'callbacks/none/slots'])
      expect(await bench.desk.get(path)).toMatchObject({ status: 404, body: { error: 'There is no such callback.' } });
    expect((await bench.desk.post('callbacks/none/cancel', { sequence: 0 })).status).toBe(404);
  });
});

describe('the times it may be moved to', () => {
  it('[DCB6] are the free ones at which the phone may ring', async () => {
    await bench.seated({ startsAt: TUESDAY_TEN + hour });
    const other = callbackSample({ id: 'other', toolCallId: 'other', phone: '+14155550124' });
    const booked = { type: 'scheduled', actor: 'bot', at: 0, detail: {} } as const;
    await bench.store.bookCallback({ next: other, event: booked }, bench.seatAt(TUESDAY_TEN + 2 * hour));
    const { zone, days } = (await bench.desk.get('callbacks/callback_1/slots')).body;
    expect(zone).toBe('America/Los_Angeles');
    expect(days[0].date).toBe('2026-12-01');
    const times = days[0].slots.map(({ startsAt }: { startsAt: number }) => (startsAt - TUESDAY_TEN) / minute);
    // From ten on, without its own at eleven and the other's at twelve.
    expect(times).toEqual([0, 30, 90, 150, 180, 210, 240, 270, 300, 330, 360, 390]);
    expect(days.map(({ date }: { date: string }) => date)).not.toContain('2026-12-05');
  });

  it('[DCB6] are none where the line takes no bookings', async () => {
    await bench.book();
    const [line] = bench.site.lines;
    if (line === undefined) throw new Error('it has a line');
    bench.site = { ...bench.site, lines: [{ ...line, escalation: { ...line.escalation, scheduled_callback: false } }] };
    expect((await bench.desk.get('callbacks/callback_1/slots')).body.days).toEqual([]);
  });
});
