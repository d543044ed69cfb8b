import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallOutcome, emptySummary, outcomeOf, summarise } from '../../src/domain/call-summary.ts';
import type { CallEvent, CallEventBody, DialResult, SessionEndReason } from '../../src/domain/event.ts';
import { anyEvents } from '../support/random-calls.ts';

const at = Date.UTC(2026, 10, 24, 17);
const seed = 20_261_125;
const event = (body: CallEventBody): CallEvent => ({ ...body, at });
const silence = (count: number): CallEvent => event({ type: 'silence', count });
const spoken = event({ type: 'person-said', speaker: 'agent', text: 'Hello', sequence: 1, transcription: 'G' });

describe('the summary of a call', () => {
  it('[CLS7] is the same from all events at once as from any pieces of them', () => {
    fc.assert(
      fc.property(anyEvents, fc.array(fc.nat(14)), (events, cuts) => {
        const at = [...cuts, 0, events.length].map((cut) => Math.min(cut, events.length)).toSorted((a, b) => a - b);
        const pieces = at.slice(1).map((end, index) => events.slice(at[index], end));
        expect(pieces.reduce(summarise, emptySummary)).toEqual(summarise(emptySummary, events));
      }),
      { seed, numRuns: 300 },
    );
  });

  it('[CLS8] stays small, whatever happens in the call', () => {
    const many = Array.from({ length: 2000 }, (_, index) => silence(index));
    const said = 'x'.repeat(4000);
    const events = [...many, event({ type: 'caller-said', turn: 1, text: said, via: 'speech' })];
    expect(JSON.stringify(summarise(emptySummary, events)).length).toBeLessThan(400);
  });
});

describe('the outcome of a call', () => {
  const ended = (status = 'completed') => event({ type: 'call-ended', status, durationSeconds: null });
  const session = (reason: SessionEndReason) => event({ type: 'session-ended', sessionId: 's', reason });
  const rung = event({ type: 'agent-dialed', dial: 1, target: 'lee', method: 'bridge' });
  const dial = (outcome: DialResult) =>
    event({ type: 'agent-dial-ended', dial: 1, target: 'lee', method: 'bridge', outcome, durationSeconds: null });
  const back = event({ type: 'returned-to-bot', dial: 1, tried: ['lee'] });
  const again = event({ type: 'session-started', sessionId: 't', reconnect: true, greeting: '' });
  const placed = event({ type: 'call-started', from: 'a', to: 'b', lineId: 'l', callback: 'cb_1', attempt: 1 });
  const handedOff = event({ type: 'handed-off', reason: '', summary: '' });

  it.each<[string, CallOutcome, readonly CallEvent[]]>([
    ['nothing happened yet', 'running', []],
    ['the caller hung up on the bot', 'hung-up', [session('caller-hung-up'), ended()]],
    ['the caller hung up before the bot was there', 'hung-up', [ended('canceled')]],
    ['the bot said goodbye', 'completed', [session('bot-ended'), ended()]],
    ['an operator ended it', 'completed', [session('operator-ended'), ended()]],
    ['nothing was said any more', 'silent', [session('silence'), ended()]],
    ['a person took it', 'transferred', [session('handed-off'), handedOff, rung, dial('connected'), ended()]],
    ['a person took it, told after the end', 'transferred', [rung, ended(), dial('connected'), dial('canceled')]],
    ['what a person said tells that one took it', 'transferred', [rung, ended(), spoken]],
    ['the caller hung up while it rang', 'abandoned', [session('handed-off'), rung, dial('canceled'), ended()]],
    ['that it rang to the end is all that is known', 'abandoned', [session('handed-off'), rung, ended()]],
    ['nobody took it', 'returned', [rung, dial('no-answer'), back, again, session('caller-hung-up'), ended()]],
    ['nobody took it, and then the bot broke', 'failed', [rung, back, session('failed'), ended()]],
    ['nobody took it, and a second one did', 'transferred', [rung, back, again, rung, dial('connected'), ended()]],
    ['the connection was lost', 'failed', [session('socket-lost'), ended()]],
    [
      'the connection was lost and made again',
      'hung-up',
      [session('socket-lost'), again, session('caller-hung-up'), ended()],
    ],
    ['the carrier says it failed', 'failed', [session('bot-ended'), ended('failed')]],
    ['we rang and nobody was there', 'not-reached', [placed, rung, dial('no-answer'), ended('no-answer')]],
    ['we rang and the network failed', 'not-reached', [placed, ended('failed')]],
    ['we rang and they talked', 'transferred', [placed, rung, dial('connected'), ended()]],
    [
      'we rang and the customer got the bot',
      'returned',
      [placed, rung, back, again, session('caller-hung-up'), ended()],
    ],
    ['nobody ever told', 'unknown', [ended('unknown')]],
    ['it was told after all', 'completed', [ended('unknown'), session('bot-ended'), ended()]],
  ])('[CLS9] %s: %s', (_, outcome, events) => {
    expect(outcomeOf(summarise(emptySummary, events))).toBe(outcome);
  });
});
