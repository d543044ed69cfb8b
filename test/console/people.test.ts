import { describe, expect, it } from 'vitest';
import { DeletionList, DeletionView, PersonPreview } from '../../src/console/contract/people.ts';
import { newCallback } from '../contract/callback-parts.ts';
import { newContact } from '../contract/store-contacts.ts';
import { newCall, newMessage, noCaps } from '../contract/store-parts.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { type Problem, peopleBench } from './people-bench.ts';

const number = '+14155550123';
const byNumber = { siteId: 'testers', identifier: '(415) 555-0123' };

async function bench() {
  const store = new MemoryStore();
  const made = await peopleBench(store);
  const call = { ...newCall(), id: 'call_1', siteId: 'testers', lineId: 'desk' };
  await store.openCall({ call, siteVersion: 'v' });
  await store.appendEvents([
    { callId: 'call_1', event: { type: 'caller-said', at: 1, turn: 1, text: 'my boiler', via: 'speech' } },
  ]);
  await store.endCall('call_1', { status: 'completed', at: 2 });
  await store.saveContacts([newContact({ id: 'dana', siteId: 'testers', identifiers: [number, 'dana@example.com'] })]);
  await store.reserveMessage(
    newMessage({ id: 'message_in_call', siteId: 'testers', callId: 'call_1', to: number }),
    noCaps,
  );
  await store.reserveMessage(
    newMessage({ id: 'message_of_a_friend', siteId: 'testers', callId: 'call_2', to: number }),
    noCaps,
  );
  const recording = {
    id: 'RE1',
    callId: 'call_1',
    siteId: 'testers',
    lineId: 'desk',
    state: 'stored',
    file: 'x.wav',
  } as const;
  await store.saveRecording({
    ...recording,
    durationSeconds: 1,
    channels: 2,
    bytes: 1,
    deletedAtCarrier: false,
    createdAt: 1,
    updatedAt: 1,
  });
  const callback = newCallback({
    id: 'callback_1',
    siteId: 'testers',
    callId: 'call_2',
    phone: number,
    state: 'missed',
  });
  await store.bookCallback({ next: callback, event: { type: 'scheduled', actor: 'caller', at: 0, detail: {} } }, null);
  await store.setOptOut('testers', 'sms', number, true, 3, 'texted');
  return { ...made, memory: store };
}
const counts = { contacts: 1, calls: 1, messages: 2, callbacks: 1, recordings: 1, optOuts: 1 };

