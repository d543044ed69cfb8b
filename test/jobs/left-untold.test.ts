import { describe, expect, it } from 'vitest';
import type { CallEvent, TurnOutcome } from '../../src/domain/event.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { address, destination, OutboxBench, refusal } from './outbox-bench.ts';

const usage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
const bench = (line: Record<string, unknown> = { delivery: { other_medium: true } }) =>
  new OutboxBench(new VirtualClock(), line);

const noticed = (noticeId: string, at: number): CallEvent => ({ type: 'noticed', noticeId, text: 'It failed.', at });
/** A turn that was begun then, and what was heard of it. */
const turn = (begun: number, heard: string, outcome: TurnOutcome = 'completed', number = 7): CallEvent[] => [
  { type: 'bot-said', turn: number, text: 'The text did not arrive.', heard, interrupted: false, at: begun },
  {
    type: 'turn-ended',
    turn: number,
    outcome,
    timing: {
      promptAt: begun,
      requestAt: null,
      firstDeltaAt: null,
      firstSentAt: null,
      lastSentAt: null,
      interruptedAt: null,
    },
    usage,
    model: 'm',
    at: begun + 1,
  },
];
const returned = (toolCallId: string, status: 'sent' | 'queued' | 'failed'): CallEvent => ({
  type: 'tool-returned',
  turn: 3,
  toolCallId,
  name: 'send_sms',
  result: { status, say: '' },
  durationMs: 1,
  at: 1,
});

/** A text that failed while the call went on; what happened then, and the call's end. */
async function failedInCall(outbox: OutboxBench, after: (id: string, toolCallId: string) => CallEvent[]) {
  await outbox.call(null, destination('email', address));
  const message = await outbox.over();
  await outbox.followUp(message);
  expect(outbox.left).toEqual([]);
  const events = [returned(message.toolCallId, 'sent'), ...after(message.id, message.toolCallId)];
  await outbox.store.appendEvents(events.map((event) => ({ callId: 'call_1', event })));
  await outbox.store.endCall('call_1', { status: 'completed', at: 1 });
  await outbox.followUpCall('call_1');
}

describe('what failed in the last moments of a call', () => {
  it.each<[string, (id: string) => CallEvent[]]>([
    ['it was not even known to the session', () => []],
    ['it came into the goodbye', (id) => [...turn(100, 'Goodbye.'), noticed(`message:${id}:failed`, 101)]],
    ['nothing was heard of the turn that told it', (id) => [noticed(`message:${id}:failed`, 100), ...turn(100, ' ')]],
    ['the model failed to tell it', (id) => [noticed(`message:${id}:failed`, 100), ...turn(100, 'Sorry.', 'failed')]],
    ['something else was told', () => [noticed('message:other:failed', 100), ...turn(100, 'Another did not arrive.')]],
  ])('[FUP16] goes by the other medium, once, when the caller did not hear of it: %s', async (_, after) => {
    const outbox = bench();
    await failedInCall(outbox, after);
    expect(outbox.left).toHaveLength(1);
    await outbox.followUpCall('call_1');
    const [message] = outbox.store.messages.values();
    if (message !== undefined) await outbox.followUp(message);
    expect(outbox.left).toMatchObject([{ medium: 'email', to: address }]);
  });

  it.each<[string, (id: string, toolCallId: string) => CallEvent[]]>([
    ['in a turn of its own', (id) => [noticed(`message:${id}:failed`, 100), ...turn(100, 'The text did')]],
    [
      'in a later one',
      (id) => [noticed(`message:${id}:failed`, 100), ...turn(90, 'Yes.'), ...turn(200, 'By', 'ended', 8)],
    ],
    ['by a later session', (id) => [noticed(`message:${id}:failed~`, 100), ...turn(100, 'The text did not arrive.')]],
    ['by its tool', (_id, toolCallId) => [returned(toolCallId, 'failed')]],
  ])('[FUP16] goes no other way when the caller heard of it: %s', async (_, after) => {
    const outbox = bench();
    await failedInCall(outbox, after);
    expect(outbox.left).toEqual([]);
  });

  it('[FUP16] a tool that sends to several tells of them all', async () => {
    const outbox = bench();
    await outbox.call('completed', destination('email', address), returned('tool_1', 'failed'));
    await outbox.over({ toolCallId: 'tool_1#2' });
    await outbox.followUpCall('call_1');
    expect(outbox.left).toEqual([]);
  });

  it('[FUP16] what arrived, what is under way and what the line does not send otherwise stay as they are', async () => {
    const outbox = bench({});
    await outbox.call('completed', destination('email', address));
    for (const status of ['sent', 'delivered', 'retry', 'unknown', 'undelivered'] as const)
      await outbox.over({}, 'x', status);
    await outbox.followUpCall('call_1');
    const allowed = bench();
    await allowed.call('completed', destination('email', address));
    for (const status of ['sent', 'delivered', 'retry', 'unknown'] as const) await allowed.over({}, 'x', status);
    await allowed.followUpCall('call_1');
    expect([...outbox.left, ...allowed.left]).toEqual([]);
  });

  it('[FUP16] one that failed in place of another is left', async () => {
    const outbox = bench();
    outbox.answers.push(refusal('550'));
    await failedInCall(outbox, () => []);
    await outbox.followUpCall('call_1');
    expect(outbox.left).toHaveLength(1);
    expect(outbox.store.messages.size).toBe(2);
  });

  it('[FUP16] never throws', async () => {
    const outbox = bench();
    outbox.store.away = true;
    await outbox.followUpCall('call_1');
    expect(outbox.log.lines.map(({ level }) => level)).toEqual(['error']);
  });
});
