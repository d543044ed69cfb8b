import { describe, expect, it } from 'vitest';
import { startJobs } from '../../src/jobs/run-jobs.ts';
import type { Job } from '../../src/ports.ts';
import { settle, VirtualClock } from '../support/virtual-clock.ts';
import { afterCallBench, reported } from './after-call-bench.ts';
import { destination, email, OutboxBench } from './outbox-bench.ts';

function bench() {
  const base = afterCallBench();
  const enqueued: { job: Job; key: string }[] = [];
  const done: string[] = [];
  let handler: (job: Job) => Promise<void> = async () => {};
  const jobs = {
    enqueue: async (job: Job, key: string) => void enqueued.push({ job, key }),
    work: async (given: typeof handler) => {
      handler = given;
    },
    stop: async () => {},
  };
  const handlers = {
    fetchRecording: async (id: string) => void done.push(`fetch ${id}`),
    wrapUp: async (id: string) => void done.push(`wrap up ${id}`),
    startWrapUp: async (id: string) => void done.push(`start ${id}`),
  };
  const start = (more: object = handlers) =>
    startJobs({ jobs, store: base.store, deliver: async () => null, clock: base.clock, log: base.log, ...more });
  const work = (job: Job) => handler(job);
  return { ...base, enqueued, done, start, work };
}

describe('the jobs after a call', () => {
  it('[RCD23] go to who does them; what fails there fails the job', async () => {
    const { start, work, done } = bench();
    const running = await start();
    await work({ name: 'fetch-recording', recordingId: 'RE1' });
    await work({ name: 'wrap-up', callId: 'call_1' });
    expect(done).toEqual(['fetch RE1', 'wrap up call_1']);
    await running.stop();
    const failing = bench();
    await failing.start({ fetchRecording: () => Promise.reject(new Error('no line')) });
    await expect(failing.work({ name: 'fetch-recording', recordingId: 'RE1' })).rejects.toThrow('no line');
    await failing.work({ name: 'wrap-up', callId: 'call_1' });
  });

  it('[RCD24] recordings still only with the carrier are fetched at start and every hour, under another key', async () => {
    const { start, store, clock, enqueued } = bench();
    await store.saveRecording(reported(clock));
    await store.saveRecording(reported(clock, { id: 'RE2', state: 'stored', file: 'x.wav', bytes: 1 }));
    const running = await start();
    await settle();
    expect(enqueued.map(({ job }) => job)).toEqual([{ name: 'fetch-recording', recordingId: 'RE1' }]);
    await clock.advance(3_599_999);
    expect(enqueued).toHaveLength(1);
    await clock.advance(1);
    await clock.advance(3_600_000);
    expect(enqueued).toHaveLength(3);
    expect(new Set(enqueued.map(({ key }) => key)).size).toBe(3);
    await running.stop();
    expect(clock.pending).toBe(0);
    await clock.advance(7_200_000);
    expect(enqueued).toHaveLength(3);
  });

  it('[RCD24] calls that ended lately are put down for their notes, in case nobody could when they ended', async () => {
    const { start, store, begin, call, clock, done } = bench();
    await store.openCall({ call: { ...call, id: 'call_old', callSid: 'CA0' }, siteVersion: 'v' });
    await store.endCall('call_old', { status: 'completed', at: clock.now() - 7_200_001 });
    await store.openCall({ call: { ...call, id: 'call_on', callSid: 'CA2' }, siteVersion: 'v' });
    await begin();
    const running = await start();
    await settle();
    expect(done).toEqual(['start call_1']);
    await running.stop();
  });

  it('[RCD24] a store that is away stops neither the start nor the next hour', async () => {
    const { start, store, clock, log, enqueued } = bench();
    await store.saveRecording(reported(clock));
    store.away = true;
    const running = await start();
    await settle();
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
    store.away = false;
    await clock.advance(3_600_000);
    expect(enqueued).toHaveLength(1);
    await running.stop();
  });
});

describe('notes that cannot be mailed', () => {
  it('[WRP15] never go to what the caller confirmed in the call', async () => {
    const outbox = new OutboxBench(new VirtualClock(), { delivery: { other_medium: true } });
    await outbox.call('completed', destination('sms', '+12125550147'));
    await outbox.followUp(await outbox.over({ content: { ...email, to: 'team@example.com' }, audience: 'notes' }));
    await outbox.followUpCall('call_1');
    expect(outbox.left).toEqual([]);
    await outbox.followUp(await outbox.over({ content: email }));
    expect(outbox.left).toMatchObject([{ medium: 'sms', to: '+12125550147' }]);
  });
});
