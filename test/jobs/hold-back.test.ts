import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/call.ts';
import { succeed } from '../../src/domain/errors.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { email, noAnswer, number, OutboxBench, sms, unreachable } from './outbox-bench.ts';

const minute = 60_000;
const hour = 60 * minute;
/** 22:30 in San Francisco, where the number is; 1:30 in New York; 15:30 of the next day in Tokyo. */
const night = Date.UTC(2026, 10, 25, 6, 30);
const eightThere = Date.UTC(2026, 10, 25, 16);
const eightInNewYork = Date.UTC(2026, 10, 25, 13);

const contactIn = (timeZone: string): Contact => ({
  id: 'c1',
  siteId: 'testers',
  name: 'Jane',
  callbackNumber: null,
  email: null,
  language: null,
  timeZone,
  notes: null,
  identifiers: [number],
});

/** At night, with a message asked for a quarter of an hour ago. */
const bench = (line: Record<string, unknown> = {}) => new OutboxBench(new VirtualClock(night), line);
const earlier = { createdAt: night - 15 * minute };

describe('a text that nobody waits for', () => {
  it('[ACT52] waits for the morning at the recipient, and is then sent exactly once', async () => {
    const { clock, deliver, reserve, left, startJobs } = bound(bench());
    const id = await reserve(earlier);
    expect(await deliver(id, true)).toMatchObject({ status: 'retry', errorCode: 'quiet_hours', dueAt: eightThere });
    const running = await startJobs();
    await clock.advance(eightThere - night - 1);
    expect(await deliver(id, true)).toMatchObject({ status: 'retry' });
    expect(left).toEqual([]);
    await clock.advance(1);
    expect(await deliver(id, true)).toMatchObject({ status: 'sent' });
    await Promise.all([deliver(id, true), deliver(id)]);
    await clock.advance(48 * hour);
    expect(left).toEqual([sms]);
    await running.stop();
  });

  it('[ACT52] the jobs look at it again at that time, and not before', async () => {
    const { clock, reserve, left, jobs, startJobs } = bound(bench());
    const id = await reserve(earlier);
    const running = await startJobs();
    await clock.advance(eightThere - night - 1);
    expect(jobs.enqueued).toEqual([{ messageId: id, runAt: eightThere }]);
    await clock.advance(1);
    expect(left).toHaveLength(1);
    await clock.advance(24 * hour);
    expect([jobs.enqueued.length, left.length]).toEqual([1, 1]);
    await running.stop();
    expect(clock.pending).toBe(0);
  });

  it("[ACT52] the contact's own zone decides, not the number's", async () => {
    const east = bound(bench());
    await east.store.saveContacts([contactIn('America/New_York')]);
    expect(await east.deliver(await east.reserve(earlier), true)).toMatchObject({ dueAt: eightInNewYork });
    const tokyo = bound(bench());
    await tokyo.store.saveContacts([contactIn('Asia/Tokyo')]);
    expect(await tokyo.deliver(await tokyo.reserve(earlier), true)).toMatchObject({ status: 'sent' });
  });

  it("[FUP1] the line's quiet hours decide what night is", async () => {
    for (const [from, to, status] of [
      ['23:00', '07:00', 'sent'],
      ['00:00', '00:00', 'sent'],
      ['22:00', '06:15', 'retry'],
    ] as const) {
      const { deliver, reserve } = bound(bench({ quiet_hours: { from, to } }));
      expect([from, (await deliver(await reserve(earlier), true))?.status]).toEqual([from, status]);
    }
    const { deliver, reserve } = bound(bench({ quiet_hours: { from: '22:00', to: '06:15' } }));
    expect((await deliver(await reserve(earlier), true))?.dueAt).toBe(Date.UTC(2026, 10, 25, 14, 15));
  });

  it('[FUP1] that of a line or site that is gone waits as by default', async () => {
    for (const gone of [{ lineId: 'gone' }, { siteId: 'gone' }]) {
      const { deliver, reserve } = bound(bench({ quiet_hours: { from: '23:00', to: '07:00' } }));
      expect(await deliver(await reserve({ ...earlier, ...gone }), true)).toMatchObject({ dueAt: eightThere });
    }
  });

  it('[FUP1] what was sent in place of another message waits from the first, and by day it does not', async () => {
    const { deliver, reserve } = bound(bench());
    const other = { toolCallId: 'tool_1~other', createdAt: night };
    expect(await deliver(await reserve(other), true)).toMatchObject({ status: 'retry', dueAt: eightThere });
    const day = bound(new OutboxBench(new VirtualClock(eightThere)));
    expect(await day.deliver(await day.reserve({ ...other, createdAt: eightThere }), true)).toMatchObject({
      status: 'sent',
    });
  });

  it('[FUP2] one whose outcome is unknown is looked up at once; what the carrier does not have is sent in the morning, once', async () => {
    const { clock, deliver, reserve, left, answers, found, startJobs, jobs } = bound(bench());
    const id = await reserve({ createdAt: night - 20 * minute });
    answers.push(noAnswer);
    await deliver(id);
    left.length = 0;
    found.push(succeed(null));
    const running = await startJobs();
    await clock.advance(hour);
    expect(await deliver(id, true)).toMatchObject({ status: 'unknown', dueAt: eightThere });
    expect(found).toEqual([]);
    await clock.advance(eightThere - clock.now() - 1);
    expect(left).toEqual([]);
    await clock.advance(1);
    expect(left).toEqual([sms]);
    await clock.advance(24 * hour);
    expect(left).toEqual([sms]);
    expect(jobs.enqueued.filter(({ runAt }) => runAt < eightThere).length).toBeLessThan(3);
    await running.stop();
  });

  it('[FUP2] and what it has is known to be sent, though it is night', async () => {
    const { clock, deliver, reserve, left, answers, found } = bound(bench());
    const id = await reserve({ createdAt: night - 20 * minute });
    answers.push(noAnswer);
    await deliver(id);
    await clock.advance(5000);
    found.push(succeed({ vendorId: 'SM9', vendorStatus: 'sent' }));
    expect(await deliver(id, true)).toMatchObject({ status: 'sent', vendorId: 'SM9' });
    expect(left).toHaveLength(1);
  });

  it('[FUP2] one of which nobody knows is tried again in the morning as often as any other', async () => {
    const { clock, deliver, reserve, left, answers } = bound(bench());
    const id = await reserve(earlier);
    await deliver(id, true);
    answers.push(unreachable, unreachable);
    await clock.advance(eightThere - night);
    for (const wait of [10_000, 20_000]) {
      expect(await deliver(id, true)).toMatchObject({ status: 'retry', errorCode: 'vendor_unreachable' });
      await clock.advance(wait);
    }
    expect(await deliver(id, true)).toMatchObject({ status: 'sent' });
    expect(left).toHaveLength(3);
  });
});

