import type { CallEvent, SessionEndReason } from './event.ts';
import type { WrapUpNotes } from './wrap-up-notes.ts';

/**
 * How a call ended, in one word; the first that holds counts.
 * - `running`: it goes on.
 * - `transferred`: a person took it and they talked. Of a call we placed: both were connected.
 * - `abandoned`: the caller hung up while a person was rung.
 * - `returned`: somebody was rung, nobody took it, and the bot had the caller again.
 * - `not-reached`: a call we placed that came to no conversation.
 * - `failed`: something broke, and no later session of the call made up for it.
 * - `silent`: the bot ended it because the caller said nothing any more.
 * - `hung-up`: the caller hung up on the bot.
 * - `completed`: the bot said goodbye, or an operator ended it.
 * - `unknown`: nobody ever told us how it ended.
 */
export const callOutcomes = [
  'running',
  'completed',
  'hung-up',
  'transferred',
  'abandoned',
  'returned',
  'silent',
  'not-reached',
  'failed',
  'unknown',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What a list of calls shows of one, from its events. Small: it is read and written with every batch of events. */
export interface CallSummary {
  /** Answers the bot gave; those that were taken back for a newer one do not count. */
  readonly turns: number;
  /** Tool calls that came back, and how many of them with a refusal or a failure. */
  readonly tools: number;
  readonly refusals: number;
  /** Where the call stands with a person. */
  readonly person: 'none' | 'rung' | 'connected' | 'left' | 'back';
  /** The target of the site file that was rung last. */
  readonly agent: string | null;
  /** The status it was closed with; null while it runs. */
  readonly ended: string | null;
  readonly lastSession: SessionEndReason | 'open' | null;
  /** BCP-47, where it was switched. */
  readonly language: string | null;
  /** The callback it was placed for. */
  readonly callback: string | null;
  readonly disposition: string | null;
  readonly sentiment: WrapUpNotes['sentiment'] | null;
}

export const emptySummary: CallSummary = {
  turns: 0,
  tools: 0,
  refusals: 0,
  person: 'none',
  agent: null,
  ended: null,
  lastSession: null,
  language: null,
  callback: null,
  disposition: null,
  sentiment: null,
};

/** The summary with these events of the call, in their order, added to it. In one piece or in many: it is the same. */
export const summarise = (before: CallSummary, events: readonly CallEvent[]): CallSummary =>
  events.reduce(withEvent, before);

function withEvent(summary: CallSummary, event: CallEvent): CallSummary {
  switch (event.type) {
    case 'call-started':
      return { ...summary, callback: event.callback ?? summary.callback };
    case 'session-started':
      return { ...summary, lastSession: 'open' };
    case 'session-ended':
      return { ...summary, lastSession: event.reason };
    case 'turn-ended':
      return event.outcome === 'superseded' ? summary : { ...summary, turns: summary.turns + 1 };
    case 'tool-returned':
      return { ...summary, tools: summary.tools + 1, refusals: summary.refusals + (isRefusal(event) ? 1 : 0) };
    case 'language-switched':
      return { ...summary, language: event.language };
    case 'wrap-up':
      return { ...summary, disposition: event.notes.disposition, sentiment: event.notes.sentiment };
    case 'call-ended':
      return endedBy(summary, event.status);
    default:
      return withPerson(summary, event);
  }
}

/** The first end stays, but any is better than none. */
export const endedBy = (summary: CallSummary, status: string): CallSummary =>
  summary.ended === null || summary.ended === 'unknown' ? { ...summary, ended: status } : summary;

const isRefusal = ({ result }: CallEvent & { type: 'tool-returned' }): boolean =>
  result.status === 'refused' || result.status === 'failed';

/** Whoever was connected stays connected, whatever is told late. */
function withPerson(summary: CallSummary, event: CallEvent): CallSummary {
  if (summary.person === 'connected') return summary;
  switch (event.type) {
    case 'handed-off':
      return { ...summary, person: 'rung' };
    case 'agent-dialed':
      return { ...summary, person: 'rung', agent: event.target };
    case 'agent-dial-ended':
      if (event.outcome === 'connected') return { ...summary, person: 'connected', agent: event.target };
      return { ...summary, person: event.outcome === 'canceled' ? 'left' : 'rung', agent: event.target };
    case 'person-said':
      return { ...summary, person: 'connected' };
    case 'returned-to-bot':
      return { ...summary, person: 'back' };
    default:
      return summary;
  }
}

const cut: readonly CallSummary['lastSession'][] = ['socket-lost', 'protocol', 'failed', 'drained'];
const endedByUs: readonly CallSummary['lastSession'][] = ['bot-ended', 'operator-ended', 'time-limit', 'handed-off'];

export function outcomeOf(summary: CallSummary): CallOutcome {
  const { person, ended, lastSession, callback } = summary;
  if (ended === null) return 'running';
  if (person === 'connected') return 'transferred';
  if (ended === 'unknown') return 'unknown';
  if (ended === 'failed') return callback === null ? 'failed' : 'not-reached';
  if (callback !== null && person !== 'back') return 'not-reached';
  if (person === 'left' || person === 'rung') return 'abandoned';
  if (cut.includes(lastSession)) return 'failed';
  if (person === 'back') return 'returned';
  if (lastSession === 'silence') return 'silent';
  return lastSession !== null && endedByUs.includes(lastSession) ? 'completed' : 'hung-up';
}
