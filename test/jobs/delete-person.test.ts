import { describe, expect, it } from 'vitest';
import { createDeletePerson } from '../../src/jobs/delete-person.ts';
import { createFetchRecording } from '../../src/jobs/fetch-recording.ts';
import { type Deletion, nothingCounted } from '../../src/ports/people-store.ts';
import { newCallback, seatOf } from '../contract/callback-parts.ts';
import { newContact } from '../contract/store-contacts.ts';
import { newMessage, noCaps } from '../contract/store-parts.ts';
import { pieces, wav } from '../support/wav.ts';
import { afterCallBench, Killer, MemoryArchive, reported } from './after-call-bench.ts';

const number = '+14155550123';
const deletion: Deletion = {
  ...{ id: 'deletion_1', siteId: 'testers', identifiers: [number, 'dana@example.com'], requestedBy: 'ada' },
  ...{ requestedAt: Date.UTC(2026, 10, 24, 17, 0, 0), expected: nothingCounted, counts: nothingCounted, doneAt: null },
};
const whole = { contacts: 1, calls: 1, messages: 2, callbacks: 2, recordings: 1, optOuts: 1 };

/** A person with one of everything, and a deletion that was asked for. */
async function bench() {
  const base = afterCallBench();
  const { store, clock } = base;
  const archive = new MemoryArchive();
  const atCarrier = new Set(['RE1']);
  let isAway = false;
  const recorder = {
    deleteRecording: async (recordingId: string) => {
      if (isAway) return { ok: false, failure: failure('20500') } as const;
      return atCarrier.delete(recordingId)
        ? ({ ok: true, value: null } as const)
        : ({ ok: false, failure: failure('20404') } as const);
    },
    fetchRecording: async () => ({ ok: true, value: pieces(Buffer.from(wav(5))) }) as const,
  };
  await base.begin();
  await store.saveRecording(reported(clock, { state: 'stored', file: 'testers/RE1.wav', bytes: 4 }));
  archive.files.set('testers/RE1.wav', Buffer.from('riff'));
  await base.events([{ type: 'caller-said', at: 0, turn: 1, text: 'hello', via: 'speech' }]);
  for (const callId of ['call_1', 'call_of_a_friend'])
    await store.reserveMessage(newMessage({ siteId: 'testers', callId, to: number, createdAt: clock.now() }), noCaps);
  const open = newCallback({
    siteId: 'testers',
    lineId: 'desk',
    callId: 'call_of_a_friend',
    phone: number,
    id: 'callback_open',
  });
  await store.bookCallback(
    { next: open, event: { type: 'scheduled', actor: 'caller', at: 0, detail: {} } },
    seatOf(open),
  );
  const closed = newCallback({
    siteId: 'testers',
    callId: 'call_1',
    phone: number,
    state: 'missed',
    id: 'callback_closed',
  });
  await store.bookCallback({ next: closed, event: { type: 'scheduled', actor: 'caller', at: 0, detail: {} } }, null);
  await store.saveContacts([newContact({ siteId: 'testers', identifiers: [number] })]);
  await store.setOptOut('testers', 'sms', number, true, 0, 'texted');
  await store.saveDeletion(deletion);
  const dependencies = { ...base, archive, recorder };
  return {
    ...dependencies,
    open,
    atCarrier,
    carrierAway: (away: boolean) => (isAway = away),
    run: createDeletePerson(dependencies),
  };
}
type Bench = Awaited<ReturnType<typeof bench>>;

const failure = (code: string) => ({
  reached: true,
  certain: true,
  retryable: true,
  code,
  message: 'no',
  retryAfterMs: null,
});

/** Nothing of the person is left, and what has to hold holds. */
async function expectGone({ store, clock, archive, atCarrier, open }: Bench): Promise<void> {
  const left = await store.countPerson(deletion);
  expect(left).toEqual({ ...nothingCounted, running: 0, dialing: 0 });
  expect([archive.files.size, atCarrier.size]).toEqual([0, 0]);
  expect(await store.isOptedOut('testers', 'sms', number)).toBe(true);
  expect(await store.takenSeats(seatOf(open), '', clock.now())).toEqual([]);
  expect(await store.findDeletion('deletion_1')).toMatchObject({ identifiers: [], counts: whole });
  expect(JSON.stringify(store.audit)).not.toContain(number);
}

describe("deleting a person's data", () => {
  it('[DEL8] takes everything, open callbacks cancelled first; [DEL11] and tells who asked for it', async () => {
    const test = await bench();
    await test.run('deletion_1');
    await expectGone(test);
    expect(test.store.audit).toEqual([
      {
        id: 1,
        at: test.clock.now(),
        operator: 'ada',
        action: 'person-deleted',
        subject: 'deletion deletion_1',
        detail: whole,
      },
    ]);
    await test.run('deletion_1');
    await test.run('deletion_unknown');
    expect(test.store.audit).toHaveLength(1);
  });

  it('[DEL10] killed before or after any step, it comes to the same end', async () => {
    const steps = await killedAt(null);
    expect(steps.length).toBeGreaterThan(12);
    for (let step = 0; step < steps.length; step += 1)
      for (const after of [false, true]) await killedAt({ step, after });
  });

  async function killedAt(at: { readonly step: number; readonly after: boolean } | null): Promise<readonly string[]> {
    const test = await bench();
    const killer = new Killer();
    killer.at = at;
    const parts = {
      store: killer.watch(test.store, 'store'),
      archive: killer.watch(test.archive, 'archive'),
      recorder: killer.watch(test.recorder, 'recorder'),
    };
    const watched = createDeletePerson({ ...test, ...parts });
    await watched('deletion_1').catch((error: unknown) => {
      if (at === null || !(error instanceof Error)) throw error;
    });
    await test.run('deletion_1');
    await expectGone(test);
    expect(test.store.audit.length).toBeLessThanOrEqual(2);
    return killer.steps;
  }

  it('[DEL9] what the carrier does not give up yet is tried again; all else is gone meanwhile', async () => {
    const test = await bench();
    test.carrierAway(true);
    await expect(test.run('deletion_1')).rejects.toThrow('still to be removed');
    expect(await test.store.findCallById('call_1')).toBeNull();
    expect(test.archive.files.size).toBe(1);
    expect(await test.store.findDeletion('deletion_1')).toMatchObject({ doneAt: null });
    test.carrierAway(false);
    test.atCarrier.delete('RE1');
    await test.run('deletion_1');
    await expectGone(test);
  });

  it('[DEL9] a fetch under way brings no sound back', async () => {
    const test = await bench();
    await test.store.saveRecording(reported(test.clock, { id: 'RE2' }));
    const during = {
      ...test.recorder,
      fetchRecording: async () => {
        await test.run('deletion_1');
        return { ok: true, value: pieces(Buffer.from(wav(5))) } as const;
      },
    };
    await createFetchRecording({ ...test, recorder: during })('RE2');
    expect(test.archive.files.size).toBe(0);
    expect(await test.store.findRecording('RE2')).toMatchObject({ state: 'deleted', file: null });
    await createFetchRecording(test)('RE2');
    expect(test.archive.files.size).toBe(0);
  });
});
