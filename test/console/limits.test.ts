import { describe, expect, it } from 'vitest';
import { Limits } from '../../src/console/contract/limits.ts';
import { limitsApi } from '../../src/console/limits/limits-api.ts';
import type { CallEvent } from '../../src/domain/event.ts';
import { newCall, newMessage, noCaps } from '../contract/store-parts.ts';
import { testLine } from '../support/test-line.ts';
import { consoleParts, consoleServer } from './console-bench.ts';

const inForce = testLine(
  {
    hours: { tuesday: ['09:00-10:00'] },
    escalation: { scheduled_callback: true },
    transfer: { targets: [{ id: 'desk', number: '+14155550111' }] },
    callbacks: { attempts: 2, slots: { duration_minutes: 15, capacity: 2 } },
  },
  {
    plan: 'enterprise',
    limits: { sms_per_hour: 10, sms_per_country_per_day: { US: 5 }, sms_price: { default: 0.01 }, spend_per_day: 1 },
  },
);
const ofSite = { siteId: 'testers', lineId: 'desk' };

async function opened() {
  const siteBook = { lineForNumber: () => inForce, lineAtVersion: async () => inForce, sites: () => [inForce.site] };
  const { dependencies, store, clock } = consoleParts({ siteBook });
  const { ask } = await consoleServer(limitsApi(dependencies));
  const limits = async (query = '') => Limits.parse((await ask(`/limits${query}`)).body);
  return { ask, limits, store, clock };
}

describe('the limits in the console', () => {
  it('[LMT4] what a site used stands beside what it may, by the caps its messages are held to', async () => {
    const { limits, store, clock } = await opened();
    for (const country of ['US', 'US', 'GB'])
      await store.reserveMessage(
        newMessage({ ...ofSite, country, costMicros: 10_000, createdAt: clock.now() }),
        noCaps,
      );
    const [site] = (await limits()).sites;
    expect(site).toMatchObject({
      ...{ id: 'testers', plan: 'enterprise' },
      media: [
        { medium: 'sms', used: { hour: 3, day: 3 }, perHour: 10, perCall: 3, perDestinationDay: null },
        { medium: 'email', used: { hour: 0, day: 0 }, perHour: null, perCall: 2 },
      ],
      countries: [
        { country: 'US', used: 2, cap: 5 },
        { country: 'GB', used: 1, cap: null },
      ],
      spend: { used: 0.03, cap: 1 },
    });
    expect(site?.media[0]?.destinations).toEqual([{ to: 'the number ending 23', used: 3 }]);
  });

  it('[LMT5] a line says how many calls it has and how much of today can still be booked', async () => {
    const { limits, store, clock } = await opened();
    const day = { startsAt: Date.UTC(2026, 10, 24, 17), endsAt: Date.UTC(2026, 10, 24, 17, 15) };
    const until = clock.now() + 60_000;
    expect(await store.holdSeat({ ...ofSite, ...day, capacity: 2 }, 'other call', until, clock.now())).toBe(true);
    await store.openCall({ call: { ...newCall(), ...ofSite }, siteVersion: 'v' });
    expect((await limits()).sites[0]?.lines).toEqual([
      {
        ...{ id: 'desk', name: 'Desk', callsInProgress: 1, sms: { hour: 0, day: 0 }, email: { hour: 0, day: 0 } },
        callbacks: { open: 0, attempts: 2, seats: { day: '2026-11-24', used: 1, all: 8 } },
      },
    ]);
  });

  it('[LMT6] who was refused in the last 24 hours is masked, unless an operator asks, who is kept in the audit log', async () => {
    const { limits, store, clock, ask } = await opened();
    const call = { ...newCall(), ...ofSite };
    await store.openCall({ call, siteVersion: 'v' });
    const result = { status: 'refused', code: 'cap_site_hour', say: 'Not to +1 415 555 0123.' } as const;
    const refused = (at: number): { callId: string; event: CallEvent } => ({
      callId: call.id,
      event: { type: 'tool-returned', turn: 1, toolCallId: 't', name: 'send_sms', result, durationMs: 1, at },
    });
    await store.appendEvents([refused(clock.now() - 86_400_000), refused(clock.now())]);
    const { refusals } = await limits();
    expect(refusals.counts).toEqual([{ ...ofSite, code: 'cap_site_hour', count: 1 }]);
    expect(refusals.latest).toEqual([
      {
        ...{ ...ofSite, at: clock.now(), callSid: call.callSid, tool: 'send_sms', code: 'cap_site_hour' },
        ...{ caller: 'the number ending 23', say: 'Not to the number ending 23.' },
      },
    ]);
    expect((await limits('?unmasked=1')).refusals.latest[0]?.caller).toBe('+14155550123');
    expect(store.audit).toMatchObject([{ action: 'unmask', subject: 'limits' }]);
    expect((await ask('/limits?unmasked=1', { role: 'viewer' })).status).toBe(403);
    store.away = true;
    expect(await ask('/limits')).toMatchObject({ status: 503, body: { error: expect.stringContaining('store') } });
  });
});
