import { describe, expect, inject, it } from 'vitest';
import type { Call } from '../../src/domain/call.ts';
import { createApplyRetention } from '../../src/jobs/apply-retention.ts';
import { sweepPeople } from '../../src/jobs/sweep-people.ts';
import type { Job } from '../../src/ports.ts';
import { newContact } from '../contract/store-contacts.ts';
import type { MemoryStore } from '../support/memory-store.ts';
import { openTables } from '../support/open-tables.ts';
import { testLine } from '../support/test-line.ts';
import { Killed, Killer } from './after-call-bench.ts';
import {
  address,
  type Bench,
  bench,
  canaryCall,
  canaryEvents,
  day,
  hour,
  name,
  number,
  word,
} from './retention-bench.ts';

const databases = [
  ['in memory', () => null],
  ['PostgreSQL', () => inject('postgresUrl')],
] as const;

describe.each(databases)('the daily run (%s)', (where, serverUrl) => {
  const skips = where === 'PostgreSQL' && inject('postgresUrl') === null;
  const found = (texts: readonly { where: string; text: string }[], canaries: readonly string[]) =>
    texts
      .filter(({ text }) => canaries.some((canary) => text.toLowerCase().includes(canary.toLowerCase())))
      .map((one) => one.where);
  const canaries = [
    number,
    number.slice(2),
    [...number.slice(1)].toReversed().join(''),
    address,
    'canary.bird',
    name,
    'Petronella',
    'Canarywood',
  ];

  it.skipIf(skips)('[RTN5] of a line that keeps metadata no word, number or address is left anywhere', async () => {
    const tables = await openTables(serverUrl());
    const test = bench({ keep: 'metadata' }, tables.store);
    const call = await canaryCall(test);
    const placed = await canaryCall(test, {
      direction: 'outbound',
      from: { kind: 'phone', number: '+14155550101' },
      to: number,
    });
    expect(found(await tables.allTexts(), [...canaries, word]).length).toBeGreaterThan(20);
    await test.clock.advance(6 * hour + 1);
    await test.run('2026-11-25');
    expect(found(await tables.allTexts(), [...canaries, word])).toEqual([]);
    expect(test.archive.files.size + test.atCarrier.size).toBe(0);
    const [run] = await tables.store.retentionRuns(1);
    expect(run?.lines).toEqual({
      'testers/desk': { redacted: 2, deleted: 0, messages: 4, callbacks: 2, recordings: 0 },
      recordings: { redacted: 0, deleted: 0, messages: 0, callbacks: 0, recordings: 2 },
    });
    const events = await tables.store.eventsOfCall(call.id);
    expect(events.map(({ type }) => type)).toEqual(canaryEvents(0).map(({ type }) => type));
    expect(await tables.store.findCallById(placed.id)).toMatchObject({
      status: 'completed',
      call: { from: { kind: 'withheld' }, to: '' },
    });
  });

  it.skipIf(skips)(
    '[RTN5] of one that keeps no personal data no number, address and known name; words are',
    async () => {
      const tables = await openTables(serverUrl());
      const test = bench({ keep: 'no_personal_data' }, tables.store);
      const known = newContact({ siteId: 'testers', name, identifiers: [number, address] });
      await tables.store.saveContacts([known]);
      const call = await canaryCall(test);
      await test.clock.advance(6 * hour + 1);
      await test.run('2026-11-25');
      const left = found(await tables.allTexts(), canaries);
      expect(left.filter((one) => !/^contact(s|_identifiers)\./.test(one))).toEqual([]);
      const said = (await tables.store.eventsOfCall(call.id)).find((event) => event.type === 'caller-said');
      expect(said).toMatchObject({ text: `My ${word} leaks. I am [name] [name], [number], [address].` });
      expect(
        (await tables.store.messagesOfCall(call.id)).map(({ content }) => JSON.stringify(content).includes(word)),
      ).toEqual([true, true]);
      expect(await tables.store.findContact('testers', number)).toEqual(known);
      // The next day not even a hash of where it was sent is left.
      await test.clock.advance(day);
      await test.run('2026-11-26');
      expect(found(await tables.allTexts(), ['hash:'])).toEqual([]);
      test.sites[0] = testLine({ retention: { keep: 'metadata' } }).site;
      await test.run('2026-11-27');
      expect(found(await tables.allTexts(), [word])).toEqual([]);
    },
  );
});

