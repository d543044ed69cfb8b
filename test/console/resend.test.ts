import { afterEach, describe, expect, it } from 'vitest';
import { MessageResent } from '../../src/console/contract/messages.ts';
import type { OutboxMessage } from '../../src/domain/message.ts';
import { newsKey } from '../../src/domain/message-keys.ts';
import { address, destination, email, noAnswer, number, refusal, request, sms } from '../jobs/outbox-bench.ts';
import { testCallback } from '../support/test-callback.ts';
import { MessageDesk, noon } from './message-desk.ts';

let bench: MessageDesk;
afterEach(() => bench.desk.close());

type Reserved = Parameters<MessageDesk['over']>[0];
const confirmed = [destination('sms', number), destination('email', address)];
async function open(...given: ConstructorParameters<typeof MessageDesk>): Promise<void> {
  bench = await new MessageDesk(...given).open();
}
/** A message of a call that is over, which came to this. */
async function failed(changes: Reserved = {}, code = '30003', status: OutboxMessage['status'] = 'undelivered') {
  await bench.call('completed', ...confirmed);
  return bench.over(changes, code, status);
}
const refusedFor = async (id: string, why: RegExp) => {
  expect((await bench.desk.get(`messages/${id}`)).body.resend.refusal).toMatch(why);
  expect(await bench.again(id)).toMatchObject({ status: 409, body: { error: expect.stringMatching(why) } });
  expect(bench.left).toEqual([]);
  expect(bench.store.audit).toEqual([]);
};

describe('sending again', () => {
  it.each([
    ['a text that did not arrive', { content: sms }, '30003', 'undelivered'],
    ['an e-mail that was refused for good reasons of the moment', { content: email }, '535', 'failed'],
    ['what could not be handed over', { content: sms }, 'vendor_unreachable', 'failed'],
    ['a text whose sender was not registered yet', { content: sms }, '30034', 'undelivered'],
  ] as const)('[DMS7] %s goes once more, word for word, to the same recipient', async (_, changes, code, status) => {
    await open();
    const { id, content, toolCallId } = await failed(changes, code, status);
    expect((await bench.desk.get(`messages/${id}`)).body.resend).toEqual({ refusal: null });
    const { status: answered, body } = await bench.again(id);
    expect(answered).toBe(200);
    expect(MessageResent.parse(body)).toEqual(body);
    expect(body).toMatchObject({ already: false, message: { status: 'sent' } });
    expect(bench.left).toEqual([content]);
    const [again] = bench.besides(id);
    expect(again).toMatchObject({ callId: 'call_1', toolCallId: `${toolCallId}~again1`, content, audience: 'caller' });
    const subject = `message ${id}`;
    expect(bench.store.audit).toMatchObject([
      { action: 'resend-message', operator: 'ann', subject, detail: { as: again?.id } },
    ]);
    const after = (await bench.desk.get(`messages/${id}`)).body;
    expect(after).toMatchObject({ resentAs: again?.id, resend: { refusal: expect.stringContaining('already') } });
    const origin = { words: 'Sent again by an operator', messageId: id };
    expect((await bench.desk.get(`messages/${again?.id}`)).body.origin).toMatchObject(origin);
  });

  it('[DMS8] asked for many times at once it is one message, also when that one fails', async () => {
    await open();
    const { id } = await failed();
    bench.answers.push(refusal('30034'));
    const answers = await Promise.all(Array.from({ length: 8 }, () => bench.again(id)));
    for (const { status, body } of answers)
      expect(status === 200 || (status === 409 && body.error.includes('already'))).toBe(true);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(bench.left).toHaveLength(1);
    expect((await bench.again(id)).body.error).toContain('already');
    const [again] = bench.besides(id);
    expect((await bench.again(again?.id ?? '')).status).toBe(200);
    expect(bench.left).toHaveLength(2);
    expect([...bench.store.messages.values()].at(-1)?.toolCallId).toMatch(/[^~]~again2$/);
  });

  it('[DMS8] one whose answer was lost is looked up, never sent blindly', async () => {
    await open();
    const { id } = await failed();
    bench.answers.push(noAnswer);
    expect((await bench.again(id)).body.message.status).toBe('unknown');
    const [again] = bench.besides(id);
    expect((await bench.again(again?.id ?? '')).body.error).toContain('may have arrived');
    expect(bench.left).toHaveLength(1);
  });

  it('[DMS8] is given up after some times', async () => {
    await open();
    const { id } = await failed({ toolCallId: 'tool_1~again5' });
    await refusedFor(id, /often enough/);
  });
});

