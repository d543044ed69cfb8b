import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../src/ports.ts';
import { WebhookBench } from './webhook-bench.ts';

describe('the recording callback', () => {
  let bench: WebhookBench;
  let jobs: { job: Job; key: string; runAt: number }[];
  const report = (RecordingStatus: string, more: Record<string, string> = {}) =>
    bench.post('/twilio/recording', { CallSid: 'CA1', RecordingSid: 'RE1', RecordingStatus, ...more });
  const completed = { RecordingDuration: '42', RecordingChannels: '2', RecordingSource: 'DialVerb' };
  const statuses = async () => {
    await bench.journal.flush();
    return bench.store.events.flatMap((event) => (event.type === 'recording-status' ? [event.status] : []));
  };

  beforeEach(async () => {
    jobs = [];
    const enqueue = async (job: Job, key: string, runAt: number) => void jobs.push({ job, key, runAt });
    bench = await new WebhookBench().open({ jobs: { enqueue } });
    await bench.voice();
  });
  afterEach(() => bench.close());

  it('[RCD10] a complete recording is kept with its call, told in its events, and put down to be fetched', async () => {
    expect((await report('in-progress')).status).toBe(204);
    expect(jobs).toEqual([]);
    expect((await report('completed', completed)).status).toBe(204);
    const callId = bench.store.calls.get('CA1')?.call.id;
    expect([...bench.store.recordings.values()]).toEqual([
      {
        id: 'RE1',
        callId,
        siteId: 'acme',
        lineId: 'support',
        state: 'reported',
        durationSeconds: 42,
        channels: 2,
        file: null,
        bytes: null,
        deletedAtCarrier: false,
        createdAt: bench.clock.now(),
        updatedAt: bench.clock.now(),
      },
    ]);
    expect(await statuses()).toEqual(['in-progress', 'completed']);
    const job = { name: 'fetch-recording', recordingId: 'RE1' };
    expect(jobs).toEqual([{ job, key: 'fetch-recording:RE1', runAt: bench.clock.now() }]);
  });

  it('[RCD10] the recording of a dialled leg belongs to the call that dialled it', async () => {
    await report('completed', { ...completed, CallSid: 'CAleg', ParentCallSid: 'CA1' });
    expect(bench.store.recordings.get('RE1')?.callId).toBe(bench.store.calls.get('CA1')?.call.id);
  });

  it.each(['absent', 'failed'])('[RCD11] %s is kept as none there is, and nothing is fetched', async (status) => {
    await report('in-progress');
    await report(status);
    expect(bench.store.recordings.get('RE1')).toMatchObject({ state: 'absent', durationSeconds: null });
    expect(await statuses()).toEqual(['in-progress', status]);
    expect(jobs).toEqual([]);
  });

  it('[RCD12] reports twice, together and in the wrong order come to the same', async () => {
    await Promise.all([report('completed', completed), report('completed', completed), report('in-progress')]);
    await report('in-progress');
    expect(bench.store.recordings.get('RE1')).toMatchObject({ state: 'reported', durationSeconds: 42, channels: 2 });
    expect((await statuses()).toSorted()).toEqual(['completed', 'in-progress']);
    expect(new Set(jobs.map(({ key }) => key)).size).toBe(1);
  });

  it('[RCD12] a late report changes nothing of what is stored, absent or lost', async () => {
    await report('completed', completed);
    for (const state of ['stored', 'absent', 'lost'] as const) {
      const recording = bench.store.recordings.get('RE1');
      if (recording === undefined) throw new Error('it was reported');
      bench.store.recordings.set('RE1', { ...recording, state });
      jobs.length = 0;
      await report('completed', { ...completed, RecordingDuration: '1' });
      await report('absent');
      expect(bench.store.recordings.get('RE1')).toMatchObject({ state, durationSeconds: 42 });
      expect(jobs).toEqual([]);
    }
  });

  it('[RCD12] when it could not be kept Twilio is told to come again', async () => {
    bench.store.away = true;
    expect((await report('completed', completed)).status).toBe(503);
    bench.store.away = false;
    expect((await report('completed', completed)).status).toBe(204);
    expect(jobs).toHaveLength(1);
  });

  it('[RCD13] a call that is not ours is logged, with nothing kept', async () => {
    expect((await report('completed', { ...completed, CallSid: 'CAother' })).status).toBe(204);
    expect(bench.store.recordings.size).toBe(0);
    expect(jobs).toEqual([]);
    expect(bench.log.some((line) => line.startsWith('a recording of a call we do not know'))).toBe(true);
  });

  it.each(['../RE1', 'RE/../../x', 'REa.b', 'AB1', 'RE'])(
    '[RCD13] the id %j is none and is passed over',
    async (id) => {
      expect((await report('completed', { ...completed, RecordingSid: id })).status).toBe(204);
      expect(bench.store.recordings.size).toBe(0);
    },
  );

  it.each([
    ['x', 0, 1],
    ['-5', 0, 1],
    ['99999999999999999999', 0, 8],
  ])('[RCD13] senseless figures (%s) do no harm', async (figure, durationSeconds, channels) => {
    await report('completed', {
      RecordingDuration: figure,
      RecordingChannels: figure === '-5' ? '0' : '9'.repeat(channels === 8 ? 3 : 0),
    });
    expect(bench.store.recordings.get('RE1')).toMatchObject({ durationSeconds, channels });
  });

  it('[RCD13] an unsigned report has no effect', async () => {
    const form = { CallSid: 'CA1', RecordingSid: 'RE1', RecordingStatus: 'completed' };
    expect((await bench.post('/twilio/recording', form, {})).status).toBe(403);
    expect(bench.store.recordings.size).toBe(0);
  });
});