describe('whoever has opted out since', () => {
  it.each([sms, email])('[FUP4] gets nothing of what is still to be sent', async (content) => {
    const outbox = new OutboxBench(new VirtualClock());
    await outbox.call(null);
    const id = await outbox.reserve({ content });
    outbox.answers.push(unreachable);
    await outbox.deliver(id);
    await outbox.clock.advance(5000);
    await outbox.store.setOptOut('testers', content.medium, content.to, true, 0, 'spoken');
    expect(await outbox.deliver(id, true)).toMatchObject({ status: 'failed', errorCode: 'opted_out' });
    expect(outbox.left).toHaveLength(1);
    expect(await outbox.store.takeNotices(['call_1'])).toMatchObject([
      { urgent: true, text: expect.stringContaining('wants no messages there any more') },
    ]);
  });

  it('[FUP4] gets no text of unknown outcome a second time', async () => {
    const outbox = new OutboxBench(new VirtualClock());
    const id = await outbox.reserve();
    outbox.answers.push(noAnswer);
    await outbox.deliver(id);
    await outbox.clock.advance(5000);
    await outbox.store.setOptOut('testers', 'sms', number, true, 0, 'texted');
    expect(await outbox.deliver(id, true)).toMatchObject({ status: 'failed', errorCode: 'opted_out' });
    expect(outbox.left).toHaveLength(1);
  });
});

describe('what does not wait for the morning', () => {
  it('[ACT52] a text asked for in the last 10 minutes', async () => {
    const { deliver, reserve } = bound(bench());
    expect(await deliver(await reserve({ createdAt: night - 10 * minute }), true)).toMatchObject({ status: 'sent' });
    expect(await deliver(await reserve({ createdAt: night - 10 * minute - 1 }), true)).toMatchObject({
      status: 'retry',
    });
  });

  it('[ACT52] one that a tool waits for, whenever it was asked for', async () => {
    const { deliver, reserve } = bound(bench());
    expect(await deliver(await reserve(earlier))).toMatchObject({ status: 'sent' });
  });

  it('[ACT52] an alert to the team, however old', async () => {
    const { deliver, reserve } = bound(bench());
    const alert = await reserve({ audience: 'team', createdAt: night - 5 * hour });
    expect(await deliver(alert, true)).toMatchObject({ status: 'sent' });
  });

  it('[ACT52] an e-mail, also one in place of a text', async () => {
    const { deliver, reserve } = bound(bench());
    for (const toolCallId of ['tool_1', 'tool_2~other']) {
      const mail = await reserve({ content: email, tool: 'send_email', toolCallId, createdAt: night - 5 * hour });
      expect(await deliver(mail, true)).toMatchObject({ status: 'sent' });
    }
  });

  it('[FUP3] with the store away at night nothing is sent', async () => {
    const outbox = bench();
    const id = await outbox.reserve(earlier);
    outbox.store.findContact = () => Promise.reject(new Error('away'));
    expect(await outbox.deliver(id, true)).toBeNull();
    expect(outbox.left).toEqual([]);
  });
});

/** The bench with its methods to be taken apart. */
function bound(outbox: OutboxBench) {
  const { store, clock, left, jobs, answers, found, deliver } = outbox;
  const reserve: OutboxBench['reserve'] = (changes) => outbox.reserve(changes);
  return { store, clock, left, jobs, answers, found, deliver, reserve, startJobs: () => outbox.startJobs() };
}