describe("a person's data in the console", () => {
  it('[DEL12] is for administrators, and the word has to be typed', async () => {
    const { ask, as, memory, jobs } = await bench();
    const requests = [
      ['POST', '/people/preview', byNumber],
      ['POST', '/people/export', byNumber],
      ['GET', '/people/export?site=testers&contact=dana', undefined],
      ['POST', '/people/deletions', { ...byNumber, confirm: 'delete' }],
      ['GET', '/people/deletions', undefined],
      ['GET', '/people/deletions/x', undefined],
    ] as const;
    for (const role of ['viewer', 'operator'] as const) {
      as(role);
      for (const [method, path, body] of requests)
        expect([path, (await ask(method, path, body)).status]).toEqual([path, 403]);
    }
    as('admin');
    for (const confirm of [undefined, '', 'yes', 'DELETE'])
      expect((await ask('POST', '/people/deletions', { ...byNumber, confirm })).status).toBe(400);
    expect([memory.audit, jobs, memory.deletions.size]).toEqual([[], [], 0]);
  });

  it('[DEL15] by a number, an address or the contact the same person is meant', async () => {
    const { ask, memory } = await bench();
    for (const whom of [{ identifier: '+1 415 555 0123' }, { identifier: 'DANA@example.com' }, { contactId: 'dana' }]) {
      const { body } = await ask('POST', '/people/preview', { siteId: 'testers', ...whom });
      const seen = PersonPreview.parse(body);
      expect(seen).toMatchObject({ name: 'Dana Whitfield', counts, blocked: null });
      expect(seen.identifiers.toSorted()).toEqual(['d… at example dot com', 'the number ending 23']);
    }
    expect(memory.audit).toEqual([]);
    const unknown = await ask('POST', '/people/preview', { siteId: 'testers', identifier: '+1 415 555 0199' });
    expect(PersonPreview.parse(unknown.body)).toMatchObject({ name: null, counts: { calls: 0, contacts: 0 } });
  });

  it('[DEL13] nobody is deleted while they are on the phone, or being called back', async () => {
    const { ask, store, jobs } = await bench();
    await store.openCall({ call: { ...newCall(), id: 'now', siteId: 'testers' }, siteVersion: 'v' });
    const refused = await ask<Problem>('POST', '/people/deletions', { ...byNumber, confirm: 'delete' });
    expect(refused).toMatchObject({ status: 409, body: { error: expect.stringContaining('on the phone') } });
    await store.endCall('now', { status: 'completed', at: 9 });
    const attempt = {
      number: 1,
      round: 1,
      first: 'agent',
      targetId: 'a',
      to: 'x',
      from: 'y',
      state: 'ringing',
      callSid: null,
      outcome: null,
      startedAt: 1,
      endedAt: null,
    } as const;
    const dialing = newCallback({ siteId: 'testers', phone: number, state: 'dialing', attempts: [attempt] });
    await store.bookCallback({ next: dialing, event: { type: 'dialing', actor: 'system', at: 0, detail: {} } }, null);
    const again = await ask<Problem>('POST', '/people/deletions', { ...byNumber, confirm: 'delete' });
    expect(again).toMatchObject({ status: 409, body: { error: expect.stringContaining('called back') } });
    expect(jobs).toEqual([]);
  });

  it('[DEL11] a deletion is kept with who asked, handed to a job, and can be followed', async () => {
    const { ask, memory, jobs, clock } = await bench();
    const started = await ask('POST', '/people/deletions', { ...byNumber, confirm: 'delete' });
    expect(started.status).toBe(202);
    const view = DeletionView.parse(started.body);
    expect(view).toMatchObject({ requestedBy: 'a admin', requestedAt: clock.now(), doneAt: null, expected: counts });
    expect(jobs).toEqual([{ name: 'delete-person', deletionId: view.id }]);
    expect(memory.audit).toMatchObject([
      { action: 'delete-person', operator: 'a admin', subject: `deletion ${view.id}` },
    ]);
    const shown = JSON.stringify([
      memory.audit,
      (await ask('GET', `/people/deletions/${view.id}`)).body,
      (await ask('GET', '/people/deletions')).body,
    ]);
    expect(shown).not.toMatch(/0123|dana@/);
    expect(DeletionList.parse((await ask('GET', '/people/deletions')).body).deletions).toEqual([view]);
  });

  it('[DEL14] the export is one document with everything, and is kept', async () => {
    const { ask, memory } = await bench();
    const byContact = await ask<Exported>('GET', '/people/export?site=testers&contact=dana');
    const { body, headers, status } = await ask<Exported>('POST', '/people/export', byNumber);
    expect([status, headers.get('content-disposition'), headers.get('cache-control')]).toEqual([
      200,
      'attachment; filename="person.json"',
      'no-store',
    ]);
    expect({ ...byContact.body, identifiers: [] }).toEqual({ ...body, identifiers: [] });
    expect(body).toMatchObject({
      site: 'testers',
      contacts: [{ id: 'dana', identifiers: [number, 'dana@example.com'] }],
      optOuts: [{ medium: 'sms', source: 'texted' }],
      calls: [
        {
          call: { id: 'call_1', from: { number } },
          events: [{ text: 'my boiler' }],
          messages: [{ id: 'message_in_call' }],
          recordings: [{ id: 'RE1', url: '/api/recordings/RE1' }],
        },
      ],
      otherMessages: [{ id: 'message_of_a_friend' }],
      otherCallbacks: [{ id: 'callback_1', events: [{ type: 'scheduled' }] }],
    });
    expect(memory.audit.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'export-person contact dana',
      'export-person contact dana',
    ]);
    const nobody = await ask<Exported>('POST', '/people/export', { siteId: 'testers', identifier: '+14155550199' });
    expect(nobody.body).toMatchObject({ contacts: [], calls: [], otherMessages: [], otherCallbacks: [] });
    expect(memory.audit.at(-1)?.subject).toBe('person with the number ending 99');
  });
});

interface Exported {
  readonly identifiers: readonly string[];
  readonly [part: string]: unknown;
}
