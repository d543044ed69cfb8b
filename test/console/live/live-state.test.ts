import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiveCall } from '../../../src/console/contract/live.ts';
import { afterEvent, fromStart, isLost, isWithBot, newLiveCall } from '../../../src/console/contract/live-state.ts';
import type { CallEventBody } from '../../../src/domain/event.ts';

const begun = newLiveCall({
  callId: 'call_1',
  siteId: 'acme',
  lineId: 'desk',
  caller: 'the number ending 23',
  outbound: false,
  startedAt: 1000,
});
const timing = { promptAt: 0, requestAt: 0, firstDeltaAt: 0, firstSentAt: 0, lastSentAt: 0, interruptedAt: null };
const usage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
const ended = (turn: number): CallEventBody => ({
  type: 'turn-ended',
  turn,
  outcome: 'completed',
  timing,
  usage,
  model: 'm',
});
const session = (greeting: string): CallEventBody => ({
  type: 'session-started',
  sessionId: 'VX',
  reconnect: greeting === '',
  greeting,
});
const bot = (turn: number, text: string, heard = text, more = {}): CallEventBody => ({
  type: 'bot-said',
  turn,
  text,
  heard,
  interrupted: heard !== text,
  ...more,
});
const caller = (turn: number, text = 'Hi'): CallEventBody => ({ type: 'caller-said', turn, text, via: 'speech' });
const tool = (turn: number): CallEventBody[] => [
  { type: 'tool-called', turn, toolCallId: 't', name: 'send_sms', argumentsJson: '{}' },
  {
    type: 'tool-returned',
    turn,
    toolCallId: 't',
    name: 'send_sms',
    result: { status: 'needs_confirmation', say: 'Ask.' },
    durationMs: 5,
  },
];
const dialed: CallEventBody = { type: 'agent-dialed', dial: 1, target: 'dana', method: 'bridge' };
const answered = (accepted: boolean): CallEventBody => ({ type: 'agent-answered', dial: 1, target: 'dana', accepted });
const dialEnded = (outcome: 'connected' | 'no-answer'): CallEventBody => ({
  type: 'agent-dial-ended',
  dial: 1,
  target: 'dana',
  method: 'bridge',
  outcome,
  durationSeconds: null,
});
const sessionEnded = (reason: 'handed-off' | 'socket-lost' | 'bot-ended'): CallEventBody => ({
  type: 'session-ended',
  sessionId: 'VX',
  reason,
});

/** What it is doing after each of these. */
function states(events: readonly CallEventBody[]): string[] {
  let live: LiveCall = begun;
  return events.map((event, index) => {
    live = afterEvent(live, { ...event, at: 1000 + index } as never, index + 1);
    return live.doing.kind;
  });
}
const play = (events: readonly CallEventBody[]): LiveCall =>
  events.reduce((live, event, index) => afterEvent(live, { ...event, at: 1000 + index } as never, index + 1), begun);

const talk: readonly CallEventBody[] = [
  { type: 'call-started', from: '+1', to: '+2', lineId: 'desk' },
  session('Hello'),
  bot(0, 'Hello'),
  { type: 'speaking-ended', turn: 0 },
  caller(1),
  ...tool(1),
  { type: 'speaking-began', turn: 1 },
  bot(1, 'May I? Yes?'),
  ended(1),
  bot(1, 'May I? Yes?', 'May I?'),
  caller(2),
  { type: 'speaking-began', turn: 2 },
  ended(2),
  { type: 'speaking-ended', turn: 2 },
  { type: 'turn-began', turn: 3 },
  { type: 'speaking-began', turn: 3 },
];

