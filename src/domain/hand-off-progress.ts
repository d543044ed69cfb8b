import type { CallEvent, DialResult } from './event.ts';

/** One person of the site file who was rung, or whom the call was referred to. */
export interface AgentAttempt {
  readonly target: string;
  readonly method: 'bridge' | 'sip_refer';
  /** Null while it rings or they talk. */
  readonly outcome: DialResult | null;
  /** Whether the one called took it when asked; null: not asked, or not answered. */
  readonly accepted: boolean | null;
}

/** What was done for one hand-off of a call. */
export interface HandOffProgress {
  /** Oldest first; of a target at most one by each method. */
  readonly attempts: readonly AgentAttempt[];
  /** The attempt that is under way. */
  readonly current: AgentAttempt | null;
  /** Nobody took the call, and the bot has it again. */
  readonly returned: boolean;
}

/** `dial`: counts the hand-offs of the call, from 1. */
export function handOffProgress(events: readonly CallEvent[], dial: number): HandOffProgress {
  const attempts = new Map<string, AgentAttempt>();
  for (const event of events) {
    if (!('dial' in event) || event.dial !== dial || event.type === 'returned-to-bot') continue;
    const method = event.type === 'agent-answered' ? 'bridge' : event.method;
    const key = `${method} ${event.target}`;
    const known = attempts.get(key) ?? { target: event.target, method, outcome: null, accepted: null };
    attempts.set(key, {
      ...known,
      ...(event.type === 'agent-answered' && { accepted: event.accepted }),
      ...(event.type === 'agent-dial-ended' && { outcome: event.outcome }),
    });
  }
  const list = [...attempts.values()];
  return {
    attempts: list,
    current: list.findLast(({ outcome }) => outcome === null) ?? null,
    returned: events.some((event) => event.type === 'returned-to-bot' && event.dial === dial),
  };
}

/**
 * The number of the hand-off a relay session left behind. Asked again for the same session it is the same: what came
 * after the session's end does not count.
 */
export function dialOfSession(events: readonly CallEvent[], sessionId: string): number {
  const end = events.findIndex((event) => event.type === 'relay-ended' && event.sessionId === sessionId);
  const before = end === -1 ? events : events.slice(0, end);
  const handOffs = before.filter((event) => event.type === 'handed-off').length;
  return Math.max(1, handOffs, ...before.map((event) => (event.type === 'returned-to-bot' ? event.dial + 1 : 1)));
}

/** The number of the latest hand-off that anything was done for. */
export const latestDial = (events: readonly CallEvent[]): number =>
  Math.max(1, ...events.map((event) => ('dial' in event ? event.dial : 1)));

/** Why the call was handed off, as the bot put it. Null when that was lost. */
export function handOffOf(
  events: readonly CallEvent[],
  dial: number,
): Extract<CallEvent, { type: 'handed-off' }> | null {
  const handOffs = events.filter((event) => event.type === 'handed-off');
  return handOffs[dial - 1] ?? handOffs.at(-1) ?? null;
}

/** What the caller said to being recorded; null: not asked, or no answer yet. */
export function recordingConsent(events: readonly CallEvent[]): boolean | null {
  const answer = events.findLast((event) => event.type === 'recording-consent');
  return answer === undefined ? null : answer.agreed;
}

/** BCP-47: the language the conversation is in. `line`: the one the line begins in. */
export function languageOfCall(events: readonly CallEvent[], line: string): string {
  const switched = events.findLast((event) => event.type === 'language-switched');
  return switched?.language ?? line;
}

/** The latest that happened is that nobody took the call: its next session begins with that, not with a lost connection. */
export const cameBack = (events: readonly CallEvent[]): boolean =>
  events.findLast(({ type }) => type === 'session-started' || type === 'returned-to-bot')?.type === 'returned-to-bot';
