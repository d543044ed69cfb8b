import { describe, expect, it } from 'vitest';
import { createFetchRecording } from '../../src/jobs/fetch-recording.ts';
import { wav } from '../support/wav.ts';
import {
  afterCallBench,
  carrier404,
  Killed,
  Killer,
  MemoryArchive,
  memoryRecorder,
  reported,
} from './after-call-bench.ts';

const transfer = (more: Record<string, unknown> = {}) => ({
  escalation: { transfer: true },
  transfer: { targets: [{ id: 'desk', number: '+14155550111' }], recording: 'announce', ...more },
});

async function bench(line = transfer({ delete_recording_at_carrier: true })) {
  const base = afterCallBench(line);
  const archive = new MemoryArchive();
  const audio = { content: wav(10) };
  const { recorder, deleted } = memoryRecorder(() => audio.content);
  const run = (killer = new Killer()) =>
    createFetchRecording({
      store: killer.watch(base.store, 'store'),
      recorder: killer.watch(recorder, 'recorder'),
      archive: killer.watch(archive, 'archive'),
      siteBook: base.siteBook,
      clock: base.clock,
      log: base.log,
    })('RE1');
  const statuses = () =>
    base.store.events.flatMap((event) => (event.type === 'recording-status' ? [event.status] : []));
  await base.begin();
  await base.store.saveRecording(reported(base.clock));
  const recording = () => base.store.recordings.get('RE1');
  return { ...base, archive, audio, recorder, deleted, run, statuses, recording };
}