describe('a call in progress', () => {
  it('[LIV1] with the bot: greeting, listening, thinking, a tool, speaking', () => {
    expect(states(talk)).toEqual([
      'connecting',
      'greeting',
      'greeting',
      'listening',
      'thinking',
      'tool',
      'thinking',
      'speaking',
      'speaking',
      'speaking',
      'listening',
      'thinking',
      'speaking',
      'speaking',
      'listening',
      'thinking',
      'speaking',
    ]);
    expect(play(talk.slice(0, 6)).doing).toEqual({ kind: 'tool', name: 'send_sms' });
    expect(play(talk.slice(0, 9)).since).toBe(1007);
  });

  it('[LIV1] past the bot: handing off, ringing, nobody, returning, bridged, closing, ended', () => {
    const handedOff: CallEventBody = { type: 'handed-off', reason: 'r', summary: 's' };
    const relayEnded: CallEventBody = { type: 'relay-ended', sessionId: 'VX', status: 'ended', durationSeconds: 5 };
    const steps = [
      handedOff,
      sessionEnded('handed-off'),
      relayEnded,
      dialed,
      answered(false),
      dialEnded('no-answer'),
      { type: 'returned-to-bot', dial: 1, tried: ['dana'] } as const,
      session(''),
      handedOff,
      dialed,
      answered(true),
      dialEnded('connected'),
      { type: 'call-ended', status: 'completed', durationSeconds: 9 } as const,
    ];
    expect(states(steps)).toEqual([
      'handing-off',
      'handing-off',
      'handing-off',
      'ringing',
      'ringing',
      'handing-off',
      'returning',
      'listening',
      'handing-off',
      'ringing',
      'bridged',
      'closing',
      'ended',
    ]);
    expect(steps.map((_, index) => isWithBot(play(steps.slice(0, index + 1))))).toEqual(
      [0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0].map(Boolean),
    );
  });

  it('[LIV1] a lost connection is one that is made again; a goodbye is not', () => {
    expect(states([session('Hello'), sessionEnded('socket-lost')])).toEqual(['greeting', 'reconnecting']);
    expect(states([session('Hello'), sessionEnded('bot-ended')])).toEqual(['greeting', 'closing']);
  });

  it('[LIV1] begins with the event the stream tells first', () => {
    const feed = { id: 9, callId: 'call_9', seq: 1, siteId: 'acme', lineId: 'desk' };
    const event = { type: 'call-started', from: 'one', to: 'two', lineId: 'desk', at: 7 } as const;
    expect(fromStart({ ...feed, event })).toMatchObject({ callId: 'call_9', caller: 'one', outbound: false, seq: 0 });
    expect(fromStart({ ...feed, event: { ...event, callback: 'cb' } })).toMatchObject({
      caller: 'two',
      outbound: true,
    });
    expect(fromStart({ ...feed, event: { type: 'silence', count: 1, at: 7 } })).toBeNull();
  });

  it('[LIV2] each event counts once, wherever the answer ends and the stream begins, and however often it comes', () => {
    const whole = play(talk);
    fc.assert(
      fc.property(fc.nat(talk.length), fc.array(fc.nat(talk.length - 1), { maxLength: 20 }), (cut, again) => {
        let live = play(talk.slice(0, cut));
        const known = JSON.stringify(live);
        for (const index of again.filter((at) => at < cut))
          live = afterEvent(live, { ...talk[index], at: 5 } as never, index + 1);
        expect(JSON.stringify(live)).toBe(known);
        for (const [index, event] of talk.entries())
          live = afterEvent(live, { ...event, at: 1000 + index } as never, index + 1);
        expect(live).toEqual(whole);
      }),
      { seed: 20_261_125 },
    );
  });

  it('[LIV3] a cut-off answer is one line with what was heard; an operator’s sentence says who', () => {
    const { lines } = play([...talk, bot(4, 'We help.', 'We help.', { operator: 'dana' })]);
    expect(lines.map(({ who, text, heard, operator }) => [who, text, heard, operator])).toEqual([
      ['bot', 'Hello', null, null],
      ['caller', 'Hi', null, null],
      ['event', 'send_sms: needs confirmation', null, null],
      ['bot', 'May I? Yes?', 'May I?', null],
      ['caller', 'Hi', null, null],
      ['bot', 'We help.', null, 'dana'],
    ]);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
  });

  it('[LIV3] what the bot says is unfinished until the voice has said it, or was cut off', () => {
    const last = (events: readonly CallEventBody[]) => play(events).lines.at(-1)?.done;
    const answer = [caller(1), { type: 'speaking-began', turn: 1 } as const, bot(1, 'We come.')];
    expect(last(answer)).toBe(false);
    expect(last([...answer, ended(1)])).toBe(false);
    expect(last([...answer, { type: 'speaking-ended', turn: 1 }])).toBe(true);
    expect(last([...answer, bot(1, 'We come.', 'We')])).toBe(true);
    expect(last([...answer, sessionEnded('bot-ended')])).toBe(true);
    expect(play([...answer, caller(2)]).lines.map(({ done }) => done)).toEqual([true, true, true]);
    expect(last([bot(1, 'We', 'W')])).toBe(true);
  });

  it('[LIV3] a command that was refused and a note are lines; a sentence that was said is not twice', () => {
    const command = { type: 'operator-command', commandId: 'c', operator: 'dana' } as const;
    const { lines } = play([
      { ...command, kind: 'say', text: 'Hi.', status: 'done', outcome: 'Said.' },
      { ...command, kind: 'note', text: 'Be kind', status: 'done', outcome: 'The bot knows it.' },
      { ...command, kind: 'transfer', text: '', status: 'refused', outcome: 'Nobody is there.' },
    ]);
    expect(lines.map(({ text }) => text)).toEqual([
      'dana: Note to the bot: Be kind. The bot knows it.',
      'dana: Transfer. Refused. Nobody is there.',
    ]);
  });

  it('[LIV3] of a very long call the latest lines are kept', () => {
    const said = Array.from({ length: 400 }, (_, index) => caller(index + 1, `Line ${index}`));
    const { lines } = play(said);
    expect(lines).toHaveLength(300);
    expect(lines.at(-1)?.text).toBe('Line 399');
  });

  it('[LIV4] what a turn that is over still brings changes nothing', () => {
    const [, returned] = tool(1);
    const late: CallEventBody[] = [
      { type: 'speaking-began', turn: 1 },
      { type: 'speaking-ended', turn: 1 },
      caller(1),
      bot(1, 'a b', 'a'),
    ];
    for (const event of [...late, returned as CallEventBody])
      expect(states([...talk, ...tool(3).slice(0, 1), event]).at(-1)).toBe('tool');
  });

  it('[LIV5] nothing heard for long is lost; bridged for an hour is not', () => {
    const minute = 60_000;
    const listening = play(talk);
    expect(isLost(listening, listening.lastAt + 5 * minute)).toBe(false);
    expect(isLost(listening, listening.lastAt + 7 * minute)).toBe(true);
    const bridged = play([...talk, dialed, answered(true)]);
    expect(isLost(bridged, bridged.lastAt + 90 * minute)).toBe(false);
    expect(isLost(bridged, bridged.lastAt + 5 * 60 * minute)).toBe(true);
  });
});
