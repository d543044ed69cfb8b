import { beforeEach, describe, expect, it } from 'vitest';
import { moveCallback } from '../../src/domain/callback-changes.ts';
import { testCallback, tuesdayTen } from '../support/test-callback.ts';
import { announceBench, bodyOf, booked, reminder, withMail } from './announce-bench.ts';
import { address, number, refusal, unreachable } from './outbox-bench.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('news of a callback at night', () => {
  /** 22:30 in San Francisco, where the number is, eight days before the callback. */
  const night = Date.UTC(2026, 10, 24, 6, 30);
  const morning = Date.UTC(2026, 10, 24, 16);
  let at: ReturnType<typeof announceBench>;
  beforeEach(() => {
    at = announceBench({}, {}, {}, night);
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
    const mail = announceBench({ confirmation: 'email' }, {}, {}, night);
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
      const late = announceBench({ confirmation: medium }, { delivery: { other_medium: true } });
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
    const { tell, keep, outbox, rows } = announceBench({}, switched);
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
    const { tell, keep, outbox, rows } = announceBench({ confirmation: 'email' }, switched);
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
      const { tell, keep, outbox, rows } = announceBench({}, line);
      await outbox.call('completed');
      keep(testCallback(changes));
      outbox.answers.push(refusal('30005'));
      await tell(reminder, changes);
      expect([outbox.left.length, rows().length]).toEqual([1, 1]);
    }
  });

  it('[CBN18] what failed in the call itself too, once the call is over', async () => {
    const { announce, keep, outbox } = announceBench({}, switched);
    await outbox.call(null);
    keep(testCallback(withMail));
    outbox.answers.push(refusal('30005'));
    expect(await announce(testCallback(withMail), booked, { inCall: true })).toBeNull();
    await outbox.store.endCall('call_1', { status: 'completed', at: outbox.clock.now() });
    for (let times = 0; times < 2; times++) await outbox.followUpCall('call_1');
    expect(outbox.left.map(({ medium }) => medium)).toEqual(['sms', 'email']);
  });

  it('[CBN18] a call that goes on is told', async () => {
    const { tell, outbox } = announceBench({}, switched);
    await outbox.call(null);
    outbox.answers.push(refusal('30005'));
    await tell({ kind: 'moved' }, withMail);
    expect(await outbox.store.takeNotices(['call_1'])).toMatchObject([{ urgent: true }]);
    expect(outbox.left).toHaveLength(1);
  });
});
