import { describe, expect, it } from 'vitest';
import { deliveryNotice } from '../../src/domain/delivery-notice.ts';
import type { OutboxMessage } from '../../src/domain/message.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { address, destination, email, number, OutboxBench, refusal, request, sms } from './outbox-bench.ts';

const both = [destination('email', address), destination('sms', number)];
const bench = () => new OutboxBench(new VirtualClock(), { delivery: { other_medium: true } });

describe('what became of a message, while the call goes on', () => {
  it('[FUP10] a failed one is told to the call, urgently, with the reason in words and no full number', async () => {
    const outbox = bench();
    await outbox.call(null, ...both);
    const message = await outbox.over();
    await outbox.followUp(message);
    await outbox.followUp({ ...message, status: 'failed' });
    expect(outbox.nudged).toContain('call_1');
    const notices = await outbox.store.takeNotices(['call_1']);
    expect(notices).toEqual([
      {
        id: `message:${message.id}:failed`,
        callId: 'call_1',
        text: expect.any(String),
        urgent: true,
        at: 1795539600000,
      },
    ]);
    expect(notices[0]?.text).toMatch(/^The text message to .* could not be delivered \(the number is not in use\)\. /);
    expect(notices[0]?.text).not.toMatch(/30005|4155550123|415/);
    expect(outbox.left).toEqual([]);
  });

  it('[FUP10] one that was sent after all is known, and nobody is interrupted for it', async () => {
    const outbox = bench();
    await outbox.call(null);
    const id = await outbox.reserve();
    await outbox.deliver(id, true);
    expect(await outbox.store.takeNotices(['call_1'])).toMatchObject([
      { id: `message:${id}:done`, urgent: false, text: expect.stringContaining('has been sent') },
    ]);
  });

  it('[FUP10] what a tool waited for is told by the tool alone', async () => {
    const outbox = bench();
    await outbox.call(null);
    outbox.answers.push(refusal('21614'));
    await outbox.deliver(await outbox.reserve());
    await outbox.deliver(await outbox.reserve());
    expect(await outbox.store.takeNotices(['call_1'])).toEqual([]);
    expect(outbox.nudged).toEqual([]);
  });

  it('[FUP10] the reason is said where there are words for it, and the address is masked', () => {
    const note = (changes: Partial<OutboxMessage>) =>
      deliveryNotice({ ...aMessage, status: 'failed', ...changes } as OutboxMessage, 1)?.text ?? '';
    for (const [errorCode, words] of [
      ['21610', 'has opted out'],
      ['opted_out', 'wants no messages there'],
      ['30003', 'could not be reached'],
      ['30006', 'landline'],
      ['30007', 'filtered'],
    ] as const)
      expect(note({ errorCode })).toContain(words);
    expect(note({ errorCode: '550', content: email })).toMatch(/^The e-mail to j.* \(the mailbox does not exist\)/);
    expect(note({ errorCode: '550', content: email })).not.toContain(address);
    for (const errorCode of [null, '99999', 'constructor'])
      expect(note({ errorCode })).toMatch(/could not be delivered\. Tell the caller/);
  });

  it('[FUP10] nothing is told of one that is not over', () => {
    for (const status of ['reserved', 'sending', 'retry', 'unknown'] as const)
      expect(deliveryNotice({ ...aMessage, status }, 1)).toBeNull();
  });

  it('[FUP10] a request is told with its answer, or that it did not succeed', () => {
    const of = (changes: Partial<OutboxMessage>) =>
      deliveryNotice({ ...aMessage, content: request, tool: 'order', ...changes } as OutboxMessage, 1);
    const answered = of({ status: 'sent', result: { status: 200, answer: { eta: 'noon' } } });
    expect(answered).toMatchObject({ id: 'message:m1:done', urgent: true });
    expect(answered?.text).toMatch(/^The order request has finished\..*\(data\): \{"eta":"noon"\}$/);
    for (const one of [of({ status: 'sent', result: { status: 404, answer: {} } }), of({ status: 'failed' })])
      expect(one?.text).toMatch(/^The order request did not succeed: /);
    expect(of({ status: 'retry' })).toBeNull();
  });
});

const aMessage: OutboxMessage = {
  id: 'm1',
  siteId: 'testers',
  lineId: 'desk',
  callId: 'call_1',
  toolCallId: 'tool_1',
  tool: 'send_sms',
  audience: 'caller',
  country: null,
  costMicros: 0,
  content: sms,
  createdAt: 0,
  status: 'failed',
  attempts: 1,
  vendorId: null,
  errorCode: null,
  result: null,
  dueAt: 0,
  updatedAt: 0,
};
