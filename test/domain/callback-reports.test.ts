import { describe, expect, it } from 'vitest';
import { cancelCallback } from '../../src/domain/callback-changes.ts';
import { outcomeOfStatus } from '../../src/domain/callback-outcome.ts';
import { reportEnd, reportProgress, reportTalked } from '../../src/domain/callback-reports.ts';
import { isRequestOf } from '../../src/domain/callback-urls.ts';
import { attemptSample, callbackSample, TUESDAY_TEN as now } from '../support/callback-samples.ts';

const open = (some: Parameters<typeof attemptSample>[0] = {}) =>
  attemptSample({ state: 'ringing', outcome: null, endedAt: null, ...some });
const dialing = (some: Parameters<typeof attemptSample>[0] = {}) =>
  callbackSample({ state: 'dialing', attempts: [open(some)] });
const ours = { number: 1, callSid: 'CA1' };
const other = { number: 1, callSid: 'CA2' };

describe("reports about a callback's calls", () => {
  it('[CBR29] take an attempt on, never back', () => {
    const answered = reportProgress(dialing(), ours, { state: 'answered' }, now, now + 9);
    expect(answered?.next).toMatchObject({ state: 'dialing', nextAt: now + 9, attempts: [{ state: 'answered' }] });
    expect(reportProgress(dialing({ state: 'accepted' }), ours, { state: 'answered' }, now, now)).toBeNull();
    expect(reportProgress(dialing({ state: 'answered' }), ours, { state: 'answered' }, now, now)).toBeNull();
    const connected = reportProgress(dialing({ state: 'accepted' }), ours, { state: 'connected' }, now, now);
    expect(connected).toMatchObject({ next: { state: 'connected' }, event: { type: 'connected' } });
    expect(reportProgress(dialing({ state: 'ended' }), ours, { state: 'connected' }, now, now)).toBeNull();
  });

  it('[CBR29] another call than the one that is known is none of theirs', () => {
    expect(reportProgress(dialing(), other, { state: 'answered' }, now, now)).toBeNull();
    expect(reportEnd(dialing(), other, 'agent_busy', now)).toBeNull();
    expect(reportTalked(dialing(), other, now)).toBeNull();
    expect(reportEnd(dialing(), { ...ours, number: 2 }, 'agent_busy', now)).toBeNull();
  });

  it('[CBR33] bind the call of an attempt whose placing nobody confirmed', () => {
    const placing = dialing({ state: 'placing', callSid: null });
    expect(reportProgress(placing, other, { state: 'ringing' }, now, now)?.next.attempts).toMatchObject([
      { state: 'ringing', callSid: 'CA2' },
    ]);
    expect(reportEnd(placing, other, 'agent_busy', now)?.next.attempts).toMatchObject([
      { state: 'ended', callSid: 'CA2', outcome: 'agent_busy' },
    ]);
  });

  it('[CBR33] take up an attempt that was given up as unknown, as long as no other was begun', () => {
    const unknown = attemptSample({ callSid: null, outcome: 'unknown' });
    const waiting = callbackSample({ state: 'retry_wait', attempts: [unknown] });
    expect(reportProgress(waiting, other, { state: 'answered' }, now, now)?.next).toMatchObject({
      state: 'dialing',
      attempts: [{ state: 'answered', outcome: null, endedAt: null, callSid: 'CA2' }],
    });
    const begun = callbackSample({ state: 'dialing', attempts: [unknown, open({ number: 2, callSid: null })] });
    expect(reportProgress(begun, other, { state: 'answered' }, now, now)).toBeNull();
    const refused = attemptSample({ callSid: null, outcome: 'not_placed' });
    const certain = callbackSample({ state: 'retry_wait', attempts: [refused] });
    expect(reportProgress(certain, other, { state: 'answered' }, now, now)).toBeNull();
  });

  it('[CBR25] that the two have talked completes it, though its call was taken for over', () => {
    expect(reportTalked(dialing({ state: 'connected' }), ours, now)?.next).toMatchObject({
      state: 'completed',
      nextAt: null,
      attempts: [{ state: 'ended', outcome: 'connected' }],
    });
    const declined = attemptSample({ outcome: 'agent_declined' });
    const waiting = callbackSample({ state: 'retry_wait', attempts: [declined] });
    expect(reportTalked(waiting, ours, now)?.next).toMatchObject({ state: 'completed' });
    const moved = callbackSample({ state: 'scheduled', attempts: [declined] });
    expect(reportTalked(moved, ours, now)).toBeNull();
  });

  it('[CBR18] an attempt of a cancelled callback is looked at at once, and leaves it cancelled', () => {
    const { next: cancelled } = cancelCallback(dialing(), 'caller', now);
    expect(cancelled).toMatchObject({ state: 'cancelled', nextAt: now });
    expect(reportEnd(cancelled, ours, 'agent_no_answer', now)?.next).toMatchObject({
      state: 'cancelled',
      nextAt: null,
    });
    expect(cancelCallback(callbackSample(), 'caller', now).next.nextAt).toBeNull();
  });

  it.each([
    ['agent', 'ringing', 'no-answer', 'agent_no_answer'],
    ['customer', 'ringing', 'busy', 'customer_busy'],
    ['customer', 'ringing', 'failed', 'customer_failed'],
    ['agent', 'answered', 'completed', 'agent_declined'],
    ['customer', 'answered', 'completed', 'customer_no_answer'],
    ['agent', 'connected', 'completed', 'connected'],
    ['agent', 'ringing', 'completed', 'agent_failed'],
    ['agent', 'ringing', 'queued', null],
    ['agent', 'connected', 'in-progress', null],
  ] as const)('[CBR17] a call to the %s that was %s and is %s: %s', (first, state, status, outcome) => {
    expect(outcomeOfStatus(open({ first, state }), status)).toBe(outcome);
  });

  it('[CBR14] a URL tells whose call it was asked for', () => {
    const url = 'https://acme.example/prefix/twilio/callback/status?callback=callback_1&attempt=1';
    expect(isRequestOf(url, { callback: 'callback_1', attempt: 1 })).toBe(true);
    expect(isRequestOf(url, { callback: 'callback_1', attempt: 11 })).toBe(false);
    expect(isRequestOf(url, { callback: 'callback_', attempt: 1 })).toBe(false);
    expect(isRequestOf(url.replace('/callback/status', '/whisper'), { callback: 'callback_1', attempt: 1 })).toBe(
      false,
    );
    expect(isRequestOf('nonsense', { callback: 'callback_1', attempt: 1 })).toBe(false);
  });
});
