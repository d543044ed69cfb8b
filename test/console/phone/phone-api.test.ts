import { expect, test } from 'vitest';
import { PhoneSetup } from '../../../src/console/contract/phone.ts';
import { desk, phoneBench } from './phone-bench.ts';

const from = '+14155550130';
const asNumber = (number: string) => ({ ...desk, as: { kind: 'number', number } });

test('[PHN40] lines and known callers are listed, their numbers masked; who has no number cannot call', async () => {
  const { ask } = await phoneBench();
  const { status, body } = await ask('');
  expect(status).toBe(200);
  const setup = PhoneSetup.parse(body);
  expect(setup.lines).toMatchObject([{ ...desk, name: 'Desk', number: '+14155550101', language: 'en-US' }]);
  expect(setup.contacts).toEqual([
    { id: 'contact_dana', siteId: 'testers', name: 'Dana Whitfield', number: 'the number ending 21' },
  ]);
  expect(JSON.stringify(body)).not.toContain('+14155550121');
});

test('[PHN40] without a sandbox there is a sentence instead, whatever is asked', async () => {
  const { ask } = await phoneBench({ without: true });
  for (const [path, order] of [[''], ['/calls', asNumber(from)], ['/scripts'], ['/stream']] as const)
    expect(await ask(path, order)).toMatchObject({ status: 404, body: { error: expect.stringMatching(/no sandbox/) } });
});

test('[PHN41] a call is placed as a contact, from a number, without one, and from a SIP end', async () => {
  const { ask, carrier, store } = await phoneBench();
  const callers = [
    [{ kind: 'contact', id: 'contact_dana' }, '+14155550121'],
    [{ kind: 'number', number: '(415) 555-0130' }, from],
    [{ kind: 'anonymous' }, '+266696687'],
    [{ kind: 'sip', user: 'lobby.phone' }, 'sip:lobby.phone@phone.example.com'],
  ] as const;
  for (const [as, number] of callers) {
    const { status, body } = await ask('/calls', { ...desk, as });
    expect({ status, body }).toMatchObject({ status: 201, body: { from: number, to: '+14155550101' } });
    const call = carrier.calls.find(({ sid }) => sid === body.sid);
    expect(call?.record.from).toBe(number);
  }
  const subject = 'line testers/desk';
  expect(store.audit.map(({ at: _at, id: _id, ...entry }) => entry)).toEqual(
    callers.map(([{ kind }]) => ({ operator: 'Robin', action: 'place-test-call', subject, detail: { as: kind } })),
  );
});

test('[PHN41] nobody calls from what is no number, as nobody, or where there is no line', async () => {
  const { ask, carrier } = await phoneBench();
  const wrong = [
    [asNumber('12'), 400],
    [asNumber('+1 415 555 CALL'), 400],
    [{ ...desk, as: { kind: 'contact', id: 'contact_mail' } }, 400],
    [{ ...desk, as: { kind: 'contact', id: 'nobody' } }, 400],
    [{ ...desk, as: { kind: 'sip', user: 'a@b' } }, 400],
    [{ ...desk, lineId: 'elsewhere', as: { kind: 'anonymous' } }, 404],
    [{ ...desk }, 400],
    ['nonsense', 400],
  ] as const;
  for (const [order, status] of wrong) {
    const answer = await ask('/calls', order);
    expect([answer.status, typeof answer.body.error]).toEqual([status, 'string']);
  }
  expect(carrier.calls).toHaveLength(0);
});

test('[PHN42] what the caller does goes on to the stand-in, in bounds', async () => {
  const { ask, carrier } = await phoneBench();
  const { body } = await ask('/calls', asNumber(from));
  const call = carrier.calls.find(({ sid }) => sid === body.sid);
  await call?.next('session-started');
  const act = (name: string, order: unknown = {}) => ask(`/calls/${body.sid}/${name}`, order);
  expect((await act('say', { text: 'Good morning' })).status).toBe(202);
  await call?.log.next((event) => event.type === 'spoken' && event.text.startsWith('morning'));
  expect((await act('press', { digits: '12#' })).status).toBe(202);
  expect((await act('heard', { position: 3 })).status).toBe(202);
  expect((await act('heard', { position: null })).status).toBe(202);
  expect((await act('interrupt')).status).toBe(202);
  for (const [name, order] of [
    ['say', { text: ' ' }],
    ['say', { text: 'x'.repeat(1001) }],
    ['say', { text: 'x', partials: false }],
    ['press', { digits: 'A' }],
    ['press', { digits: '1'.repeat(33) }],
    ['heard', { position: -1 }],
    ['heard', {}],
  ] as const)
    expect((await act(name, order)).status).toBe(400);
  const refused = await act('answer');
  expect(refused.status).toBe(409);
  expect(refused.body.error).toMatch(/^This phone does not ring.*\.$/);
  expect((await act('hangup')).status).toBe(202);
  await call?.next('ended');
  expect((await ask(`/calls/CA${'0'.repeat(32)}/hangup`, {})).status).toBe(404);
  expect((await ask('/calls/..%2f..%2finbox/hangup', {})).status).toBe(404);
});

test('[PHN43] a viewer has no phone', async () => {
  const { ask, carrier } = await phoneBench({ role: 'viewer' });
  for (const [path, order] of [[''], ['/stream'], ['/calls', asNumber(from)], ['/runs', { file: 'x.yaml' }]] as const)
    expect((await ask(path, order)).status).toBe(403);
  expect(carrier.calls).toHaveLength(0);
});

test('[PHN45] a text is sent from a number, and from nothing else', async () => {
  const { ask, carrier } = await phoneBench();
  expect((await ask('/texts', { ...asNumber(from), body: 'STOP' })).status).toBe(201);
  expect(carrier.incomingTexts).toMatchObject([{ from, to: '+14155550101', body: 'STOP' }]);
  for (const as of [{ kind: 'anonymous' }, { kind: 'sip', user: 'lobby' }]) {
    const refused = await ask('/texts', { ...desk, as, body: 'Hello' });
    expect(refused).toMatchObject({ status: 400, body: { error: expect.stringMatching(/number/) } });
  }
  expect((await ask('/texts', { ...asNumber(from), body: '  ' })).status).toBe(400);
  expect(carrier.incomingTexts).toHaveLength(1);
});