describe('when', () => {
  const textOf = async ({ store }: Bench, callId: string) =>
    (await store.eventsOfCall(callId)).flatMap((event) => (event.type === 'caller-said' ? [event.text] : []))[0];

  it('[RTN6] a call is left whole for six hours after its end', async () => {
    const test = bench({ keep: 'metadata' });
    const call = await canaryCall(test);
    await test.clock.advance(6 * hour);
    await test.run('a');
    expect(await textOf(test, call.id)).toContain(word);
    await test.clock.advance(1);
    await test.run('b');
    expect(await textOf(test, call.id)).toBe('');
  });

  it('[RTN7] after its days it is deleted, to the millisecond; forever never', async () => {
    for (const days of [30, 'forever'] as const) {
      const test = bench({ days });
      const call = await canaryCall(test);
      await test.clock.advance(30 * day);
      await test.run('a');
      expect(await test.store.findCallById(call.id)).not.toBeNull();
      await test.clock.advance(1);
      await test.run('b');
      expect((await test.store.findCallById(call.id)) === null).toBe(days === 30);
      expect(test.archive.files.size).toBe(days === 30 ? 0 : 1);
      const [run] = await test.store.retentionRuns(1);
      expect(run?.lines['testers/desk']?.deleted).toBe(days === 30 ? 1 : undefined);
    }
  });

  it('[RTN8] a line that is gone is held to its site’s rule, a site that is gone is left alone', async () => {
    const test = bench({ keep: 'everything' });
    const [line, site] = [await canaryCall(test, { lineId: 'closed' }), await canaryCall(test, { siteId: 'sold' })];
    test.sites[0] = testLine({}, { retention: { keep: 'metadata', days: 10 } }).site;
    await test.clock.advance(day);
    await test.run('a');
    expect(await textOf(test, line.id)).toBe('');
    await test.clock.advance(10 * day);
    await test.run('b');
    expect(await test.store.findCallById(line.id)).toBeNull();
    expect(await textOf(test, site.id)).toContain(word);
    expect(test.log.lines.filter(({ level }) => level === 'warn')).toHaveLength(2);
  });

  it('[RTN12] recordings of lines that keep everything stay, of others go; what could not go is tried by the next run', async () => {
    const whole = bench({});
    await canaryCall(whole);
    await whole.clock.advance(day);
    await whole.run('a');
    expect(whole.archive.files.size).toBe(1);
    const test = bench({ keep: 'no_personal_data' });
    await canaryCall(test);
    await test.clock.advance(day);
    const failing = {
      ...test.dependencies,
      recorder: { deleteRecording: async () => Promise.reject(new Error('away')) },
    };
    await createApplyRetention(failing)('a');
    expect(test.archive.files.size).toBe(1);
    expect(test.log.lines.some(({ level }) => level === 'warn')).toBe(true);
    await test.run('b');
    expect([test.archive.files.size, test.atCarrier.size]).toEqual([0, 0]);
  });
});

describe('a run', () => {
  it('[RTN9] killed before or after any step is gone on with, and its sums are those of one that was not', async () => {
    const whole = await runKilled(null);
    expect(whole.steps.length).toBeGreaterThan(10);
    expect(whole.run?.lines['testers/desk']).toMatchObject({ redacted: 3, deleted: 2 });
    for (let step = 0; step < whole.steps.length; step += 1)
      for (const after of [false, true]) {
        const killed = await runKilled({ step, after });
        expect([whole.steps[step], after, killed.run?.lines]).toEqual([whole.steps[step], after, whole.run?.lines]);
        expect(killed.left).toEqual(whole.left);
      }
  });

  async function runKilled(at: { readonly step: number; readonly after: boolean } | null) {
    const test = bench({ keep: 'metadata', days: 20 });
    for (let count = 0; count < 2; count += 1) await canaryCall(test);
    await test.clock.advance(20 * day);
    for (let count = 0; count < 3; count += 1) await canaryCall(test);
    await test.clock.advance(day);
    const killer = new Killer();
    killer.at = at;
    const watched = {
      ...test.dependencies,
      store: killer.watch(test.store, 'store'),
      archive: killer.watch(test.archive, 'archive'),
    };
    await createApplyRetention(watched)('day').catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    await test.run('day');
    await test.run('day');
    const [run] = await test.store.retentionRuns(1);
    expect(run?.endedAt).not.toBeNull();
    const calls = await test.store.recentCalls(99);
    return { steps: killer.steps, run, left: [calls.length, test.archive.files.size, test.atCarrier.size] };
  }

  it('[RTN9] that is done is not done again, and says so in the log', async () => {
    const test = bench({ keep: 'metadata' });
    await canaryCall(test);
    await test.clock.advance(day);
    await test.run('a');
    const late = await canaryCall(test);
    await test.clock.advance(day);
    await test.run('a');
    expect(await textOfCall(test, late)).toContain(word);
    const told = test.log.lines.filter(({ message }) => message === 'retention was applied');
    expect(told.map(({ fields }) => fields)).toMatchObject([
      { line: 'testers/desk', redacted: 1 },
      { line: 'recordings', recordings: 1 },
    ]);
  });

  const textOfCall = async ({ store }: Bench, { id: callId }: Call) => JSON.stringify(await store.eventsOfCall(callId));

  it('[RTN13] is looked after every hour, and so are deletions left behind', async () => {
    const test = bench({});
    const jobs: { job: Job; key: string }[] = [];
    const dependencies = {
      ...test.dependencies,
      jobs: { enqueue: async (job: Job, key: string) => void jobs.push({ job, key }) },
    };
    const counts = { contacts: 0, calls: 0, messages: 0, callbacks: 0, recordings: 0, optOuts: 0 };
    const deletion = {
      id: 'deletion_1',
      siteId: 'testers',
      identifiers: [number],
      requestedBy: 'a',
      requestedAt: 0,
      expected: counts,
      counts,
      doneAt: null,
    };
    await test.store.saveDeletion(deletion);
    await sweepPeople(dependencies);
    const [today, resumed] = jobs;
    expect(today?.job).toEqual({ name: 'apply-retention', runId: '2026-11-24' });
    expect(resumed?.job).toEqual({ name: 'delete-person', deletionId: 'deletion_1' });
    await test.run('2026-11-24');
    await test.store.finishDeletion('deletion_1', 1);
    await test.clock.advance(hour);
    await sweepPeople(dependencies);
    expect(jobs).toHaveLength(2);
    await test.clock.advance(day);
    await sweepPeople(dependencies);
    expect(jobs[2]?.job).toEqual({ name: 'apply-retention', runId: '2026-11-25' });
    expect(new Set(jobs.map(({ key }) => key)).size).toBe(3);
    (test.store as MemoryStore).away = true;
    await sweepPeople(dependencies);
    expect(test.log.lines.at(-1)?.level).toBe('error');
  });
});
