import { describe, expect, it } from 'vitest';
import { ContactDetail, ContactList, OptOutList } from '../../src/console/contract/contacts.ts';
import { RetentionView } from '../../src/console/contract/people.ts';
import { newContact } from '../contract/store-contacts.ts';
import { newCall, newMessage, noCaps } from '../contract/store-parts.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { testLine } from '../support/test-line.ts';
import { type Problem, peopleBench } from './people-bench.ts';

const number = '+14155550123';
const dana = newContact({
  ...{ id: 'dana/1', siteId: 'testers', callbackNumber: number, email: 'dana@example.com' },
  notes: `Call ${number}, not x@example.com`,
  identifiers: [number, 'dana@example.com'],
});
const whole = [number, '415', 'dana@', 'x@example.com'];
const path = `/contacts/testers/${encodeURIComponent(dana.id)}`;

async function bench() {
  const store = new MemoryStore();
  await store.saveContacts([dana]);
  return { ...(await peopleBench(store)), memory: store };
}

describe('contacts in the console', () => {
  it('[CTS15] go out masked to everybody, whole to operators who ask, and that is kept', async () => {
    const { ask, as, memory } = await bench();
    for (const role of ['viewer', 'operator'] as const) {
      as(role);
      for (const address of ['/contacts', '/contacts?site=testers&q=dana', path]) {
        const { status, body } = await ask('GET', address);
        expect(status).toBe(200);
        for (const secret of whole) expect(JSON.stringify(body)).not.toContain(secret);
      }
    }
    expect(memory.audit).toEqual([]);
    const shown = await ask('GET', `${path}?unmasked=1`);
    expect(ContactDetail.parse(shown.body)).toMatchObject({
      callbackNumber: number,
      numbers: [number],
      notes: dana.notes,
    });
    await ask('GET', '/contacts?unmasked=1');
    expect(memory.audit.map(({ action, subject, operator }) => [action, subject, operator])).toEqual([
      ['unmask', 'contact dana/1', 'a operator'],
      ['unmask', 'contacts of testers', 'a operator'],
    ]);
    as('viewer');
    expect((await ask('GET', `${path}?unmasked=1`)).status).toBe(403);
  });

  it('[CTS2] are searched and paged', async () => {
    const { ask, store } = await bench();
    await store.saveContacts(
      Array.from({ length: 5 }, (_, index) => newContact({ siteId: 'testers', name: `Zed ${index}` })),
    );
    const first = ContactList.parse((await ask('GET', '/contacts?limit=4')).body);
    expect(first).toMatchObject({ total: 6, contacts: [{ name: 'Dana Whitfield' }, {}, {}, {}] });
    const second = ContactList.parse(
      (await ask('GET', `/contacts?limit=4&cursor=${encodeURIComponent(first.next ?? '')}`)).body,
    );
    expect(second).toMatchObject({ total: null, next: null, contacts: [{ name: 'Zed 3' }, { name: 'Zed 4' }] });
    const found = ContactList.parse((await ask('GET', '/contacts?q=(415)%20555')).body);
    expect(found.contacts.map(({ name }) => name)).toEqual(['Dana Whitfield']);
  });

  it('[CTS16] are changed by operators only; who did is kept without numbers', async () => {
    const { ask, as, memory } = await bench();
    const form = { id: 'bo', name: 'Bo', callbackNumber: '(415) 555-0144' };
    as('viewer');
    const tries = [
      await ask<Problem>('POST', '/contacts/testers', form),
      await ask<Problem>('PUT', path, form),
      await ask<Problem>('DELETE', path),
      await ask<Problem>('POST', '/contact-imports', 'id\n1'),
      await ask<Problem>('POST', '/opt-outs', {}),
      await ask<Problem>('POST', '/opt-outs/1/lift', {}),
    ];
    expect(tries.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    expect(memory.contacts.size).toBe(1);
    as('operator');
    expect(await ask('POST', '/contacts/testers', form)).toMatchObject({
      status: 201,
      body: { siteId: 'testers', id: 'bo' },
    });
    expect(await ask('PUT', '/contacts/testers/bo', { ...form, name: 'Bob', email: 'bob@example.com' })).toMatchObject({
      status: 200,
    });
    expect(await memory.contactById('testers', 'bo')).toMatchObject({
      name: 'Bob',
      callbackNumber: '+14155550144',
      identifiers: ['+14155550144', 'bob@example.com'],
    });
    expect((await ask('DELETE', '/contacts/testers/bo')).status).toBe(200);
    expect((await ask('DELETE', '/contacts/testers/bo')).status).toBe(404);
    expect(memory.audit.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'add-contact contact bo',
      'edit-contact contact bo',
      'delete-contact contact bo',
    ]);
    expect(JSON.stringify(memory.audit)).not.toContain('0144');
  });

  it('[CTS17] a form is held to the rules of the import, by field', async () => {
    const { ask } = await bench();
    const wrong = {
      name: 'x'.repeat(300),
      callbackNumber: 'abc',
      email: 'a@b, c@d.com',
      otherNumbers: ['+1'],
      language: 'english!',
      timeZone: 'Mars',
      notes: 'a\u0007',
    };
    const refused = await ask<Problem>('POST', '/contacts/testers', wrong);
    expect(refused.status).toBe(422);
    expect(refused.body.fields?.map(({ field }) => field).toSorted()).toEqual([
      'callbackNumber',
      'email',
      'language',
      'name',
      'notes',
      'otherNumbers',
      'timeZone',
    ]);
    const taken = await ask<Problem>('POST', '/contacts/testers', { otherNumbers: [number] });
    expect(taken.body.fields).toMatchObject([{ field: 'otherNumbers', message: expect.stringContaining('dana/1') }]);
    const same = await ask<Problem>('POST', '/contacts/testers', { id: 'dana/1' });
    expect(same.body.fields).toMatchObject([{ field: 'id' }]);
    expect((await ask('PUT', '/contacts/testers/none', { name: 'x' })).status).toBe(404);
    const made = await ask<{ id: string }>('POST', '/contacts/testers', { name: 'No id' });
    expect(made).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^contact_\d+$/) } });
  });

  it('[CTS18] one shows the calls, messages and opt-outs of its numbers and addresses', async () => {
    const { ask, store } = await bench();
    const call = { ...newCall(), siteId: 'testers', lineId: 'desk' };
    await store.openCall({ call, siteVersion: 'v' });
    const message = newMessage({ siteId: 'testers', lineId: 'desk', to: number });
    await store.reserveMessage(message, noCaps);
    await store.setOptOut('testers', 'email', 'dana@example.com', true, 5, 'spoken');
    const { body } = await ask('GET', path);
    expect(ContactDetail.parse(body)).toMatchObject({
      calls: [{ callSid: call.callSid, status: null }],
      messages: [{ id: message.id, medium: 'sms' }],
      optOuts: [{ medium: 'email', source: 'spoken', fixed: null }],
    });
  });

  it.each([
    ['GET', '/contacts?site=none', undefined, 404],
    ['GET', '/contacts/testers/none', undefined, 404],
    ['POST', '/contacts/testers', '{"name":', 400],
    ['POST', '/contacts/testers', { name: 5 }, 400],
    ['POST', '/contacts/testers', { notes: 'x'.repeat(70_000) }, 413],
    ['GET', '/contact-imports/none', undefined, 404],
    ['POST', '/contact-imports/none/apply', {}, 404],
    ['POST', '/opt-outs', { siteId: 'testers', medium: 'fax', destination: 'x' }, 400],
    ['POST', '/opt-outs', { siteId: 'testers', medium: 'sms', destination: 'x' }, 422],
    ['POST', '/opt-outs/99/lift', { confirm: true }, 404],
    ['POST', '/opt-outs/x/lift', { confirm: true }, 404],
    ['POST', '/people/preview', { siteId: 'testers' }, 422],
    ['POST', '/people/preview', { siteId: 'testers', contactId: 'none' }, 404],
    ['GET', '/people/deletions/none', undefined, 404],
    ['GET', '/people/export?site=none&contact=x', undefined, 404],
  ] as const)('[CTS23] %s %s is answered with a sentence', async (method, address, body, status) => {
    const { origin } = await bench();
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(`${origin}/api${address}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...sent,
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: expect.stringMatching(/^[A-Z].*[.:]/) });
  });
});

describe('opt-outs in the console', () => {
  it('[CTS20] an operator writes one down, and it holds at once', async () => {
    const { ask, store, memory } = await bench();
    expect(
      (await ask('POST', '/opt-outs', { siteId: 'testers', medium: 'sms', destination: '(415) 555-0123' })).status,
    ).toBe(201);
    expect(
      (await ask('POST', '/opt-outs', { siteId: 'testers', medium: 'email', destination: 'Dana@Example.com' })).status,
    ).toBe(201);
    expect((await store.reserveMessage(newMessage({ siteId: 'testers', to: number }), noCaps)).outcome).toBe('refused');
    const { optOuts } = OptOutList.parse((await ask('GET', '/opt-outs?q=0123')).body);
    expect(optOuts).toMatchObject([
      { medium: 'sms', destination: 'the number ending 23', source: 'operator', fixed: null },
    ]);
    expect(memory.audit.map(({ action }) => action)).toEqual(['add-opt-out', 'add-opt-out']);
    expect(JSON.stringify(memory.audit)).not.toMatch(/0123|dana@/i);
  });

  it.each([
    ['texted', 409, 'START'],
    ['carrier', 409, 'carrier'],
    ['spoken', 200, ''],
    ['operator', 200, ''],
  ] as const)('[CTS21] one that is %s is answered %i when an operator lifts it', async (source, status, words) => {
    const { ask, as, store, memory } = await bench();
    as('operator');
    await store.setOptOut('testers', 'sms', number, true, 1, source);
    const [one] = OptOutList.parse((await ask('GET', '/opt-outs')).body).optOuts;
    expect(one?.fixed === null).toBe(status === 200);
    const unconfirmed = await ask<Problem>('POST', `/opt-outs/${one?.id}/lift`, {});
    expect(unconfirmed.status).toBe(status === 200 ? 400 : 409);
    const lifted = await ask<Problem>('POST', `/opt-outs/${one?.id}/lift`, { confirm: true });
    expect(lifted.status).toBe(status);
    if (status === 409) expect(lifted.body.error).toContain(words);
    expect(await store.isOptedOut('testers', 'sms', number)).toBe(status === 409);
    const kept = {
      action: 'lift-opt-out',
      subject: 'opt-out of the number ending 23',
      detail: { siteId: 'testers', medium: 'sms', source },
    };
    expect(memory.audit).toMatchObject(status === 200 ? [kept] : []);
  });

  it('[RTN15] what each line keeps and what the last runs did is told to everybody', async () => {
    const store = new MemoryStore();
    const lines = [testLine({ retention: { keep: 'metadata' } }, { retention: { days: 30 } }).site];
    const { ask, as } = await peopleBench(store, lines);
    as('viewer');
    await store.beginRetentionRun('2026-11-25', 7);
    await store.openCall({ call: { ...newCall(), id: 'c1', siteId: 'testers', lineId: 'desk' }, siteVersion: 'v' });
    await store.endCall('c1', { status: 'completed', at: 8 });
    await store.redactCalls(['c1'], 'metadata', { kind: 'retention', id: '2026-11-25', lineKey: 'testers/desk' }, 9);
    const view = RetentionView.parse((await ask('GET', '/retention')).body);
    expect(view.lines).toEqual([
      { siteId: 'testers', lineId: 'desk', name: 'Desk', keep: 'metadata', days: 30, isSiteDefault: false },
    ]);
    expect(view.runs).toMatchObject([
      { id: '2026-11-25', startedAt: 7, endedAt: null, lines: [{ line: 'testers/desk', redacted: 1 }] },
    ]);
  });
});
