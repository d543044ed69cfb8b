import { describe, expect, it } from 'vitest';
import type { TurnView } from '../../../../src/console/contract/call.ts';
import { stagesOf } from '../../../../src/console/web/pages/calls/parts/turn-stages.ts';

const turn = (changes: Partial<TurnView>): TurnView => ({
  turn: 1,
  outcome: 'completed',
  model: 'm',
  promptAt: 1000,
  requestAt: null,
  firstDeltaAt: null,
  firstSentAt: null,
  lastSentAt: null,
  interruptedAt: null,
  endedAt: 5000,
  inputTokens: 1,
  cachedTokens: 0,
  outputTokens: 1,
  tools: [],
  ...changes,
});

describe('the bar of an answer', () => {
  it('[CAL15] has a stretch for each stage that happened, each beginning where the one before ends', () => {
    const { stages } = stagesOf(turn({ requestAt: 1010, firstDeltaAt: 1300, firstSentAt: 1400, lastSentAt: 1900 }));
    expect(stages.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['prompt', 0, 10],
      ['model', 10, 300],
      ['speech', 300, 400],
      ['sending', 400, 900],
    ]);
    expect(stagesOf(turn({ firstSentAt: 1200 })).stages).toMatchObject([{ kind: 'speech', from: 0, to: 200 }]);
    expect(stagesOf(turn({})).stages).toEqual([]);
  });

  it('[CAL15] never goes backwards, and tools lie beside it', () => {
    const tool = { toolCallId: 't', turn: 1, name: 'send_sms', status: 'sent', code: null, say: null };
    const called = { ...tool, argumentsJson: '{}', resultJson: null };
    const { stages, tools } = stagesOf(
      turn({
        requestAt: 1500,
        firstDeltaAt: 1200,
        tools: [
          { ...called, at: 1600, durationMs: 300 },
          { ...called, at: 1700, durationMs: null },
          { ...called, at: null, durationMs: 5 },
        ],
      }),
    );
    expect(stages.map(({ from, to }) => [from, to])).toEqual([
      [0, 500],
      [500, 500],
    ]);
    expect(tools).toEqual([{ kind: 'tool', title: 'send_sms', from: 600, to: 900 }]);
  });
});
