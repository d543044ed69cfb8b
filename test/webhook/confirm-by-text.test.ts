import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Callback } from '../../src/domain/callback.ts';
import { isTextedConfirmation } from '../../src/domain/texted-confirmation.ts';
import { testCallback } from '../support/test-callback.ts';
import { CALLER, LINE, WebhookBench } from './webhook-bench.ts';

let bench: WebhookBench;
beforeEach(async () => {
  bench = await new WebhookBench().open();
});
afterEach(() => bench.close());

const soon = () => bench.clock.now() + 3_600_000;
const keep = (changes: Partial<Callback> = {}) => {
  const callback = testCallback({ siteId: 'acme', lineId: 'support', phone: CALLER, startsAt: soon(), ...changes });
  bench.store.callbacks.set(callback.id, callback);
};
const text = (Body: string, form: Readonly<Record<string, string>> = {}) =>
  bench.post('/twilio/sms', { MessageSid: 'SM1', From: CALLER, To: LINE, Body, ...form });
const confirmed = () =>
  [...bench.store.callbacks.values()].filter(({ confirmedAt }) => confirmedAt !== null).map(({ id }) => id);

describe('a texted "C"', () => {
  it('[CBN36] is understood in any case and with signs around it', () => {
    for (const body of [
      'C',
      'c',
      ' C. ',
      '"C"',
      'c!',
      'Ｃ',
      'Confirm',
      'CONFIRMED.',
      'sí',
      'Si',
      'Oui',
      'ja!',
      '\nC\n',
    ])
      expect([body, isTextedConfirmation(body)]).toEqual([body, true]);
    for (const body of [
      '',
      '.',
      'cc',
      'C C',
      'C u later',
      'no',
      'cancel',
      'I cannot confirm',
      `C${' '.repeat(100)}`,
      'ç?d',
    ])
      expect([body, isTextedConfirmation(body)]).toEqual([body, false]);
  });

  it('[CBN36] confirms the next one of the sender, and only that', async () => {
    keep({ id: 'cb_next' });
    keep({ id: 'cb_later', lineId: 'sales', startsAt: soon() + 1 });
    keep({ id: 'cb_past', lineId: 'night', startsAt: bench.clock.now() });
    keep({ id: 'cb_due', lineId: 'day', startsAt: soon() - 1, state: 'due' });
    keep({ id: 'cb_else', siteId: 'elsewhere', startsAt: soon() - 2 });
    keep({ id: 'cb_others', phone: '+14155550199', startsAt: soon() - 3 });
    const { status, text: answer } = await text('c');
    expect([status, answer]).toEqual([200, expect.stringContaining('<Response/>')]);
    expect(confirmed()).toEqual(['cb_next']);
    expect(await bench.store.callbackEvents('cb_next')).toMatchObject([{ type: 'confirmed', actor: 'caller' }]);
    expect(bench.log.join()).toContain('a callback was confirmed by text');
    expect(bench.log.join()).not.toContain('4155550');
    await text('C');
    expect(await bench.store.callbackEvents('cb_next')).toHaveLength(1);
    expect(confirmed()).toEqual(['cb_next']);
  });

  it('[CBN37] of somebody without one, at another number, or anything else changes nothing', async () => {
    keep();
    for (const [body, form] of [
      ['C', { From: '+14155550177' }],
      ['C', { To: '+14155550188' }],
      ['C you', {}],
      ['cancel my callback', {}],
      ['HELP', {}],
      ['yes', {}],
    ] as const)
      expect((await text(body, form)).text).toContain('<Response/>');
    expect(confirmed()).toEqual([]);
  });

  it('[CBN37] STOP is still STOP', async () => {
    keep();
    await text('STOP');
    await text('C', { OptOutType: 'STOP' });
    expect(await bench.store.isOptedOut('acme', 'sms', CALLER)).toBe(true);
    expect(confirmed()).toEqual([]);
    expect(bench.store.callbacks.get(testCallback().id)?.state).toBe('scheduled');
  });

  it('[CBN38] is 503 with the store away, and counts when it is repeated', async () => {
    keep();
    bench.store.away = true;
    expect((await text('C')).status).toBe(503);
    bench.store.away = false;
    expect((await text('C')).status).toBe(200);
    expect(confirmed()).toHaveLength(1);
  });

  it('[CBN38] is not lost to a runner that was faster', async () => {
    keep({ nextAt: bench.clock.now() });
    const save = bench.store.saveCallback.bind(bench.store);
    bench.store.saveCallback = async (...given) => {
      bench.store.saveCallback = save;
      await bench.store.claimCallbacks(bench.clock.now(), 1000, 5);
      return save(...given);
    };
    await text('C');
    expect(confirmed()).toHaveLength(1);
  });
});
