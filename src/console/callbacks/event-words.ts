import type { Callback, CallbackActor, CallbackEvent } from '../../domain/callback.ts';
import { writtenTime } from '../../domain/callback-time.ts';
import { attemptWords } from './attempt-words.ts';

type Words = (event: CallbackEvent, told: Told) => string;
interface Told {
  readonly callback: Callback;
  /** A time among the event's details, written; a dash where it is none. */
  readonly time: (name: string) => string;
}

const who: Readonly<Record<CallbackActor, string>> = {
  caller: 'The caller',
  bot: 'The bot',
  agent: 'An agent',
  system: 'The server',
  operator: 'An operator',
};

const words: Readonly<Record<CallbackEvent['type'], Words>> = {
  requested: () => 'Asked for: as soon as the caller has hung up.',
  scheduled: () => 'Booked.',
  due: ({ actor, detail }, { time }) => {
    if (actor === 'operator')
      return `An operator had it called at once${detail.any_hour === true ? ', outside the hours of the agents' : ''}.`;
    return typeof detail.until === 'number' ? `It waits for an agent or the morning: ${time('until')}.` : 'It is due.';
  },
  dialing: ({ detail }, { callback }) => {
    const attempt = callback.attempts.find(({ number }) => number === detail.attempt);
    const rung = attempt?.first === 'customer' ? 'the customer' : String(detail.target);
    return `Try ${detail.round}: ${rung} is rung.`;
  },
  connected: () => 'The customer and an agent are talking.',
  retry_wait: (_, { time }) => `Nobody could be connected. Next try: ${time('until')}.`,
  completed: () => 'They have talked.',
  missed: ({ detail }) => `It could not begin in time${because(detail.reason)}. The caller is told.`,
  expired: ({ detail }) => `It was given up${because(detail.reason)}. The caller is told.`,
  exhausted: () => 'All tries were used. The caller is told.',
  cancelled: ({ actor }) => `${who[actor]} cancelled it.`,
  blocked: ({ detail }) => `It may not be called any more${because(detail.reason)}.`,
  rescheduled: ({ actor, detail }, { time }) =>
    detail.reason === 'zone'
      ? `The rules of the time zone have changed: ${time('from')} is now ${time('to')}.`
      : `${who[actor]} moved it from ${time('from')} to ${time('to')}.`,
  confirmed: () => 'The caller confirmed that they will be there.',
  reminded: ({ detail }) => `The caller was reminded, ${detail.minutes_before} minutes before.`,
  attempt: ({ detail }, { callback }) => {
    const attempt = callback.attempts.find(({ number }) => number === detail.attempt);
    if (attempt === undefined) return 'A call of it went on.';
    if (typeof detail.outcome === 'string') return attemptWords(attempt);
    return `Call ${attempt.number}: ${String(detail.state ?? 'goes on')}.`;
  },
  waiting: ({ detail }, { time }) =>
    typeof detail.until === 'number'
      ? `Looked at again ${time('until')}${because(detail.reason)}.`
      : `Nothing to do${because(detail.reason)}.`,
};

const because = (reason: CallbackEvent['detail'][string] | undefined): string =>
  typeof reason === 'string' && reason !== '' ? `: ${reason}` : '';

/** What happened to a callback, in a sentence; times on the wall clock of `zone` (IANA). */
export function eventWords(event: CallbackEvent, callback: Callback, zone: string): string {
  const time = (name: string): string => {
    const at = event.detail[name];
    return typeof at === 'number' ? writtenTime(at, zone, 'en-GB', 'short') : '–';
  };
  return words[event.type](event, { callback, time });
}