describe('fetching a recording', () => {
  it('[RCD14] takes it into our keeping, then has the carrier delete its own, and tells both in the call', async () => {
    const { run, recording, archive, audio, deleted, statuses } = await bench();
    await run();
    expect(recording()).toMatchObject({
      state: 'stored',
      file: 'testers/RE1.wav',
      bytes: audio.content.length,
      durationSeconds: 10,
      channels: 2,
      deletedAtCarrier: true,
    });
    expect(archive.files.get('testers/RE1.wav')).toEqual(Buffer.from(audio.content));
    expect(deleted).toEqual(['RE1']);
    expect(statuses()).toEqual(['stored', 'deleted-at-carrier']);
  });

  it('[RCD14] leaves it with the carrier where the line does not say otherwise', async () => {
    const { run, recording, deleted, statuses } = await bench(transfer());
    await run();
    expect(recording()).toMatchObject({ state: 'stored', deletedAtCarrier: false });
    expect(deleted).toEqual([]);
    expect(statuses()).toEqual(['stored']);
  });

  it('[RCD15] killed before or after any step and begun again it comes to the same, once', async () => {
    const whole = new Killer();
    await (await bench()).run(whole);
    expect(whole.steps.length).toBeGreaterThan(8);
    for (const after of [false, true]) {
      for (const step of whole.steps.keys()) {
        const { run, recording, archive, audio, deleted, statuses } = await bench();
        const killer = new Killer();
        killer.at = { step, after };
        const what = `${after ? 'after' : 'before'} ${whole.steps[step]}`;
        await expect(run(killer), what).rejects.toThrow(Killed);
        if (deleted.length > 0) expect(archive.files.get('testers/RE1.wav'), what).toHaveLength(audio.content.length);
        await run();
        expect(recording(), what).toMatchObject({ state: 'stored', deletedAtCarrier: true });
        expect(archive.files.get('testers/RE1.wav'), what).toEqual(Buffer.from(audio.content));
        expect(statuses(), what).toEqual(['stored', 'deleted-at-carrier']);
      }
    }
  });

  it('[RCD15] what is done is not done again', async () => {
    const { run, deleted, statuses } = await bench();
    await run();
    const again = new Killer();
    await run(again);
    expect(again.steps.filter((step) => /^recorder|archive.store|store.(save|append)/.test(step))).toEqual([]);
    expect(deleted).toEqual(['RE1']);
    expect(statuses()).toHaveLength(2);
  });

  it.each([
    ['broke off', wav(10).subarray(0, 3000)],
    ['is a page, not a sound', Buffer.from('<html>busy</html>'.repeat(100))],
    ['is empty', Buffer.alloc(0)],
    ['ends in its header', wav(10).subarray(0, 40)],
  ])('[RCD16] what %s is not kept, not deleted, and tried again', async (_what, content) => {
    const { run, recording, archive, audio, deleted } = await bench();
    const good = audio.content;
    audio.content = content;
    await expect(run()).rejects.toThrow();
    expect(archive.files.size).toBe(0);
    expect(recording()).toMatchObject({ state: 'reported', file: null });
    expect(deleted).toEqual([]);
    audio.content = good;
    await run();
    expect(recording()).toMatchObject({ state: 'stored', deletedAtCarrier: true });
  });

  it.each([
    [wav(7), 'seven of ten seconds'],
    [wav(7, { saidBytes: 0 }), 'seven seconds of a stream'],
  ])('[RCD16] what is shorter than the carrier said is kept, and kept there too: %#', async (content) => {
    const { run, recording, audio, deleted, log, statuses } = await bench();
    audio.content = content;
    await run();
    expect(recording()).toMatchObject({ state: 'stored', deletedAtCarrier: false });
    expect(deleted).toEqual([]);
    expect(statuses()).toEqual(['stored']);
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  it.each([
    [wav(8), 'a second or two less'],
    [wav(11), 'a second more'],
    [wav(10, { note: 'odd' }), 'other chunks before the sound'],
    [wav(10, { saidBytes: 0xffff_ffff }), 'a length that was not known when it began'],
  ])('[RCD16] is complete with %#: whole seconds are counted roughly', async (content) => {
    const { run, audio, deleted } = await bench();
    audio.content = content;
    await run();
    expect(deleted).toEqual(['RE1']);
  });

  it('[RCD16] when our copy is gone or cut before the carrier deleted its own, it is fetched again first', async () => {
    for (const copy of [undefined, Buffer.from(wav(10).subarray(0, 500))]) {
      const { run, archive, audio, recording, deleted, store, clock } = await bench();
      const bytes = audio.content.length;
      await store.saveRecording(reported(clock, { state: 'stored', file: 'testers/RE1.wav', bytes }));
      if (copy !== undefined) archive.files.set('testers/RE1.wav', copy);
      await run();
      expect(archive.files.get('testers/RE1.wav')).toHaveLength(bytes);
      expect(recording()).toMatchObject({ state: 'stored', deletedAtCarrier: true });
      expect(deleted).toEqual(['RE1']);
    }
  });

  it('[RCD17] what the carrier does not have any more is lost, and not asked for again', async () => {
    const { run, recorder, recording, statuses, log } = await bench();
    recorder.fetchRecording = async () => carrier404;
    await run();
    expect(recording()).toMatchObject({ state: 'lost' });
    expect(statuses()).toEqual(['lost']);
    expect(log.lines.some(({ level }) => level === 'error')).toBe(true);
    const again = new Killer();
    await run(again);
    expect(again.steps).toEqual(['store.findRecording']);
  });

  it('[RCD17] while it is being made it is not lost: the sweep comes back, for a day', async () => {
    const { run, recorder, recording, store, clock, statuses } = await bench();
    await store.saveRecording(reported(clock, { durationSeconds: null }));
    recorder.fetchRecording = async () => carrier404;
    await run();
    expect(recording()).toMatchObject({ state: 'reported' });
    expect(statuses()).toEqual([]);
    await clock.advance(86_400_001);
    await run();
    expect(recording()).toMatchObject({ state: 'lost' });
  });

  it('[RCD17] any other refusal, and a deletion that is refused, are tried again', async () => {
    const { run, recorder, recording, statuses } = await bench();
    const { fetchRecording, deleteRecording } = recorder;
    const refused = async () =>
      ({ ok: false, failure: { ...carrier404.failure, code: null, message: 'not now' } }) as const;
    recorder.fetchRecording = refused;
    await expect(run()).rejects.toThrow('not now');
    recorder.fetchRecording = fetchRecording;
    recorder.deleteRecording = refused;
    await expect(run()).rejects.toThrow('not now');
    expect(recording()).toMatchObject({ state: 'stored', deletedAtCarrier: false });
    recorder.deleteRecording = deleteRecording;
    await run();
    expect(recording()).toMatchObject({ deletedAtCarrier: true });
    expect(statuses()).toEqual(['stored', 'deleted-at-carrier']);
  });

  it('[RCD17] one that is absent or unknown is left alone', async () => {
    const { run, store, clock, archive } = await bench();
    await store.saveRecording(reported(clock, { state: 'absent' }));
    await run();
    store.recordings.clear();
    await run();
    expect(archive.files.size).toBe(0);
  });
});
