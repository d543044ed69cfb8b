import { type Callback, isOpenCallback } from '../../domain/callback.ts';
import { zoneOfSlots } from '../../domain/callback-time.ts';
import { currentLine } from '../../domain/line-in-force.ts';
import { newsOf } from '../../domain/message-keys.ts';
import { operatorChoices } from '../../domain/operator-choices.ts';
import type { CallbackDetail, CallbackSummary } from '../contract/callbacks.ts';
import { messageSummary } from '../messages/message-summary.ts';
import type { Shown } from '../unmask.ts';
import { attemptWords } from './attempt-words.ts';
import { whyNotNow } from './call-now.ts';
import type { DeskDependencies } from './desk-dependencies.ts';
import { eventWords } from './event-words.ts';

/** The zone a callback's times are told in: that of the agreement, or of its line. */
export function zoneOfCallback({ siteBook }: Pick<DeskDependencies, 'siteBook'>, callback: Callback): string {
  const inForce = currentLine(siteBook, callback);
  return callback.wall?.zone ?? (inForce === null ? 'UTC' : zoneOfSlots(inForce));
}

export function callbackSummary(
  ports: Pick<DeskDependencies, 'siteBook'>,
  callback: Callback,
  shown: Shown,
): CallbackSummary {
  const { id, siteId, lineId, callId, kind, state, startsAt, durationMinutes, wall, confirmedAt, note } = callback;
  const { nextAt, createdAt, callerName } = callback;
  return {
    id,
    siteId,
    lineId,
    callId,
    kind,
    phone: shown.number(callback.phone),
    callerName,
    reason: shown.text(callback.reason),
    state,
    open: isOpenCallback(callback),
    startsAt,
    durationMinutes,
    wall,
    zone: zoneOfCallback(ports, callback),
    confirmedAt,
    tries: callback.attempts.at(-1)?.round ?? 0,
    note,
    nextAt,
    createdAt,
  };
}

/** With all that happened to it, and what may be done with it now. */
export async function callbackDetail(
  ports: DeskDependencies,
  callback: Callback,
  shown: Shown,
): Promise<CallbackDetail> {
  const { store, clock } = ports;
  const { id, callId, language, callerZone, sequence, reminded } = callback;
  const [events, stored, messages, notNow] = await Promise.all([
    store.callbackEvents(id),
    store.findCallById(callId),
    store.messagesOfCall(callId),
    whyNotNow(ports, callback),
  ]);
  const zone = zoneOfCallback(ports, callback);
  const { move, cancel } = operatorChoices(callback, clock.now());
  const news = messages.filter((message) => newsOf(message)?.callbackId === id);
  return {
    ...callbackSummary(ports, callback, shown),
    email: callback.email === null ? null : shown.address(callback.email),
    language,
    callerZone,
    sequence,
    reminded: [...reminded],
    attempts: callback.attempts.map(attemptView),
    events: events.map((event) => ({ ...event, words: eventWords(event, callback, zone) })),
    call:
      stored === null
        ? null
        : { callSid: stored.call.callSid, startedAt: stored.call.startedAt, endedAt: stored.endedAt },
    messages: news.map((message) => messageSummary(message, shown)),
    choices: { callNow: notNow ?? { refusal: null, anyway: false }, move, cancel },
  };
}

/** Whom it rang is named as in the site file. */
function attemptView(attempt: Callback['attempts'][number]): CallbackDetail['attempts'][number] {
  const { to: _to, from: _from, ...rest } = attempt;
  return { ...rest, words: attemptWords(attempt) };
}
