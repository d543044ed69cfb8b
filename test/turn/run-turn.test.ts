import { describe, expect, it } from 'vitest';
import type { Toolbox, ToolOutcome } from '../../src/tools/tool.ts';
import { runTurn, type TurnEvent } from '../../src/turn/run-turn.ts';
import { call, finished, type ScriptedAnswer, ScriptedModel, text } from '../support/scripted-model.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

interface Setup {
  readonly answers: readonly ScriptedAnswer[];
  readonly tool?: (name: string, clock: VirtualClock) => Promise<ToolOutcome>;
}

function setUp({ answers, tool }: Setup) {
  const clock = new VirtualClock();
  const model = new ScriptedModel(clock, answers);
  const ran: string[] = [];
  const toolbox: Toolbox = {
    declarations: [],
    async run({ name }) {
      ran.push(name);
      return tool === undefined ? { result: { status: 'ok', say: 'Done.' } } : tool(name, clock);
    },
  };
  const abort = new AbortController();
  const base = { stableInstructions: '', volatileInstructions: '', cacheKey: 'k', maxOutputTokens: 100 };
  const events: TurnEvent[] = [];
  const request = { turn: 1, language: 'en-US', history: [{ role: 'caller', text: 'Hi' } as const], base };
  const done = (async () => {
    for await (const event of runTurn({ model, toolbox, clock }, request, abort.signal)) events.push(event);
  })();
  const spoken = () => events.map((event) => (event.type === 'speech' ? event.piece.spoken : '')).join('');
  return { clock, model, ran, abort, events, done, spoken };
}

const slow = (ms: number) => (_name: string, clock: VirtualClock) =>
  new Promise<ToolOutcome>((resolve) => clock.after(ms, () => resolve({ result: { status: 'sent', say: 'Sent.' } })));

describe('a turn', () => {
  it('[TURN1] text before a tool call is said, the result goes back, the answer follows', async () => {
    const turn = setUp({
      answers: [
        [text("I'll text that now. "), call('send_sms', {}), finished],
        [text('Sent.'), finished],
      ],
    });
    await turn.done;
    expect(turn.spoken()).toBe("I'll text that now. Sent.");
    expect(turn.model.requests[1]?.history.slice(1)).toEqual([
      { role: 'bot', text: "I'll text that now. " },
      { role: 'tool-call', id: 'call_send_sms', name: 'send_sms', argumentsJson: '{}' },
      { role: 'tool-result', id: 'call_send_sms', resultJson: '{"status":"ok","say":"Done."}' },
    ]);
    expect(turn.events.at(-1)).toEqual({ type: 'ended', outcome: 'completed' });
    expect(turn.clock.pending).toBe(0);
  });

  it('[TURN2] after three tool steps the model must answer without tools', async () => {
    const again: ScriptedAnswer = [call('send_sms', {}), finished];
    const turn = setUp({ answers: [again, again, again, [text('That is all.'), finished]] });
    await turn.done;
    expect(turn.ran).toHaveLength(3);
    expect(turn.model.requests.map((request) => request.toolChoice)).toEqual(['auto', 'auto', 'auto', 'none']);
    expect(turn.model.unasked).toBe(0);
  });

  it('[TURN3] a tool over 1.2 s with nothing said gets one acknowledgement', async () => {
    const turn = setUp({
      answers: [
        [call('send_sms', {}), finished],
        [text('Sent.'), finished],
      ],
      tool: slow(5000),
    });
    await turn.clock.advance(1100);
    expect(turn.spoken()).toBe('');
    await turn.clock.advance(200);
    expect(turn.spoken()).not.toBe('');
    const acknowledgement = turn.spoken();
    await turn.clock.advance(5000);
    await turn.done;
    expect(turn.spoken()).toBe(`${acknowledgement}Sent.`);
  });

  it('[TURN4] no acknowledgement where something was said already', async () => {
    const turn = setUp({
      answers: [
        [text('One moment. '), call('send_sms', {}), finished],
        [text('Sent.'), finished],
      ],
      tool: slow(5000),
    });
    await turn.clock.advance(6000);
    await turn.done;
    expect(turn.spoken()).toBe('One moment. Sent.');
  });

  it('[TURN5] after an abort nothing is said and no tool is begun, and a running tool still reports', async () => {
    const turn = setUp({
      answers: [[call('send_sms', {}, 'a'), call('send_email', {}, 'b'), finished]],
      tool: slow(5000),
    });
    await turn.clock.advance(500);
    turn.abort.abort();
    await turn.clock.advance(6000);
    await turn.done;
    expect(turn.ran).toEqual(['send_sms']);
    expect(turn.spoken()).toBe('');
    expect(turn.events.filter((event) => event.type === 'tool-returned')).toHaveLength(1);
    expect(turn.events.filter((event) => event.type === 'ended')).toEqual([{ type: 'ended', outcome: 'aborted' }]);
  });

  it('[TURN6] an abort in mid-stream stops the speech at once', async () => {
    const turn = setUp({
      answers: [[text('One two three. '), { type: 'wait', ms: 1000 }, text('Four five six.'), finished]],
    });
    await turn.clock.advance(500);
    turn.abort.abort();
    await turn.clock.advance(2000);
    await turn.done;
    expect(turn.spoken()).toMatch(/^One two three\.\s?$/);
  });

  it('[TURN7] a failing model ends the turn as failed, also when its stream throws', async () => {
    const failure = { kind: 'unreachable', message: 'gone', status: null } as const;
    const turn = setUp({ answers: [[{ type: 'end', reason: 'failed', failure }]] });
    await turn.done;
    expect(turn.events.at(-1)).toEqual({ type: 'ended', outcome: 'failed', failure });
    const broken = setUp({ answers: [] });
    await broken.done;
    expect(broken.events.at(-1)).toMatchObject({ type: 'ended', outcome: 'failed' });
  });

  it('[TURN8] a tool that ends the call ends the turn: the model is not asked again', async () => {
    const ending = { kind: 'end-call', farewell: 'Goodbye.' } as const;
    const turn = setUp({
      answers: [[call('end_call', {}), finished]],
      tool: async () => ({ result: { status: 'ok', say: '' }, ending }),
    });
    await turn.done;
    expect(turn.events.at(-1)).toEqual({ type: 'ended', outcome: 'completed', ending });
    expect(turn.model.requests).toHaveLength(1);
  });

  it('[TURN9] what is held back goes out after 250 ms', async () => {
    const turn = setUp({ answers: [[text('Your number is 415'), { type: 'wait', ms: 2000 }, finished]] });
    await turn.clock.advance(300);
    expect(turn.spoken()).not.toBe('');
    await turn.clock.advance(3000);
    await turn.done;
  });
});