describe('what is not sent again', () => {
  it.each<[string, Reserved, string | null, OutboxMessage['status'], RegExp]>([
    ['was sent', {}, null, 'sent', /nothing says that it did not arrive/],
    ['was delivered', {}, null, 'delivered', /delivered/],
    ['may have arrived', {}, null, 'unknown', /may have arrived/],
    ['may have arrived and was given up', { content: email }, 'outcome_unknown', 'failed', /may have arrived/],
    ['waits for its next try', {}, '20429', 'retry', /still on its way/],
    ['is being sent', {}, null, 'sending', /still on its way/],
    ['went to somebody who had answered STOP', {}, '21610', 'failed', /wants no messages/],
    ['went to a number that is none', {}, '21211', 'failed', /fail again/],
    ['went to a number not in use', {}, '30005', 'undelivered', /fail again/],
    ['went to a landline', {}, '30006', 'undelivered', /fail again/],
    ['was filtered', {}, '30007', 'undelivered', /filtered/],
    ['went to a mailbox that does not exist', { content: email }, '550', 'failed', /does not exist/],
    ['was overdue', {}, 'overdue', 'failed', /too late/],
    ['makes no sense any more', { content: { ...sms, notAfter: noon } }, '30003', 'undelivered', /too late/],
    ['was the form for an address', { tool: 'address_form' }, '30003', 'undelivered', /form/],
    ['is a request', { content: request }, 'vendor_unreachable', 'failed', /twice/],
    ['is a week old', { createdAt: noon - 8 * 86_400_000 }, '30003', 'undelivered', /days old/],
    [
      'goes to a number nobody confirmed',
      { content: { ...sms, to: '+14155550188' } },
      '30003',
      'failed',
      /not confirmed/,
    ],
    [
      'goes to a second address nobody confirmed',
      { content: { ...email, cc: ['x@y.example'] } },
      '535',
      'failed',
      /not confirmed/,
    ],
    [
      'goes where the line may not text',
      { content: { ...sms, to: '+442071838750' } },
      '30003',
      'failed',
      /sms_countries/,
    ],
    [
      'went to a recipient of the team who is not in the site file any more',
      { audience: 'team', content: email },
      '535',
      'failed',
      /site file/,
    ],
  ])('[DMS9] what %s, and it says why', async (_, changes, code, status, why) => {
    await open();
    await bench.call('completed', ...confirmed);
    const { id } = await bench.over(changes, code ?? '', status);
    const message = bench.store.messages.get(id);
    if (message !== undefined && code === null) bench.store.messages.set(id, { ...message, errorCode: null });
    await refusedFor(id, why);
    expect(bench.besides(id)).toEqual([]);
  });

  it('[DMS9] what goes to somebody who has opted out since, or took the address back', async () => {
    await open();
    const { id } = await failed();
    await bench.store.setOptOut('testers', 'sms', number, true, noon, 'texted');
    await refusedFor(id, /wants no messages/);
    await bench.store.setOptOut('testers', 'sms', number, false, noon, 'texted');
    await bench.store.appendEvents([{ callId: 'call_1', event: destination('sms', number, 'reset') }]);
    await refusedFor(id, /not confirmed/);
  });

  it('[DMS9] what belongs to a call that goes on', async () => {
    await open();
    await bench.call(null, ...confirmed);
    const { id } = await bench.over({}, '30003');
    await refusedFor(id, /call goes on/);
  });

  it('[DMS9] what went by the other medium instead, unless that failed too', async () => {
    await open();
    const { id, toolCallId } = await failed();
    const other = await bench.over({ toolCallId: `${toolCallId}~other`, content: email }, '', 'sent');
    await refusedFor(id, /by e-mail instead/);
    bench.store.messages.set(other.id, { ...other, status: 'failed', errorCode: '550' });
    expect((await bench.again(id)).status).toBe(200);
  });

  it('[DMS9] what the caps leave no room for', async () => {
    await open();
    const { id } = await failed();
    for (let index = 0; index < 2; index++) await bench.over({}, '', 'sent');
    const { status, body } = await bench.again(id);
    expect(status).toBe(409);
    expect(body.error).toContain('all that one call may');
    expect(bench.left).toEqual([]);
  });

  it('[DMS9] news of a callback that was changed since; what is still true goes to where it was agreed', async () => {
    await open();
    const callback = testCallback({ startsAt: noon + 86_400_000 });
    const event = { type: 'scheduled', actor: 'bot', at: 0, detail: {} } as const;
    await bench.store.bookCallback({ next: callback, event }, null);
    const news = { tool: 'callback', audience: 'callback', toolCallId: newsKey(callback, { kind: 'booked' }) } as const;
    const { id } = await failed(news, '30003');
    const elsewhere = {
      ...news,
      toolCallId: newsKey(callback, { kind: 'moved' }),
      content: { ...sms, to: '+14155550188' },
    };
    await refusedFor((await bench.over(elsewhere, '30003')).id, /another recipient/);
    bench.store.callbacks.set(callback.id, { ...callback, sequence: 1 });
    await refusedFor(id, /changed since/);
    bench.store.callbacks.set(callback.id, callback);
    expect((await bench.again(id)).status).toBe(200);
    expect(bench.left).toHaveLength(1);
  });

  it('[DMS10] a recipient fixed in the site file takes no confirmation', async () => {
    const actions = [
      { type: 'send_email', name: 'tell_office', description: 'Tell.', to: address, subject: 'x', body: 'y' },
    ];
    await open({ actions });
    await bench.call('completed');
    const { id } = await bench.over({ audience: 'team', content: email }, '535', 'failed');
    expect((await bench.again(id)).status).toBe(200);
  });
});

describe('the hour, and who may', () => {
  it('[DMS11] at night where it goes it waits for the morning', async () => {
    await open({}, {}, Date.UTC(2026, 10, 25, 8));
    const { id } = await failed();
    expect((await bench.again(id)).body.message).toMatchObject({ status: 'retry', error: { code: 'quiet_hours' } });
    expect(bench.left).toEqual([]);
  });

  it('[DMS11] when it fails again nothing goes by the other medium by itself', async () => {
    await open({ delivery: { other_medium: true } });
    const { id } = await failed();
    bench.answers.push(refusal('30034'));
    await bench.again(id);
    expect(bench.left).toHaveLength(1);
    expect(bench.othersSent).toEqual([]);
  });

  it('[DMS12] a viewer sends nothing', async () => {
    await open();
    const { id } = await failed();
    expect((await bench.desk.post(`messages/${id}/resend`, {}, 'viewer')).status).toBe(403);
    expect(bench.left).toEqual([]);
  });
});
