import { expect, it } from 'vitest';
import type { Recording } from '../../src/domain/recording.ts';
import { id, newCall, now, type UnderTest } from './store-parts.ts';

const newRecording = (changes: Partial<Recording> = {}): Recording => ({
  id: `RE${id()}`,
  callId: id(),
  siteId: 'site',
  lineId: 'line',
  state: 'reported',
  durationSeconds: null,
  channels: 2,
  file: null,
  bytes: null,
  deletedAtCarrier: false,
  createdAt: now,
  updatedAt: now,
  ...changes,
});

/** Recordings, what all processes share, and the call they belong to. */
export function recordingRules(under: UnderTest): void {
  const save = (recording: Recording) => under().store.saveRecording(recording);

  it('[CBS31] a recording is replaced by its id, but what is stored is not undone by a late report', async () => {
    const reported = newRecording();
    expect(await save(reported)).toEqual(reported);
    expect(await under().other.findRecording(reported.id)).toEqual(reported);
    const longer = { ...reported, durationSeconds: 61, updatedAt: now + 1 };
    expect(await save(longer)).toEqual(longer);
    const stored = { ...longer, state: 'stored', file: 'a/b\0.wav', bytes: 2 ** 33, updatedAt: now + 2 } as const;
    const kept = { ...stored, file: 'a/b.wav' };
    expect(await save(stored)).toEqual(kept);
    for (const state of ['reported', 'absent', 'lost'] as const)
      expect(await under().other.saveRecording({ ...reported, state })).toEqual(kept);
    expect(await under().other.findRecording(reported.id)).toEqual(kept);
    const deleted = { ...kept, deletedAtCarrier: true, updatedAt: now + 3 };
    expect(await save(deleted)).toEqual(deleted);
    expect(await under().other.findRecording(reported.id)).toEqual(deleted);
    expect(await under().store.findRecording('RE0')).toBeNull();
  });

  it('[CBS31] also when the report and the store of it are written at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const reported = newRecording();
      const stored = { ...reported, state: 'stored', file: 'a.wav' } as const;
      await Promise.all([save(reported), under().other.saveRecording(stored), save(reported)]);
      expect(await under().store.findRecording(reported.id)).toEqual(stored);
    }
  });

  it('[CBS32] recordings that are only with the carrier are found oldest first, those of a call in their order', async () => {
    const callId = id();
    const early = now - 1e9;
    const second = await save(newRecording({ callId, createdAt: early + 2 }));
    const first = await save(newRecording({ callId, createdAt: early + 1 }));
    const absent = await save(newRecording({ callId, createdAt: early, state: 'absent' }));
    const stored = await save(newRecording({ createdAt: early, state: 'stored', file: 'x' }));
    expect(await under().other.unfetchedRecordings(2)).toEqual([first, second]);
    expect(await under().other.unfetchedRecordings(1)).toEqual([first]);
    expect(await under().other.unfetchedRecordings(1e6)).not.toContainEqual(stored);
    expect(await under().other.recordingsOfCall(callId)).toEqual([absent, first, second]);
    expect(await under().other.recordingsOfCall(id())).toEqual([]);
  });

  it('[CBS33] a shared secret is the first one kept, for all who ask at once', async () => {
    const name = id();
    const asked = Array.from({ length: 32 }, (_, index) =>
      (index % 2 === 0 ? under().store : under().other).sharedSecret(name, `fresh ${index}`),
    );
    const secrets = new Set(await Promise.all(asked));
    expect(secrets.size).toBe(1);
    expect([...secrets][0]).toMatch(/^fresh \d+$/);
    expect(await under().other.sharedSecret(name, 'later')).toBe([...secrets][0]);
    expect(await under().other.sharedSecret(id(), 'another')).toBe('another');
  });

  it('[CBS34] a call is found by our own id', async () => {
    const call = newCall();
    await under().store.openCall({ call, siteVersion: 'v1' });
    const running = { call, siteVersion: 'v1', status: null, endedAt: null };
    expect(await under().other.findCallById(call.id)).toEqual(running);
    await under().store.endCall(call.id, { status: 'completed', at: now + 5 });
    expect(await under().other.findCallById(call.id)).toEqual({ ...running, status: 'completed', endedAt: now + 5 });
    expect(await under().store.findCallById(call.callSid)).toBeNull();
  });
}
