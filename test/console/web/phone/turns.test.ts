import { expect, test } from 'vitest';
import { latencyOf, type NumberedEvent, turnsOf } from '../../../../src/console/web/pages/phone/model/turns.ts';

const timing = {
  promptAt: 1000,
  requestAt: 1020,
  firstDeltaAt: 1400,
  firstSentAt: 1410,
  lastSentAt: 1900,
  interruptedAt: null,
};
const called = (turn: number, id: string) =>
  ({ type: 'tool-called', turn, toolCallId: id, name: 'send_sms', argumentsJson: '{}', at: 1 }) as const;
const returned = (turn: number, id: string) =>
  ({
    type: 'tool-returned',
    turn,
    toolCallId: id,
    name: 'send_sms',
    result: { status: 'refused', code: 'cap_conversation', say: 'No more.' },
    durationMs: 7,
    at: 1,
  }) as const;
const ended = (turn: number) =>
  ({
    type: 'turn-ended',
    turn,
    outcome: 'completed',
    timing,
    usage: { inputTokens: 1, cachedTokens: 0, outputTokens: 1 },
    model: 'm',
    at: 1,
  }) as const;

test('[PHN67] tools stand in their turn, with what came of them, however often and in whatever order they are told', () => {
  const events: readonly NumberedEvent[] = [
    { seq: 1, event: called(1, 'a') },
    { seq: 2, event: returned(1, 'a') },
    { seq: 3, event: ended(1) },
    { seq: 4, event: called(2, 'b') },
    { seq: 5, event: { type: 'handed-off', reason: 'asked for a person', summary: 's', at: 1 } },
  ];
  const turns = turnsOf([...events, ...events.toReversed()]);
  expect(turns).toMatchObject([
    { turn: 1, tools: [{ id: 'a', durationMs: 7, result: { status: 'refused' } }], ended: { outcome: 'completed' } },
    { turn: 2, tools: [{ id: 'b', result: null }], ended: null, handedOff: 'asked for a person' },
  ]);
  expect(turns).toHaveLength(2);
});

test('[PHN67] the wait for the first word is told in its stages', () => {
  expect(latencyOf({ timing })).toEqual({
    ms: 410,
    stages: [
      { name: 'Before the model', ms: 20 },
      { name: 'Model', ms: 380 },
      { name: 'To the voice', ms: 10 },
    ],
  });
  expect(latencyOf({ timing: { ...timing, firstSentAt: null } })).toBeNull();
  expect(latencyOf({ timing: { ...timing, requestAt: null, firstDeltaAt: null } })?.stages.map(({ ms }) => ms)).toEqual(
    [0, 410, 0],
  );
});
