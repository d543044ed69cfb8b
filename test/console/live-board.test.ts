import { describe, expect, it } from 'vitest';
import type { FeedCall } from '../../src/console/contract/feed.ts';
import type { LiveCall } from '../../src/console/contract/live.ts';
import { afterEvent, newLiveCall } from '../../src/console/contract/live-state.ts';
import { heardPart } from '../../src/console/web/pages/live/heard-part.ts';
import { LiveBoard } from '../../src/console/web/pages/live/live-board.ts';
import type { CallEventBody } from '../../src/domain/event.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const started = (from = 'one'): CallEventBody => ({ type: 'call-started', from, to: 'two', lineId: 'desk' });
const said = (turn: number): CallEventBody => ({ type: 'caller-said', turn, text: `Turn ${turn}`, via: 'speech' });
const ended: CallEventBody = { type: 'call-ended', status: 'completed', durationSeconds: 5 };

function bench() {
  const clock = new VirtualClock();
  let asked = 0;
  let told = 0;
  const board = new LiveBoard({ after: (ms, callback) => clock.after(ms, callback), refetch: () => asked++ });
  board.watch(() => told++);
  const feed = (callId: string, seq: number, event: CallEventBody): FeedCall => ({
    id: seq,
    callId,
    seq,
    siteId: 's',
    lineId: 'desk',
    event: { ...event, at: clock.now() },
  });
  return {
    clock,
    board,
    asked: () => asked,
    told: () => told,
    happen: (callId: string, seq: number, event: CallEventBody) => board.happened(feed(callId, seq, event)),
    /** As the server would answer: this call with its first `seq` events. */
    known(callId: string, ...events: readonly CallEventBody[]): LiveCall {
      const call = { callId, siteId: 's', lineId: 'desk', caller: 'c', outbound: false, startedAt: clock.now() };
      return events.reduce(
        (live, event, index) => afterEvent(live, { ...event, at: clock.now() }, index + 1),
        newLiveCall(call),
      );
    },
    answer: (...calls: LiveCall[]) => board.answered({ now: clock.now(), calls }),
    ids: () => board.calls?.map(({ callId }) => callId) ?? null,
    seqs: () => board.calls?.map(({ seq }) => seq) ?? null,
  };
}

describe('the board of calls in progress', () => {
  it('[LIV9] knows nothing before the first answer, and then also what happened before it', () => {
    const { board, happen, known, answer, ids, seqs } = bench();
    happen('call_1', 2, said(1));
    happen('call_2', 1, started());
    expect(board.calls).toBeNull();
    answer(known('call_1', started()));
    expect(ids()?.toSorted()).toEqual(['call_1', 'call_2']);
    expect(seqs()?.toSorted()).toEqual([1, 2]);
    board.stop();
  });

  it('[LIV9] an older answer takes nothing back; of a call it does not know any more it is right', async () => {
    const { clock, board, happen, known, answer, ids, seqs } = bench();
    const old = known('call_1', started());
    answer(old, known('gone', started()));
    happen('call_1', 2, said(1));
    happen('call_1', 3, said(2));
    await clock.advance(5000);
    answer(old);
    expect(ids()).toEqual(['call_1']);
    expect(seqs()).toEqual([3]);
    board.stop();
  });

  it('[LIV9] a call that began while the answer was made stays', () => {
    const { board, happen, answer, ids } = bench();
    answer();
    happen('call_1', 1, started());
    answer();
    expect(ids()).toEqual(['call_1']);
    board.stop();
  });

  it('[LIV9] asks anew when something is missing, and not for what comes after a call', () => {
    const { board, happen, known, answer, asked } = bench();
    answer(known('call_1', started()));
    happen('call_1', 2, said(1));
    expect(asked()).toBe(0);
    happen('call_1', 5, said(2));
    expect(asked()).toBe(1);
    happen('call_9', 7, said(3));
    expect(asked()).toBe(2);
    happen('call_8', 9, { type: 'recording-status', recordingId: 'RE', status: 'stored' });
    expect(asked()).toBe(2);
    board.stop();
  });

  it('[LIV9] tells at once, and then every 60 ms at most, the last included', async () => {
    const { clock, board, happen, known, answer, told, seqs } = bench();
    answer(known('call_1', started()));
    await clock.advance(1000);
    const before = told();
    for (let seq = 2; seq < 50; seq++) happen('call_1', seq, said(seq));
    expect(told()).toBe(before + 1);
    expect(seqs()).toEqual([2]);
    await clock.advance(60);
    expect(told()).toBe(before + 2);
    expect(seqs()).toEqual([49]);
    await clock.advance(1000);
    expect(told()).toBe(before + 2);
    board.stop();
    expect(clock.pending).toBe(0);
  });

  it('[LIV9] a call in which nothing happens is the same object', () => {
    const { board, happen, known, answer } = bench();
    answer(known('call_1', started()), known('call_2', started()));
    const before = board.calls?.find(({ callId }) => callId === 'call_2');
    happen('call_1', 2, said(1));
    expect(board.calls?.find(({ callId }) => callId === 'call_2')).toBe(before);
    board.stop();
  });

  it('[LIV9] a call that ended stays in sight for a while, and as long as it is followed', async () => {
    const { clock, board, happen, known, answer, ids } = bench();
    answer(known('call_1', started()), known('call_2', started()));
    board.follow(['call_2']);
    happen('call_1', 2, ended);
    happen('call_2', 2, ended);
    await clock.advance(14_000);
    answer();
    expect(ids()).toHaveLength(2);
    await clock.advance(2000);
    expect(ids()).toEqual(['call_2']);
    board.follow([]);
    await clock.advance(16_000);
    expect(ids()).toEqual([]);
    board.stop();
    expect(clock.pending).toBe(0);
  });
});

describe('what was heard of a line', () => {
  it('[LIV10] is cut where it was cut off, whatever masking did to it', () => {
    expect(heardPart('We come on Monday.', null)).toEqual({ heard: 'We come on Monday.', unheard: '' });
    expect(heardPart('We come on Monday.', 'We come ')).toEqual({ heard: 'We come', unheard: ' on Monday.' });
    expect(heardPart('We come on Monday.', '')).toEqual({ heard: '', unheard: 'We come on Monday.' });
    expect(heardPart('Call the number ending 23.', 'Call four one')).toEqual({ heard: 'Call four one …', unheard: '' });
  });
});
